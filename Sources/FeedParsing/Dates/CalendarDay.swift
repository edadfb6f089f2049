internal import Corpus

/// The day, month or year of a written date.
struct CalendarDay {
  private var year: Int
  private var month: Int?
  private var day: Int?
  private var dayOfYear: Int?

  /// Reads the tokens that are left of a date once time and zone are taken out; nil where they name no day.
  init?(_ tokens: [DateToken]) {
    var month: Int?
    var numbers: [(value: Int, digits: Int, index: Int)] = []
    var isWeekDate = false
    for (index, token) in tokens.enumerated() {
      switch token {
      case .number(let value, let digits):
        guard digits <= 8 else { return nil }
        numbers.append((Int(value), digits, index))
      case .word(let word):
        if month == nil { month = MonthNames.month(word) }
        if word == "w" && !numbers.isEmpty { isWeekDate = true }
      case .mark: break
      }
    }
    guard !isWeekDate, !numbers.isEmpty else { return nil }
    if let month {
      self.init(month: month, numbers: numbers.map { ($0.value, $0.digits) })
    } else {
      let separator = numbers.count > 1 ? tokens[numbers[0].index + 1] : .mark(0)
      self.init(numbers: numbers.map { ($0.value, $0.digits) }, separator: separator)
    }
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

  private init?(numbers: [(value: Int, digits: Int)], separator: DateToken) {
    let first = numbers[0]
    switch (numbers.count, first.digits) {
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
        let isMonthFirst = separator == .mark(UInt8(ascii: "/")) ? first.value <= 12 : second.value > 12
        (month, day) = isMonthFirst ? (first.value, second.value) : (second.value, first.value)
      }
    default: return nil
    }
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
    if clock.isGiven { precision = .time }
    parts.day = max(parts.day, 0)
    guard let moment = Timestamp(parts) else { return nil }
    let seconds = moment.secondsSince1970 + extraDays * 86_400 - Int64(clock.offset ?? 0) * 60
    return ParsedDate(
      timestamp: Timestamp(secondsSince1970: seconds), precision: precision, offsetMinutes: clock.offset)
  }
}
