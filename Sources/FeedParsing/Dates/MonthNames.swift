/// Names of months in the languages of feeds.
enum MonthNames {
  /// The month 1–12 of a word of `DateToken`, without its full stop; nil for any other word.
  static func month(_ word: String) -> Int? {
    names[word] ?? stem(of: word).flatMap { names[$0] }
  }

  /// The month of two words together (كانون الثاني).
  static func month(_ first: String, _ second: String) -> Int? {
    pairs[first + " " + second]
  }

  /// Kazakh and Turkish put endings of case on months (`наурызда`, `Mart'ta`): the word without one.
  private static func stem(of word: String) -> String? {
    for ending in ["да", "де", "та", "те", "дың", "дің", "ның", "нің"] where word.hasSuffix(ending) {
      return String(word.dropLast(ending.count))
    }
    return nil
  }

  /// One month a row, in any form and language. Short forms are listed, not cut: `mar` is March, `март` too, but `мар`
  /// could begin anything. English, German, French, Spanish, Italian, Portuguese, Polish, Turkish, Hungarian, Romanian,
  /// Dutch, Czech; Russian, Ukrainian, Kazakh; Greek; Arabic (Gulf, Levant, Maghreb).
  private static let rows: [String] = [
    "january jan januar jän jänner janv janvier enero ene gennaio gen janeiro januari ianuarie janvār stycznia styczeń sty ocak "
      + "oca január leden ledna январь января янв січня січень січ қаңтар қаң ιαν ιανουαριου ιανουαριος يناير جانفي",
    "february feb febr februar feber fév fevr févr février febbraio febrero fevereiro fev februari februarie lutego luty lut "
      + "şubat şub február únor února февраль февраля фев февр лютого лютий лют ақпан ақп φεβ φεβρουαριου φεβρουαριος فبراير "
      + "شباط فيفري",
    "march mar mär märz maerz mrz mars marzo março marco maart mrt marca marzec mart martie március márc březen března март "
      + "марта мар березня березень бер наурыз нау μαρ μαρτιου μαρτιος مارس اذار",
    "april apr avril avr abril abr aprile aprilie kwietnia kwiecień kwi nisan nis április ápr duben dubna апрель апреля апр "
      + "квітня квітень кві квіт сәуір сәу απρ απριλιου απριλιος ابريل نيسان افريل",
    "may mai mayo maggio mag maio mei maja maj mayıs május máj květen května май мая травня травень тра трав мамыр мам μαι "
      + "μαιου μαιος مايو ايار ماي",
    "june jun juni juin jui junio giugno giu junho iunie czerwca czerwiec cze haziran haz június červen června июнь июня июн "
      + "червня червень чер черв маусым мау ιουν ιουνιου ιουνιος يونيو يونيه حزيران جوان",
    "july jul juli juillet juil julio luglio lug julho iulie lipca lipiec lip temmuz tem július červenec července июль июля июл "
      + "липня липень лип шілде шіл ιουλ ιουλιου ιουλιος يوليو يوليه تموز جويليه",
    "august aug août agosto ago augustus sierpnia sierpień sie ağustos ağu augusztus srpen srpna август августа авг серпня "
      + "серпень сер серп тамыз там αυγ αυγουστου αυγουστος اغسطس اب اوت",
    "september sep sept septembre septiembre setembro settembre set sett septembrie września wrzesień wrz eylül eyl szeptember "
      + "szept sze září сентябрь сентября сен сент вересня вересень вер қыркүйек қыр σεπ σεπτ σεπτεμβριου σεπτεμβριος سبتمبر ايلول",
    "october oct okt oktober octobre octubre ottobre ott outubro out octombrie października październik paź ekim eki október "
      + "říjen října октябрь октября окт жовтня жовтень жов жовт қазан қаз οκτ οκτωβριου οκτωβριος اكتوبر",
    "november nov novembre noviembre novembro noiembrie listopada listopad lis kasım kas listopadu ноябрь ноября ноя нояб "
      + "листопада листопад лис лист қараша қар νοε νοεμ νοεμβριου νοεμβριος نوفمبر",
    "december dec dez dezember déc décembre diciembre dic dicembre dezembro decembrie grudnia grudzień gru aralık ara "
      + "prosinec prosince декабрь декабря дек грудня грудень гру груд желтоқсан жел δεκ δεκεμβριου δεκεμβριος ديسمبر",
  ]

  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for name in row.split(separator: " ") { names[DateWord.folded(String(name))] = index + 1 }
    }
    return names
  }()

  private static let pairs: [String: Int] = {
    let written = [
      "كانون الثاني": 1, "تشرين الأول": 10, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "كانون الاول": 12,
    ]
    var pairs: [String: Int] = [:]
    for (name, month) in written {
      pairs[name.split(separator: " ").map { DateWord.folded(String($0)) }.joined(separator: " ")] = month
    }
    return pairs
  }()
}
