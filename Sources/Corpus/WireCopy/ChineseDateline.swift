/// The dateline of Chinese wire copy: agency, place, day and 电 ("wire") or 讯 ("report") without spaces, as in
/// 新华社北京3月9日电; the agency may be the paper itself (本报).
enum ChineseDateline {
  /// The longest place, in bytes: twelve characters.
  private static let longestPlace = 36

  private static let ownNames = ["本报", "本台", "本网", "本刊"].map { Array($0.utf8) }
  private static let endings = ["电", "電", "讯", "訊", "消息", "报道"].map { Array($0.utf8) }
  private static let month = Array("月".utf8)
  private static let day = Array("日".utf8)
  private static let openings = ["据", "（", "("].map { Array($0.utf8) }

  /// The dateline that a line begins with; nil where it begins with none.
  static func parse(_ text: WireText, _ line: Range<Int>) -> DatelineParser.Result? {
    var offset = line.lowerBound
    let end = line.upperBound
    for opening in openings where text.hasPrefix(opening, at: offset, end: end) { offset += opening.count }
    guard offset < end, text[offset] >= 0xe3 else { return nil }
    var agencies: [String] = []
    if let match = NewsAgency.match(in: text, at: offset, end: end) {
      agencies = [match.agency.name]
      offset = match.range.upperBound
    } else if let own = ownNames.first(where: { text.hasPrefix($0, at: offset, end: end) }) {
      offset += own.count
    } else {
      return nil
    }
    let place = offset
    while offset < end, digit(text, at: offset, end: end) == 0 {
      let next = text.scalar(at: offset, end: end)
      guard next.value.properties.isAlphabetic, next.value.value >= 0x2e80, offset - place < longestPlace else {
        return nil
      }
      offset += next.length
    }
    let date = offset
    guard passDigits(text, &offset, end), pass(month, text, &offset, end), passDigits(text, &offset, end),
      pass(day, text, &offset, end)
    else { return nil }
    let dateEnd = offset
    guard endings.contains(where: { text.hasPrefix($0, at: offset, end: end) }) else { return nil }
    return DatelineParser.Result(
      dateline: Dateline(place: text.string(place..<date), day: text.string(date..<dateEnd)), agencies: agencies)
  }

  private static func pass(_ word: [UInt8], _ text: WireText, _ offset: inout Int, _ end: Int) -> Bool {
    guard text.hasPrefix(word, at: offset, end: end) else { return false }
    offset += word.count
    return true
  }

  /// Passes one or two digits.
  private static func passDigits(_ text: WireText, _ offset: inout Int, _ end: Int) -> Bool {
    var count = 0
    while count < 2, offset < end {
      let length = digit(text, at: offset, end: end)
      if length == 0 { break }
      offset += length
      count += 1
    }
    return count > 0
  }

  /// The length of the digit at `offset`, ASCII or full width; 0 where there is none.
  private static func digit(_ text: WireText, at offset: Int, end: Int) -> Int {
    let next = text.scalar(at: offset, end: end)
    let isDigit =
      (next.value.value >= 0x30 && next.value.value <= 0x39)
      || (next.value.value >= 0xff10 && next.value.value <= 0xff19)
    return isDigit ? next.length : 0
  }
}
