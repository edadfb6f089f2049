/// Words for days in datelines.
enum DatelineDay {
  /// Whether a word in lower case is a month or a day of the week.
  static func isDayWord(_ word: String) -> Bool {
    months.contains(word) || weekdays.contains(word)
  }

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map(String.init))
  }

  /// Months in English, Russian, Ukrainian, Kazakh, French, German, Spanish, Portuguese and Italian, and their short forms.
  static let months = words(
    """
    january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec \
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря \
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь \
    янв фев мар апр июн июл авг сен сент окт ноя нояб дек \
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня \
    қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан \
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre \
    janv févr avr juil \
    januar februar märz maerz juni juli oktober dezember \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic \
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro \
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    """)

  static let weekdays = words(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
    понедельник вторник среда четверг пятница суббота воскресенье lundi mardi mercredi jeudi vendredi samedi dimanche
    """)

  /// What may follow a day's number.
  static let ordinals = words("st nd rd th er e º го е й")
  /// What may stand between a day's number and its month.
  static let joints = words("of de")
  /// What may follow a year.
  static let yearWords = words("г года год ж")
}

extension DatelineParser {
  /// A day: "March 9", "9th of March, 2021", "9 марта 2021 года", "Tuesday, March 9", "Monday" before an agency; in the
  /// line's own words. Stops after its last word.
  mutating func day() -> String? {
    let begin = offset
    if let word = dayWord(), DatelineDay.weekdays.contains(word) {
      let weekdayEnd = offset
      if skipStop(), let last = dateEnd() {
        offset = last
        return text.string(begin..<last)
      }
      offset = weekdayEnd
      skipSpace()
      let isLast = offset < end && text[offset] == 0x28
      offset = isLast ? weekdayEnd : begin
      return isLast ? text.string(begin..<weekdayEnd) : nil
    }
    offset = begin
    guard let last = dateEnd() else {
      offset = begin
      return nil
    }
    offset = last
    return text.string(begin..<last)
  }

  /// The end of a month with a number before or after it, and of the year if one follows.
  private mutating func dateEnd() -> Int? {
    var last: Int
    if let length = number(), length <= 2 {
      let numberEnd = offset
      if let word = dayWord(), !DatelineDay.ordinals.contains(word) { offset = numberEnd }
      skipSpace()
      let beforeJoint = offset
      if let word = dayWord(), DatelineDay.joints.contains(word) { skipSpace() } else { offset = beforeJoint }
      guard let month = dayWord(), DatelineDay.months.contains(month) else { return nil }
      last = offset
    } else {
      guard let month = dayWord(), DatelineDay.months.contains(month) else { return nil }
      if offset < end, text[offset] == 0x2e { offset += 1 }
      skipSpace()
      guard let length = number(), length <= 2 else { return nil }
      last = offset
      if let word = dayWord(), DatelineDay.ordinals.contains(word) { last = offset } else { offset = last }
    }
    if let year = yearEnd() { last = year }
    return last
  }

  /// The end of ", 2021", " 2021", " 2021 года" at hand.
  private mutating func yearEnd() -> Int? {
    let before = offset
    _ = skipStop()
    skipSpace()
    guard offset > before, number() == 4 else {
      offset = before
      return nil
    }
    let yearEnd = offset
    skipSpace()
    if let word = dayWord(), DatelineDay.yearWords.contains(word) { return offset }
    offset = yearEnd
    return yearEnd
  }

  /// Passes ASCII digits; how many there were.
  private mutating func number() -> Int? {
    let begin = offset
    while offset < end, text[offset] >= 0x30, text[offset] <= 0x39 { offset += 1 }
    return offset > begin ? offset - begin : nil
  }

  /// Passes a word of letters and gives it in lower case.
  mutating func dayWord() -> String? {
    let begin = offset
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      guard next.value.isLetter else { break }
      offset += next.length
    }
    return offset > begin ? text.string(begin..<offset).lowercased() : nil
  }
}
