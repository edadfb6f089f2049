public import Corpus

/// What is known of the page of one story: whether it was fetched, what its article was, when to try again.
public struct PageRecord: Equatable, Sendable {
  /// The state of a page.
  public enum State: String, Sendable {
    /// To be fetched.
    case waiting
    /// Fetched, and its article is here.
    case fetched
    /// Not to be tried again for this version of the story.
    case abandoned
  }

  /// The story.
  public var key: StoryKey
  /// The subscribed address of the story's feed.
  public var feed: String
  /// The page's address.
  public var url: String
  /// A hash of what the feed says of the story; another one is another version, whose page is fetched anew.
  public var version: UInt64
  /// The text that the feed has.
  public var teaser: String
  /// The state.
  public var state = State.waiting
  /// Fetches that failed.
  public var attempts = 0
  /// When to fetch; nil means at once.
  public var nextDue: Timestamp?
  /// When the feed last had the story.
  public var lastSeen: Timestamp
  /// What was wrong the last time, as half a sentence; empty where nothing was.
  public var lastError = ""
  /// The article's text; that of an earlier version until the new page is there; empty where there is none.
  public var text = ""
  /// The authors that the page names.
  public var authors: [String] = []
  /// When the page says it was published.
  public var published: Timestamp?
  /// The page's language as a BCP 47 tag.
  public var language = ""

  /// A page that is to be fetched.
  public init(key: StoryKey, feed: String, url: String, version: UInt64, teaser: String, lastSeen: Timestamp) {
    self.key = key
    self.feed = feed
    self.url = url
    self.version = version
    self.teaser = teaser
    self.lastSeen = lastSeen
  }
}

extension PageRecord {
  /// Failures that pass by themselves are borne with so often: 1, 4, 16 and 64 hours lie between the attempts.
  static let mostAttempts = 5
  /// Failures of the page itself are tried once more, a day later: pages appear behind their feeds.
  static let mostRefusals = 2

  /// Whether the page is to be fetched at that moment.
  public func isDue(at now: Timestamp) -> Bool {
    state == .waiting && (nextDue.map { $0 <= now } ?? true)
  }

  /// Notes a failure: tried again later within limits, else abandoned.
  public mutating func fail(_ reason: String, isTemporary: Bool, at now: Timestamp) {
    attempts += 1
    lastError = reason
    guard attempts < (isTemporary ? PageRecord.mostAttempts : PageRecord.mostRefusals) else {
      state = .abandoned
      nextDue = nil
      return
    }
    let hours: Int64 = isTemporary ? 1 << (2 * Int64(min(attempts, 4) - 1)) : 24
    nextDue = Timestamp(secondsSince1970: now.secondsSince1970 + hours * 3600)
  }

  /// Notes that there was no time for it. Behind those that were not tried at all, so that none waits for ever.
  public mutating func postpone(at now: Timestamp) {
    nextDue = Timestamp(secondsSince1970: now.secondsSince1970 + 300)
  }
}
