/// Reads the line by which a wire story begins: where it was sent from, on which day, by whom.
///
///     Almaty. 9th of March. KazTAG - …          MOSCOW, March 9 (TASS) -- …        МОСКВА, 9 марта. /ТАСС/. …
///     NEW YORK (AP) — …                         МОСКВА, 9 мар — РИА Новости. …     新华社北京3月9日电 …
///     (Interfax-Kazakhstan) …                   ТАСС, 9 марта. …                   CAPE CANAVERAL, Fla. (AP) — …
///     (ANSA) - ROMA, 09 MAR - …                 9 марта, Минск /Корр. БЕЛТА/. …    (서울=연합뉴스) …
///     LONDON--(BUSINESS WIRE)--…                القاهرة في 9 مارس /أ ش أ/ …        【ワシントン共同】…
///
/// The grammar, where `[ ]` may be missing and `stop` is a comma or full stop:
///
///     dateline = [place [region] [stop]] [day [stop]] [[dash] agency] end
///              | agency [dash] place stop day end | day stop [place] agency end
///     agency   = "(" names ")" | "/" names "/" | name
///     end      = dash | stop | colon
///
/// Lines of Chinese, Japanese and Korean wires are `ChineseDateline`'s and `BracketDateline`'s. An ordinary sentence can begin
/// with parts of this ("Moscow (Russia) - the capital"), so a line counts only with enough of it: an agency known by name, or
/// a day and a place in capitals, or a place known for datelines in capitals and a dash.
struct DatelineParser {
  /// What a first line says.
  struct Result: Equatable {
    /// Nil where the line names an agency alone.
    var dateline: Dateline?
    /// The agencies, by their usual names, or as the line has them.
    var agencies: [String]
    /// Where the story's own words begin: after the marks behind the dateline and the name of a correspondent.
    var end: Int
  }

  /// How much of a line is looked at, in bytes.
  private static let longestLine = 240

  let text: WireText
  let start: Int
  let end: Int
  var offset: Int

  /// The dateline that `range` begins with; nil where it begins with none.
  static func parse(_ text: WireText, _ range: Range<Int>) -> Result? {
    let start = text.skipMarks(from: range.lowerBound, to: range.upperBound)
    var end = start
    let limit = min(range.upperBound, start + longestLine)
    while end < limit, text[end] != 0x0a { end += 1 }
    guard start < end else { return nil }
    if text[start] >= 0xe3 {
      if let chinese = ChineseDateline.parse(text, start..<end) { return chinese }
    }
    if let bracketed = BracketDateline.parse(text, start..<end) { return bracketed }
    var parser = DatelineParser(text: text, start: start, end: end, offset: start)
    if var result = parser.line() {
      if result.end < 0 { result.end = parser.text.skipWhiteSpace(from: parser.offset, to: range.upperBound) }
      return result
    }
    return nil
  }

  private mutating func line() -> Result? {
    if let alone = agencyFirst() { return alone }
    offset = start
    switch text[start] {
    case 0x30...0x39: return dayFirst()
    case 0xd8...0xdb: return arabic()
    default: break
    }
    if let result = placeFirst() { return result }
    offset = start
    return text[start] < 0x80 && text.scalar(at: start, end: end).value.isCapital ? dayFirst() : nil
  }

  private func result(_ dateline: Dateline?, _ agencies: [String]) -> Result {
    Result(dateline: dateline, agencies: agencies, end: -1)
  }

  /// "(Reuters) - …", "ТАСС, 9 марта. …", "KazTAG - …", "(ANSA) - ROMA, 09 MAR - …".
  private mutating func agencyFirst() -> Result? {
    if let agencies = enclosedAgencies(), agencies.areKnown {
      let stop = skipStop()
      let dash = skipEnd()
      if stop || dash, let dateline = placeAndDay() { return result(dateline, agencies.names) }
      return offset < end ? result(nil, agencies.names) : nil
    }
    offset = start
    guard let match = NewsAgency.match(in: text, at: offset, end: end) else { return nil }
    offset = match.range.upperBound
    let names = [match.agency.name]
    if skipStop() {
      let beforeDay = offset
      if let day = day(), skipStop() || skipEnd() { return result(Dateline(place: "", day: day), names) }
      offset = beforeDay
      if match.agency.isUnmistakable, let dateline = placeAndDay() { return result(dateline, names) }
    }
    offset = match.range.upperBound
    return skipDash() && match.agency.isUnmistakable ? result(nil, names) : nil
  }

  /// A place, a day and what ends them, after an agency.
  private mutating func placeAndDay() -> Dateline? {
    let before = offset
    if let place = place(), !place.isLabel, skipStop(), let day = day(), skipStop() || skipEnd() {
      _ = skipEnd()
      return Dateline(place: place.name, day: day)
    }
    offset = before
    return nil
  }

  /// "March 9 (UPI) -- …", "9 марта, Минск /Корр. БЕЛТА/. …": only with an agency that is known.
  private mutating func dayFirst() -> Result? {
    guard let day = day() else { return nil }
    _ = skipStop()
    let beforePlace = offset
    let place = place()
    if place == nil { offset = beforePlace }
    _ = skipStop()
    guard let agencies = enclosedAgencies(), agencies.areKnown else { return nil }
    _ = skipStop()
    _ = skipEnd()
    return result(Dateline(place: place?.name ?? "", day: day), agencies.names)
  }

  /// The forms that begin with a place.
  private mutating func placeFirst() -> Result? {
    guard let place = place() else { return nil }
    let afterPlace = skipStop()
    skipSpace()
    let day = day()
    let afterDay = day == nil ? afterPlace : skipStop()
    let dashBefore = skipDash()
    let beforeAgency = offset
    let dateline = place.isLabel ? nil : Dateline(place: place.name, day: day ?? "")
    if let agencies = enclosedAgencies() {
      return enclosed(agencies, place, dateline, day)
    }
    if afterPlace || afterDay || dashBefore, let match = bareAgency() {
      if skipDash() || (day != nil && (skipEnd() || skipStop() || skipByline() || offset == end))
        || (day != nil && dashBefore && match.isUnmistakable)
      {
        if !skipByline() { skipBureau() }
        return result(dateline, [match.name])
      }
    }
    offset = beforeAgency
    let isKnown = place.isKnown || place.hasStateAbbreviation
    let isMeant =
      day != nil
      ? (dashBefore || afterDay) && (place.isCapitals || (isKnown && dashBefore))
      : place.isCapitals && isKnown && dashBefore && hasSmallLetters()
    guard isMeant, let dateline else { return nil }
    return result(dateline, [])
  }

  /// The end of a line with agencies in brackets or slashes, behind which a day may stand ("/ ACCESSWIRE / March 9, 2026 /").
  private mutating func enclosed(
    _ agencies: Agencies, _ place: Place, _ dateline: Dateline?, _ day: String?
  ) -> Result? {
    var dateline = dateline
    let stop = skipStop()
    if day == nil, !agencies.areInBrackets {
      let before = offset
      skipSpace()
      if let later = self.day(), skipSlash() {
        dateline?.day = later
        return agencies.areKnown ? result(dateline, agencies.names) : nil
      }
      offset = before
    }
    let ends = skipEnd()
    let isMeant =
      agencies.areKnown
      ? ends || place.isCapitals || day != nil
      : ends && (day != nil || (place.isCapitals && place.isKnown && agencies.areInBrackets))
    if stop, !agencies.areKnown, !ends { return nil }
    return isMeant ? result(dateline, agencies.names) : nil
  }

  /// Whether the line goes on in other letters than capitals: a headline in capitals is no dateline.
  private func hasSmallLetters() -> Bool {
    var place = offset
    while place < end {
      let next = text.scalar(at: place, end: end)
      if next.value.isLetter, !next.value.isCapital { return true }
      place += next.length
    }
    return offset == end
  }
}
