extension DatelineParser {
  /// Agencies between brackets or slashes.
  struct Agencies {
    var names: [String]
    var areKnown: Bool
    var areInBrackets: Bool
  }

  /// How long what stands between brackets may be, in bytes.
  private static let longestEnclosed = 120

  /// "(TASS)", "/ТАСС/", "/Корр. БЕЛТА/", "(dpa/tmn)", "(UrduPoint News / Sputnik - 9th March)"; names that are not known are
  /// taken as they stand if they look like one.
  mutating func enclosedAgencies() -> Agencies? {
    skipSpace()
    let begin = offset
    guard offset < end, text[offset] == 0x28 || text[offset] == 0x2f else { return nil }
    let closing: UInt8 = text[offset] == 0x28 ? 0x29 : 0x2f
    // Slashes also part the names between them.
    var close = offset + 1
    while close < end, text[close] != closing { close += 1 }
    guard close < end, close - offset <= DatelineParser.longestEnclosed else { return nil }
    let names = agencies(in: begin + 1..<close)
    offset = close + 1
    if !names.isEmpty { return Agencies(names: names, areKnown: true, areInBrackets: closing == 0x29) }
    let name = text.string(text.trimmed(begin + 1..<close))
    let words = name.split(separator: " ")
    let looksLikeOne =
      words.count <= 3 && name.unicodeScalars.first?.properties.isUppercase == true && close - begin <= 60
      && !name.unicodeScalars.contains { $0.properties.numericType != nil || $0 == "," }
    guard looksLikeOne else {
      offset = begin
      return nil
    }
    return Agencies(names: [name], areKnown: false, areInBrackets: closing == 0x29)
  }

  /// Names that are known, unless a small word follows one: "(TASS building)" is none.
  private func agencies(in range: Range<Int>) -> [String] {
    var names: [String] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let match = NewsAgency.match(in: text, at: offset, end: range.upperBound) else {
        offset += 1
        continue
      }
      offset = match.range.upperBound
      let next = text.skipWhiteSpace(from: offset, to: range.upperBound)
      if next > offset, next < range.upperBound {
        let scalar = text.scalar(at: next, end: range.upperBound).value
        if scalar.isLetter, !scalar.isCapital, !scalar.isArabic { continue }
      }
      if !names.contains(match.agency.name) { names.append(match.agency.name) }
    }
    return names
  }

  /// A name that is known without brackets, perhaps between quotation marks or after "Корр.".
  mutating func bareAgency() -> NewsAgency? {
    let before = offset
    let quote = text.scalar(at: min(offset, end - 1), end: end)
    let isQuoted = offset < end && (quote.value == "«" || quote.value == "\"" || quote.value == "“")
    if isQuoted { offset += quote.length }
    guard let match = NewsAgency.match(in: text, at: offset, end: end) else {
      offset = before
      return nil
    }
    offset = match.range.upperBound
    if isQuoted, offset < end {
      let closing = text.scalar(at: offset, end: end)
      if closing.value == "»" || closing.value == "\"" || closing.value == "”" { offset += closing.length }
    }
    return match.agency
  }
}

extension Unicode.Scalar {
  /// A character of the Arabic script.
  var isArabic: Bool {
    value >= 0x600 && value < 0x780
  }
}
