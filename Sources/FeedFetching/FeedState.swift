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
  /// Seconds between two looks that the feed itself asks for (`ttl`, `sy:updatePeriod`); nil where it does not.
  public var feedInterval: Int?
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

  /// What to ask: at the new address once it is believed, with validators unless they have been trusted for too long.
  ///
  /// - Parameters:
  ///   - now: The time of the run.
  ///   - unconditional: Asks for the body in any case, as after the loss of the index.
  public func request(at now: Timestamp, unconditional: Bool = false) -> FeedRequest {
    let isStale = lastBody.map { now.secondsSince1970 - $0.secondsSince1970 > PollingSchedule.longestTrust } ?? true
    return FeedRequest(
      url: moves >= FeedState.movesBelieved ? movedTo : url, validators: unconditional || isStale ? nil : validators)
  }

  /// Takes an answer into account and sets the next date.
  ///
  /// The hash and the feed's own wishes are set by whoever has read the body: `didRead`.
  public mutating func take(_ answer: FeedAnswer, at now: Timestamp, schedule: PollingSchedule) {
    lastChecked = now
    lastStatus = answer.status
    switch answer.outcome {
    case .body, .notModified:
      lastError = ""
      failures = 0
      lastSuccess = now
      goneSince = nil
      isRetired = false
      if case .body = answer.outcome {
        validators = answer.validators
        lastBody = now
      } else if let newer = answer.validators, newer.etag == validators?.etag, newer.lastModified != nil {
        validators = newer
      }
      noteMove(answer)
    case .gone:
      lastError = "the server says that the feed is gone for good"
      failures += 1
      if let goneSince, now.secondsSince1970 - goneSince.secondsSince1970 >= PollingSchedule.goneConfirmation {
        isRetired = true
      }
      goneSince = goneSince ?? now
    case .failed(let failure):
      lastError = failure.description
      failures += 1
      // An address that permanent redirects led to and that fails is forgotten: the subscribed one is asked again.
      if moves >= FeedState.movesBelieved, !failure.isTemporary { (movedTo, moves) = ("", 0) }
    }
    setNextDue(schedule.interval(after: answer, state: self), at: now)
  }

  /// Notes that the body has been read: its hash, the feed's title and the seconds that it asks to be left alone for.
  public mutating func didRead(hash: UInt64, title: String, feedInterval: Int?, at now: Timestamp) {
    bodyHash = hash
    self.title = title
    self.feedInterval = feedInterval
    if let feedInterval, feedInterval > interval {
      setNextDue(min(feedInterval, PollingSchedule.longestHint), at: now)
    }
  }

  /// Notes that the body was no feed (a login page, a film): what was known of the last real one stays.
  public mutating func didFailToRead(
    _ reason: String, keeping old: FeedState, at now: Timestamp, schedule: PollingSchedule
  ) {
    validators = old.validators
    (movedTo, moves) = (old.movedTo, old.moves)
    bodyHash = old.bodyHash
    lastBody = old.lastBody
    lastSuccess = old.lastSuccess
    lastError = reason
    failures = old.failures + 1
    setNextDue(schedule.backOff(url: url, failures: failures, isTemporary: false), at: now)
  }

  private mutating func noteMove(_ answer: FeedAnswer) {
    guard answer.request.url == url else { return }
    guard let target = answer.movedTo else {
      (movedTo, moves) = ("", 0)
      return
    }
    moves = target == movedTo ? moves + 1 : 1
    movedTo = target
  }

  /// Rounded down to the minute, so that a run that cron starts on the minute finds the feed due; never after a refusal,
  /// when the server named the seconds.
  private mutating func setNextDue(_ seconds: Int, at now: Timestamp) {
    interval = seconds
    let exact = now.secondsSince1970 + Int64(seconds)
    nextDue = Timestamp(secondsSince1970: failures == 0 ? exact - exact % 60 : exact)
  }
}
