public import Corpus

/// What one update came to: a row of the table `run`, with the looks at feeds that belong to it.
public struct RunRecord: Equatable, Sendable {
  /// When it began.
  public var started: Timestamp
  /// When it ended.
  public var finished: Timestamp
  /// Whether it was stopped before all due feeds had answered.
  public var wasStopped = false
  /// The generation of the index that it published, or found where it had nothing to publish.
  public var generation: UInt64 = 0
  /// One record for each feed that was looked at. Feeds that were not due have none.
  public var fetches: [FetchRecord]

  /// A run and its looks.
  public init(started: Timestamp, finished: Timestamp, fetches: [FetchRecord]) {
    self.started = started
    self.finished = finished
    self.fetches = fetches
  }
}
