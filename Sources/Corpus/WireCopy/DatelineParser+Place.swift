extension DatelineParser {
  /// A place as a dateline names it.
  struct Place {
    /// In the line's own words, region included: "MOSCOW", "CAPE CANAVERAL, Fla.".
    var name: String
    /// All its letters are capitals.
    var isCapitals: Bool
    /// It is one of the places that news often comes from.
    var isKnown: Bool
    /// A state of the U.S. follows, abbreviated.
    var hasStateAbbreviation: Bool
    /// It is no place but a word that stands before datelines: "BREAKING".
    var isLabel: Bool
  }

  private static let mostWords = 4

  /// Reads up to four words with capital letters, and a region; stops before the comma or full stop after them.
  mutating func place() -> Place? {
    let begin = offset
    var words: [Range<Int>] = []
    while words.count < DatelineParser.mostWords, let word = capitalWord() {
      words.append(word)
      let after = offset
      let isJoined = offset < end && text[offset] == 0x2f
      if isJoined { offset += 1 }
      if !isJoined { skipSpace() }
      guard offset < end, startsCapitalWord() else {
        offset = after
        break
      }
    }
    guard let first = words.first, let last = words.last, mayGoOn() else { return nil }
    let name = text.string(begin..<last.upperBound)
    let lowered = name.lowercased()
    let isCapitals = name.unicodeScalars.allSatisfy { !$0.properties.isLowercase } && name.unicodeScalars.count > 1
    let firstWord = text.string(first).lowercased()
    if DatelineDay.isDayWord(firstWord) || (!isCapitals && KnownPlaces.functionWords.contains(firstWord)) { return nil }
    offset = last.upperBound
    let region = region()
    return Place(
      name: region.map { text.string(begin..<$0.upperBound) } ?? name, isCapitals: isCapitals,
      isKnown: KnownPlaces.names.contains(lowered),
      hasStateAbbreviation: region.map { KnownPlaces.states.contains(Array(text.string($0).utf8)) } ?? false,
      isLabel: KnownPlaces.labels.contains(firstWord))
  }

  /// ", Fla." or ", Kazakhstan" or " (Казахстан)" or " /Казахстан/" after a place; the region without the brackets' end.
  private mutating func region() -> Range<Int>? {
    let before = offset
    let isComma = skipStop() && text[before] == 0x2c
    if isComma, let state = KnownPlaces.states.first(where: { text.hasPrefix($0, at: offset, end: end) }) {
      offset += state.count
      return offset - state.count..<offset
    }
    if isComma, let first = capitalWord() {
      let word = text.string(first)
      var last = first
      let afterFirst = offset
      skipSpace()
      if offset < end, startsCapitalWord(), let second = capitalWord() {
        last = second
      } else {
        offset = afterFirst
      }
      let isOther =
        DatelineDay.isDayWord(word.lowercased()) || NewsAgency.match(in: text, at: first.lowerBound, end: end) != nil
      if !isOther, endsRegion() { return first.lowerBound..<last.upperBound }
    }
    offset = before
    skipSpace()
    guard offset < end, text[offset] == 0x28 || text[offset] == 0x2f else {
      offset = before
      return nil
    }
    let closing: UInt8 = text[offset] == 0x28 ? 0x29 : 0x2f
    offset += 1
    if NewsAgency.match(in: text, at: offset, end: end) == nil, let word = capitalWord(), offset < end,
      text[offset] == closing, offset + 1 < end, text[offset + 1] == 0x2c
    {
      offset += 1
      return word.lowerBound..<offset
    }
    offset = before
    return nil
  }

  /// After a region come a comma, a bracket or a dash: otherwise it was the sentence's next word.
  private func endsRegion() -> Bool {
    var ahead = self
    if offset < end, text[offset] == 0x2c { return true }
    if ahead.skipDash() { return true }
    return ahead.offset < end && ahead.text[ahead.offset] == 0x28
  }

  /// Whether what comes next can follow a place: a mark, or a day. Most first lines are ordinary sentences, and end here.
  private func mayGoOn() -> Bool {
    var ahead = self
    ahead.skipSpace()
    guard ahead.offset < end else { return false }
    let next = text.scalar(at: ahead.offset, end: end).value
    if next.isLetter { return ahead.dayWord().map(DatelineDay.isDayWord) ?? false }
    switch next {
    case ",", ".", "(", "/", "0"..."9": return true
    default: return next.isDash
    }
  }

  private func startsCapitalWord() -> Bool {
    text.scalar(at: offset, end: end).value.isCapital
  }

  /// A word with a capital first; "St." and "Ft." with their full stop.
  private mutating func capitalWord() -> Range<Int>? {
    guard offset < end, startsCapitalWord() else { return nil }
    let begin = offset
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      let isInner = next.value == "'" || next.value == "’" || (next.value == "-" && isWordAfter(offset + 1))
      guard next.value.isLetter || isInner else { break }
      offset += next.length
    }
    if offset < end, text[offset] == 0x2e,
      KnownPlaces.saints.contains(text.string(begin..<offset).lowercased())
    {
      offset += 1
    }
    return begin..<offset
  }

  private func isWordAfter(_ offset: Int) -> Bool {
    offset < end && text.scalar(at: offset, end: end).value.isLetter
  }
}
