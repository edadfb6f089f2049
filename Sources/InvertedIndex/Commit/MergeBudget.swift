/// The time that the merges of a writer may take, so that a run by a timer never overruns: a merge that is not likely to fit
/// is put off to a later run, and one that takes longer than thought is stopped and leaves nothing behind.
public struct MergeBudget: Sendable {
  /// Seconds that the merges of one commit may take together.
  public var seconds: Double
  /// A clock that never goes back, in seconds from whatever moment.
  public var now: @Sendable () -> Double

  /// A budget of so many seconds by that clock.
  public init(seconds: Double, now: @escaping @Sendable () -> Double) {
    self.seconds = seconds
    self.now = now
  }

  /// Bytes of segments that a second merges, where nothing has been measured yet: half of what a slow machine does.
  static let assumedSpeed = 20e6
}
