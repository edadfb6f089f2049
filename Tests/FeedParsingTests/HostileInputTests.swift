import Corpus
import FeedParsing
import Testing

@Suite struct HostileInputTests {
  private func entries(_ text: String) throws -> ParsedFeed {
    try FeedParser().parse(Array(text.utf8))
  }

  @Test func deepNesting() throws {
    let deep = String(repeating: "<div>", count: 100_000) + "deep" + String(repeating: "</div>", count: 100_000)
    let feed = try entries(
      "<rss><channel><item><title>a</title><description>\(deep)</description></item><item><title>b</title>")
    #expect(feed.entries.map(\.title) == ["a", "b"])
    #expect(feed.entries.first?.text == "deep")
    #expect(feed.repairs.contains { $0.kind == .tooDeep })
  }

  @Test func entityBomb() throws {
    let bomb = """
      <!DOCTYPE rss [<!ENTITY a "\(String(repeating: "x", count: 10_000))"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
      <rss><channel><item><title>\(String(repeating: "&b;", count: 1000))</title></item></channel></rss>
      """
    let feed = try entries(bomb)
    #expect(feed.entries.count == 1)
    #expect((feed.entries.first?.title.utf8.count ?? 0) < 10_000)
    #expect(feed.repairs.contains { $0.kind == .documentTypeDeclarations })
  }

  @Test func externalEntitiesAreNotRead() throws {
    let feed = try entries(
      "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&f;</title></item></channel></rss>"
    )
    #expect(feed.entries.first?.title == "&f;")
  }

  @Test func hugeTag() throws {
    let attributes = (0..<20_000).map { "a\($0)='1'" }.joined(separator: " ")
    let feed = try entries("<rss><channel><item \(attributes)><title>a</title></item></channel></rss>")
    #expect(feed.entries.map(\.title) == ["a"])
    #expect(feed.repairs.contains { $0.kind == .oversizedTag })
  }

  @Test func hugeAttributeAndText() throws {
    let long = String(repeating: "x", count: 11_000_000)
    let feed = try entries(
      "<rss><channel><item><title>a</title><enclosure url='\(long)'/><description>\(long)</description></item>"
        + "<item><title>b</title></item></channel></rss>")
    #expect(feed.entries.map(\.title) == ["a", "b"])
    #expect(feed.warnings.contains { $0.kind == .textCut })
  }

  @Test func hugeCDATA() throws {
    let long = String(repeating: "x ", count: 6_000_000)
    let feed = try entries(
      "<rss><channel><item><title>a</title><description><![CDATA[\(long)]]></description></item><item><title>b")
    #expect(feed.entries.map(\.title) == ["a", "b"])
  }

  @Test func tooManyEntries() throws {
    var limits = FeedLimits()
    limits.entries = 10
    let text = "<rss><channel>" + (0..<50).map { "<item><title>\($0)</title></item>" }.joined() + "</channel></rss>"
    let feed = try FeedParser(limits: limits).parse(Array(text.utf8))
    #expect(feed.entries.count == 10)
    #expect(feed.warnings.contains { $0.kind == .tooManyEntries })
  }

  @Test func unclosedComments() throws {
    let feed = try entries(
      "<rss><channel><item><title>a</title></item>" + String(repeating: "<!--<![CDATA[<?", count: 20_000))
    #expect(feed.entries.first?.title == "a")
  }

  @Test func deepJSON() {
    let text = "{\"items\":" + String(repeating: "[", count: 100_000)
    #expect(throws: FeedParsingError.self) { try FeedParser().parse(Array(text.utf8)) }
  }

  @Test(arguments: [
    ("", FeedParsingError.empty), (" \n", .empty), ("<html><body>x</body></html>", .notAFeed(saw: "an HTML page")),
    ("<!DOCTYPE html><html>", .notAFeed(saw: "an HTML page")), ("hello", .notAFeed(saw: "plain text")),
    ("%PDF-1.4 x", .notAFeed(saw: "a PDF file")), ("\u{1F}\u{1}\u{2}\u{3}", .notAFeed(saw: "a binary file")),
    ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", .notAFeed(saw: "an SVG picture")),
    ("<opml version=\"2.0\"><body/></opml>", .notAFeed(saw: "an OPML list of feeds")),
    ("{\"a\": 1}", .notAFeed(saw: "a JSON document without items")),
  ])
  func whatIsNoFeedIsNamed(text: String, error: FeedParsingError) {
    #expect(throws: error) { try FeedParser().parse(Array(text.utf8)) }
    #expect(error.description.hasSuffix("."))
  }

  @Test func overLimit() {
    var limits = FeedLimits()
    limits.bytes = 10
    #expect(throws: FeedParsingError.tooLarge(bytes: 11, limit: 10)) {
      try FeedParser(limits: limits).parse(Array("<rss/>12345".utf8))
    }
  }

  /// One line of an undeclared encoding: its beginning is judged, not all of it under every encoding.
  @Test func anEndlessLineIsSampled() throws {
    let word = [0xEF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x20] as [UInt8]
    let long = Array(repeatElement(word, count: 300_000).joined())
    let feed = try FeedParser().parse(Array("<rss><channel><item><title>a</title><description>".utf8) + long)
    #expect(feed.encoding == "windows-1251")
    let late = Array(repeating: UInt8(ascii: "x"), count: 200_000) + Array(repeatElement(word, count: 100).joined())
    #expect(try FeedParser().parse(Array("<rss><channel><title>".utf8) + late).encoding == "windows-1251")
  }

  @Test func tooManyValues() {
    let text = "{\"items\":[" + String(repeating: "{},", count: 600_000) + "{}]}"
    let reason = "it holds more than 300000 values, an object counted as three"
    #expect(throws: FeedParsingError.malformedJSON(reason: reason)) {
      try FeedParser().parse(Array(text.utf8))
    }
  }

  /// Of a converted feed what is over the limit is left out, and the warning says so; one of just that length is whole.
  @Test func aConvertedFeedIsCut() throws {
    let head = Array("<?xml version='1.0' encoding='windows-1251'?><rss><channel>".utf8)
    // Each letter is one byte there and two in UTF-8.
    let item = Array("<item><title>".utf8) + Array(repeating: 0xEF, count: 100) + Array("</title></item>".utf8)
    let bytes = head + Array(repeatElement(item, count: 400).joined())
    let whole = bytes.count + 400 * 100
    for (limit, counts) in [(whole, 400...400), (whole / 2, 190...240), (whole / 4, 90...140)] {
      var limits = FeedLimits()
      limits.convertedBytes = limit
      let feed = try FeedParser(limits: limits).parse(bytes)
      let count = feed.entries.count { $0.title == String(repeating: "п", count: 100) }
      #expect(counts.contains(count) && feed.entries.count - count <= 1, "limit \(limit)")
      #expect(feed.warnings.contains { $0.kind == .feedCut } == (limit < whole), "limit \(limit)")
      // UTF-8 is not converted, and not cut.
      let plain = try FeedParser(limits: limits).parse(bytes.filter { $0 < 0x80 })
      #expect(plain.entries.count == 400 && !plain.warnings.contains { $0.kind == .feedCut })
    }
  }

  @Test func aMessageWithoutEndIsCut() throws {
    var limits = FeedLimits()
    limits.textBytes = 2000
    let message = "ZCZC\nBC-MOON\nThe probe has landed.\n" + String(repeating: "слово ", count: 2000)
    let feed = try FeedParser(limits: limits).parse(Array(message.utf8))
    #expect(feed.entries.count == 1)
    let text = try #require(feed.entries.first?.text)
    #expect((1800...2000).contains(text.utf8.count) && !text.contains("\u{FFFD}"))
    #expect(feed.warnings.contains { $0.kind == .textCut })
    // A header of words without end is none.
    let header = "\u{1}a0123 " + String(repeating: "02-20 ", count: 100_000) + "\r\n\u{2}text"
    #expect(try FeedParser(limits: limits).parse(Array(header.utf8)).entries.count == 1)
  }

  @Test func elementsOfAWireDocumentAreCounted() throws {
    let block = "<block><p>word</p></block>"
    let body = "<body><body.content>" + String(repeating: block, count: 110_000) + "</body.content></body>"
    let feed = try entries("<nitf>\(body)</nitf>")
    #expect(feed.entries.count == 1)
    #expect(feed.repairs.map(\.kind) == [.tooManyElements])
  }

  @Test func attributesWithoutEnd() throws {
    let tag = "<item " + (0..<4000).map { "a\($0)='1'" }.joined(separator: " ") + ">"
    let feed = try entries("<rss><channel>\(tag)<title>a</title></item></channel></rss>")
    #expect(feed.entries.map(\.title) == ["a"] && feed.repairs.map(\.kind) == [.oversizedTag])
  }

  /// Damage that never ends, without a line break.
  @Test func doubleEncodingWithoutEnd() throws {
    let text = String(repeating: "Ã©tÃ© ", count: 20_000)
    let feed = try entries("<rss><channel><item><description>\(text)</description></item></channel></rss>")
    #expect(feed.entries.first?.text.hasPrefix("été été") == true)
    #expect(feed.entries.first?.text.contains("Ã") == false)
  }
}
