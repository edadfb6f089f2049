/// Datelines between brackets, as Japanese and Korean wires and some Chinese ones have them:
///
///     【ワシントン共同】…     ［東京　９日　ロイター］ - …     【3月9日 AFP】…     (서울=연합뉴스) 홍길동 기자 = …
///
/// The agency, which must be known, stands first or last; place and day may be missing.
struct BracketDateline {
  /// How long what stands between the brackets may be, in bytes.
  private static let longest = 100
  /// How far the mark behind a correspondent's name is looked for, in bytes.
  private static let longestByline = 80

  private static let closings: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕",
  ]
  private static let reporterTitles = ["기자", "특파원"].map { Array($0.utf8) }
  private static let endings = ["発", "发", "電", "电", "발"].map { Array($0.utf8) }

  private let text: WireText
  private let end: Int
  private var place: Range<Int>?
  private var day = ""
  private var agencies: [String] = []

  /// The dateline that a line begins with; nil where it begins with none.
  static func parse(_ text: WireText, _ line: Range<Int>) -> DatelineParser.Result? {
    let opening = text.scalar(at: line.lowerBound, end: line.upperBound)
    guard let closing = closings[opening.value] else { return nil }
    let start = line.lowerBound + opening.length
    // Brackets of ASCII are the other parsers', unless scripts without capitals stand in them.
    guard start < line.upperBound, opening.length > 1 || text[start] >= 0xe3 else { return nil }
    var close = start
    while close < line.upperBound, close - start <= longest {
      let next = text.scalar(at: close, end: line.upperBound)
      if next.value == closing {
        var parser = BracketDateline(text: text, end: close)
        guard parser.read(from: start) else { return nil }
        return parser.result(from: close + next.length, line.upperBound)
      }
      close += next.length
    }
    return nil
  }

  private init(text: WireText, end: Int) {
    self.text = text
    self.end = end
  }

  private func result(from start: Int, _ lineEnd: Int) -> DatelineParser.Result {
    let place = place.map { ChineseDateline.placeName(text, $0) } ?? ""
    let dateline = place.isEmpty && day.isEmpty ? nil : Dateline(place: place, day: day)
    return DatelineParser.Result(dateline: dateline, agencies: agencies, end: endOfByline(from: start, lineEnd))
  }

  /// Reads what stands between the brackets; whether it is place, day and agency and nothing else.
  private mutating func read(from start: Int) -> Bool {
    var offset = start
    while offset < end {
      if let match = NewsAgency.match(in: text, at: offset, end: end) {
        if !agencies.contains(match.agency.name) { agencies.append(match.agency.name) }
        offset = match.range.upperBound
      } else if day.isEmpty, let dayEnd = endOfDay(from: offset) {
        day = text.string(offset..<dayEnd)
        offset = dayEnd
      } else if let ending = BracketDateline.endings.first(where: { text.hasPrefix($0, at: offset, end: end) }),
        !day.isEmpty
      {
        offset += ending.count
      } else {
        let next = text.scalar(at: offset, end: end)
        if next.value.isSpace || next.value == "=" || next.value == "＝" || next.value == "・" && place == nil {
          offset += next.length
        } else {
          guard place == nil, next.value.isLetter else { return false }
          offset = readPlace(from: offset)
        }
      }
    }
    return !agencies.isEmpty
  }

  private mutating func readPlace(from start: Int) -> Int {
    var offset = start
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      let goesOn = next.value.isLetter || next.value == "・" || next.value == "·" || next.value == "/"
      guard goesOn, NewsAgency.match(in: text, at: offset, end: end) == nil else { break }
      offset += next.length
    }
    place = start..<offset
    return offset
  }

  /// 3月9日, ９日, 3월 9일.
  private func endOfDay(from start: Int) -> Int? {
    guard ChineseDateline.digit(text, at: start, end: end) > 0 else { return nil }
    var offset = start
    if ChineseDateline.passDate(text, &offset, end) { return offset }
    offset = start
    for unit in ["월", "일"] {
      var digits = 0
      while offset < end, digits < 2, case let length = ChineseDateline.digit(text, at: offset, end: end), length > 0 {
        offset += length
        digits += 1
      }
      guard digits > 0 else { return nil }
      if text.hasPrefix(Array(unit.utf8), at: offset, end: end) {
        offset += 3
        if unit == "월" { offset = text.skipWhiteSpace(from: offset, to: end) }
      } else if unit == "월", text.hasPrefix(Array("일".utf8), at: offset, end: end) {
        return offset + 3
      } else {
        return nil
      }
    }
    return offset
  }

  /// Passes "홍길동 기자 = " and marks before the story's first word.
  private func endOfByline(from start: Int, _ lineEnd: Int) -> Int {
    var offset = start
    while offset < lineEnd {
      let next = text.scalar(at: offset, end: lineEnd)
      guard next.value.isSpace || next.value.isDash || "－：ー".unicodeScalars.contains(next.value) else { break }
      offset += next.length
    }
    let limit = min(lineEnd, offset + BracketDateline.longestByline)
    var place = offset
    var hasTitle = false
    while place < limit {
      if BracketDateline.reporterTitles.contains(where: { text.hasPrefix($0, at: place, end: limit) }) {
        hasTitle = true
      }
      let next = text.scalar(at: place, end: lineEnd)
      place += next.length
      if hasTitle, next.value == "=" || next.value == "＝" { return text.skipWhiteSpace(from: place, to: lineEnd) }
      if next.value == "." || next.value == "。" { break }
    }
    return offset
  }
}
