/// Feeds made up for measuring: well-formed, the same on every machine, shaped like those that publishers send.
///
/// The proportions are those of 60 real feeds: seven in ten are RSS 2.0, two Atom, one RDF; ten to fifty entries a feed, of
/// one to eight kilobytes; bodies half in CDATA sections and half escaped, with a dozen tags a kilobyte; summaries beside
/// bodies in a third; one feed in six Cyrillic, one in twelve Chinese.
struct GeneratedFeeds {
  private var random: SplitMix64
  private var number = 0

  /// - Parameter seed: Another seed, other feeds.
  init(seed: UInt64) {
    random = SplitMix64(state: seed)
  }

  /// Feeds of at least so many bytes in all.
  mutating func feeds(bytes: Int) -> [[UInt8]] {
    var feeds: [[UInt8]] = []
    var total = 0
    while total < bytes {
      let feed = next()
      total += feed.count
      feeds.append(feed)
    }
    return feeds
  }

  /// One feed of RSS 2.0 of at least so many bytes.
  mutating func feed(bytes: Int) -> [UInt8] {
    var feed = ""
    number = 1
    rss(&feed, max(1, bytes / 3000), Vocabulary.of(number: number), false, true)
    return Array(feed.utf8)
  }

  /// One more feed.
  mutating func next() -> [UInt8] {
    number += 1
    let words = Vocabulary.of(number: number)
    let isEscaped = random.below(2) == 0
    let hasSummary = random.below(3) == 0
    let count = 10 + random.below(40)
    var feed = ""
    feed.reserveCapacity(count * 4096)
    switch random.below(10) {
    case 0: rdf(&feed, count, words, isEscaped, hasSummary)
    case 1, 2: atom(&feed, count, words, isEscaped, hasSummary)
    default: rss(&feed, count, words, isEscaped, hasSummary)
    }
    return Array(feed.utf8)
  }

  private mutating func rss(
    _ feed: inout String, _ count: Int, _ words: Vocabulary, _ isEscaped: Bool, _ hasSummary: Bool
  ) {
    feed += """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel>
        <title>\(line(words))</title>
        <link>https://news\(number).example.org/</link>
        <atom:link href="https://news\(number).example.org/feed" rel="self" type="application/rss+xml" />
        <description>\(line(words))</description>
        <language>\(words.language)</language>

      """
    for item in 0..<count {
      feed += """
          <item>
            <title>\(line(words))</title>
            <link>https://news\(number).example.org/2026/11/\(item)/story.html</link>
            <guid isPermaLink="false">https://news\(number).example.org/?p=\(number * 1000 + item)</guid>
            <pubDate>\(rfc822(item))</pubDate>
            <dc:creator><![CDATA[\(words.pick(&random)) \(words.pick(&random))]]></dc:creator>
            <category><![CDATA[\(words.pick(&random))]]></category>
            <category><![CDATA[\(words.pick(&random))]]></category>

        """
      if hasSummary {
        feed += "    <description>" + GeneratedFeeds.wrap("<p>" + sentence(words) + "</p>", isEscaped)
        feed += "</description>\n    <content:encoded>" + GeneratedFeeds.wrap(body(words), isEscaped)
        feed += "</content:encoded>\n  </item>\n"
      } else {
        feed += "    <description>" + GeneratedFeeds.wrap(body(words), isEscaped) + "</description>\n  </item>\n"
      }
    }
    feed += "</channel>\n</rss>\n"
  }

  private mutating func atom(
    _ feed: inout String, _ count: Int, _ words: Vocabulary, _ isEscaped: Bool, _ hasSummary: Bool
  ) {
    feed += """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(words.language)">
        <title>\(line(words))</title>
        <link href="https://news\(number).example.org/" />
        <id>tag:news\(number).example.org,2026:feed</id>
        <updated>2026-11-25T08:00:00Z</updated>

      """
    for item in 0..<count {
      feed += """
          <entry>
            <title type="html">\(line(words))</title>
            <link rel="alternate" type="text/html" href="https://news\(number).example.org/2026/\(item)" />
            <id>tag:news\(number).example.org,2026:\(item)</id>
            <published>2026-11-\(two(1 + item % 28))T\(two(item % 24)):15:00Z</published>
            <updated>2026-11-\(two(1 + item % 28))T\(two(item % 24)):45:10+03:00</updated>
            <author><name>\(words.pick(&random)) \(words.pick(&random))</name></author>
            <category term="\(words.pick(&random))" />

        """
      if hasSummary { feed += "    <summary>" + sentence(words) + "</summary>\n" }
      feed += "    <content type=\"html\">" + GeneratedFeeds.wrap(body(words), isEscaped) + "</content>\n  </entry>\n"
    }
    feed += "</feed>\n"
  }

  private mutating func rdf(
    _ feed: inout String, _ count: Int, _ words: Vocabulary, _ isEscaped: Bool, _ hasSummary: Bool
  ) {
    feed += """
      <?xml version="1.0"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel rdf:about="https://news\(number).example.org/">
        <title>\(line(words))</title><link>https://news\(number).example.org/</link>
        <description>\(line(words))</description>
      </channel>

      """
    for item in 0..<count {
      let address = "https://news\(number).example.org/\(item)"
      feed += """
        <item rdf:about="\(address)">
          <title>\(line(words))</title>
          <link>\(address)</link>
          <dc:date>2026-11-\(two(1 + item % 28))T\(two(item % 24)):30:00+01:00</dc:date>
          <dc:subject>\(words.pick(&random))</dc:subject>

        """
      if hasSummary { feed += "  <description>" + sentence(words) + "</description>\n" }
      feed += "  <content:encoded>" + GeneratedFeeds.wrap(body(words), isEscaped) + "</content:encoded>\n</item>\n"
    }
    feed += "</rdf:RDF>\n"
  }
}

extension GeneratedFeeds {
  /// A body of HTML of one to eight kilobytes, mostly short.
  private mutating func body(_ words: Vocabulary) -> String {
    let size = 800 + random.below(2400) + (random.below(4) == 0 ? random.below(5000) : 0)
    var html = ""
    while html.utf8.count < size {
      switch random.below(12) {
      case 0:
        html += "<h2>" + line(words) + "</h2>\n"
      case 1:
        html += "<ul>\n"
        for _ in 0..<3 + random.below(3) { html += "<li>" + line(words) + "</li>\n" }
        html += "</ul>\n"
      case 2:
        html +=
          "<figure><img src=\"https://cdn.example.org/images/2026/11/\(random.below(100_000)).jpg\" alt=\""
          + line(words) + "\" width=\"1024\" height=\"768\" /><figcaption>" + line(words) + "</figcaption></figure>\n"
      case 3:
        html += "<blockquote><p>" + sentence(words) + "</p></blockquote>\n"
      default:
        html += "<p>"
        for _ in 0..<2 + random.below(3) { html += inline(words) }
        html += "</p>\n"
      }
    }
    return html
  }

  private mutating func inline(_ words: Vocabulary) -> String {
    switch random.below(6) {
    case 0: sentence(words) + "<br />\n"
    case 1:
      "<a href=\"https://example.org/\(random.below(1_000_000))?utm_source=feed&amp;utm_medium=rss\" target=\"_blank\">"
        + line(words) + "</a>&nbsp;&#8212; " + sentence(words)
    case 2: "<strong>" + words.pick(&random) + "</strong>: " + sentence(words)
    case 3: "<em>" + line(words) + "</em> &amp; " + sentence(words)
    default: sentence(words)
    }
  }

  private mutating func sentence(_ words: Vocabulary) -> String {
    var text = line(words)
    for _ in 0..<1 + random.below(2) { text += ", " + line(words) }
    return text + ". "
  }

  private mutating func line(_ words: Vocabulary) -> String {
    var text = words.pick(&random)
    for _ in 0..<3 + random.below(6) { text += words.separator + words.pick(&random) }
    return text
  }

  private func rfc822(_ item: Int) -> String {
    "Wed, \(two(1 + item % 28)) Nov 2026 \(two(item % 24)):\(two(item * 7 % 60)):00 +0000"
  }

  private func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  private static func wrap(_ html: String, _ isEscaped: Bool) -> String {
    guard isEscaped else { return "<![CDATA[" + html + "]]>" }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(html.utf8.count * 5 / 4)
    for byte in html.utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Words of a language, from which lines are put together.
  struct Vocabulary {
    var language: String
    var separator: String
    var words: [String]

    static func of(number: Int) -> Vocabulary {
      number % 12 == 5 ? chinese : number % 6 == 2 ? russian : english
    }

    func pick(_ random: inout SplitMix64) -> String {
      words[random.below(words.count)]
    }

    private static let english = Vocabulary(
      language: "en", separator: " ",
      words: words(
        """
        the of and to a in that station crew launch orbit module moon rocket agency said was for on with agreement \
        research memorandum scientific international countries project lunar surface equipment capsule docking cosmonauts \
        spacecraft mission engineers Tuesday government statement signed cooperation it by from at programme will have been
        """))
    private static let russian = Vocabulary(
      language: "ru", separator: " ",
      words: words(
        """
        и в на что с по станция экипаж запуск орбита модуль луна ракета агентство сообщило было для соглашение исследования \
        меморандум научная международная страны проект лунная поверхность оборудование капсула стыковка космонавты корабль
        """))
    private static let chinese = Vocabulary(
      language: "zh", separator: "",
      words: words("国际 月球 科研 站 合作 谅解 备忘录 航天 发射 轨道 任务 工程 中国 俄罗斯 宣布 签署 、 ， 的 在 和 计划"))

    private static func words(_ list: String) -> [String] {
      list.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64 {
  var state: UInt64

  /// A number below `bound`, which is above 0.
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ (value >> 31)).multipliedFullWidth(by: UInt64(bound)).high)
  }
}
