extension ClockTime {
  /// Takes the zone out of the tokens: a number beside the time or at the end, an abbreviation, a place.
  mutating func takeZone(from tokens: inout [DateToken], at place: Int?) {
    if let place {
      var start = place
      // "15:04:05:-0700", "15:04:05 --0700"
      if start + 1 < tokens.count, isMark(tokens[start], ":") || isMark(tokens[start], "-"),
        isMark(tokens[start + 1], "-") || isMark(tokens[start + 1], "+")
      {
        start += 1
      }
      if start < tokens.count, let (minutes, count) = numericOffset(tokens, at: start) {
        setOffset(minutes)
        tokens.removeSubrange(place..<start + count)
        // Seconds of an offset, as a few programs write them.
        if place + 1 < tokens.count, isMark(tokens[place], ":"), case .number(_, digits: 2) = tokens[place + 1] {
          tokens.removeSubrange(place..<place + 2)
        }
      }
      // What begins like an offset and is none.
      if place < tokens.count, isMark(tokens[place], "+") || isMark(tokens[place], ":") { isValid = false }
    }
    takePlace(from: &tokens)
    takeAbbreviations(from: &tokens)
    takeLastOffset(from: &tokens)
  }

  /// `Europe/Moscow`, `America/Los_Angeles`.
  private mutating func takePlace(from tokens: inout [DateToken]) {
    var index = 0
    while index + 2 < tokens.count {
      guard case .word(let area) = tokens[index], isMark(tokens[index + 1], "/"),
        case .word(var name) = tokens[index + 2]
      else {
        index += 1
        continue
      }
      var end = index + 3
      while end + 1 < tokens.count, isMark(tokens[end], "_"), case .word(let part) = tokens[end + 1] {
        name += "_" + part
        end += 2
      }
      if let found = ZoneNames.place(area, name) {
        if offset == nil { place = found }
        tokens.removeSubrange(index..<end)
      } else {
        index += 1
      }
    }
  }

  private mutating func takeAbbreviations(from tokens: inout [DateToken]) {
    var index = 0
    while index < tokens.count {
      guard case .word(let word) = tokens[index], let minutes = ZoneNames.abbreviations[word] else {
        index += 1
        continue
      }
      var count = 1
      if offset == nil, place == nil {
        setOffset(minutes)
        isAmbiguous = ZoneNames.ambiguous.contains(word)
        // "GMT+3", "MST-07:00": the number is the offset, the name where it comes from.
        if index + 1 < tokens.count, let (shift, length) = numericOffset(tokens, at: index + 1),
          minutes == 0 || shift == minutes || isGiven
        {
          setOffset(shift)
          isAmbiguous = false
          count += length
        }
      }
      tokens.removeSubrange(index..<index + count)
    }
  }

  /// An offset behind a date without a time: `02.01.2006 -0700`. Only where a year stands before it.
  private mutating func takeLastOffset(from tokens: inout [DateToken]) {
    guard offset == nil, place == nil, tokens.count >= 5, case .number(_, digits: 4) = tokens[tokens.count - 1],
      let (minutes, count) = numericOffset(tokens, at: tokens.count - 2), count == 2,
      tokens.dropLast(2).contains(where: { if case .number(_, digits: 4) = $0 { true } else { false } })
    else { return }
    setOffset(minutes)
    tokens.removeLast(2)
  }

  /// Offsets run from -12:00 to +14:00. What lies beyond is a slip and counts as UTC; beyond a day it is no offset.
  private mutating func setOffset(_ minutes: Int) {
    if abs(minutes) > 24 * 60 { isValid = false }
    offset = (-12 * 60...14 * 60).contains(minutes) ? minutes : 0
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
    return (isEast ? minutes : -minutes, count)
  }
}
