/// A moment, in whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Feeds carry dates to the second at best, and the index orders by them. A plain integer keeps the bytes on disk free
/// of locale, zone and clock.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public var secondsSince1970: Int64

  /// A moment so many seconds after (or, negative, before) 1970-01-01T00:00:00Z.
  public init(secondsSince1970: Int64) {
    self.secondsSince1970 = secondsSince1970
  }

  /// The earlier of two moments sorts first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

extension Timestamp {
  /// Year, month 1–12, day 1–31, hour, minute and second of a moment, in UTC, in the proleptic Gregorian calendar.
  public struct Components: Equatable, Sendable {
    /// The parts, from the largest to the smallest.
    public var year, month, day, hour, minute, second: Int

    /// Parts as given; `Timestamp(_:)` says whether they name a moment.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
      self.year = year
      self.month = month
      self.day = day
      self.hour = hour
      self.minute = minute
      self.second = second
    }
  }

  /// The moment of those parts, or nil where they name none (month 13, 30 February, a year outside 1…9999).
  ///
  /// Day counting after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). A second of 60 is
  /// taken as the next minute's first.
  public init?(_ parts: Components) {
    guard (1...9999).contains(parts.year), (1...12).contains(parts.month), (0...24).contains(parts.hour),
      (0...59).contains(parts.minute), (0...60).contains(parts.second), parts.day >= 1,
      parts.day <= Timestamp.days(inMonth: parts.month, year: parts.year),
      parts.hour < 24 || (parts.minute == 0 && parts.second == 0)
    else { return nil }
    let year = parts.month <= 2 ? parts.year - 1 : parts.year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts.month + (parts.month > 2 ? -3 : 9)) + 2) / 5 + parts.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    self.init(secondsSince1970: Int64(days * 86400 + parts.hour * 3600 + parts.minute * 60 + parts.second))
  }

  /// The parts of this moment in UTC (civil_from_days of the same source).
  public var components: Components {
    // Rounded down, without overflow at the ends of the range.
    let remainder = Int(secondsSince1970 % 86400)
    let rest = remainder < 0 ? remainder + 86400 : remainder
    let days = Int(secondsSince1970 / 86400) - (remainder < 0 ? 1 : 0)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Components(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60)
  }

  /// The number of days of a month of a Gregorian year.
  public static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC: `2021-03-09T08:30:00Z`.
  public var description: String {
    let parts = components
    return dayDescription + "T" + padded(parts.hour) + ":" + padded(parts.minute) + ":" + padded(parts.second) + "Z"
  }

  /// The day alone: `2021-03-09`.
  public var dayDescription: String {
    let parts = components
    let year = String(parts.year)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + padded(parts.month) + "-"
      + padded(parts.day)
  }

  private func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
