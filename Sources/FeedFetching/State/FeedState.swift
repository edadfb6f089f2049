public import Corpus

/// What is remembered of a feed between two runs: its last answers, and when to ask it again.
public struct FeedState: Equatable, Sendable {
  /// The subscribed address, by which the state is found again; a path for feeds that are files.
  public var url: String
  /// The feed's own title, for lists; empty where unknown.
  public var title = ""
  /// What to send to learn whether the feed has changed.
  public var validators: FeedValidators?
  /// A hash of the last body that was read into the index; the same hash again means that there is nothing to read.
  public var bodyHash: UInt64?
  /// What its entries were called in that body.
  public var entryMarks = EntryMarks()
  /// Seconds between two looks that the feed itself asks for (`ttl`, `sy:updatePeriod`); nil where it does not.
  public var feedInterval: Int?
  /// When the feed asks not to be read.
  public var skipped = SkippedTimes()
  /// How often it has something new.
  public var rhythm = StoryRhythm()
  /// Seconds from the last look to the next, as scheduled.
  public var interval = 0
  /// When the feed was last asked, whatever came of it.
  public var lastChecked: Timestamp?
  /// When it last answered usably (a feed, or "not modified").
  public var lastSuccess: Timestamp?
  /// When it last answered with a body. Servers that say "not modified" for ever are asked without validators now and then.
  public var lastBody: Timestamp?
  /// When to ask next; nil means at once.
  public var nextDue: Timestamp?
  /// The rule that set `nextDue`; nil where none has.
  public var dueReason: DueReason?
  /// Until when the whole host is to be left alone, because of how it refused this feed; nil where it is not.
  public var hostRestsUntil: Timestamp?
  /// Failures in a row.
  public var failures = 0
  /// The status of the last response; 0 where there was none.
  public var lastStatus = 0
  /// What was wrong the last time, as half a sentence; empty where all was well.
  public var lastError = ""
  /// When the server first said that the feed is gone for good (410); nil once it answers otherwise.
  public var goneSince: Timestamp?
  /// Whether the feed is no longer asked: gone, and confirmed gone a day later. `moonwire update --force` asks again.
  public var isRetired = false
  /// Where permanent redirects lead; empty where the feed has not moved.
  public var movedTo = ""
  /// How many answers in a row led there.
  public var moves = 0

  /// A feed of which nothing is known yet.
  public init(url: String) {
    self.url = url
  }
}

extension FeedState {
  /// Answers in a row that must lead to the same new address before it is asked directly. A hotel's login page says 301 too.
  static let movesBelieved = 3

  /// Whether the feed is to be asked at that moment.
  public func isDue(at now: Timestamp) -> Bool {
    guard !isRetired else { return false }
    guard let nextDue else { return true }
    // A next date further away than any back-off can set comes from a clock that was wrong then.
    let horizon = now.secondsSince1970 + Int64(PollingSchedule.furthest)
    return nextDue <= now || nextDue.secondsSince1970 > horizon
  }

  /// Whether the feed may be asked on demand, though it is not due: a minute after the last look, and not while the server's
  /// refusal lasts. A user's impatience is no reason to hammer a server.
  public func mayBeForced(at now: Timestamp) -> Bool { earliestForced(at: now) == nil }

  /// From when on the feed may be asked on demand; nil where it may be now.
  public func earliestForced(at now: Timestamp) -> Timestamp? {
    let horizon = now.secondsSince1970 + Int64(PollingSchedule.furthest)
    if dueReason == .retryAfter, let nextDue, nextDue > now, nextDue.secondsSince1970 <= horizon { return nextDue }
    guard let lastChecked, lastChecked <= now else { return nil }
    let allowed = lastChecked.secondsSince1970 + FeedState.leastForcedGap
    return allowed > now.secondsSince1970 ? Timestamp(secondsSince1970: allowed) : nil
  }

  /// Seconds between two looks on demand.
  static let leastForcedGap: Int64 = 60

  /// The address that is asked: the subscribed one, or where the feed has moved to once that is believed.
  public var askedURL: String {
    moves >= FeedState.movesBelieved ? movedTo : url
  }

  /// What to ask: at the new address once it is believed, with validators unless they have been trusted for too long.
  ///
  /// - Parameters:
  ///   - now: The time of the run.
  ///   - unconditional: Asks for the body in any case, as after the loss of the index.
  public func request(at now: Timestamp, unconditional: Bool = false) -> FeedRequest {
    let isStale = lastBody.map { now.secondsSince1970 - $0.secondsSince1970 > PollingSchedule.longestTrust } ?? true
    var request = FeedRequest(url: askedURL, validators: unconditional || isStale ? nil : validators)
    request.wasRefused = hostRestsUntil != nil
    return request
  }
}
