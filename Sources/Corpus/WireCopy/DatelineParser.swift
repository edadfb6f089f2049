/// Reads the line by which a wire story begins: where it was sent from, on which day, by whom.
///
///     Almaty. 9th of March. KazTAG - …          MOSCOW, March 9 (TASS) -- …        МОСКВА, 9 марта. /ТАСС/. …
///     NEW YORK (AP) — …                         МОСКВА, 9 мар — РИА Новости. …     新华社北京3月9日电 …
///     (Interfax-Kazakhstan) …                   ТАСС, 9 марта. …                   CAPE CANAVERAL, Fla. (AP) — …
///
/// The grammar, where `[ ]` may be missing and `stop` is a comma or full stop:
///
///     dateline = [place [region] [stop]] [day [stop]] [[dash] agency] end
///     agency   = "(" names ")" | "/" names "/" | name
///     end      = dash | stop
///
/// An ordinary sentence can begin with parts of this ("Moscow (Russia) - the capital"), so a line counts only with enough of
/// it: an agency known by name, or a day and a place in capitals, or a place known for datelines in capitals and a dash.
struct DatelineParser {
  /// What a first line says.
  struct Result: Equatable {
    /// Nil where the line names an agency alone.
    var dateline: Dateline?
    /// The agencies, by their usual names, or as the line has them.
    var agencies: [String]
  }

  /// How much of a line is looked at, in bytes.
  private static let longestLine = 240

  let text: WireText
  let start: Int
  let end: Int
  var offset: Int

  /// The dateline that `range` begins with; nil where it begins with none.
  static func parse(_ text: WireText, _ range: Range<Int>) -> Result? {
    var end = range.lowerBound
    let limit = min(range.upperBound, range.lowerBound + longestLine)
    while end < limit, text[end] != 0x0a { end += 1 }
    if let chinese = ChineseDateline.parse(text, range.lowerBound..<end) { return chinese }
    var parser = DatelineParser(text: text, start: range.lowerBound, end: end, offset: range.lowerBound)
    if let alone = parser.agencyFirst() { return alone }
    parser.offset = parser.start
    return parser.placeFirst()
  }

  /// "(Reuters) - …", "ТАСС, 9 марта. …", "KazTAG - …".
  private mutating func agencyFirst() -> Result? {
    if let agencies = enclosedAgencies(), agencies.areKnown {
      _ = skipDash()
      return offset < end ? Result(dateline: nil, agencies: agencies.names) : nil
    }
    offset = start
    guard let match = NewsAgency.match(in: text, at: offset, end: end) else { return nil }
    offset = match.range.upperBound
    let names = [match.agency.name]
    if skipStop(), let day = day(), skipStop() || skipDash() {
      return Result(dateline: Dateline(place: "", day: day), agencies: names)
    }
    offset = match.range.upperBound
    return skipDash() && match.agency.isUnmistakable ? Result(dateline: nil, agencies: names) : nil
  }

  /// The forms that begin with a place.
  private mutating func placeFirst() -> Result? {
    guard let place = place() else { return nil }
    let afterPlace = skipStop()
    let day = day()
    let afterDay = day == nil ? afterPlace : skipStop()
    let dashBefore = skipDash()
    let beforeAgency = offset
    let dateline = place.isLabel ? nil : Dateline(place: place.name, day: day ?? "")
    if let agencies = enclosedAgencies() {
      let stop = skipStop()
      let dash = skipDash()
      let isMeant =
        agencies.areKnown
        ? dash || place.isCapitals || (day != nil && (stop || !agencies.areInBrackets)) : dash && day != nil
      return isMeant ? Result(dateline: dateline, agencies: agencies.names) : nil
    }
    if afterPlace || afterDay || dashBefore, let match = NewsAgency.match(in: text, at: offset, end: end) {
      offset = match.range.upperBound
      if skipDash() || (day != nil && skipStop()) {
        return Result(dateline: dateline, agencies: [match.agency.name])
      }
    }
    offset = beforeAgency
    let isKnown = place.isKnown || place.hasStateAbbreviation
    let isMeant =
      day != nil
      ? (dashBefore || afterDay) && (place.isCapitals || (isKnown && dashBefore))
      : place.isCapitals && isKnown && dashBefore
    guard isMeant, let dateline else { return nil }
    return Result(dateline: dateline, agencies: [])
  }
}

extension DatelineParser {
  /// Agencies between brackets or slashes.
  struct Agencies {
    var names: [String]
    var areKnown: Bool
    var areInBrackets: Bool
  }

  /// "(TASS)", "/ТАСС/", "(UrduPoint News / Sputnik - 9th March)"; names that are not known are taken as they stand if they
  /// look like one.
  private mutating func enclosedAgencies() -> Agencies? {
    skipSpace()
    let begin = offset
    guard offset < end, text[offset] == 0x28 || text[offset] == 0x2f else { return nil }
    let closing: UInt8 = text[offset] == 0x28 ? 0x29 : 0x2f
    var close = offset + 1
    while close < end, text[close] != closing { close += 1 }
    guard close < end, close - offset <= 60 else { return nil }
    var names: [String] = []
    var inside = offset + 1
    while inside < close {
      if let match = NewsAgency.match(in: text, at: inside, end: close) {
        if !names.contains(match.agency.name) { names.append(match.agency.name) }
        inside = match.range.upperBound
      } else {
        inside += 1
      }
    }
    offset = close + 1
    if !names.isEmpty { return Agencies(names: names, areKnown: true, areInBrackets: closing == 0x29) }
    let name = text.string(text.trimmed(begin + 1..<close))
    let words = name.split(separator: " ")
    let looksLikeOne =
      words.count <= 3 && name.unicodeScalars.first?.properties.isUppercase == true
      && !name.unicodeScalars.contains { $0.properties.numericType != nil || $0 == "," }
    guard looksLikeOne else {
      offset = begin
      return nil
    }
    return Agencies(names: [name], areKnown: false, areInBrackets: closing == 0x29)
  }

  /// Passes spaces within the line.
  mutating func skipSpace() {
    offset = text.skipWhiteSpace(from: offset, to: end)
  }

  /// Passes a comma or full stop and spaces; whether there was one.
  mutating func skipStop() -> Bool {
    guard offset < end, text[offset] == 0x2c || text[offset] == 0x2e else { return false }
    offset += 1
    skipSpace()
    return true
  }

  /// Passes a dash of any length, with spaces around it; whether there was one. A hyphen within a word is none.
  mutating func skipDash() -> Bool {
    let before = offset
    skipSpace()
    var isDash = false
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      guard next.value.isDash else { break }
      isDash = true
      offset += next.length
    }
    guard isDash else {
      skipSpace()
      return false
    }
    let after = offset
    skipSpace()
    let isHyphen = before == after - 1 && after == offset && text[before] == 0x2d && after < end
    if isHyphen { offset = before }
    return !isHyphen
  }
}
