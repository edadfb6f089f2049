/// What bringing in files, folders and addresses did.
public struct IngestSummary: Equatable, Sendable {
  /// Feeds that were read.
  public var feeds = 0
  /// Their stories, by what they did to the index.
  public var stories = StoryCounts()
  /// Files in folders that are no feeds.
  public var passedOver = 0
  /// What went wrong, in the order in which it did.
  public var problems: [Problem] = []
  /// Whether the caller stopped the run. What came before is in the index.
  public var wasStopped = false

  /// What it means for the exit status; nil where all went well.
  public var trouble: Trouble? {
    problems.map(\.trouble).min()
  }
}

/// One feed that was brought in, for progress and for lists.
public struct IngestedFeed: Equatable, Sendable {
  /// The file or address, as the user wrote it.
  public var source: String
  /// The name under which its stories are kept.
  public var identity: String
  /// The feed's title.
  public var title: String
  /// Its stories, by what they did to the index.
  public var stories: StoryCounts
  /// Cases of damage that were mended.
  public var repairs: Int
  /// What could not be made sense of in it, or was left out.
  public var warnings: Int
}
