/// Names of time zones as dates have them.
enum ZoneNames {
  /// Minutes east of UTC by abbreviation, in lower case. Where a name means several zones (`ambiguous`), the one that feeds
  /// mean most.
  static let abbreviations: [String: Int] = [
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "met": 60,
    "mest": 120,
    "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "trt": 180, "msk": 180, "мск": 180, "msd": 240, "samt": 240,
    "yekt": 300,
    "almt": 300, "qyzt": 300, "aqtt": 300, "oral": 300, "orat": 300, "uzt": 300, "tmt": 300, "tjt": 300, "kgt": 360,
    "omst": 360,
    "novt": 420, "krat": 420, "irkt": 480, "ulat": 480, "yakt": 540, "vlat": 600, "magt": 660, "pett": 720, "azt": 240,
    "get": 240,
    "amt": 240, "ist": 330, "pkt": 300, "npt": 345, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "wib": 420,
    "ict": 420,
    "awst": 480, "jst": 540, "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "est": -300,
    "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540,
    "akdt": -480,
    "hst": -600, "nst": -210, "ndt": -150, "ast": -240, "adt": -180, "brt": -180, "brst": -120, "art": -180,
    "clt": -240, "cot": -300,
    "sast": 120, "cat": 120, "eat": 180, "wat": 60, "gst": 240, "irst": 210, "afst": 0, "at": -240, "et": -300,
    "ct": -360,
    "mt": -420, "pt": -480,
  ]

  /// Abbreviations that mean zones hours apart: India, Israel or Ireland; China, Cuba or the United States; Britain or
  /// Bangladesh; Arabia or the Atlantic; Armenia or the Amazon; the Gulf or Guam.
  static let ambiguous: Set<String> = ["ist", "cst", "bst", "ast", "amt", "gst"]

  /// When a zone of a place changes its clocks.
  enum SummerTime {
    case none, europe, northAmerica
  }

  /// Standard minutes east of UTC and the rule of summer time of a place, by the last part of its name in the IANA data
  /// base (`Europe/Moscow`), in lower case; nil for any other.
  static func place(_ area: String, _ name: String) -> (minutes: Int, summer: SummerTime)? {
    if area == "etc" { return name == "gmt" || name == "utc" ? (0, .none) : nil }
    guard ["europe", "america", "asia", "us", "africa", "australia", "pacific", "atlantic"].contains(area) else {
      return nil
    }
    return places[name]
  }

  private static let places: [String: (minutes: Int, summer: SummerTime)] = {
    var places: [String: (minutes: Int, summer: SummerTime)] = [:]
    let table: [(Int, SummerTime, String)] = [
      (0, .europe, "london lisbon dublin belfast"),
      (
        60, .europe,
        "paris berlin madrid rome vienna brussels amsterdam zurich prague warsaw budapest stockholm oslo copenhagen belgrade "
          + "zagreb bratislava ljubljana luxembourg monaco malta"
      ), (120, .europe, "athens helsinki kyiv kiev riga tallinn vilnius sofia bucharest chisinau"),
      (120, .none, "kaliningrad johannesburg"), (180, .none, "moscow minsk istanbul nairobi baghdad riyadh"),
      (240, .none, "samara dubai baku tbilisi yerevan"),
      (300, .none, "almaty aqtau aqtobe qyzylorda oral yekaterinburg tashkent karachi"),
      (330, .none, "kolkata calcutta"),
      (360, .none, "bishkek omsk dhaka"), (420, .none, "novosibirsk krasnoyarsk bangkok jakarta ho_chi_minh"),
      (480, .none, "shanghai hong_kong singapore taipei irkutsk manila perth ulaanbaatar"),
      (540, .none, "tokyo seoul yakutsk"), (600, .none, "vladivostok brisbane"), (660, .none, "magadan"),
      (720, .none, "kamchatka"), (-180, .none, "sao_paulo buenos_aires"), (-300, .none, "bogota lima"),
      (-300, .northAmerica, "new_york toronto detroit eastern"), (-360, .northAmerica, "chicago winnipeg central"),
      (-420, .northAmerica, "denver mountain"), (-420, .none, "phoenix"),
      (-480, .northAmerica, "los_angeles vancouver pacific"),
    ]
    for (minutes, summer, names) in table {
      for name in names.split(separator: " ") { places[String(name)] = (minutes, summer) }
    }
    return places
  }()

  /// True where clocks are forward in that month and on that day, by the rules of today: in Europe from the last Sunday of
  /// March to the last of October, in North America from the second of March to the first of November. The hour of the
  /// change is not looked at.
  static func isSummer(_ rule: SummerTime, year: Int, month: Int, day: Int) -> Bool {
    // The weekday of the first of a month, 0 for Sunday (Sakamoto).
    func first(_ month: Int) -> Int {
      let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1]
      let year = month < 3 ? year - 1 : year
      return (year + year / 4 - year / 100 + year / 400 + shift + 1) % 7
    }
    func sunday(_ number: Int, of month: Int) -> Int { 1 + (7 - first(month)) % 7 + (number - 1) * 7 }
    func lastSunday(of month: Int) -> Int {
      let fifth = sunday(5, of: month)
      return fifth > 31 ? fifth - 7 : fifth
    }
    switch rule {
    case .none: return false
    case .europe:
      return (4...9).contains(month) || (month == 3 && day >= lastSunday(of: 3))
        || (month == 10 && day < lastSunday(of: 10))
    case .northAmerica:
      return (4...10).contains(month) || (month == 3 && day >= sunday(2, of: 3))
        || (month == 11 && day < sunday(1, of: 11))
    }
  }
}
