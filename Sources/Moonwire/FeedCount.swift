public import Corpus

/// A feed, how many live stories came from it, and how they are spread over time.
public struct FeedCount: Equatable, Sendable {
  /// The feed's identity.
  public var id: String
  /// Its title.
  public var title: String
  /// Live stories.
  public var stories: Int
  /// The date of the newest.
  public var newest: Timestamp
  /// The date of the oldest; nil where nobody has looked.
  public var oldest: Timestamp?
  /// Stories of the last four weeks, those with a date still to come left out.
  public var recent = 0

  /// How far back `recent` reaches.
  static let recentWeeks = 4

  /// A feed of which only the number of stories and the newest are known.
  public init(id: String, title: String, stories: Int, newest: Timestamp) {
    self.id = id
    self.title = title
    self.stories = stories
    self.newest = newest
  }

  /// Counts one more story.
  mutating func count(_ date: Timestamp, isRecent: Bool) {
    stories += 1
    newest = max(newest, date)
    oldest = min(oldest ?? date, date)
    if isRecent { recent += 1 }
  }

  /// Counts the stories that the same feed has given under another title.
  mutating func count(_ other: FeedCount) {
    stories += other.stories
    newest = max(newest, other.newest)
    oldest = oldest.map { min($0, other.oldest ?? $0) } ?? other.oldest
    recent += other.recent
  }

  /// Stories a week over the last four weeks, or over the time since the oldest story where that is shorter, but over a week
  /// at least: a feed that is new here has only a few days behind it.
  ///
  /// - Parameter now: The end of the four weeks; the moment at which the archive was opened.
  public func storiesAWeek(until now: Timestamp) -> Double {
    let week = 7.0 * 86_400
    let age = oldest.map { Double(now.secondsSince1970) - Double($0.secondsSince1970) } ?? .infinity
    return Double(recent) / max(1, min(Double(FeedCount.recentWeeks), age / week))
  }
}
