/// Words by which a dateline's place is told from other words.
enum KnownPlaces {
  /// Places that stand in datelines without day and agency; in lower case.
  static let names: Set<String> = names(
    """
    moscow|washington|beijing|london|paris|berlin|tokyo|new york|united nations|brussels|geneva|vienna|rome|madrid|kyiv|kiev|minsk|
    almaty|astana|nur-sultan|tashkent|bishkek|dushanbe|ashgabat|baku|yerevan|tbilisi|ankara|istanbul|tehran|baghdad|jerusalem|
    tel aviv|cairo|dubai|abu dhabi|riyadh|doha|new delhi|mumbai|bengaluru|bangalore|islamabad|dhaka|kathmandu|colombo|bangkok|hanoi|
    jakarta|manila|singapore|kuala lumpur|sydney|canberra|melbourne|wellington|seoul|pyongyang|hong kong|shanghai|taipei|wenchang|
    jiuquan|xichang|taiyuan|ottawa|toronto|montreal|mexico city|brasilia|sao paulo|buenos aires|santiago|lima|bogota|caracas|havana|
    johannesburg|cape town|nairobi|lagos|abuja|addis ababa|houston|los angeles|san francisco|seattle|chicago|boston|miami|
    cape canaveral|kennedy space center|vandenberg|boca chica|kourou|baikonur|vostochny|plesetsk|sriharikota|tanegashima|
    st. petersburg|frankfurt|zurich|darmstadt|stockholm|oslo|copenhagen|helsinki|warsaw|prague|budapest|bucharest|sofia|athens|
    belgrade|lisbon|dublin|amsterdam|the hague|luxembourg|vilnius|riga|tallinn|chisinau|
    москва|санкт-петербург|алматы|астана|нур-султан|минск|киев|ташкент|бишкек|душанбе|баку|ереван|тбилиси|пекин|вашингтон|лондон|
    париж|берлин|брюссель|женева|вена|рим|токио|сеул|дели|тегеран|анкара|нью-йорк|байконур|восточный|королев|владивосток|
    новосибирск|екатеринбург|казань|самара|звездный городок
    """)

  /// The Associated Press's abbreviations of states, and their like.
  static let states: [[UInt8]] = names(
    """
    Ala.|Ariz.|Ark.|Calif.|Colo.|Conn.|Del.|Fla.|Ga.|Ill.|Ind.|Kan.|Ky.|La.|Md.|Mass.|Mich.|Minn.|Miss.|Mo.|Mont.|Neb.|Nev.|N.H.|
    N.J.|N.M.|N.Y.|N.C.|N.D.|Okla.|Ore.|Pa.|R.I.|S.C.|S.D.|Tenn.|Vt.|Va.|Wash.|W.Va.|Wis.|Wyo.|D.C.|B.C.|Ont.|Que.
    """
  ).map { Array($0.utf8) }

  /// Words that begin sentences and no place names.
  static let functionWords: Set<String> = names(
    """
    in|on|at|the|a|an|from|near|after|before|by|for|with|to|of|as|if|when|while|since|under|over|this|that|these|those|it|he|she|they|
    we|you|i|in|and|but|or|so|not|no|yes|his|her|its|our|their|about|both|all|some|more|most|why|how|what|who|where|here|there|
    в|на|по|из|от|до|за|о|об|с|к|у|и|а|но|или|не|как|это|этот|он|она|они|мы|для|при|после|во|со|les|le|la|un|une|der|die|das|el|los
    """)

  /// Words in capitals that stand before a story and are no place.
  static let labels: Set<String> = names(
    """
    breaking|update|corrected|correction|exclusive|wrapup|factbox|analysis|feature|insight|video|photo|photos|watch|live|urgent|
    refile|repeat|advisory|срочно|молния|видео|фото
    """)

  /// Articles with which names of places begin.
  static let articles: Set<String> = names("the|la|las|le|les|los|el|o|a|al")

  /// Small words within names of places.
  static let smallWords: Set<String> = names(
    "de|del|la|las|los|el|da|do|dos|das|du|des|le|les|am|an|der|dem|den|im|upon|of|y|e|i|di|sur|sous|en|aux|на|при|под|and"
  )

  /// Common nouns at the end of names of places.
  static let placeWords: Set<String> = names("городок|село|область|край|район")

  /// Words that keep their full stop within a name.
  static let saints: Set<String> = ["st", "ft", "mt", "ste"]

  private static func names(_ list: String) -> Set<String> {
    Set(list.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map(String.init))
  }
}
