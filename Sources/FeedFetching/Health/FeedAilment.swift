public import Corpus

/// What is wrong with a feed over some time, with the facts that say so.
public enum FeedAilment: Equatable, Sendable {
  /// Its server says that it is gone for good (410), since then.
  case gone(since: Timestamp?)
  /// No look was answered usably: how many failed in a row, and what was wrong the last time.
  case dead(failures: Int, problem: String)
  /// It answers and brings nothing: seconds since the last news, and the seconds that usually lie between two stories of it,
  /// where that is known.
  case stale(silence: Int, usual: Int?)
  /// It answers and holds no story: never one, or none any more.
  case silent(hasHadStories: Bool)
  /// Half of its good answers take longer than that, in milliseconds.
  case slow(milliseconds: Int)
  /// It has moved for good, and the list still has the old address.
  case moved(to: String)
  /// Every answer lies behind so many redirects.
  case detour(redirects: Int)
  /// Stories that stay the same come under new ids: how many, in how many readings.
  case renaming(stories: Int, readings: Int)
  /// Its encoding had to be repaired in each of so many readings.
  case misEncoded(readings: Int)

  /// The name of the ailment, for programs.
  public var name: String {
    switch self {
    case .gone, .dead: "dead"
    case .stale: "stale"
    case .silent: "silent"
    case .slow: "slow"
    case .moved, .detour: "redirecting"
    case .renaming: "guid-churning"
    case .misEncoded: "mis-encoded"
    }
  }
}
