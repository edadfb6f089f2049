public import Corpus

/// A date that was understood.
public struct ParsedDate: Equatable, Sendable {
  /// How much of the date was given.
  public enum Precision: Int, Comparable, Sendable {
    /// The year alone.
    case year
    /// Year and month.
    case month
    /// The day.
    case day
    /// A time of the day.
    case time

    /// Coarser sorts first.
    public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
  }

  /// The moment; the beginning of the day, month or year where no more was given.
  public var timestamp: Timestamp
  /// How much was given.
  public var precision: Precision
  /// Minutes east of UTC, where a zone was given; nil where none was, and UTC was taken.
  public var offsetMinutes: Int?
  /// True where the zone was given by a name that means several (IST, CST, BST); the commonest was taken.
  public var zoneIsAmbiguous = false
}

/// Reads dates as feeds and archives write them.
///
/// Understood: RFC 822 and 2822 with two- and four-digit years and named zones, RFC 3339, ISO 8601 and W3CDTF with missing
/// parts, compact and ordinal forms, C's asctime, seconds and milliseconds since 1970, numeric forms such as
/// 09.03.2021 and 3/9/2021, and month names in English, Russian, Ukrainian, Kazakh, German, French, Spanish, Italian,
/// Portuguese, Polish, Turkish, Greek, Hungarian and Arabic, Chinese, Japanese and Korean, with the digits of these. What
/// is not understood gives nil: never "now", never a guess at the year.
public enum FeedDate {
  /// The date that the text gives, or nil.
  public static func parse(_ text: String) -> ParsedDate? {
    guard text.utf8.count <= 160 else { return nil }
    var tokens = DateToken.tokens(of: text)
    if tokens.isEmpty { return nil }
    if let plain = plainNumber(text, tokens) { return plain }
    var clock = ClockTime()
    clock.take(from: &tokens)
    guard let day = CalendarDay(tokens) else { return nil }
    return day.date(at: clock)
  }

  /// Text of digits alone: seconds or milliseconds since 1970, or a compact date.
  private static func plainNumber(_ text: String, _ tokens: [DateToken]) -> ParsedDate? {
    guard tokens.count == 1, case .number(let value, let digits) = tokens[0] else { return nil }
    switch digits {
    case 9, 10, 11: return ParsedDate(timestamp: Timestamp(secondsSince1970: value), precision: .time, offsetMinutes: 0)
    case 13: return ParsedDate(timestamp: Timestamp(secondsSince1970: value / 1000), precision: .time, offsetMinutes: 0)
    case 12, 14:
      let seconds = digits == 14 ? Int(value % 100) : 0
      let rest = digits == 14 ? value / 100 : value
      let parts = Timestamp.Components(
        year: Int(rest / 100_000_000), month: Int(rest / 1_000_000 % 100), day: Int(rest / 10_000 % 100),
        hour: Int(rest / 100 % 100), minute: Int(rest % 100), second: seconds)
      return Timestamp(parts).map { ParsedDate(timestamp: $0, precision: .time, offsetMinutes: nil) }
    default: return nil
    }
  }
}
