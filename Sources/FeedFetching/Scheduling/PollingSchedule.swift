/// How long a feed is left alone after an answer. All spans in seconds.
///
/// After a good answer: the longest of what the server allows (`max-age`, `Expires`), what the feed asks for (`ttl`,
/// `sy:updatePeriod`), what its rhythm suggests and a floor; hints beyond a day are cut, since years of `max-age` occur
/// in the wild. After a failure: `Retry-After` where given, else a back-off that doubles. Nothing here is random: the
/// jitter that keeps many feeds of one dead server from coming back in the same minute is a hash of seed and address.
public struct PollingSchedule: Sendable {
  /// The shortest interval, for servers that can answer "not modified".
  public var floor = 15 * 60
  /// The shortest interval for servers that send the whole feed each time.
  public var unconditionalFloor = 30 * 60
  /// The first step of the back-off.
  public var firstBackOff = 15 * 60
  /// The first step of the back-off after "too many requests" without `Retry-After`.
  public var firstRefusal = 10 * 60
  /// How rarely a feed is asked at most for being silent; 0 turns its rhythm off.
  public var longestRhythm = 4 * 3600
  /// Hints are cut to this.
  public var longestHint = 86400
  /// Another seed, another jitter: one of the installation's own keeps two installations apart.
  public var jitterSeed: UInt64 = 0

  /// The back-off ends here for troubles that pass by themselves, a name server's or a timeout.
  static let longestBackOff = 86400
  /// The back-off ends here for the others, such as "not found" or an answer that is no feed.
  static let longestRefusal = 7 * 86400
  /// `Retry-After` is believed up to this.
  static let longestRetryAfter = 7 * 86400
  /// The furthest that any rule here sets a date: a hint or back-off with its jitter, and a week of skipped days.
  static let furthest = 16 * 86400
  /// Between the first "gone for good" and the one that retires the feed.
  static let goneConfirmation: Int64 = 86400
  /// How long "not modified" is believed without seeing a body.
  static let longestTrust: Int64 = 8 * 86400

  /// The usual schedule.
  public init() {}

  /// Seconds until the next look, and the rule they come from. `state` is the feed's state with the answer already counted.
  func interval(after answer: FeedAnswer, state: FeedState) -> (seconds: Int, reason: DueReason) {
    switch answer.outcome {
    case .body, .notModified:
      let server = min(max(answer.pace.freshness ?? 0, answer.pace.retryAfter ?? 0), longestHint)
      let rhythm = min(state.rhythm.evenChance ?? 0, longestRhythm)
      var longest = (seconds: state.validators == nil ? unconditionalFloor : floor, reason: DueReason.shortest)
      if server > longest.seconds { longest = (server, .server) }
      let feed = min(state.feedInterval ?? 0, longestHint)
      if feed > longest.seconds { longest = (feed, .feed) }
      if rhythm > longest.seconds { longest = (rhythm, .rhythm) }
      return longest
    case .gone:
      return (Int(PollingSchedule.goneConfirmation), .gone)
    case .failed(let failure):
      if let asked = answer.pace.retryAfter {
        return (max(floor, min(asked, PollingSchedule.longestRetryAfter)), .retryAfter)
      }
      if answer.status == 429 {
        return (backOff(from: firstRefusal, url: state.url, failures: state.failures, isTemporary: true), .backOff)
      }
      return (backOff(url: state.url, failures: state.failures, isTemporary: failure.isTemporary), .backOff)
    }
  }

  /// The back-off after so many failures in a row: doubling, with up to a quarter more by the hash of address and count.
  func backOff(url: String, failures: Int, isTemporary: Bool) -> Int {
    backOff(from: max(floor, firstBackOff), url: url, failures: failures, isTemporary: isTemporary)
  }

  private func backOff(from first: Int, url: String, failures: Int, isTemporary: Bool) -> Int {
    let longest = isTemporary ? PollingSchedule.longestBackOff : PollingSchedule.longestRefusal
    let doublings = min(max(1, failures), 17) - 1
    let base = min(min(max(1, first), longest) << doublings, longest)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ jitterSeed
    for byte in url.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ UInt64(doublings)) &* 0x100_0000_01b3
    return base + Int(hash >> 33) % (base / 4 + 1)
  }
}
