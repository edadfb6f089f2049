extension LabelledLead {
  /// Written when all the others were read right, to see how far that carries; the code was mended by them only after it had
  /// been counted.
  static let heldOut = [
    LabelledLead(
      "KENNEDY SPACE CENTER, Fla., March 9 (Reuters) - ¦The crew arrived.",
      "KENNEDY SPACE CENTER, Fla.|March 9|Reuters"),
    LabelledLead("ST. LOUIS (AP) — ¦A planetarium reopened.", "ST. LOUIS||AP"),
    LabelledLead(
      "HUNTSVILLE, Ala., April 2, 2026 /PRNewswire/ -- ¦A maker of nozzles hires.",
      "HUNTSVILLE, Ala.|April 2, 2026|PR Newswire"),
    LabelledLead(
      "SAN FRANCISCO & LONDON--(BUSINESS WIRE)--¦An insurer of launches hires.",
      "SAN FRANCISCO & LONDON||Business Wire"),
    LabelledLead("Cape Town, 2 April 2026 (SAnews) - ¦A telescope was opened.", "Cape Town|2 April 2026|SAnews"),
    LabelledLead("NAIROBI, April 2 (Xinhua) -- ¦A ground station was opened.", "NAIROBI|April 2|Xinhua"),
    LabelledLead("The Hague (AFP) – ¦The court sat.", "The Hague||AFP"),
    LabelledLead("Colombo, April 2 (Daily Orbit) – ¦The court sat.", "Colombo|April 2|Daily Orbit"),
    LabelledLead("TAIPEI (CNA) - ¦A satellite was shown.", "TAIPEI||CNA"),
    LabelledLead("Sharjah, 2nd April 2026 (WAM) — ¦An observatory was opened.", "Sharjah|2nd April 2026|WAM"),
    LabelledLead("Hanoi, April 2 (VNA) – ¦A satellite was shown.", "Hanoi|April 2|VNA"),
    LabelledLead("TASHKENT, April 2. /TASS/. ¦A delegation came.", "TASHKENT|April 2|TASS"),
    LabelledLead("BRUSSELS, April 2 (Reuters Breakingviews) - ¦Rockets are dear.", "BRUSSELS|April 2|Reuters"),
    LabelledLead("САМАРА, 2 апреля. /ТАСС/. ¦Завод собрал ступень.", "САМАРА|2 апреля|TASS"),
    LabelledLead(
      "КОРОЛЁВ (Московская область), 2 апр — РИА Новости. ¦Корабль перешёл на новую орбиту.",
      "КОРОЛЁВ (Московская область)|2 апр|RIA Novosti"),
    LabelledLead(
      "САНКТ-ПЕТЕРБУРГ, 2 апреля. /Корр. ТАСС Анна Сидорова/. ¦Музей открыт.", "САНКТ-ПЕТЕРБУРГ|2 апреля|TASS"),
    LabelledLead(
      "Благовещенск. 2 апреля. ИНТЕРФАКС - ДАЛЬНИЙ ВОСТОК - ¦Ракету вывезли на старт.",
      "Благовещенск|2 апреля|Interfax"),
    LabelledLead(
      "Кызылорда. 2 апреля. КазТАГ – Айгерим Тлеубаева. ¦Ракету вывезли на старт.",
      "Кызылорда|2 апреля|KazTAG"),
    LabelledLead("КАРАГАНДА. КАЗИНФОРМ – ¦Капсула села в степи.", "КАРАГАНДА||Kazinform"),
    LabelledLead("ТОКИО, 2 апр - РИА Новости. ¦Зонд проснулся.", "ТОКИО|2 апр|RIA Novosti"),
    LabelledLead("ХАРКІВ, 2 квітня. /Укрінформ/. ¦Обсерваторія відкрита.", "ХАРКІВ|2 квітня|Ukrinform"),
    LabelledLead("ҚЫЗЫЛОРДА. 2 сәуір. ҚазАқпарат – ¦Зымыран сөреге шығарылды.", "ҚЫЗЫЛОРДА|2 сәуір|Kazinform"),
    LabelledLead("TOULOUSE, 2 avr 2026 (AFP) - ¦Le satellite est arrivé.", "TOULOUSE|2 avr 2026|AFP"),
    LabelledLead("Montréal (La Presse Canadienne) – ¦Le bras est prêt.", "Montréal||The Canadian Press"),
    LabelledLead("Bremen (dpa/lni) – ¦Das Modul ist fertig.", "Bremen||dpa"),
    LabelledLead("Zürich (awp) - ¦Der Hersteller meldet Gewinn.", "Zürich||Keystone-SDA"),
    LabelledLead("Bogotá, 2 abr (EFE).- ¦El satélite llegó.", "Bogotá|2 abr|EFE"),
    LabelledLead("SANTIAGO, 2 abr (Xinhua) -- ¦El telescopio vio un cometa.", "SANTIAGO|2 abr|Xinhua"),
    LabelledLead("São Paulo, 02 abr 2026 (Lusa) – ¦O foguete chegou.", "São Paulo|02 abr 2026|Lusa"),
    LabelledLead("TORINO, 02 APR - (ANSA) - ¦Il modulo è pronto.", "TORINO|02 APR|ANSA"),
    LabelledLead("Kraków, 2 kwietnia (PAP) – ¦Sonda się obudziła.", "Kraków|2 kwietnia|PAP"),
    LabelledLead("Helsinki, 2. huhtikuuta (STT) – ¦Satelliitti on valmis.", "Helsinki|2. huhtikuuta|STT"),
    LabelledLead("新华社海南文昌4月2日电（记者陈某 刘某）¦火箭垂直转运。", "海南文昌|4月2日|Xinhua"),
    LabelledLead("中新社东京4月2日电 题：¦探测器醒来之后", "东京|4月2日|China News Service"),
    LabelledLead("（路透社东京2日电）¦探测器醒来。", "东京|2日|Reuters"),
    LabelledLead("【パリ共同】¦欧州の探査機が目を覚ました。", "パリ||Kyodo"),
    LabelledLead("［ヒューストン　２日　ロイター］ ー ¦乗組員が帰還した。", "ヒューストン|２日|Reuters"),
    LabelledLead("(고흥=연합뉴스) 김아무개 이아무개 기자 = ¦발사체가 세워졌다.", "고흥||Yonhap"),
    LabelledLead("بكين 2 أبريل 2026 (شينخوا) -- ¦وصل المسبار.", "بكين|2 أبريل 2026|Xinhua"),
    LabelledLead("الدوحة في 02 أبريل /قنا/ ¦افتتح المرصد.", "الدوحة|02 أبريل|QNA"),
    LabelledLead("Jupiter, seen from Juno (NASA) - a striped world - is large.", "-||"),
    LabelledLead("April 12 - the day of Gagarin - is a holiday.", "-||"),
    LabelledLead("LIVE: ROCKET LAUNCH FROM FLORIDA - WATCH", "-||"),
    LabelledLead("Марс (планета) — четвёртый от Солнца.", "-||"),
  ]
}
