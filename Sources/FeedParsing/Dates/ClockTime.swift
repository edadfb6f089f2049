/// The time of day and zone of a written date.
struct ClockTime {
  var hour = 0
  var minute = 0
  var second = 0
  var isGiven = false
  /// Minutes east of UTC.
  var offset: Int?
  /// A place whose summer time decides the offset, once the day is known.
  var place: (minutes: Int, summer: ZoneNames.SummerTime)?
  /// True where the zone's name means several zones.
  var isAmbiguous = false
  /// False where numbers stand as a time or zone that are none (25:61).
  var isValid = true

  /// Takes time and zone out of the tokens, and leaves those of the day.
  mutating func take(from tokens: inout [DateToken]) {
    var end = takeTime(from: &tokens)
    // An empty time and then the real one: "2006-01-02 00:00:00.0 15:04:05.0".
    if isGiven, let place = end, isTime(tokens, at: place), hour == 0, minute == 0, second == 0 {
      end = takeTime(from: &tokens)
    }
    if end == nil { end = takeCompactTime(from: &tokens) }
    if end == nil { end = takeDottedTime(from: &tokens) }
    if end == nil { end = takeHour(from: &tokens) }
    takeZone(from: &tokens, at: end)
    if isGiven, isValid { isValid = hour <= 24 && minute <= 59 && second <= 60 }
  }

  /// `hh:mm[:ss[.fraction]] [am|pm]`, `11h30`, `16时30分`. Returns where the time stood.
  private mutating func takeTime(from tokens: inout [DateToken]) -> Int? {
    guard let start = tokens.indices.first(where: { isTime(tokens, at: $0) }) else { return nil }
    func number(_ index: Int) -> (value: Int, digits: Int)? {
      guard index < tokens.count, case .number(let value, let digits) = tokens[index], digits <= 4 else { return nil }
      return (Int(value), digits)
    }
    func isUnit(_ index: Int, _ units: Set<String>) -> Bool {
      guard index < tokens.count, case .word(let word) = tokens[index] else { return false }
      return units.contains(word)
    }
    var end = start + 3
    hour = number(start)?.value ?? 99
    minute = number(start + 2)?.value ?? 99
    second = 0
    if end + 1 < tokens.count, separates(tokens[end]), let seconds = number(end + 1) {
      second = seconds.value
      end += 2
      if end < tokens.count, isMark(tokens[end], ".") || isMark(tokens[end], ",") || isMark(tokens[end], ":"),
        end + 1 < tokens.count, case .number(_, let digits) = tokens[end + 1]
      {
        // A fraction; but 1:2:3:4 is no time.
        if isMark(tokens[end], ":"), digits < 2 { isValid = false }
        end += 2
      }
    } else if isUnit(end, ClockTime.minuteWords) {
      end += 1
      if let seconds = number(end), seconds.digits <= 2 {
        second = seconds.value
        end += 1
        if isUnit(end, ["秒", "초", "s", "сек"]) { end += 1 }
      }
    }
    isGiven = true
    return finish(start..<end, of: &tokens)
  }

  /// Takes the half of the day beside a time and removes the time, with the word that led to it.
  private mutating func finish(_ range: Range<Int>, of tokens: inout [DateToken]) -> Int {
    var (first, end) = (range.lowerBound, range.upperBound)
    if end < tokens.count, case .word(let word) = tokens[end], let isAfternoon = ClockTime.halves[word] {
      applyHalf(isAfternoon)
      end += 1
      // p.m.
      while end + 1 < tokens.count, isMark(tokens[end], "."), tokens[end + 1] == .word("m") { end += 2 }
    } else if first > 0, case .word(let word) = tokens[first - 1],
      let half = ClockTime.halves.first(where: { word.hasSuffix($0.key) && $0.key.utf8.count > 2 })
    {
      applyHalf(half.value)
      if word == half.key { first -= 1 }
    }
    tokens.removeSubrange(first..<end)
    if first > 0, case .word(let word) = tokens[first - 1], ClockTime.leaders.contains(word) {
      tokens.remove(at: first - 1)
      return first - 1
    }
    return first
  }

  private mutating func applyHalf(_ isAfternoon: Bool) {
    guard hour <= 12 else { return }
    hour = hour % 12 + (isAfternoon ? 12 : 0)
  }

  private func isTime(_ tokens: [DateToken], at index: Int) -> Bool {
    guard index + 2 < tokens.count, case .number(_, let digits) = tokens[index], digits <= 2,
      case .number(_, let minutes) = tokens[index + 2], minutes <= 2
    else { return false }
    if index > 0, isMark(tokens[index - 1], "+") { return false }
    if isMark(tokens[index + 1], ":") { return true }
    guard case .word(let word) = tokens[index + 1] else { return false }
    return ClockTime.hourWords.contains(word)
  }

  /// `T1014[55][.fraction]`, `T10` after a day.
  private mutating func takeCompactTime(from tokens: inout [DateToken]) -> Int? {
    guard let mark = tokens.firstIndex(of: .word("t")), mark + 1 < tokens.count,
      case .number(let value, let digits) = tokens[mark + 1]
    else { return nil }
    switch digits {
    case 1, 2: hour = Int(value)
    case 4: (hour, minute) = (Int(value) / 100, Int(value) % 100)
    case 6: (hour, minute, second) = (Int(value) / 10_000, Int(value) / 100 % 100, Int(value) % 100)
    default: return nil
    }
    isGiven = true
    var end = mark + 2
    if end + 1 < tokens.count, isMark(tokens[end], ".") || isMark(tokens[end], ","), case .number = tokens[end + 1] {
      end += 2
    }
    tokens.removeSubrange(mark..<end)
    return mark
  }

  /// An hour alone: `11 Uhr`, `16时`, `4 pm`, or a number between year and offset (`2006 15 -0700`).
  private mutating func takeHour(from tokens: inout [DateToken]) -> Int? {
    for index in tokens.indices {
      guard case .number(let value, let digits) = tokens[index], digits <= 2, index + 1 < tokens.count else { continue }
      if case .word(let word) = tokens[index + 1] {
        let isHalf =
          ["am", "pm"].contains(word)
          || (word == "p" || word == "a") && index + 3 < tokens.count && tokens[index + 3] == .word("m")
        guard isHalf || (ClockTime.hourWords.contains(word) && index > 0) else { continue }
        hour = Int(value)
        isGiven = true
        return finish(index..<(isHalf ? index + 1 : index + 2), of: &tokens)
      }
      if index > 0, case .number(_, digits: 4) = tokens[index - 1],
        isMark(tokens[index + 1], "+") || isMark(tokens[index + 1], "-"),
        index + 2 < tokens.count, case .number(_, digits: 4) = tokens[index + 2]
      {
        hour = Int(value)
        isGiven = true
        tokens.remove(at: index)
        return index
      }
    }
    return nil
  }

  /// `11.30` behind a date whose month is a word.
  private mutating func takeDottedTime(from tokens: inout [DateToken]) -> Int? {
    let hasMonth = tokens.contains { if case .word(let word) = $0 { MonthNames.month(word) != nil } else { false } }
    guard hasMonth else { return nil }
    var year = false
    for index in tokens.indices {
      guard case .number(let value, let digits) = tokens[index] else { continue }
      if digits == 4 { year = true }
      guard year, digits <= 2, index + 2 < tokens.count, isMark(tokens[index + 1], "."),
        case .number(let minutes, digits: 2) = tokens[index + 2]
      else { continue }
      (hour, minute) = (Int(value), Int(minutes))
      isGiven = true
      var end = index + 3
      if end < tokens.count, case .word(let word) = tokens[end], ClockTime.hourWords.contains(word) { end += 1 }
      return finish(index..<end, of: &tokens)
    }
    return nil
  }

  func separates(_ token: DateToken) -> Bool {
    isMark(token, ":") || isMark(token, ".")
  }

  func isMark(_ token: DateToken, _ mark: Unicode.Scalar) -> Bool {
    token == .mark(UInt8(ascii: mark))
  }

  /// Words that lead from the day to the time.
  private static let leaders: Set<String> = ["t", "в", "о", "at", "um", "alle", "ore", "saat", "kl", "as", "a", "klo"]

  /// Words between hours and minutes.
  private static let hourWords: Set<String> = ["时", "時", "点", "點", "시", "h", "ч", "час", "часов", "часа", "uhr", "uur"]

  /// Words behind minutes.
  private static let minuteWords: Set<String> = ["分", "분", "m", "min", "мин"]

  private static let halves: [String: Bool] = {
    var halves: [String: Bool] = [:]
    for word in "am a 上午 오전 午前 凌晨 早上 清晨 早晨 ص صباحا πμ öö öğleden_önce".split(separator: " ") {
      halves[DateWord.folded(String(word))] = false
    }
    for word in "pm p 下午 오후 午後 晚上 傍晚 晚间 中午 م مساء μμ ös".split(separator: " ") {
      halves[DateWord.folded(String(word))] = true
    }
    return halves
  }()
}
