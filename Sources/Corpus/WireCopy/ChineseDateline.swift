/// The dateline of Chinese wire copy: agency, place, day and 电 ("wire") or 讯 ("report") without spaces, as in
/// 新华社北京3月9日电; the agency may be the paper itself (本报), and 央视网消息： has neither place nor day.
enum ChineseDateline {
  /// The longest place, in bytes: twelve characters.
  private static let longestPlace = 36

  private static func list(_ words: String) -> [[UInt8]] {
    words.split(separator: " ").map { Array($0.utf8) }
  }

  private static let ownNames = list("本报 本台 本网 本刊 本報")
  private static let endings = list("专电 電 电 讯 訊 消息 报道 報道 - －")
  private static let endingsAlone = list("消息： 消息: 消息， 快讯： 快訊： 快讯: 讯： 讯（ 电（ 訊（ 讯 電（")
  private static let month = Array("月".utf8)
  private static let day = Array("日".utf8)
  private static let year = Array("年".utf8)
  private static let openings = list("据 （ ( 【")
  /// Before a headline that stands in the first line.
  private static let headlineMark = Array("题：".utf8)
  private static let reporters = list("记者 記者")

  /// The dateline that a line begins with; nil where it begins with none.
  static func parse(_ text: WireText, _ line: Range<Int>) -> DatelineParser.Result? {
    var offset = line.lowerBound
    let end = line.upperBound
    for opening in openings { _ = pass(opening, text, &offset, end) }
    guard offset < end, text[offset] >= 0xe3 else { return nil }
    var agencies: [String] = []
    if let match = NewsAgency.match(in: text, at: offset, end: end) {
      agencies = [match.agency.name]
      offset = match.range.upperBound
    } else if !ownNames.contains(where: { pass($0, text, &offset, end) }) {
      return nil
    }
    if !agencies.isEmpty, let ending = endingsAlone.first(where: { text.hasPrefix($0, at: offset, end: end) }) {
      let body = endOfByline(text, from: offset + ending.count - (isBracket(ending) ? 3 : 0), end)
      // 讯 alone is part of other words as well.
      if ending.count > 3 || body > offset + ending.count {
        return DatelineParser.Result(dateline: nil, agencies: agencies, end: body)
      }
    }
    let place = text.skipWhiteSpace(from: offset, to: end)
    offset = place
    while offset < end, digit(text, at: offset, end: end) == 0 {
      let next = text.scalar(at: offset, end: end)
      guard next.value.properties.isAlphabetic, next.value.value >= 0x2e80, offset - place < longestPlace else {
        return nil
      }
      offset += next.length
    }
    let date = offset
    guard passDate(text, &offset, end) else { return nil }
    let dateEnd = offset
    offset = text.skipWhiteSpace(from: offset, to: end)
    guard endings.contains(where: { pass($0, text, &offset, end) }) else { return nil }
    return DatelineParser.Result(
      dateline: Dateline(
        place: placeName(text, place..<date), day: text.string(date..<dateEnd)), agencies: agencies,
      end: endOfByline(text, from: offset, end))
  }

  /// Passes 3月9日, 9日 or 2026年3月9日.
  static func passDate(_ text: WireText, _ offset: inout Int, _ end: Int) -> Bool {
    let before = offset
    if passDigits(text, &offset, end, most: 4) {
      if pass(year, text, &offset, end), !passDigits(text, &offset, end, most: 2) { return false }
      if pass(day, text, &offset, end) { return true }
      if pass(month, text, &offset, end), passDigits(text, &offset, end, most: 2), pass(day, text, &offset, end) {
        return true
      }
    }
    offset = before
    return false
  }

  /// The place of a range, in which the name of a correspondent may come first: 记者张三北京.
  static func placeName(_ text: WireText, _ range: Range<Int>) -> String {
    guard let reporter = reporters.first(where: { text.hasPrefix($0, at: range.lowerBound, end: range.upperBound) })
    else { return text.string(range) }
    let rest = text.string(range.lowerBound + reporter.count..<range.upperBound)
    // Names have three characters as a rule, two sometimes; places two at least.
    let count = rest.unicodeScalars.count
    return String(rest.dropFirst(count >= 5 ? 3 : max(0, count - 2)))
  }

  /// Passes （记者张三） and marks before the story's first word.
  private static func endOfByline(_ text: WireText, from start: Int, _ end: Int) -> Int {
    var offset = skipMarks(text, start, end)
    if offset < end, text.scalar(at: offset, end: end).value == "（" || text[offset] == 0x28 {
      var close = offset
      while close < end, close - offset < 120 {
        let next = text.scalar(at: close, end: end)
        close += next.length
        guard next.value == "）" || next.value == ")" else { continue }
        offset = skipMarks(text, close, end)
        break
      }
    }
    if pass(headlineMark, text, &offset, end) { offset = skipMarks(text, offset, end) }
    return offset
  }

  private static func skipMarks(_ text: WireText, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      switch next.value {
      case "，", "：", ":", "）", "】", "、", "-", "－": break
      default: guard next.value.isSpace else { return offset }
      }
      offset += next.length
    }
    return offset
  }

  private static func isBracket(_ ending: [UInt8]) -> Bool {
    ending.suffix(3) == Array("（".utf8)[...]
  }

  private static func pass(_ word: [UInt8], _ text: WireText, _ offset: inout Int, _ end: Int) -> Bool {
    guard text.hasPrefix(word, at: offset, end: end) else { return false }
    offset += word.count
    return true
  }

  /// Passes a number of few digits.
  private static func passDigits(_ text: WireText, _ offset: inout Int, _ end: Int, most: Int) -> Bool {
    var count = 0
    while count < most, offset < end {
      let length = digit(text, at: offset, end: end)
      if length == 0 { break }
      offset += length
      count += 1
    }
    return count > 0
  }

  /// The length of the digit at `offset`, ASCII or full width; 0 where there is none.
  static func digit(_ text: WireText, at offset: Int, end: Int) -> Int {
    let next = text.scalar(at: offset, end: end)
    let isDigit =
      (next.value.value >= 0x30 && next.value.value <= 0x39)
      || (next.value.value >= 0xff10 && next.value.value <= 0xff19)
    return isDigit ? next.length : 0
  }
}
