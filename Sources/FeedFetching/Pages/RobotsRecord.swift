public import Corpus

/// What is remembered of a site's robots.txt and of its wishes.
public struct RobotsRecord: Equatable, Sendable {
  /// What came of asking for the file.
  public enum Verdict: String, Sendable {
    /// There is a file, `body`.
    case rules
    /// There is none (a status of 400 to 499): all is allowed (RFC 9309 §2.3.1.3).
    case absent
    /// The server has trouble or does not answer: nothing is allowed (§2.3.1.4).
    case unreachable
  }

  /// Scheme, host and port.
  public var origin: String
  /// What came of asking.
  public var verdict: Verdict
  /// The file, as far as it is read.
  public var body: [UInt8]
  /// When it was asked for.
  public var fetched: Timestamp
  /// Before then, no page is to be asked for: the site said so (`Retry-After`, `Crawl-delay`).
  public var notBefore: Timestamp?

  /// A file is asked for again after a day (§2.4).
  static let lifetime: Int64 = 86_400
  /// One that could not be had, after an hour.
  static let lifetimeOfTrouble: Int64 = 3_600

  /// A record.
  public init(origin: String, verdict: Verdict, body: [UInt8] = [], fetched: Timestamp, notBefore: Timestamp? = nil) {
    self.origin = origin
    self.verdict = verdict
    self.body = body
    self.fetched = fetched
    self.notBefore = notBefore
  }

  /// What an answer to the request for the file means.
  init(origin: String, answer: FeedAnswer, fetched: Timestamp) {
    self.init(origin: origin, verdict: .unreachable, fetched: fetched)
    switch answer.outcome {
    case .body(let bytes):
      verdict = .rules
      body = Array(bytes.prefix(RobotsRules.largest + 1))
    case .gone: verdict = .absent
    case .failed(.emptyBody): verdict = .rules
    // Too many redirects may count as absent (§2.3.1.2). 429 is no sign that there are no rules.
    case .failed(.tooManyRedirects): verdict = .absent
    case .failed(.status(let status)) where (400...499).contains(status) && status != 429: verdict = .absent
    case .failed, .notModified: break
    }
  }

  /// Whether the file need not be asked for again yet. One that is younger than the clock is not believed.
  func isFresh(at now: Timestamp) -> Bool {
    let age = now.secondsSince1970 - fetched.secondsSince1970
    return age >= 0 && age < (verdict == .unreachable ? RobotsRecord.lifetimeOfTrouble : RobotsRecord.lifetime)
  }
}
