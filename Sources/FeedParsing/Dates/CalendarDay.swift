internal import Corpus

/// The day, month or year of a written date.
struct CalendarDay {
  private var year: Int
  private var month: Int?
  private var day: Int?
  private var dayOfYear: Int?

  /// Reads the tokens that are left of a date once time and zone are taken out; nil where they name no day.
  init?(_ tokens: [DateToken]) {
    var scan = Scan()
    guard scan.read(tokens) else { return nil }
    if let month = scan.month {
      self.init(month: month, numbers: scan.numbers.map { ($0.value, $0.digits) })
    } else {
      guard let first = scan.numbers.first, !scan.hasStrangeWord else { return nil }
      let separator = scan.numbers.count > 1 ? tokens[first.index + 1] : .mark(0)
      // "-0312" and "-03-12" are 2003-12 (ISO 8601:1988, truncated).
      let isTruncated = first.index == 1 && tokens[0] == .mark(UInt8(ascii: "-"))
      self.init(
        numbers: scan.numbers.map { ($0.value, $0.digits) }, separator: separator, weekday: scan.weekday,
        isTruncated: isTruncated)
    }
  }

  /// What the words and numbers of a day are.
  private struct Scan {
    var month: Int?
    var weekday: Int?
    var numbers: [(value: Int, digits: Int, index: Int)] = []
    /// True where a word between two numbers is known for nothing: it may be a month of a language that is not.
    var hasStrangeWord = false
    private var pending = false
    private var eraYear: Int?

    init() {}

    mutating func read(_ tokens: [DateToken]) -> Bool {
      var skipped = -1
      for (index, token) in tokens.enumerated() where index > skipped {
        switch token {
        case .number(let value, let digits):
          guard digits <= 8 else { return false }
          if pending, !numbers.isEmpty { hasStrangeWord = true }
          pending = false
          if let base = eraYear {
            numbers.append((base + Int(value), 4, index))
            eraYear = nil
            continue
          }
          switch Scan.unit(after: index, in: tokens) {
          case "年", "년": numbers.append((CalendarDay.fullYear(Int(value), digits), 4, index))
          // After two numbers it is the short form of a weekday: 2021/3/9 月.
          case "月" where numbers.count < 2, "월" where numbers.count < 2: month = Int(value)
          default: numbers.append((Int(value), digits, index))
          }
        case .word(let word):
          // A weekday's short form may be a month's too (French "mar." is Tuesday): the last month counts.
          if index + 1 < tokens.count, case .word(let next) = tokens[index + 1],
            let found = MonthNames.month(word, next)
          {
            month = found
            skipped = index + 1
          } else if let found = MonthNames.month(word) {
            month = found
          } else if let found = WeekdayNames.weekday(word) {
            weekday = found
          } else if word == "w", !numbers.isEmpty {
            return false
          } else if let era = Scan.eras.first(where: { word.hasSuffix($0.key) }) {
            eraYear = era.value
          } else if !Scan.fillers.contains(word), !word.unicodeScalars.allSatisfy({ Scan.units.contains($0) }) {
            pending = true
          }
        case .mark: break
        }
      }
      return !numbers.isEmpty
    }

    /// The unit of Chinese, Japanese or Korean that follows a number; nil where another word or none does.
    private static func unit(after index: Int, in tokens: [DateToken]) -> Unicode.Scalar? {
      guard index + 1 < tokens.count, case .word(let word) = tokens[index + 1], let unit = word.unicodeScalars.first
      else { return nil }
      return units.contains(unit) ? unit : nil
    }

    /// Words that stand between the parts of dates and mean nothing.
    private static let fillers: Set<String> = [
      "st", "nd", "rd", "th", "de", "del", "of", "den", "der", "le", "la", "г", "год", "года", "р", "року", "жыл",
      "жылы", "жылғы",
      "roku", "r", "e", "er", "ten", "on",
    ]

    /// Units of Chinese, Japanese and Korean dates.
    private static let units = "年月日号號년월일".unicodeScalars

    /// The year before the first of an era: Reiwa, Heisei, Showa; the Republic of China.
    private static let eras = ["令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911]
  }

  /// Beside a month's name: the number of more than two digits is the year, else the last is.
  private init?(month: Int, numbers: [(value: Int, digits: Int)]) {
    self.month = month
    if numbers.count == 1 {
      guard numbers[0].digits == 4 else { return nil }
      year = numbers[0].value
      return
    }
    let first = numbers[0]
    let second = numbers[1]
    if first.digits > 2 {
      year = first.value
      day = second.value
    } else if first.value > 31 {
      year = CalendarDay.fullYear(first.value, first.digits)
      day = second.value
    } else {
      let given = numbers.first { $0.digits >= 3 } ?? second
      guard given.digits != 1 else { return nil }
      year = CalendarDay.fullYear(given.value, given.digits)
      day = first.value
    }
  }

  private init?(
    numbers: [(value: Int, digits: Int)], separator: DateToken, weekday: Int?, isTruncated: Bool
  ) {
    let first = numbers[0]
    switch (numbers.count, first.digits) {
    case (1, 4) where isTruncated: (year, month) = (CalendarDay.fullYear(first.value / 100, 2), first.value % 100)
    case (1, 5): (year, dayOfYear) = (CalendarDay.fullYear(first.value / 1000, 2), first.value % 1000)
    case (2, 2) where isTruncated && numbers[1].digits == 2:
      (year, month) = (CalendarDay.fullYear(first.value, 2), numbers[1].value)
    case (1, 4): year = first.value
    case (1, 8): (year, month, day) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
    case (1, 7): (year, dayOfYear) = (first.value / 1000, first.value % 1000)
    case (1, 6):
      (year, month, day) = (CalendarDay.fullYear(first.value / 10_000, 2), first.value / 100 % 100, first.value % 100)
    case (2, 4):
      year = first.value
      if numbers[1].digits == 3 { dayOfYear = numbers[1].value } else { month = numbers[1].value }
    case (2, 2) where numbers[1].digits == 4: (month, year) = (first.value, numbers[1].value)
    case (2, 2) where numbers[1].digits == 3:
      (year, dayOfYear) = (CalendarDay.fullYear(first.value, 2), numbers[1].value)
    case (3..., 4): (year, month, day) = (first.value, numbers[1].value, numbers[2].value)
    case (3..., 1...2):
      let (second, third) = (numbers[1], numbers[2])
      if first.value > 31 || (separator == .mark(UInt8(ascii: "-")) && third.digits == 2) {
        (year, month, day) = (CalendarDay.fullYear(first.value, first.digits), second.value, third.value)
      } else {
        year = CalendarDay.fullYear(third.value, third.digits)
        let isMonthFirst = CalendarDay.isMonthFirst(first.value, second.value, year, separator, weekday)
        (month, day) = isMonthFirst ? (first.value, second.value) : (second.value, first.value)
      }
    default: return nil
    }
  }

  /// True where the first of two numbers is the month: the only one that can be, or the one that the weekday speaks for,
  /// or, with slashes, by American use.
  private static func isMonthFirst(
    _ first: Int, _ second: Int, _ year: Int, _ separator: DateToken, _ weekday: Int?
  ) -> Bool {
    if first > 12 || second > 12 { return first <= 12 }
    if let weekday {
      func matches(_ month: Int, _ day: Int) -> Bool {
        guard let moment = Timestamp(Timestamp.Components(year: year, month: month, day: day)) else { return false }
        // 1970-01-01 was a Thursday.
        let days = moment.secondsSince1970 / 86_400 - (moment.secondsSince1970 < 0 ? 1 : 0)
        return Int(((days + 3) % 7 + 7) % 7) + 1 == weekday
      }
      let (monthFirst, dayFirst) = (matches(first, second), matches(second, first))
      if monthFirst != dayFirst { return monthFirst }
    }
    return separator == .mark(UInt8(ascii: "/"))
  }

  /// Two-digit years as RFC 2822 (§4.3) reads them: 00–49 are 2000–2049, 50–999 are 1950–2899.
  private static func fullYear(_ value: Int, _ digits: Int) -> Int {
    if digits > 3 { return value }
    return digits < 3 && value < 50 ? value + 2000 : value + 1900
  }

  /// The moment of that day at that time; nil where there is no such day or time.
  func date(at clock: ClockTime) -> ParsedDate? {
    guard clock.isValid else { return nil }
    var parts = Timestamp.Components(
      year: year, month: month ?? 1, day: day ?? 1, hour: clock.hour, minute: clock.minute, second: clock.second)
    var precision: ParsedDate.Precision = month == nil ? .year : day == nil ? .month : .day
    var extraDays: Int64 = 0
    if let dayOfYear {
      guard (1...366).contains(dayOfYear) else { return nil }
      extraDays = Int64(dayOfYear - 1)
      precision = .day
    }
    if clock.isGiven {
      // A time of no day is none.
      guard precision == .day else { return nil }
      precision = .time
    }
    parts.day = max(parts.day, 0)
    guard let moment = Timestamp(parts) else { return nil }
    var offset = clock.offset
    if offset == nil, let place = clock.place {
      let isSummer = ZoneNames.isSummer(place.summer, year: year, month: parts.month, day: parts.day)
      offset = place.minutes + (isSummer ? 60 : 0)
    }
    let seconds = moment.secondsSince1970 + extraDays * 86_400 - Int64(offset ?? 0) * 60
    guard seconds <= CalendarDay.lastSecond else { return nil }
    return ParsedDate(
      timestamp: Timestamp(secondsSince1970: seconds), precision: precision, offsetMinutes: offset,
      zoneIsAmbiguous: clock.isAmbiguous)
  }

  /// The end of the year 9999, beyond which dates are not written.
  private static let lastSecond: Int64 = 253_402_300_799
}
