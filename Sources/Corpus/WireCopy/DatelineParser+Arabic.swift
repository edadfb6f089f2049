/// Datelines in Arabic, a script without capitals:
///
///     القاهرة في 9 مارس /أ ش أ/ …        دبي (رويترز) - …        الرياض 09 مارس 2026 م واس …
extension DatelineParser {
  private static let mostArabicWords = 4

  /// A place of one to four words, a day, and an agency, which must be known.
  mutating func arabic() -> Result? {
    var begin: Int?
    var last = offset
    var words = 0
    while offset < end {
      skipSpace()
      let wordStart = offset
      guard let word = dayWord() else { break }
      if word == "في" || DatelineDay.isDayWord(word) || NewsAgency.match(in: text, at: wordStart, end: end) != nil {
        offset = wordStart
        break
      }
      words += 1
      guard words <= DatelineParser.mostArabicWords else { return nil }
      begin = begin ?? wordStart
      last = offset
    }
    let name = text.string((begin ?? last)..<last)
    let stop = skipStop()
    let day = arabicDay()
    _ = skipStop()
    let dash = skipDash()
    let dateline = name.isEmpty && day == nil ? nil : Dateline(place: name, day: day ?? "")
    if let agencies = enclosedAgencies(), agencies.areKnown {
      let ends = skipEnd() || skipStop()
      guard ends || day != nil || words == 0 else { return nil }
      return Result(dateline: dateline, agencies: agencies.names, end: -1)
    }
    guard day != nil || stop || dash, let agency = bareAgency() else { return nil }
    let ends = skipEnd() || skipStop() || offset == end
    guard ends || day != nil else { return nil }
    return Result(dateline: dateline, agencies: [agency.name], end: -1)
  }

  /// "في 9 مارس", "20 شعبان 1447 هـ الموافق 08 فبراير 2026 م": of two the second, which is Gregorian.
  private mutating func arabicDay() -> String? {
    guard var day = day() else { return nil }
    let before = offset
    skipSpace()
    if dayWord() == "الموافق" {
      skipSpace()
      if let second = self.day() {
        day = second
        return day
      }
    }
    offset = before
    return day
  }
}
