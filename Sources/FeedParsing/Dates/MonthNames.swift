/// Names of months in the languages of feeds.
enum MonthNames {
  /// The month 1–12 of a name in lower case, without its full stop; nil for any other word.
  static func month(_ word: String) -> Int? {
    names[word]
  }

  /// One month a row, in any form and language. Short forms are listed, not cut: `mar` is March, `март` too, but `мар`
  /// could begin anything.
  private static let rows: [String] = [
    "january jan januar jän jänner janv janvier enero ene gennaio gen janeiro январь января янв січня січень січ "
      + "қаңтар қаң ιαν ιανουαριου ιανουάριος január janvār",
    "february feb febr februar février fevrier fév fevr févr febrero febbraio fevereiro fev февраль февраля фев февр "
      + "лютого лютий лют ақпан ақп φεβ φεβρουαριου február",
    "march mar mär märz maerz mrz mars marzo março marco март марта мар березня березень бер наурыз нау μαρ μάρ "
      + "μαρτιου március márc marcius",
    "april apr avril avr abril abr aprile апрель апреля апр квітня квітень кві сәуір сәу απρ απριλιου április ápr "
      + "aprilis aprilie",
    "may mai mayo maggio mag maio май мая травня травень тра мамыр мам μαι μάι μαϊ μαιου május máj majus",
    "june jun juni juin junio giugno giu junho июнь июня июн червня червень чер маусым мау ιουν ιούν ιουνιου június jún "
      + "junius",
    "july jul juli juillet juil julio luglio lug julho июль июля июл липня липень лип шілде шіл ιουλ ιούλ ιουλιου július "
      + "júl julius",
    "august aug août aout agosto ago август августа авг серпня серпень сер тамыз там αυγ αύγ αυγουστου augusztus",
    "september sep sept septembre septiembre setembro settembre set сентябрь сентября сен сент вересня вересень вер "
      + "қыркүйек қыр σεπ σεπτεμβριου szeptember szept",
    "october oct okt oktober octobre octubre ottobre ott outubro out октябрь октября окт жовтня жовтень жов қазан қаз "
      + "οκτ οκτωβριου október",
    "november nov novembre noviembre novembro ноябрь ноября ноя нояб листопада листопад лис қараша қар νοε νοέ "
      + "νοεμβριου",
    "december dec dez dezember déc decembre décembre diciembre dic dicembre dezembro декабрь декабря дек грудня грудень "
      + "гру желтоқсан жел δεκ δεκεμβριου",
  ]

  private static let names: [String: Int] = {
    var names: [String: Int] = [:]
    for (index, row) in rows.enumerated() {
      for name in row.split(separator: " ") { names[String(name)] = index + 1 }
    }
    return names
  }()
}
