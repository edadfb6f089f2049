/// Place names across spellings and scripts: what a filter by place compares.
///
/// A name is folded to Latin letters without case, accents and the differences between the usual systems of transliteration
/// (*Байконур*, *Baikonur*, *Baykonur*, *Bajkonur* are one); names that differ by more (*Москва*, *Moscow*, 莫斯科) are one by
/// a table of spaceports, capitals and other places that wires of space news are dated from.
public enum PlaceName {
  /// The name folded; words are separated by one space.
  ///
  /// - Complexity: O(n).
  public static func folded(_ name: String) -> String {
    var words: [String] = []
    var word = ""
    func end() {
      if !word.isEmpty { words.append(simplified(word)) }
      word = ""
    }
    for scalar in name.lowercased().unicodeScalars {
      if let latin = latin[scalar] {
        word += latin
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(base(scalar))
      } else if !scalar.properties.isDiacritic && scalar != "'" && scalar != "’" {
        end()
      }
    }
    end()
    return words.joined(separator: " ")
  }

  /// Whether a dateline's place is the one that is asked for: the same name, or one that has all its words side by side.
  ///
  /// - Parameter wanted: folded.
  public static func matches(_ place: String, _ wanted: String) -> Bool {
    let place = folded(place)
    if holds(place, wanted) { return true }
    guard let group = groups[wanted] else { return false }
    return names[group].contains { holds(place, $0) }
  }

  private static func holds(_ place: String, _ wanted: String) -> Bool {
    // Scripts without spaces have no words to hold to.
    if wanted.unicodeScalars.contains(where: { $0.value >= 0x2e80 }) { return place.contains(wanted) }
    return " \(place) ".contains(" \(wanted) ")
  }

  /// Systems of transliteration differ in these: y, j and i; kh and h; w and v; c, k and ck; doubled letters.
  private static func simplified(_ word: String) -> String {
    var output = ""
    let letters = Array(word)
    var place = 0
    while place < letters.count {
      var letter = letters[place]
      let next = place + 1 < letters.count ? letters[place + 1] : " "
      if letter == "k" && next == "h" {
        place += 1
        continue
      }
      if letter == "y" || letter == "j" { letter = "i" }
      if letter == "w" { letter = "v" }
      if letter == "c" && next != "h" && next != "e" && next != "i" && next != "y" { letter = "k" }
      if output.last != letter { output.append(letter) }
      place += 1
    }
    return output
  }

  private static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    marked[scalar] ?? scalar
  }

  private static let marked: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs =
      "áaàaâaäaãaåaāaăaąaçcćcčcďdéeèeêeëeēeęeěeíiìiîiïiīiıiłlñnńnňnóoòoôoöoõoøoōořrśsšsşsșsťtţtțtúuùuûuüuūuůuýyÿyźzżzžzğgġg"
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    var rest = pairs.unicodeScalars[...]
    while let from = rest.popFirst(), let to = rest.popFirst() { table[from] = to }
    return table
  }()

  private static let latin: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n",
    "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ф": "f",
    "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ә": "a",
    "ю": "iu", "я": "ia", "ß": "ss", "æ": "ae", "œ": "oe",
  ]

  /// Names of one place, separated by bars.
  private static let gazetteer = [
    "Baikonur|Байконур|Байқоңыр|拜科努尔", "Vostochny|Восточный|东方航天发射场|东方发射场", "Plesetsk|Плесецк|普列谢茨克",
    "Kapustin Yar|Капустин Яр", "Star City|Zvyozdny Gorodok|Звёздный городок|Звездный|星城",
    "Cape Canaveral|Канаверал|мыс Канаверал|卡纳维拉尔角", "Kennedy Space Center|Космический центр Кеннеди|肯尼迪航天中心",
    "Vandenberg|Ванденберг|范登堡", "Boca Chica|Starbase|Бока-Чика|博卡奇卡", "Wallops Island|Уоллопс|沃洛普斯岛",
    "Kourou|Куру|库鲁", "Jiuquan|Цзюцюань|酒泉", "Wenchang|Вэньчан|文昌", "Xichang|Сичан|西昌", "Taiyuan|Тайюань|太原",
    "Sriharikota|Шрихарикота|斯里赫里戈达", "Tanegashima|Танэгасима|种子岛|種子島", "Uchinoura|Утиноура|内之浦",
    "Naro|Наро|罗老", "Sohae|Сохэ|西海", "Semnan|Семнан", "Mahia|Махиа|玛希亚", "Esrange|Kiruna|Кируна|基律纳",
    "Moscow|Москва|莫斯科|Moskau|Moscou|Moscú|Mosca", "Korolyov|Королёв|Королев|科罗廖夫",
    "St. Petersburg|Saint Petersburg|Санкт-Петербург|圣彼得堡", "Almaty|Алматы|Алма-Ата|Alma-Ata|阿拉木图",
    "Astana|Nur-Sultan|Астана|Нур-Султан|阿斯塔纳", "Kyiv|Kiev|Киев|Київ|基辅", "Minsk|Минск|Мінск|明斯克",
    "Tashkent|Ташкент|塔什干", "Baku|Баку|巴库", "Beijing|Peking|Pékin|Пекин|北京", "Shanghai|Шанхай|上海",
    "Hong Kong|Гонконг|香港", "Taipei|Тайбэй|台北", "Tokyo|Токио|东京|東京", "Seoul|Сеул|首尔|서울",
    "Pyongyang|Пхеньян|平壤|평양", "New Delhi|Delhi|Нью-Дели|新德里", "Bengaluru|Bangalore|Бангалор|班加罗尔",
    "Washington|Вашингтон|华盛顿", "New York|Нью-Йорк|纽约", "Houston|Хьюстон|休斯敦|休斯顿",
    "Pasadena|Пасадена|帕萨迪纳", "Los Angeles|Лос-Анджелес|洛杉矶", "London|Лондон|伦敦", "Paris|Париж|巴黎",
    "Berlin|Берлин|柏林", "Brussels|Брюссель|布鲁塞尔|Bruxelles|Brüssel", "Vienna|Вена|维也纳|Wien", "Rome|Рим|罗马|Roma",
    "Geneva|Женева|日内瓦|Genf|Genève", "Darmstadt|Дармштадт|达姆施塔特", "Noordwijk|Нордвейк", "Toulouse|Тулуза|图卢兹",
    "Ankara|Анкара|安卡拉", "Tehran|Тегеран|德黑兰", "Jerusalem|Иерусалим|耶路撒冷", "Abu Dhabi|Абу-Даби|阿布扎比",
    "Dubai|Дубай|迪拜", "Canberra|Канберра|堪培拉", "Ottawa|Оттава|渥太华", "Brasilia|Бразилиа|巴西利亚",
  ]
  private static let names = gazetteer.map { $0.split(separator: "|").map { folded(String($0)) } }
  private static let groups: [String: Int] = {
    var groups: [String: Int] = [:]
    for (number, list) in names.enumerated() {
      for name in list { groups[name] = number }
    }
    return groups
  }()
}
