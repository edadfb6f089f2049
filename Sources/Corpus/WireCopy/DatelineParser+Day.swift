extension DatelineParser {
  /// A day: "March 9", "9th of March, 2021", "9 марта 2021 года", "9. März", "9.03.2026", "Tuesday, March 9", "Monday" before
  /// an agency; in the line's own words. Stops after its last word, or after a time or a day of the week behind it.
  mutating func day() -> String? {
    var begin = offset
    if let word = dayWord() {
      if DatelineDay.weekdays.contains(word) { return weekday(from: begin) }
      if DatelineDay.particles.contains(word) {
        skipSpace()
        guard offset < end, isDigit(offset) else {
          offset = begin
          return nil
        }
        begin = offset
      }
    }
    offset = begin
    guard let last = dateEnd() else {
      offset = begin
      return nil
    }
    offset = last
    skipTime()
    return text.string(begin..<last)
  }

  /// "Tuesday, March 9"; a day of the week alone only before an agency.
  private mutating func weekday(from begin: Int) -> String? {
    let weekdayEnd = offset
    if skipStop(), let last = dateEnd() {
      offset = last
      return text.string(begin..<last)
    }
    offset = weekdayEnd
    skipSpace()
    let isLast = offset < end && text[offset] == 0x28
    offset = isLast ? weekdayEnd : begin
    return isLast ? text.string(begin..<weekdayEnd) : nil
  }

  /// The end of a month with a number before or after it, or of a day in figures, and of the year if one follows.
  private mutating func dateEnd() -> Int? {
    let begin = offset
    var last: Int
    if let length = number() {
      if length == 4 { return yearFirstEnd(begin) }
      guard length <= 2 else { return nil }
      if let figures = figuresEnd() { return figures }
      let numberEnd = offset
      if offset < end, text[offset] == 0x2e { offset += 1 }
      if let word = dayWord(), !DatelineDay.ordinals.contains(word) { offset = numberEnd }
      if offset < end, offset == numberEnd, text[offset] == 0x2e { offset += 1 }
      skipSpace()
      let beforeJoint = offset
      if let word = dayWord(), DatelineDay.joints.contains(word) { skipSpace() } else { offset = beforeJoint }
      guard let month = dayWord(), DatelineDay.months.contains(month) else { return nil }
      last = offset
      if offset < end, text[offset] == 0x2e, isYear(after: offset + 1) { offset += 1 }
    } else {
      guard let month = dayWord(), DatelineDay.months.contains(month) else { return nil }
      if offset < end, text[offset] == 0x2e { offset += 1 }
      skipSpace()
      guard let length = number(), length <= 2 else { return nil }
      last = offset
      if let word = dayWord(), DatelineDay.ordinals.contains(word) { last = offset } else { offset = last }
    }
    if let year = yearEnd() { last = year }
    return last
  }

  /// After one or two figures: "9.03.2026", "9/3/2026", "9/3".
  private mutating func figuresEnd() -> Int? {
    let before = offset
    if offset < end, text[offset] == 0x2e || text[offset] == 0x2f {
      let mark = text[offset]
      offset += 1
      if let month = number(), month <= 2 {
        let monthEnd = offset
        if offset < end, text[offset] == mark {
          offset += 1
          if let year = number(), year == 4 || year == 2 { return offset }
        }
        if mark == 0x2f {
          offset = monthEnd
          return monthEnd
        }
      }
    }
    offset = before
    return nil
  }

  /// After a year: "2026-03-09", "2026. március 9.".
  private mutating func yearFirstEnd(_ begin: Int) -> Int? {
    if offset < end, text[offset] == 0x2d {
      offset += 1
      guard number() == 2, offset < end, text[offset] == 0x2d else { return nil }
      offset += 1
      return number() == 2 ? offset : nil
    }
    guard skipStop(), let month = dayWord(), DatelineDay.months.contains(month) else { return nil }
    skipSpace()
    guard let length = number(), length <= 2 else { return nil }
    return offset
  }

  /// The end of ", 2021", " 2021", " 2021 года" at hand.
  private mutating func yearEnd() -> Int? {
    let before = offset
    _ = skipStop()
    skipSpace()
    let joint = offset
    if let word = dayWord(), word == "de" { skipSpace() } else { offset = joint }
    guard offset > before, number() == 4 else {
      offset = before
      return nil
    }
    let yearEnd = offset
    skipSpace()
    if let word = dayWord(), DatelineDay.yearWords.contains(word) {
      if word.utf8.count <= 2, offset < end, text[offset] == 0x2e { return offset + 1 }
      return offset
    }
    offset = yearEnd
    return yearEnd
  }

  /// Passes ", 12:00" or "., hétfő" behind a day.
  private mutating func skipTime() {
    let before = offset
    _ = skipStop()
    skipSpace()
    let begin = offset
    if let hour = number(), hour <= 2, offset + 2 < end, text[offset] == 0x3a || text[offset] == 0x2e {
      offset += 1
      if number() == 2 { return }
    }
    offset = begin
    if begin > before, let word = dayWord(), DatelineDay.weekdays.contains(word) { return }
    offset = before
  }

  private func isYear(after place: Int) -> Bool {
    var ahead = self
    ahead.offset = place
    ahead.skipSpace()
    return ahead.number() == 4
  }

  func isDigit(_ place: Int) -> Bool {
    text[place] >= 0x30 && text[place] <= 0x39
  }

  /// Passes ASCII digits; how many there were.
  mutating func number() -> Int? {
    let begin = offset
    while offset < end, isDigit(offset) { offset += 1 }
    return offset > begin ? offset - begin : nil
  }

  /// Passes a word of letters and gives it in lower case.
  mutating func dayWord() -> String? {
    let begin = offset
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      guard next.value.isLetter else { break }
      offset += next.length
    }
    return offset > begin ? text.string(begin..<offset).lowercased() : nil
  }
}
