public import Corpus

/// What an update did.
public struct UpdateSummary: Equatable, Sendable {
  /// Feeds subscribed to.
  public var subscribed = 0
  /// Feeds that were not asked, because they are not due, paused or retired, or because the run may not ask so many.
  public var notDue = 0
  /// Feeds that brought something new or changed.
  public var changedFeeds = 0
  /// Feeds that answered and had nothing new.
  public var unchangedFeeds = 0
  /// Stories by what they did to the index.
  public var stories = StoryCounts()
  /// The keys of stories that were not there before, in the order in which they came in.
  public var newStories: [StoryKey] = []
  /// Stories that got the full text of their pages (`fulltext="yes"`).
  public var fullTexts = 0
  /// Pages that are due and were not fetched for want of time; later runs do.
  public var pagesWaiting = 0
  /// Whether merges were put off for want of time; a later run does them.
  public var mergesPutOff = false
  /// What went wrong, in the order in which it did.
  public var problems: [Problem] = []
  /// Feeds that are not asked any more, because their servers say twice that they are gone.
  public var retired: [String] = []
  /// Feeds that have moved for good, by their own servers' word, and where to. The subscription list is left as it is.
  public var moved: [String: String] = [:]
  /// Whether the run was stopped before all feeds had answered. What came before is in the index.
  public var wasStopped = false

  /// What it means for the exit status; nil where all went well. A feed that is retired is no trouble any more.
  public var trouble: Trouble? {
    problems.map(\.trouble).min()
  }
}
