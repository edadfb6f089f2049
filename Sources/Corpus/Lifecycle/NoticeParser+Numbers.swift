/// The numbers of updates.
extension NoticeParser {
  /// Passes "2nd LD", "1st Ld-Writethru", "3보": an update whose number comes first.
  mutating func numberBefore() -> Int? {
    let before = offset
    guard let number = digits() else { return nil }
    if text.hasPrefix(NoticeParser.report, at: offset, end: end) {
      offset += NoticeParser.report.count
      return number
    }
    let word = asciiWord()
    guard ["st", "nd", "rd", "th"].contains(word) else {
      offset = before
      return nil
    }
    offset = text.skipWhiteSpace(from: offset, to: end)
    let lead = asciiWord()
    guard lead == "ld" || lead == "lead" else {
      offset = before
      return nil
    }
    let hyphen = offset
    if offset < end, text[offset] == 0x2d {
      offset += 1
      if asciiWord() != "writethru" { offset = hyphen }
    }
    return number
  }

  private static let report = Array("보".utf8)

  /// Passes letters of ASCII and gives them in lower case.
  private mutating func asciiWord() -> String {
    let begin = offset
    while offset < end, Unicode.Scalar(text[offset]).isASCIILetter { offset += 1 }
    return text.string(begin..<offset).lowercased()
  }

  /// Passes one or two digits.
  private mutating func digits() -> Int? {
    var place = offset
    var value = 0
    while place < end, place - offset < 3, text[place] >= 0x30, text[place] <= 0x39 {
      value = value * 10 + Int(text[place] - 0x30)
      place += 1
    }
    guard place > offset, place - offset < 3 else { return nil }
    offset = place
    return value
  }

  /// Passes " 2", "2", "2보" or " no. 2".
  mutating func number() -> Int? {
    let before = offset
    offset = text.skipWhiteSpace(from: offset, to: end)
    if let value = digits() {
      if text.hasPrefix(NoticeParser.report, at: offset, end: end) { offset += NoticeParser.report.count }
      if offset == end || !(text.next(offset, end)?.value.isWordCharacter ?? false) { return value }
    }
    offset = before
    return nil
  }
}
