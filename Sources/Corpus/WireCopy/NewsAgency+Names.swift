extension NewsAgency {
  /// The names of each agency, the usual one first.
  static var allNames: [[String]] {
    (unmistakable + short).map { $0.split(separator: "|").map(String.init) }
  }

  /// The name, then what else the agency is called, inflected forms included.
  static let unmistakable = [
    "TASS|Tass|ITAR-TASS|Itar-Tass|ТАСС|ТАССу|ТАССа|ИТАР-ТАСС|塔斯社|俄塔社",
    "KazTAG|KazTag|KAZTAG|КазТАГ|КазТаг|КАЗТАГ|哈萨克通讯社",
    "RIA Novosti|RIA NOVOSTI|РИА Новости|РИА «Новости»|РИА НОВОСТИ|РИА Новостям|俄新社|俄罗斯新闻社",
    "Interfax|INTERFAX|INTERFAX.RU|Интерфакс|ИНТЕРФАКС|Интерфаксу|Интерфакса|Интерфаксом|国际文传电讯社|国际文传通讯社",
    "Interfax-Kazakhstan|INTERFAX-KAZAKHSTAN|Интерфакс-Казахстан|ИНТЕРФАКС-КАЗАХСТАН|Интерфаксу-Казахстан",
    "Interfax-Ukraine|Интерфакс-Украина", "Interfax-AVN|Интерфакс-АВН", "Interfax-Azerbaijan|Интерфакс-Азербайджан",
    "Interfax-China", "Xinhua|XINHUA|Синьхуа|新华社|新華社|新华网|新華網",
    "China News Service|中新社|中新网|中国新闻社", "CCTV|央视新闻|央视网|央视", "Reuters|REUTERS|Рейтер|Рейтерс|Рейтера|路透社|路透",
    "AP|Associated Press|The Associated Press|Ассошиэйтед Пресс|美联社|美聯社",
    "AFP|Agence France-Presse|AFP-Relaxnews|АФП|Франс Пресс|法新社", "UPI|合众国际社", "dpa|DPA|德新社", "Bloomberg|Блумберг|彭博社",
    "Kyodo|Kyodo News|KYODO|Киодо|共同社|共同通信", "Jiji Press|Jiji|JIJI|时事社|時事通信", "Yonhap|YONHAP|Ренхап|Ёнхап|韩联社|연합뉴스",
    "KCNA|ЦТАК|朝中社", "PTI|Press Trust of India", "IANS", "EFE|ЭФЕ|埃菲社", "ANSA|АНСА|安莎社", "Lusa|LUSA",
    "Anadolu|Anadolu Agency|Анадолу",
    "IRNA|ИРНА", "Kazinform|KAZINFORM|Казинформ|КАЗИНФОРМ|МИА «Казинформ»|哈通社", "BelTA|BELTA|БелТА|БЕЛТА",
    "Ukrinform|Укринформ|Укрінформ",
    "UNIAN|УНИАН|УНІАН", "Sputnik News|Спутник Новости|卫星通讯社|俄罗斯卫星通讯社", "Regnum|REGNUM|ИА Регнум", "Rosbalt|Росбалт",
    "Azertac|AZERTAC|Азертадж", "Armenpress|Арменпресс", "Kabar|Кабар", "Bernama", "Antara News|ANTARA",
    "Tengrinews|Tengrinews.kz|TengriNews",
  ]

  /// Names that mean other things as well.
  static let short = [
    "Sputnik|SPUTNIK|Спутник", "ANI", "APA", "PAP", "CTK", "NTB", "STT", "Ritzau", "Tanjug|TANJUG", "Agerpres|AGERPRES",
    "BTA",
    "SPA", "WAM", "MENA", "VNA", "UzA|УзА", "Trend|Тренд", "Prime|PRIME|ПРАЙМ", "Antara", "CNS", "CNA", "AAP", "PA",
    "CP",
  ]
}
