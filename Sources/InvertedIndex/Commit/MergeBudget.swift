/// The time that the merges of a writer may take, so that a run by a timer never overruns: a merge that is not likely to fit
/// is put off to a later run, and one that takes longer than thought is stopped and leaves nothing behind.
public struct MergeBudget: Sendable {
  /// Seconds after which no merge goes on.
  public var seconds: Double
  /// Tells the seconds since the run began.
  public var elapsed: @Sendable () -> Double

  /// A budget.
  public init(seconds: Double, elapsed: @escaping @Sendable () -> Double) {
    self.seconds = seconds
    self.elapsed = elapsed
  }

  /// Bytes of segments that a second merges, where nothing has been measured yet: half of what a slow machine does.
  static let assumedSpeed = 20e6
}
