import Corpus
import FeedParsing
import TestSupport
import Testing

@Suite struct RepairTests {
  struct Damage: Sendable, CustomTestStringConvertible {
    var item: String
    var title: String
    var kind: RepairKind
    var count = 1
    var testDescription: String { item }
  }

  static let damages: [Damage] = [
    Damage(
      item: "<title>AT&T launches R&D sat</title>", title: "AT&T launches R&D sat", kind: .bareAmpersand, count: 2),
    Damage(item: "<title>a&nbsp;b&eacute;</title>", title: "a bé", kind: .htmlEntity, count: 2),
    Damage(item: "<title>a\u{0}b\u{1}c</title>", title: "abc", kind: .controlCharacters, count: 2),
    Damage(item: "<title>a &foo; b</title>", title: "a &foo; b", kind: .bareAmpersand),
    Damage(item: "<title>1 < 2</title>", title: "1 < 2", kind: .bareLessThan),
    Damage(item: "<title>don&#146;t</title>", title: "don’t", kind: .badCharacterReference),
    Damage(item: "<title>a&#0;b&#x1F;</title>", title: "ab", kind: .badCharacterReference, count: 2),
    Damage(item: "<title>one<br>two</title>", title: "one two", kind: .unclosedElement),
    Damage(item: "<title>one</b> two</title>", title: "one two", kind: .strayEndTag),
    Damage(item: "<title type=html>one</title>", title: "one", kind: .malformedAttribute),
    Damage(item: "<title a='1'b=\"<\">one</title>", title: "one", kind: .malformedAttribute),
    Damage(item: "<Title>one</title>", title: "one", kind: .unclosedElement, count: 0),
    Damage(item: "<title>one ]]> two</title>", title: "one ]]> two", kind: .bareLessThan, count: 0),
    Damage(item: "<title>don\u{92}t</title>", title: "don’t", kind: .badCharacterReference),
    Damage(item: "<title><![CDATA[a\u{0}b & c &amp; <d>]]></title>", title: "ab & c &", kind: .controlCharacters),
  ]

  @Test(arguments: damages)
  func isMended(damage: Damage) throws {
    let text =
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item>\(damage.item)<guid>1</guid></item>"
      + "<item><title>Next</title></item></channel></rss>"
    let feed = try FeedParser().parse(Array(text.utf8))
    #expect(feed.entries.count == 2)
    #expect(feed.entries.first?.title == damage.title)
    #expect(feed.entries.first?.id == "1")
    #expect(feed.entries.last?.title == "Next")
    #expect(feed.repairs.first { $0.kind == damage.kind }?.count ?? 0 == damage.count)
    #expect(!feed.repairs.contains { $0.kind == .parserFault })
    for repair in feed.repairs { #expect((0...text.utf8.count).contains(repair.offset)) }
  }

  static let whole = """
    <?xml version="1.0" encoding="utf-8"?><!-- c --><!DOCTYPE rss [<!ENTITY a "b">]>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T&amp;T</title><link>http://e.x/</link>
    <item rdf:about="x"><title><![CDATA[One & é]]></title><description>&lt;p&gt;Body é&lt;/p&gt;</description>
    <guid isPermaLink="false">g1</guid><dc:creator>TASS</dc:creator></item><item><title>Two</title></item></channel></rss>
    """

  @Test func truncatedAnywhereGivesWhatWasThere() throws {
    let bytes = Array(RepairTests.whole.utf8)
    var most = 0
    for count in 0...bytes.count {
      guard let feed = try? FeedParser().parse(Array(bytes[..<count])) else { continue }
      #expect(feed.entries.count >= most, "at \(count)")
      most = max(most, feed.entries.count)
      #expect(!feed.repairs.contains { $0.kind == .parserFault }, "at \(count)")
    }
    #expect(most == 2)
  }

  @Test func theLastPartialEntryKeepsItsText() throws {
    let cut = "<rss><channel><item><title>One</title></item><item><title>Two</title><description>Half a sent"
    let feed = try FeedParser().parse(Array(cut.utf8))
    #expect(feed.entries.map(\.title) == ["One", "Two"])
    #expect(feed.entries.last?.text == "Half a sent")
    #expect(feed.repairs.contains { $0.kind == .truncated })
  }

  @Test func anyByteFlippedIsHarmless() {
    let bytes = Array(RepairTests.whole.utf8)
    for index in bytes.indices {
      for byte in [0, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), 0xFF] {
        var copy = bytes
        copy[index] = byte
        _ = try? FeedParser().parse(copy)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noiseIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<", ">", "&", "&amp;", "&#", ";", "<![CDATA[",
      "]]>", "<!--", "-->", "<!DOCTYPE", "[", "]", "<?", "?>", "=", "\"", "'", "/", " ", "\u{0}", "é", "<a b=c>",
      "</a>",
      "<entry>", "<author>", "<name>", "<content type='xhtml'>", "<div>", "</div>", "<source>", "xml:base='x'", "text",
    ]
    for _ in 0..<1500 {
      let count = Int.random(in: 1...40, using: &random)
      let text = "<rss><channel>" + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let feed = try? FeedParser().parse(Array(text.utf8))
      #expect(feed != nil, "seed \(seed): \(text)")
      #expect(feed?.repairs.contains { $0.kind == .parserFault } != true, "seed \(seed): \(text)")
    }
  }

  @Test func itemsAfterTheEndAreRead() throws {
    let text = "<rss><channel><item><title>1</title></item></channel></rss>\n<item><title>2</title></item>"
    let feed = try FeedParser().parse(Array(text.utf8))
    #expect(feed.entries.map(\.title) == ["1", "2"])
    #expect(feed.repairs.contains { $0.kind == .junkAfterRoot })
  }

  @Test func warningsBeforeTheRootArePassedOver() throws {
    let text =
      "<br />\n<b>Warning</b>: foo in <b>x.php</b><br />\n<?xml version='1.0'?><rss><channel><item><title>1</title></item>"
    let feed = try FeedParser().parse(Array(text.utf8))
    #expect(feed.entries.map(\.title) == ["1"])
    #expect(feed.repairs.contains { $0.kind == .junkBeforeRoot })
  }

  /// What a repair shows of the text: as it came, and as it was read.
  @Test(arguments: [
    ("<title>AT&T</title>", RepairKind.bareAmpersand, "&", "&amp;"),
    ("<title>a&nbsp;b</title>", .htmlEntity, "&nbsp;", "\u{A0}"),
    ("<title>a&#150;b</title>", .badCharacterReference, "&#150;", "–"),
    ("<title>a\u{1}b</title>", .controlCharacters, "\u{1}", ""),
    ("<title>a</b></title>", .strayEndTag, "</b>", ""),
    ("<title>a<i>b</title>", .unclosedElement, "", "</i>"),
    ("<title x=1>a</title>", .malformedAttribute, "<title x=1>", "<title x=\"1\">"),
    ("<title>1 < 2</title>", .bareLessThan, "<", "&lt;"),
    ("<title>&#226;&#128;&#166;</title>", .doubleEncoding, "&#226;&#128;&#166;", "…"),
    ("<title>Ã©tÃ© Ã©</title>", .doubleEncoding, "Ã©", "é"),
  ])
  func textBeforeAndAfter(markup: String, kind: RepairKind, before: String, after: String) throws {
    let feed = try FeedParser().parse(Array("<rss><channel><item>\(markup)</item></channel></rss>".utf8))
    let repair = try #require(feed.repairs.first { $0.kind == kind })
    #expect(repair.before == before && repair.after == after)
  }
}
