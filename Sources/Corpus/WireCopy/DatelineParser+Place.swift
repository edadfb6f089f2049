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
  private static let longestRegion = 48

  /// Reads up to four words with capital letters, small ones between them ("Rio de Janeiro"), and a region; stops before the
  /// comma or full stop after them.
  mutating func place() -> Place? {
    let begin = offset
    var words: [Range<Int>] = []
    while words.count < DatelineParser.mostWords, let word = capitalWord() {
      words.append(word)
      let after = offset
      let isJoined = offset < end && text[offset] == 0x2f
      if isJoined { offset += 1 }
      if !isJoined { skipSpace() }
      if offset + 1 < end, text[offset] == 0x26, text[offset + 1] == 0x20 { offset += 2 }
      skipSmallWords()
      guard offset < end, startsCapitalWord(), !startsState() else {
        offset = after
        skipPlaceWord(&words)
        break
      }
    }
    guard let first = words.first, let last = words.last, mayGoOn() else { return nil }
    let name = text.string(begin..<last.upperBound)
    let lowered = name.lowercased()
    let isCapitals = name.unicodeScalars.allSatisfy { !$0.properties.isLowercase } && name.unicodeScalars.count > 1
    let firstWord = text.string(first).lowercased()
    if DatelineDay.isDayWord(firstWord) || (!isCapitals && isFunctionWord(firstWord, words.count)) { return nil }
    offset = last.upperBound
    let region = region()
    return Place(
      name: region.map { text.string(begin..<$0.upperBound) } ?? name, isCapitals: isCapitals,
      isKnown: KnownPlaces.names.contains(lowered),
      hasStateAbbreviation: region.map { KnownPlaces.states.contains(Array(text.string($0).utf8)) } ?? false,
      isLabel: KnownPlaces.labels.contains(firstWord))
  }

  /// Whether a word begins a sentence and no place; an article before a name may ("La Habana").
  private func isFunctionWord(_ word: String, _ count: Int) -> Bool {
    KnownPlaces.functionWords.contains(word) && (count < 2 || !KnownPlaces.articles.contains(word))
  }

  /// Passes "de", "am", "на" and their like where a capital follows; most places have none.
  private mutating func skipSmallWords() {
    let before = offset
    for _ in 0..<3 {
      guard offset < end, !startsCapitalWord() else { return }
      let begin = offset
      guard let word = dayWord(), offset - begin <= 6, KnownPlaces.smallWords.contains(word) else { break }
      if offset < end, text[offset] == 0x27 { offset += 1 } else { skipSpace() }
    }
    if offset >= end || !startsCapitalWord() { offset = before }
  }

  /// Passes a common noun that is part of a name: "Звёздный городок".
  private mutating func skipPlaceWord(_ words: inout [Range<Int>]) {
    let before = offset
    skipSpace()
    let begin = offset
    guard offset > before, offset < end, text[offset] >= 0xd0,
      let word = dayWord(), KnownPlaces.placeWords.contains(word)
    else {
      offset = before
      return
    }
    words.append(begin..<offset)
  }

  /// ", Fla." or ", Kazakhstan" or " (Казахстан)" or " /Казахстан/" or " [India]" after a place; the region without the
  /// brackets' end.
  private mutating func region() -> Range<Int>? {
    let before = offset
    if offset < end, text[offset] == 0x20, let state = state(at: offset + 1) { return state }
    let isComma = skipStop() && text[before] == 0x2c
    if isComma, let state = state(at: offset) { return state }
    if isComma, let first = capitalWord() {
      let word = text.string(first)
      var last = first
      for _ in 0..<2 {
        let after = offset
        skipSpace()
        guard offset < end, startsCapitalWord(), let next = capitalWord() else {
          offset = after
          break
        }
        last = next
      }
      let isOther =
        DatelineDay.isDayWord(word.lowercased()) || NewsAgency.match(in: text, at: first.lowerBound, end: end) != nil
      if !isOther, endsRegion() { return first.lowerBound..<last.upperBound }
    }
    offset = before
    skipSpace()
    return enclosedRegion()
      ?? {
        offset = before; return nil
      }()
  }

  /// Whether the abbreviation of a state stands there: "D.C." is no word of the name.
  private func startsState() -> Bool {
    offset + 1 < end && text[offset + 1] < 0x80
      && KnownPlaces.states.contains { text.hasPrefix($0, at: offset, end: end) }
  }

  /// Passes the abbreviation of a state.
  private mutating func state(at place: Int) -> Range<Int>? {
    guard let state = KnownPlaces.states.first(where: { text.hasPrefix($0, at: place, end: end) }) else { return nil }
    offset = place + state.count
    return place..<offset
  }

  /// A region in brackets: a comma must follow, or the agency.
  private mutating func enclosedRegion() -> Range<Int>? {
    guard offset < end, let closing = DatelineParser.closings[text[offset]] else { return nil }
    let begin = offset + 1
    var close = begin
    while close < end, text[close] != closing, !isDigit(close) { close += 1 }
    guard close < end, text[close] == closing, close > begin, close - begin <= DatelineParser.longestRegion else {
      return nil
    }
    var inside = begin
    while inside < close {
      if NewsAgency.match(in: text, at: inside, end: close) != nil { return nil }
      inside += 1
    }
    offset = close + 1
    let ahead = text.skipWhiteSpace(from: offset, to: end)
    guard ahead < end, text[ahead] == 0x2c || (ahead > offset && startsAgency(ahead)) else { return nil }
    return begin..<offset
  }

  private static let closings: [UInt8: UInt8] = [0x28: 0x29, 0x2f: 0x2f, 0x5b: 0x5d]

  /// Whether a bracket stands there with a known agency in it.
  private func startsAgency(_ place: Int) -> Bool {
    var ahead = self
    ahead.offset = place
    return ahead.enclosedAgencies()?.areKnown ?? false
  }

  /// After a region come a comma, a bracket or a dash: otherwise it was the sentence's next word.
  private func endsRegion() -> Bool {
    var ahead = self
    if offset < end, text[offset] == 0x2c { return true }
    if ahead.skipDash() { return true }
    return ahead.offset < end && (ahead.text[ahead.offset] == 0x28 || ahead.text[ahead.offset] == 0x2f)
  }

  /// Whether what comes next can follow a place: a mark, or a day. Most first lines are ordinary sentences, and end here.
  private func mayGoOn() -> Bool {
    var ahead = self
    ahead.skipSpace()
    guard ahead.offset < end else { return false }
    let next = text.scalar(at: ahead.offset, end: end).value
    if next.isLetter {
      if next.isCapital, ahead.startsState() { return true }
      guard let word = ahead.dayWord() else { return false }
      if DatelineDay.isDayWord(word) { return true }
      guard DatelineDay.particles.contains(word) else { return false }
      ahead.skipSpace()
      return ahead.offset < end && isDigit(ahead.offset)
    }
    switch next {
    case ",", ".", "(", "/", "[", "0"..."9": return true
    default: return next.isDash
    }
  }

  func startsCapitalWord() -> Bool {
    text.scalar(at: offset, end: end).value.isCapital
  }

  /// A word with a capital first; "St." and "Ft." with their full stop.
  mutating func capitalWord() -> Range<Int>? {
    guard offset < end, startsCapitalWord() else { return nil }
    let begin = offset
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      let isInner =
        next.value == "'" || next.value == "’" || next.value == "‘" || next.value == "ʻ"
        || (next.value == "-" && isWordAfter(offset + 1))
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
