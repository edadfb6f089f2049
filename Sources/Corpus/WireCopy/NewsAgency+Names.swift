extension NewsAgency {
  /// The names of each agency, the usual one first.
  static var allNames: [[String]] {
    (unmistakable + short).map { $0.split(separator: "|").map(String.init) }
  }

  /// The name, then what else the agency is called, inflected forms included.
  static let unmistakable = [
    // Russia and its neighbours.
    "TASS|Tass|ITAR-TASS|Itar-Tass|ТАСС|ТАССу|ТАССа|ИТАР-ТАСС|塔斯社|俄塔社|タス通信|타스통신",
    "KazTAG|KazTag|KAZTAG|КазТАГ|КазТаг|КАЗТАГ|ҚазТАГ|哈萨克通讯社",
    "RIA Novosti|RIA NOVOSTI|РИА Новости|РИА «Новости»|РИА НОВОСТИ|РИА Новостям|俄新社|俄罗斯新闻社|РІА Новини",
    "Interfax|INTERFAX|INTERFAX.RU|Интерфакс|ИНТЕРФАКС|Интерфаксу|Интерфакса|Интерфаксом|国际文传电讯社|国际文传通讯社",
    "Interfax-Kazakhstan|INTERFAX-KAZAKHSTAN|Интерфакс-Казахстан|ИНТЕРФАКС-КАЗАХСТАН|Интерфаксу-Казахстан",
    "Interfax-Ukraine|INTERFAX-UKRAINE|Интерфакс-Украина|Інтерфакс-Україна|ІНТЕРФАКС-УКРАЇНА",
    "Interfax-AVN|Интерфакс-АВН",
    "Interfax-Azerbaijan|Интерфакс-Азербайджан", "Interfax-China", "Interfax-West|Интерфакс-Запад",
    "Sputnik News|Спутник Новости|卫星通讯社|俄罗斯卫星通讯社|スプートニク", "Regnum|REGNUM|ИА Регнум|ИА REGNUM",
    "Rosbalt|Росбалт", "RBC-Ukraine|РБК-Україна|РБК-Украина", "UNN|УНН",
    "Kazinform|KAZINFORM|Qazinform|QAZINFORM|Казинформ|КАЗИНФОРМ|МИА «Казинформ»|ҚазАқпарат|ҚАЗАҚПАРАТ|QazAqparat|哈通社",
    "Tengrinews|Tengrinews.kz|TengriNews|TENGRINEWS", "BelTA|BELTA|БелТА|БЕЛТА|白通社",
    "Ukrinform|UKRINFORM|Укринформ|Укрінформ|УКРІНФОРМ", "UNIAN|УНИАН|УНІАН", "AKIpress|AKIPRESS|АКИpress|АКИПРЕСС",
    "Kabar|Кабар", "Khovar|Ховар", "Montsame|MONTSAME|Монцамэ", "Azertac|AZERTAC|AZERTAG|AZƏRTAC|Азертадж|АЗЕРТАДЖ",
    "Armenpress|ARMENPRESS|Арменпресс|АРМЕНПРЕСС", "Moldpres|MOLDPRES",
    // East and South Asia.
    "Xinhua|XINHUA|Синьхуа|新华社|新華社|新华网|新華網|شينخوا|신화통신",
    "China News Service|中新社|中新网|中国新闻社|中国新闻网|中新網", "CCTV|央视新闻|央视网|央视", "People's Daily|人民网|人民日报|人民日報|人民網",
    "Central News Agency|中央社|中央通訊社|中央通讯社", "Kyodo|Kyodo News|KYODO|Киодо|共同社|共同通信|共同通信社",
    "Jiji Press|Jiji|JIJI|时事社|時事通信|時事通信社|时事通讯社", "Yonhap|YONHAP|Ренхап|Ёнхап|韩联社|연합뉴스|聯合ニュース|韓聯社",
    "Newsis|뉴시스", "News1|뉴스1", "KCNA|ЦТАК|朝中社|조선중앙통신|朝鮮中央通信", "PTI|Press Trust of India", "IANS",
    "Bernama|BERNAMA", "Antara News|ANTARA",
    // Europe and the Americas.
    "Reuters|REUTERS|Рейтер|Рейтерс|Рейтера|Рейтерз|路透社|路透|ロイター|ロイター通信|رويترز|로이터|로이터통신",
    "AP|Associated Press|The Associated Press|Ассошиэйтед Пресс|美联社|美聯社|ＡＰ|AP通信|ＡＰ通信",
    "AFP|Agence France-Presse|AFP-Relaxnews|АФП|Франс Пресс|法新社|ＡＦＰ|AFP通信|فرانس برس", "UPI|合众国际社",
    "dpa|DPA|dpa-AFX|德新社", "Bloomberg|BLOOMBERG|Блумберг|彭博社|ブルームバーグ", "EFE|ЭФЕ|埃菲社", "Europa Press|EUROPA PRESS",
    "ANSA|АНСА|安莎社", "Adnkronos|ADNKRONOS", "askanews|Askanews", "Lusa|LUSA", "Agência Brasil|AGÊNCIA BRASIL",
    "Prensa Latina", "Télam|TÉLAM|Telam", "Notimex|NOTIMEX", "Belga|BELGA", "Keystone-SDA|Keystone-ATS",
    "Agerpres|AGERPRES",
    "ANA-MPA|ΑΠΕ-ΜΠΕ|АНА-МПА", "The Canadian Press|Canadian Press|La Presse Canadienne", "Polska Agencja Prasowa",
    // West Asia and Africa.
    "Anadolu|Anadolu Agency|Anadolu Ajansı|Анадолу|الأناضول", "IRNA|ИРНА|ایرنا|إرنا", "ISNA|ИСНА", "Tasnim", "APANEWS",
    // Wires of press releases.
    "PR Newswire|PRNewswire|PRNEWSWIRE|PRNewswire-USNewswire|PRNewswire-Asia|PRNewswire-PRWeb|美通社|亚洲美通社",
    "GlobeNewswire|GLOBE NEWSWIRE|Globe Newswire", "Business Wire|BUSINESS WIRE|BusinessWire",
    "Accesswire|ACCESSWIRE|ACCESS Newswire", "EIN Presswire|EINPresswire.com|EINPresswire",
    "Marketwired|Marketwire|MARKETWIRED",
    "Newsfile|Newsfile Corp.|TheNewswire",
  ]

  /// Names that mean other things as well.
  static let short = [
    "Sputnik|SPUTNIK|Спутник|سبوتنيك", "ANI", "APA", "PAP", "CTK|ČTK|ЧТК", "NTB", "STT", "TT", "Ritzau",
    "Tanjug|TANJUG|Танјуг",
    "BTA|БТА", "SPA|واس", "WAM|وام", "MENA|أ ش أ|أش أ|أ.ش.أ", "VNA|TTXVN|VNS", "UzA|УзА|O‘zA|O'zA|OʻzA",
    "Trend|TREND|Тренд|Trend News Agency",
    "Prime|PRIME|ПРАЙМ", "Antara", "CNS", "CNA", "AAP", "PA", "CP", "Anadolu|AA", "AFP|أ ف ب|أ.ف.ب|أ ف پ", "AP|أ ب|أ.ب",
    "dpa|د ب أ",
    "TASS|تاس|타스", "Xinhua|新华|신화", "Kyodo|共同", "Jiji Press|時事", "EFE|Efe", "PR Newswire|CNW", "MTI", "TASR", "SITA",
    "Hina|HINA|HiNA", "STA", "SRNA",
    "FENA", "BNS", "LETA", "ELTA", "ANP", "Keystone-SDA|sda|SDA|ats|ATS|awp|AWP|sda-ats", "AGI", "LaPresse", "DIRE",
    "KUNA|كونا", "QNA|قنا",
    "BNA|بنا", "ONA", "Petra|PETRA|بترا", "SANA|سانا", "WAFA|وفا", "SUNA", "TAP|وات", "APS|واج", "MAP|و م ع",
    "Saba|SABA|سبأ", "INA|واع", "NNA",
    "Fars|FNA", "Mehr|MNA", "UNI", "APP", "BSS", "UNB", "RSS", "NPA", "PNA", "TNA", "KPL", "AKP", "DHA", "İHA|IHA",
    "GNA", "NAN", "KNA", "ANA|ΑΠΕ",
    "CNN", "RBC|РБК", "Andina|ANDINA", "ABI", "TDH",
  ]
}
