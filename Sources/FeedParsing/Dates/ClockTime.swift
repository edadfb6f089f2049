/// The time of day and zone of a written date.
struct ClockTime {
  var hour = 0
  var minute = 0
  var second = 0
  var isGiven = false
  /// Minutes east of UTC.
  var offset: Int?
  /// False where numbers stand as a time that are none (25:61).
  var isValid = true

  /// Takes time and zone out of the tokens, and leaves those of the day.
  mutating func take(from tokens: inout [DateToken]) {
    var end = takeTime(from: &tokens)
    if end == nil { end = takeCompactTime(from: &tokens) }
    takeZone(from: &tokens, at: end)
    if isGiven { isValid = hour <= 24 && minute <= 59 && second <= 60 }
  }

  /// `hh:mm[:ss[.fraction]] [am|pm]`, also `hh.mm` after a day's name is left alone. Returns where the time stood.
  private mutating func takeTime(from tokens: inout [DateToken]) -> Int? {
    guard let start = tokens.indices.first(where: { isTime(tokens, at: $0) }) else { return nil }
    func number(_ index: Int) -> Int? {
      guard index < tokens.count, case .number(let value, let digits) = tokens[index], digits <= 4 else { return nil }
      return Int(value)
    }
    var end = start + 3
    hour = number(start) ?? 99
    minute = number(start + 2) ?? 99
    if end + 1 < tokens.count, separates(tokens[end]), let value = number(end + 1), !isMark(tokens[end], "-") {
      second = value
      end += 2
      if end < tokens.count, isMark(tokens[end], ".") || isMark(tokens[end], ",") || isMark(tokens[end], ":"),
        end + 1 < tokens.count, case .number = tokens[end + 1]
      {
        end += 2
      }
    } else if end < tokens.count, case .word(let word) = tokens[end], let first = word.unicodeScalars.first,
      "分분".unicodeScalars.contains(first)
    {
      end += 1
      if let value = number(end) {
        second = value
        end += 1
        if end < tokens.count, case .word(let word) = tokens[end],
          "秒초".unicodeScalars.contains(word.unicodeScalars.first ?? " ")
        {
          end += 1
        }
      }
    }
    var first = start
    isGiven = true
    if end < tokens.count, case .word(let word) = tokens[end], let shift = ClockTime.halves[word] {
      applyHalf(shift)
      end += 1
    } else if start > 0, case .word(let word) = tokens[start - 1],
      let half = ClockTime.halves.first(where: { word.hasSuffix($0.key) && $0.key.utf8.count > 2 })
    {
      applyHalf(half.value)
      if word == half.key { first -= 1 }
    }
    tokens.removeSubrange(first..<end)
    if first > 0, case .word(let word) = tokens[first - 1], word == "t" || word == "в" || word == "at" || word == "um" {
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
    if case .word(let word) = tokens[index + 1], let first = word.unicodeScalars.first {
      return "时時点點시".unicodeScalars.contains(first) || word == "h" || word == "ч"
    }
    return false
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

  private mutating func takeZone(from tokens: inout [DateToken], at place: Int?) {
    if let place, place < tokens.count, let (minutes, count) = numericOffset(tokens, at: place) {
      offset = minutes
      tokens.removeSubrange(place..<place + count)
    }
    var index = 0
    while index < tokens.count {
      if case .word(let word) = tokens[index], let minutes = ClockTime.zones[word] {
        var count = 1
        if offset == nil {
          offset = minutes
          if minutes == 0, index + 1 < tokens.count, let (shift, length) = numericOffset(tokens, at: index + 1) {
            offset = shift
            count += length
          }
        }
        tokens.removeSubrange(index..<index + count)
      } else {
        index += 1
      }
    }
  }

  /// `+0300`, `-05:00`, `+3`.
  private func numericOffset(_ tokens: [DateToken], at index: Int) -> (minutes: Int, count: Int)? {
    let isEast = isMark(tokens[index], "+")
    guard isEast || isMark(tokens[index], "-"), index + 1 < tokens.count,
      case .number(let value, let digits) = tokens[index + 1]
    else { return nil }
    var minutes: Int
    var count = 2
    switch digits {
    case 1, 2:
      minutes = Int(value) * 60
      if index + 3 < tokens.count, isMark(tokens[index + 2], ":"),
        case .number(let rest, let width) = tokens[index + 3],
        width <= 2
      {
        minutes += Int(rest)
        count = 4
      }
    case 3, 4: minutes = Int(value) / 100 * 60 + Int(value) % 100
    default: return nil
    }
    guard minutes <= 24 * 60 else { return nil }
    return (isEast ? minutes : -minutes, count)
  }

  private func separates(_ token: DateToken) -> Bool {
    isMark(token, ":") || isMark(token, ".")
  }

  private func isMark(_ token: DateToken, _ mark: Unicode.Scalar) -> Bool {
    token == .mark(UInt8(ascii: mark))
  }

  private static let halves: [String: Bool] = [
    "am": false, "pm": true, "a": false, "p": true, "上午": false, "下午": true, "오전": false, "오후": true, "午前": false,
    "午後": true,
  ]

  /// Named zones in minutes east of UTC. Where a name means several (IST, CST, BST), the one that feeds mean most.
  static let zones: [String: Int] = [
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "met": 60,
    "mest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "мск": 180, "msd": 240, "samt": 240, "yekt": 300,
    "almt": 300, "qyzt": 300, "omst": 360, "krat": 420, "irkt": 480, "yakt": 540, "vlat": 600, "ist": 330, "pkt": 300,
    "hkt": 480, "sgt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600, "nst": -210, "ndt": -150, "ast": -240, "adt": -180, "brt": -180,
    "art": -180,
    "at": -240, "et": -300, "ct": -360, "mt": -420, "pt": -480,
  ]
}
