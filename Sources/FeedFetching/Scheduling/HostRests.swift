public import Corpus

/// Hosts that are to be left alone, because one of their feeds was refused (429, or 503 with `Retry-After`): found from
/// the states of feeds, so that a refusal is kept from one run of cron to the next.
///
/// A refusal by one bad route must not stall a host. So a feed's second refusal in a row speaks for that feed alone, and
/// a good answer of the host to another feed after the refusal ends the rest.
public struct HostRests: Equatable, Sendable {
  private(set) var until: [String: Timestamp] = [:]

  /// No host rests.
  public init() {}

  /// The hosts that rest at a moment.
  ///
  /// - Complexity: O(number of states).
  public init(states: some Sequence<FeedState>, at now: Timestamp) {
    var lastGood: [String: Timestamp] = [:]
    var refusals: [(host: String, asked: Timestamp, until: Timestamp)] = []
    for state in states {
      guard let host = FeedURL(state.askedURL)?.host else { continue }
      if let success = state.lastSuccess { lastGood[host] = max(lastGood[host] ?? success, success) }
      if let until = state.hostRestsUntil, until > now, let asked = state.lastChecked {
        // A date further off than any that is set here comes from a clock that was wrong.
        let horizon = now.secondsSince1970 + Int64(PollingSchedule.longestRetryAfter)
        if until.secondsSince1970 <= horizon { refusals.append((host, asked, until)) }
      }
    }
    for refusal in refusals where lastGood[refusal.host].map({ $0 <= refusal.asked }) ?? true {
      rest(refusal.host, until: refusal.until)
    }
  }

  /// Until when a host is to be left alone; nil where it is not.
  public func end(ofHost host: String) -> Timestamp? {
    until[host]
  }

  /// Lets a host rest, at least until then.
  mutating func rest(_ host: String, until moment: Timestamp) {
    until[host] = max(until[host] ?? moment, moment)
  }
}
