/// Names of weekdays in the languages of feeds. They are used only to tell day from month where both are numbers.
enum WeekdayNames {
  /// 1 (Monday) – 7 (Sunday); nil for any other word, and for those that mean several days or a month besides.
  static func weekday(_ word: String) -> Int? {
    names[word] ?? word.unicodeScalars.last.flatMap { chinese(word, $0) }
  }

  private static func chinese(_ word: String, _ last: Unicode.Scalar) -> Int? {
    if word.hasSuffix("曜日") || word.hasSuffix("曜") || word.hasSuffix("요일") {
      return word.unicodeScalars.first.flatMap {
        "月火水木金土日".unicodeScalars.firstOffset(of: $0) ?? "월화수목금토일".unicodeScalars.firstOffset(of: $0)
      }
      .map { $0 + 1 }
    }
    guard word.hasPrefix("星期") || word.hasPrefix("周") || word.hasPrefix("週") || word.hasPrefix("礼拜") else { return nil }
    if last == "日" || last == "天" { return 7 }
    return ChineseNumeral.value(last).flatMap { (1...6).contains($0) ? Int($0) : nil }
  }

  private static let rows: [String] = [
    "monday mon montag lundi lun lunes lunedì segunda poniedziałek pon pazartesi pzt δευτερα δευ hétfő понедельник пн понеділок "
      + "дүйсенбі дс الاثنين luni maandag pondělí",
    "tuesday tue tues dienstag di mardi martes martedì terça wtorek wto salı sal τριτη τρι kedd вторник вт вівторок сейсенбі сс "
      + "الثلاثاء marți dinsdag úterý",
    "wednesday wed mittwoch mi mercredi mer miércoles mié mercoledì quarta środa śro çarşamba çar τεταρτη τετ szerda среда ср "
      + "середа сәрсенбі الاربعاء miercuri woensdag středa",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì gio quinta czwartek czw perşembe per πεμπτη πεμ "
      + "csütörtök четверг чт четвер бейсенбі бс الخميس joi donderdag čtvrtek",
    "friday fri freitag fr vendredi ven viernes vie venerdì sexta piątek pią cuma cum παρασκευη παρ péntek пятница пт п'ятниця "
      + "жұма жм الجمعه vineri vrijdag pátek",
    "saturday sat samstag sa sonnabend samedi sam sábado sáb sabato sab sobota sob cumartesi cmt σαββατο σαβ szombat суббота сб "
      + "субота сенбі сб السبت sâmbătă zaterdag",
    "sunday sun sonntag so dimanche dim domingo dom domenica niedziela nie pazar paz κυριακη κυρ vasárnap воскресенье вс "
      + "неділя нд жексенбі жс الاحد duminică zondag neděle",
  ]

  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for name in row.split(separator: " ") { names[DateWord.folded(String(name))] = index + 1 }
    }
    return names
  }()
}

extension String.UnicodeScalarView {
  /// How many scalars stand before that one; nil where it is not there.
  fileprivate func firstOffset(of scalar: Unicode.Scalar) -> Int? {
    firstIndex(of: scalar).map { distance(from: startIndex, to: $0) }
  }
}
