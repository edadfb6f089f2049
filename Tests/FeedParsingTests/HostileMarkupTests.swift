import Corpus
import TestSupport
import Testing

@testable import FeedParsing

/// Attacks on the reading of XML. What bounds the work is counted, not timed: the counters are what is tested, and where a
/// search could be made quadratic, the document is of a size at which it would not end.
@Suite struct HostileMarkupTests {
  /// Takes events and counts them.
  final class Counter: XMLEventSink {
    var depth = 0
    var deepest = 0
    var elements = 0
    var mostAttributes = 0
    var bytes = 0
    let isDone = false

    func begin(_ element: XMLElement) {
      depth += 1
      deepest = max(deepest, depth)
      elements += 1
      mostAttributes = max(mostAttributes, element.attributes.count)
    }
    func end() { depth -= 1 }
    func text(_ piece: UnsafeBufferPointer<UInt8>) { bytes += piece.count }
  }

  private func count(_ document: String) -> (counter: Counter, repairs: [Repair]) {
    let counter = Counter()
    var log = RepairLog()
    Array(document.utf8).withUnsafeBufferPointer {
      XMLDocument.parse($0, from: XMLDocument.Root(offset: 0, name: "rss"), into: counter, log: &log)
    }
    return (counter, log.sorted)
  }

  private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test func aMillionLevels() {
    let (counter, repairs) = count("<rss>" + repeated("<a>", 1_000_000) + "deep")
    #expect(counter.deepest == 64)
    #expect(counter.depth == 0)
    #expect(counter.bytes == 4)
    #expect(repairs.contains { $0.kind == .tooDeep && $0.count == 1_000_001 - 64 })
  }

  @Test func aHundredThousandAttributes() {
    let attributes = (0..<100_000).map { "a\($0)=''" }.joined(separator: " ")
    #expect(count("<rss \(attributes)>x</rss>").counter.mostAttributes == 0)
    let some = (0..<2_000).map { "a\($0)=''" }.joined(separator: " ")
    let (counter, repairs) = count("<rss \(some)>x</rss>")
    #expect(counter.mostAttributes == 256)
    #expect(repairs.contains { $0.kind == .oversizedTag })
  }

  @Test func workIsCounted() {
    func units(_ document: String, limit: Int) -> (units: Int, repairs: [Repair]) {
      var repairer = Array(document.utf8).withUnsafeBufferPointer { bytes in
        var limits = XMLRepairer.Limits()
        limits.work = limit
        var repairer = XMLRepairer(bytes, limits: limits)
        repairer.run(from: 0) { repairer in
          repairer.markup.removeAll()
          return true
        }
        return repairer
      }
      repairer.markup = []
      return (repairer.work.units, repairer.log.sorted)
    }
    let tags = units("<a>" + repeated("<b/>", 5000) + "</a>", limit: 1000)
    #expect(tags.units == 1001)
    #expect(tags.repairs.contains { $0.kind == .tooManyElements })
    #expect(units("<a>" + repeated("<b/>", 900) + "</a>", limit: 1000).repairs.isEmpty)
    // Namespaces in scope cost each tag a search through them.
    let namespaces = (0..<200).map { "xmlns:n\($0)='u'" }.joined(separator: " ")
    let nested = units("<a>" + repeated("<b \(namespaces)>", 30) + repeated("<c x='1' y='2'/>", 1000), limit: 1_000_000)
    #expect(nested.units > 1000 * 30 * 200 / 64)
  }

  /// libxml2's dictionary of names takes quadratic time from some ten thousand names on.
  @Test func newNamesCostMoreAndMore() {
    func document(_ names: Int) -> String {
      "<rss>" + (0..<200_000).map { "<n\($0 % names) a\($0 % names)=''/>" }.joined() + "</rss>"
    }
    let few = count(document(1000))
    #expect(few.counter.elements == 200_001 && few.repairs.isEmpty)
    let many = count(document(200_000))
    #expect((50_000..<150_000).contains(many.counter.elements))
    #expect(many.repairs.contains { $0.kind == .tooManyElements })
  }

  /// Two spaces a level: items of lists that never end took four times the room of their source.
  @Test func listsWithoutEndAreNotIndentedWithoutEnd() {
    let source = repeated("<ul><li>x", 20_000)
    let text = HTMLText.plainText(source)
    #expect(text.utf8.count < source.utf8.count + 100_000)
    #expect(text.hasPrefix("- x\n  - x\n    - x\n"))
    #expect(text.split(separator: "\n").count == 20_000)
  }

  /// Each of 500 objects around a text of a megabyte would read it anew.
  @Test func objectsWithinObjects() throws {
    let page =
      "<html><body><div class='h-entry'><a class='p-name u-url' href='/a'>First</a></div>"
      + repeated("<div class='h-entry'><div class='p-summary e-content'>", 250) + repeated("word ", 200_000)
    let feed = try FeedParser().parse(Array(page.utf8), url: "https://x.example/")
    #expect(feed.entries.first?.title == "First")
    #expect(feed.entries.count <= 2)
  }

  @Test func aPageWithoutEndIsCut() throws {
    let article = #"{"@type":"NewsArticle","headline":"Landed","articleBody":"The probe has landed."}"#
    let page = "<html><head><script type='application/ld+json'>\(article)</script></head><body>" + repeated("<p>x", 500)
    for (limit, isCut) in [(page.utf8.count, false), (1000, true)] {
      var limits = FeedLimits()
      limits.pageBytes = limit
      let feed = try FeedParser(limits: limits).parse(Array(page.utf8))
      #expect(feed.entries.map(\.title) == ["Landed"])
      #expect(feed.warnings.contains { $0.kind == .feedCut } == isCut)
    }
  }

  @Test func anEntityIsDeliveredOnceAWriting() {
    let laughs = """
      <!DOCTYPE rss [<!ENTITY a "\(repeated("x", 100_000))"><!ENTITY b "&s;&s;&s;"><!ENTITY s "\(repeated("y", 250))">
      <!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>
      """
    let document = "<rss>" + laughs + repeated("&a;", 5000) + repeated("&b;", 5000) + repeated("&s;", 5000) + "</rss>"
    let counter = count(document).counter
    // 65,536 bytes are what declared entities may add, whatever is written.
    #expect(counter.bytes <= document.utf8.count + 65_536)
    #expect(counter.bytes > 65_000)
  }

  @Test(arguments: [
    "<![>", "<!x[", "<!--", "<?x", "<![CDATA[", "</", "</a", "<a ", "<a b='", "<a b=\"", "&", "&#", "&#x", "&amp",
    "]]>",
    "<a/>", "<a:b/>", "<item>", "<a xmlns:b='c'>",
  ])
  func beginningsThatNeverEnd(piece: String) throws {
    let document = "<rss><channel><item><title>first</title></item>" + repeated(piece, 400_000 / piece.utf8.count)
    let feed = try FeedParser().parse(Array(document.utf8))
    #expect(feed.entries.first?.title == "first")
  }

  @Test(arguments: [
    "<!--", "<?", "<!a", "</ ", "<a b='", "<script>", "<div hidden>", "<p hidden>", "&#", "<ol><li>", "<table><tr><td>",
    "<q>", "<",
  ])
  func beginningsThatNeverEndInHTML(piece: String) {
    #expect(HTMLText.plainText("first " + repeated(piece, 1_000_000 / piece.utf8.count)).hasPrefix("first"))
  }

  @Test func longNames() throws {
    let name = repeated("n", 60_000)
    let feed = try FeedParser().parse(
      Array(
        "<rss xmlns:\(name)='\(name)'><channel><item><\(name)>x</\(name)><title>a</title></item></channel></rss>".utf8))
    #expect(feed.entries.map(\.title) == ["a"])
    #expect(!feed.repairs.contains { $0.kind == .parserFault })
  }

  @Test func aBaseIsNotMultiplied() throws {
    let base = "http://e.org/" + repeated("b", 60_000) + "/"
    let items = repeated("<item><title>t</title><link>x</link><comments>y</comments></item>", 2000)
    let feed = try FeedParser().parse(Array("<rss><channel xml:base='\(base)'>\(items)</channel></rss>".utf8))
    #expect(feed.entries.count == 2000)
    #expect(feed.entries.reduce(0) { $0 + $1.link.utf8.count + $1.comments.utf8.count } < 100_000)
    let shorter = "http://e.org/" + repeated("b", 1900) + "/"
    var limits = FeedLimits()
    limits.resolvedBytes = 100_000
    let bounded = try FeedParser(limits: limits).parse(
      Array("<rss><channel xml:base='\(shorter)'>\(items)</channel></rss>".utf8))
    #expect(bounded.entries.reduce(0) { $0 + $1.link.utf8.count + $1.comments.utf8.count } < 120_000)
  }

  @Test func listsAreBounded() throws {
    let item =
      (0..<5000).map { "<category>c\($0)</category><dc:creator>p\($0)</dc:creator><pubDate>no \($0)</pubDate>" }
      .joined()
      + repeated("<enclosure url='http://e.org/x'/>", 5000)
    let feed = try FeedParser().parse(Array("<rss><channel><item><title>a</title>\(item)</item></channel></rss>".utf8))
    let entry = try #require(feed.entries.first)
    #expect(entry.categories.count == 256)
    #expect(entry.authors.count == 256)
    #expect(entry.enclosures.count == 256)
    #expect(feed.warnings.count <= 1000)
  }

  @Test func anItemIsCutAtTheLimit() throws {
    let long = repeated("слово ", 300_000)
    let feed = try FeedParser().parse(
      Array(
        "<rss><channel><item><title>a</title><description>\(long)</description></item><item><title>b</title></item></channel></rss>"
          .utf8))
    #expect(feed.entries.map(\.title) == ["a", "b"])
    let text = try #require(feed.entries.first?.text)
    #expect(text.utf8.count <= FeedLimits.standard.textBytes)
    #expect(text.utf8.count > FeedLimits.standard.textBytes - 16)
    #expect(!text.unicodeScalars.contains("\u{FFFD}"))
    #expect(feed.warnings.contains { $0.kind == .textCut })
  }

  @Test func twentyThousandItems() throws {
    let feed = try FeedParser().parse(
      Array(("<rss><channel>" + repeated("<item><title>t</title></item>", 20_050)).utf8))
    #expect(feed.entries.count == 20_000)
    #expect(feed.warnings.contains { $0.kind == .tooManyEntries })
  }

  @Test(arguments: [
    ("AT&T launches R&D sat", "AT&T launches R&D sat"), ("a&nbsp;b", "a b"), ("a\u{0}b", "ab"),
    ("\u{1B}[31mred", "[31mred"),
    ("\u{202E}abc", "\u{202E}abc"), ("&#xD800;x&#x110000;", "x"), ("&#99999999999999999999;", ""),
  ])
  func nothingElseIsLost(written: String, title: String) throws {
    let feed = try FeedParser().parse(
      Array(
        "\n <?xml version='1.0'?><rss><channel><item><title>\(written)</title><x:y>z</x:y></item></channel></rss> junk"
          .utf8))
    #expect(feed.entries.first?.title == title)
  }

  @Test(arguments: ["gb2312", "windows-1251", "x-fake", "utf-16", "koi8-r", "ascii"])
  func aWrongLabelLosesNothing(label: String) throws {
    let feed = try FeedParser().parse(
      Array(
        "<?xml version='1.0' encoding='\(label)'?><rss><channel><item><title>Байконур 㐀 年</title></item></channel></rss>"
          .utf8))
    #expect(feed.entries.first?.title == "Байконур 㐀 年")
  }

  @Test(arguments: [
    "Mon, 01 Jan 9999999 00:00:00 GMT", "9999999-01-01T00:00:00Z", "99999999999999999999999", "0000-00-00",
  ])
  func datesOutOfThisWorldAreUnknown(date: String) throws {
    let feed = try FeedParser().parse(
      Array("<rss><channel><item><title>a</title><pubDate>\(date)</pubDate></item></channel></rss>".utf8))
    #expect(feed.entries.first?.published == nil)
    #expect(feed.entries.first?.publishedText == date)
  }

  @Test func entitiesDoNotHideInUTF16() throws {
    let text =
      "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><rss><channel><item><title>a&f;b</title></item></channel></rss>"
    let units = Array(text.utf16)
    let bytes: [UInt8] =
      [0xFF, 0xFE] + units.flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try FeedParser().parse(bytes).entries.first?.title == "a&f;b")
  }

  @Test func plainEntitiesAreExpanded() throws {
    let feed = try FeedParser().parse(
      Array(
        "<!DOCTYPE rss [<!ENTITY desk \"Moon &#8212; Desk\"><!ENTITY m '<b>x</b>'>]><rss><channel><item><title>&desk; &m;</title></item></channel></rss>"
          .utf8))
    #expect(feed.entries.first?.title == "Moon — Desk &m;")
  }

  /// Documents at which libxml2 or its encoders would print.
  static let loud = [
    "<rss", "<rss><channel><item><title>\u{FFFE}</title>",
    "<?xml version='1.0' encoding='x-fake'?><rss><a:b c:d='e' c:d='f'/></rss>",
    "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'><rss>&x;</rss>",
    "<feed xmlns:a='' xmlns='\u{1}'><entry a:b='1'/></feed>",
    "<rss xmlns:xml='u' xmlns:xmlns='v'><xml:a/></rss>",
  ]

  @Test func nothingIsPrinted() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      for text in HostileMarkupTests.loud { _ = try? FeedParser().parse(Array(text.utf8)) }
      _ = try? FeedParser().parse(
        Array("<?xml version='1.0' encoding='gb2312'?><rss>".utf8) + [0xFF, 0x81, 0x30, 0x81])
    }
    #expect(result?.standardErrorContent.isEmpty == true)
  }
}
