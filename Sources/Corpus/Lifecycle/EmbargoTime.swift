/// Reads the moment at which an embargo ends: "0001 GMT March 10", "12:00 UTC, 10 March 2021", "10 марта 12:00 мск", "3月10日12时".
enum EmbargoTime {
  private static let zones: [String: Int] = [
    "gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "msk": 180, "мск": 180, "est": -300, "edt": -240,
    "et": -300,
    "cst": -360, "pst": -480, "pdt": -420, "jst": 540, "ist": 330,
  ]
  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    let names = [
      "january jan января янв січня қаңтар janvier januar jänner enero janeiro gennaio stycznia",
      "february feb февраля фев лютого ақпан février februar febrero fevereiro febbraio lutego",
      "march mar марта мар березня наурыз mars märz marzo março marca",
      "april apr апреля апр квітня сәуір avril abril aprile kwietnia", "may мая травня мамыр mai mayo maio maggio maja",
      "june jun июня июн червня маусым juin juni junio junho giugno czerwca",
      "july jul июля июл липня шілде juillet juli julio julho luglio lipca",
      "august aug августа авг серпня тамыз août agosto sierpnia",
      "september sep sept сентября сен вересня қыркүйек septembre septiembre setembro settembre września",
      "october oct октября окт жовтня қазан octobre oktober octubre outubro ottobre października",
      "november nov ноября ноя листопада қараша novembre noviembre novembro listopada",
      "december dec декабря дек грудня желтоқсан décembre dezember diciembre dezembro dicembre grudnia",
    ]
    for (place, list) in names.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = place + 1 }
    }
    return months
  }()

  /// The moment; nil where the words name none. A year that is not named is that which puts the moment nearest to `date`.
  ///
  /// Times without a zone are UTC, times in Chinese China's. A day without a time ends the embargo as it begins.
  static func parse(_ text: String, near date: Timestamp) -> Timestamp? {
    var day: Int?
    var month: Int?
    var year: Int?
    var clock: (hour: Int, minute: Int)?
    var offset = 0
    for piece in pieces(of: text) {
      switch piece {
      case .word(let word):
        if let named = months[word] { month = named }
        if let zone = zones[word] { offset = zone }
        if word == "noon" || word == "полдень" { clock = (12, 0) }
        if word == "midnight" || word == "полночь" { clock = (0, 0) }
        if word == "pm", let known = clock, known.hour < 12 { clock = (known.hour + 12, known.minute) }
        if word == "月", let number = day { (month, day) = (number, nil) }
        if word == "时" || word == "點" || word == "点", clock == nil, let number = day {
          (clock, day) = ((number, 0), nil)
        }
        if "月日时点點".contains(word) { offset = 480 }
      case .number(let value, let digits):
        if digits == 4, clock == nil, value < 2400, value % 100 < 60, value < 1900 || year != nil {
          clock = (value / 100, value % 100)
        } else if digits == 4 {
          year = value
        } else if day == nil {
          day = value
        } else if clock == nil, value < 24 {
          clock = (value, 0)
        }
      case .time(let hour, let minute): clock = (hour, minute)
      case .day(let full): (year, month, day) = (full.year, full.month, full.day)
      }
    }
    guard let day, let month else { return nil }
    func moment(_ year: Int) -> Timestamp? {
      Timestamp(
        Timestamp.Components(year: year, month: month, day: day, hour: clock?.hour ?? 0, minute: clock?.minute ?? 0)
      ).map { Timestamp(secondsSince1970: $0.secondsSince1970 - Int64(offset * 60)) }
    }
    if let year { return moment(year) }
    let near = date.components.year
    return [near - 1, near, near + 1].compactMap(moment).min {
      $0.distance(to: date) < $1.distance(to: date)
    }
  }

  private enum Piece {
    case word(String)
    case number(Int, digits: Int)
    case time(hour: Int, minute: Int)
    case day(Timestamp.Components)
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var scalars = Array(text.unicodeScalars.prefix(80))[...]
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x30 && scalar.value <= 0x39 }
    func run(_ condition: (Unicode.Scalar) -> Bool) -> String {
      let taken = scalars.prefix(while: condition)
      scalars.removeFirst(taken.count)
      return taken.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
    while let first = scalars.first {
      if isDigit(first) {
        let digits = run(isDigit)
        guard digits.count <= 4, let value = Int(digits) else { continue }
        let mark = scalars.first
        let rest = scalars.dropFirst().prefix(while: isDigit)
        if mark == ":" || mark == ".", digits.count <= 2, rest.count == 2, value < 24 {
          scalars.removeFirst()
          pieces.append(.time(hour: value, minute: min(59, Int(run(isDigit)) ?? 0)))
        } else if mark == "-", digits.count == 4, rest.count == 2 {
          scalars.removeFirst()
          let month = Int(run(isDigit)) ?? 0
          if scalars.first == "-" { scalars.removeFirst() }
          let day = Int(run(isDigit).prefix(2)) ?? 0
          pieces.append(.day(Timestamp.Components(year: value, month: month, day: day)))
          if scalars.first == "T" { scalars.removeFirst() }
        } else {
          pieces.append(.number(value, digits: digits.count))
        }
      } else if first.value >= 0x2e80, first.value < 0xa000 {
        scalars.removeFirst()
        pieces.append(.word(String(first)))
      } else if first.properties.isAlphabetic {
        pieces.append(.word(run { $0.properties.isAlphabetic && $0.value < 0x2e80 }.lowercased()))
      } else {
        scalars.removeFirst()
      }
    }
    return pieces
  }
}

extension Timestamp {
  /// Seconds between two moments.
  fileprivate func distance(to other: Timestamp) -> UInt64 {
    let difference = secondsSince1970.subtractingReportingOverflow(other.secondsSince1970)
    return difference.overflow ? .max : difference.partialValue.magnitude
  }
}
