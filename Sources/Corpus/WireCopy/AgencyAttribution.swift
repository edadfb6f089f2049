/// Finds the agencies that a text names as its source: "reports TASS", "told Reuters", "(AP)", "сообщает Интерфакс", "据新华社";
/// and those that sign it: "… on Tuesday. (PAP)".
///
/// A mere mention ("TASS was founded in 1904") is none.
enum AgencyAttribution {
  /// The agencies in the order of the text, each once, and whether the text names them or they sign it.
  static func credits(in text: WireText, _ body: Range<Int>) -> [AgencyCredit] {
    var found: [AgencyCredit] = []
    var offset = body.lowerBound
    while let match = AgencyIndex.all.next(in: text, offset..<body.upperBound) {
      offset = match.range.upperBound
      if isSignature(match.range, in: text, body) {
        found.merge(AgencyCredit(match.agency.name, .origin))
        continue
      }
      guard match.agency.isUnmistakable, !found.contains(where: { $0.name == match.agency.name }) else { continue }
      if isSource(match.range, in: text, body) { found.append(AgencyCredit(match.agency.name, .mention)) }
    }
    return found
  }

  /// "… on Tuesday. (PAP)" at the end of the text.
  private static func isSignature(_ name: Range<Int>, in text: WireText, _ body: Range<Int>) -> Bool {
    guard body.upperBound - name.upperBound <= 6, isEnclosed(name, in: text, body) else { return false }
    let opening = text.scalar(before: name.lowerBound, start: body.lowerBound)
    let closing = text.scalar(at: name.upperBound, end: body.upperBound)
    let rest = text.trimmed(name.upperBound + closing.length..<body.upperBound)
    guard rest.isEmpty || (rest.count == 1 && text[rest.lowerBound] == 0x2e) else { return false }
    let before = text.trimmed(body.lowerBound..<name.lowerBound - opening.length)
    guard !before.isEmpty else { return false }
    switch text.scalar(before: before.upperBound, start: before.lowerBound).value {
    case ".", "!", "?", "…", "\"", "”", "»", "“", "。", "！", "？", "」": return true
    default: return false
    }
  }

  private static func isSource(_ name: Range<Int>, in text: WireText, _ body: Range<Int>) -> Bool {
    if isEnclosed(name, in: text, body) || isSourceInChinese(name, in: text, body) { return true }
    var words = NeighbourWords(text, body)
    var offset = name.lowerBound
    var last = words.previous(&offset)
    while let word = last, fillers.contains(word) { last = words.previous(&offset) }
    if let word = last {
      if verbsBefore.contains(word) { return true }
      if let earlier = words.previous(&offset), pairsBefore.contains(earlier + " " + word) { return true }
    }
    offset = name.upperBound
    var next = words.next(&offset)
    while let word = next, fillers.contains(word) { next = words.next(&offset) }
    return next.map(verbsAfter.contains) ?? false
  }

  /// "(TASS)", "/ТАСС/".
  private static func isEnclosed(_ name: Range<Int>, in text: WireText, _ body: Range<Int>) -> Bool {
    guard name.lowerBound > body.lowerBound, name.upperBound < body.upperBound else { return false }
    let before = text.scalar(before: name.lowerBound, start: body.lowerBound).value
    let after = text.scalar(at: name.upperBound, end: body.upperBound).value
    return (before == "(" && after == ")") || (before == "/" && after == "/") || (before == "（" && after == "）")
  }

  /// "据新华社", "新华社报道".
  private static func isSourceInChinese(_ name: Range<Int>, in text: WireText, _ body: Range<Int>) -> Bool {
    guard text[name.lowerBound] >= 0xe3 else { return false }
    let before = text.string(max(body.lowerBound, name.lowerBound - 6)..<name.lowerBound)
    if chineseBefore.contains(where: before.hasSuffix) { return true }
    let after = text.string(name.upperBound..<min(body.upperBound, name.upperBound + 6))
    return chineseAfter.contains(where: after.hasPrefix)
  }

  private static let chineseBefore = ["据", "援引", "引述", "告诉"]
  private static let chineseAfter = ["报道", "消息", "报导", "援引", "称", "讯"]

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map(String.init))
  }

  private static let fillers = words(
    """
    the a an state state-run state-owned official news wire agency agency's newswire press service correspondent \
    correspondents russian chinese kazakh kazakhstan's russia's china's japanese british french american \
    агентство агентству агентства агентством информагентство информагентству информационное информационному \
    государственное государственному китайское российское новостей корреспондент корреспонденту иа миа
    """)
  private static let verbsBefore = words(
    """
    reports reported report told tells tell says said writes wrote informs informed citing cites cited quoting quotes via \
    сообщает сообщил сообщила сообщило сообщили сообщают сообщалось передает передаёт передал передала передало передают пишет пишут \
    информирует информируют рассказал рассказала рассказали заявил заявила заявили пояснил пояснила пояснили уточнил уточнили \
    цитирует цитируют интервью
    """)
  private static let verbsAfter = words(
    """
    reports reported report says said writes wrote informs informed quotes quoted cites cited notes noted adds added \
    сообщает сообщил сообщила сообщило сообщили сообщают передает передаёт передал передала передало пишет информирует цитирует \
    отмечает отметило уточняет уточнило
    """)
  private static let pairsBefore: Set<String> = [
    "according to", "reported by", "quoted by", "cited by", "published by", "carried by", "released by", "reported to",
    "said to", "interview with", "interview to", "reference to", "по данным", "по информации", "по сообщению",
    "по сообщениям", "ссылкой на", "ссылаясь на",
  ]
}
