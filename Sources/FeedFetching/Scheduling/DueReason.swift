/// Why a feed is next asked when it is: the rule that gave the longest wait.
public enum DueReason: String, Sendable, CaseIterable {
  /// No hint asks for more than the shortest interval.
  case shortest
  /// `Cache-Control`, `Expires` or `Retry-After` of a good answer.
  case server
  /// `ttl` or `sy:updatePeriod` in the feed.
  case feed
  /// The feed seldom has anything new.
  case rhythm
  /// `skipHours` or `skipDays` in the feed.
  case skipped
  /// The list of subscriptions asks for a longer interval.
  case subscription
  /// The server refused and said when to come back.
  case retryAfter
  /// The last looks failed.
  case backOff
  /// The server says that the feed is gone, which is confirmed a day later.
  case gone
  /// Another feed of the same host was refused, and the whole host is left alone.
  case hostRests
}

extension DueReason: CustomStringConvertible {
  /// The reason as half a sentence after "asked again then because ".
  public var description: String {
    switch self {
    case .shortest: "no one asks for a longer pause"
    case .server: "the server's header asks for that pause"
    case .feed: "the feed asks for that pause (ttl, sy:updatePeriod)"
    case .rhythm: "the feed seldom has anything new"
    case .skipped: "the feed asks not to be read before (skipHours, skipDays)"
    case .subscription: "the list of subscriptions says so"
    case .retryAfter: "the server refused and asked for that pause (Retry-After)"
    case .backOff: "it failed the last time"
    case .gone: "the server says that it is gone, which is confirmed once"
    case .hostRests: "its host asked to be left alone"
    }
  }
}
