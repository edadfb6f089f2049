public import Corpus

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Ranks newer stories higher: scores are multiplied by
///
///     decay(age) = 2^(−age / half-life)
///
/// so that of two stories that match as well the one that is a half-life older has half the score. The age is that of the
/// story's date, never below 0.
///
/// The decay is rounded to single precision and multiplied with the rounded score. It never grows with age: dates are whole
/// seconds and half-lives at most `longest`, so that the decays of two ages differ by far more than a power's rounding.
public struct Recency: Equatable, Sendable, BitwiseCopyable {
  /// The longest half-life in seconds: a thousand years.
  public static let longest: Int64 = 31_557_600_000

  /// The age in seconds at which a score is half of what it was: from 1 to `longest`.
  public let halfLife: Int64
  private let seconds: Int64

  /// The moment that ages count from.
  public var now: Timestamp { Timestamp(secondsSince1970: seconds) }

  /// A decay of that half-life, in seconds, as of a moment. What is below 1 or above `longest` is taken as that.
  public init(halfLife: Int64, now: Timestamp) {
    self.halfLife = min(max(halfLife, 1), Recency.longest)
    seconds = now.secondsSince1970
  }

  /// What the score of a story of that date, in seconds since 1970, is multiplied by: from 0 to 1.
  public func decay(ofDate date: Int64) -> Float {
    Float(exp2(-Double(age(ofDate: date)) / Double(halfLife)))
  }

  /// The age in seconds of a story of that date; 0 for one of the future.
  func age(ofDate date: Int64) -> Int64 {
    let (difference, overflow) = seconds.subtractingReportingOverflow(date)
    // Too far apart to subtract: far in the future or far in the past.
    return overflow ? (date > 0 ? 0 : .max) : max(0, difference)
  }
}

extension Recency {
  /// The half-life of a text such as `7d` or `36h` in seconds: a number and h, d, w, m (months) or y; nil where it names
  /// none or is 0.
  public static func halfLife(_ text: String) -> Int64? {
    DateExpression.duration(text.lowercased()).flatMap { $0 > 0 ? $0 : nil }
  }
}
