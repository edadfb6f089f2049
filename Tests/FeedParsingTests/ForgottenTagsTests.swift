import Corpus
import FeedParsing
import Testing

/// Feeds of which an end tag, a start tag or the end of a section is missing or misspelt: what follows must not be lost.
@Suite struct ForgottenTagsTests {
  /// A feed of two stories with one damage.
  struct Damage: CustomTestStringConvertible {
    var testDescription: String
    /// What stands in place of a piece of the whole feed.
    var piece: String
    var damaged: String

    init(_ description: String, _ piece: String, _ damaged: String) {
      (testDescription, self.piece, self.damaged) = (description, piece, damaged)
    }
  }

  static let rss = """
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel><title>Wire</title><link>https://wire.example/</link>
    <atom:link rel="self" href="https://wire.example/rss"/><language>en</language>
    <image><url>https://wire.example/i.png</url><title>Wire</title></image>
    <item><title>Probe lands</title><link>https://wire.example/1</link><dc:creator>Ann Ray</dc:creator>
    <description><![CDATA[<p>The probe [unmanned] landed.</p>]]></description>
    <enclosure url="https://wire.example/1.mp3" type="audio/mpeg" length="1"/>
    <pubDate>Mon, 09 Mar 2026 10:00:00 GMT</pubDate><guid>one</guid></item>
    <item><title>Crew returns</title><link>https://wire.example/2</link><dc:creator>Bo Lin</dc:creator>
    <description><![CDATA[<p>The crew returned.</p>]]></description>
    <pubDate>Tue, 10 Mar 2026 10:00:00 GMT</pubDate><guid>two</guid></item>
    </channel></rss>
    """

  static let rssDamages = [
    Damage("nothing", "<rss", "<rss"),
    Damage("a channel's field does not end", "<language>en</language>", "<language>en"),
    Damage("its end tag is misspelt", "</language>", "</languge>"),
    Damage("its end tag holds a control character", "</language>", "</langu\u{1}age>"),
    Damage(
      "an address without quotation marks swallows the slash", "href=\"https://wire.example/rss\"/",
      "href=https://wire.example/"),
    Damage("a picture does not end", "</image>", ""),
    Damage("a creator does not end", "Ann Ray</dc:creator>", "Ann Ray"),
    Damage("a creator's end tag is misspelt", "Ann Ray</dc:creator>", "Ann Ray</dc:creatr>"),
    Damage("an enclosure does not end", "length=\"1\"/>", "length=\"1\">"),
    Damage("a description does not end", "landed.</p>]]></description>", "landed.</p>]]>"),
    Damage("a section does not end", "landed.</p>]]>", "landed.</p>"),
    Damage("an item does not end", "<guid>one</guid></item>", "<guid>one</guid>"),
    Damage("a date and its item do not end", "GMT</pubDate><guid>one</guid></item>", "GMT<guid>one"),
    Damage("a channel in a namespace nobody knows", "<rss ", "<rss xmlns=\"http://wire.example/rss\" "),
    Damage(
      "elements never end, a hundred deep", "The probe",
      "]]>" + String(repeating: "<div>", count: 100) + "<![CDATA[The probe"),
    Damage("the root's tag is damaged", "<rss version", "<rss ver < sion"),
    Damage("a declaration within", "<language>en", "<!ELEMENT x><language>en"),
  ]

  /// The damaged feed, in which both stories are there.
  private func read(_ text: String, _ damage: Damage) throws -> ParsedFeed {
    #expect(text.contains(damage.piece))
    let damaged = text.replacing(damage.piece, with: damage.damaged, maxReplacements: 1)
    let feed = try FeedParser().parse(Array(damaged.utf8))
    #expect(feed.title == "Wire")
    #expect(feed.entries.map(\.title) == ["Probe lands", "Crew returns"])
    #expect(feed.entries.map(\.id) == ["one", "two"])
    #expect(feed.entries.map(\.link) == ["https://wire.example/1", "https://wire.example/2"])
    return feed
  }

  @Test(arguments: rssDamages)
  func bothStoriesAreRead(damage: Damage) throws {
    let feed = try read(ForgottenTagsTests.rss, damage)
    #expect(feed.entries.map { $0.published?.secondsSince1970 } == [1_773_050_400, 1_773_136_800])
    #expect(feed.entries.first?.text.contains("The probe [unmanned] landed.") == true)
    #expect(feed.entries.first?.text.contains("crew") == false)
    #expect(feed.entries.last?.text == "The crew returned.")
  }

  /// A damaged mark of a section leaves its text.
  @Test func aDamagedSectionIsText() throws {
    let text = ForgottenTagsTests.rss.replacing("<![CDATA[<p>The crew", with: "<!CDATA[<p>The crew")
    let feed = try FeedParser().parse(Array(text.utf8))
    #expect(feed.entries.last?.text.contains("The crew returned.") == true)
  }

  static let atom = """
    <feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
    <link href="https://wire.example/"/><updated>2026-03-09T10:00:00Z</updated><author><name>Desk</name></author>
    <entry><title>Probe lands</title><link href="https://wire.example/1"/><id>one</id>
    <updated>2026-03-09T10:00:00Z</updated><author><name>Ann Ray</name><uri>https://wire.example/ann</uri></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The probe landed.</p></div></content></entry>
    <entry><title>Crew returns</title><link href="https://wire.example/2"/><id>two</id>
    <updated>2026-03-10T10:00:00Z</updated><content type="html">The crew returned.</content></entry></feed>
    """

  static let atomDamages = [
    Damage("nothing", "<feed", "<feed"),
    Damage("a feed's date does not end", "00Z</updated><author><name>Desk", "00Z<author><name>Desk"),
    Damage("a person does not end", "Desk</name></author>", "Desk"),
    Damage("a link does not end", "<link href=\"https://wire.example/1\"/>", "<link href=\"https://wire.example/1\">"),
    Damage("an entry's author does not end", "ann</uri></author>", "ann"),
    Damage("markup and its content do not end", "landed.</p></div></content>", "landed."),
    Damage("an entry does not end", "</div></content></entry>", "</div></content>"),
    Damage("a namespace with spaces", "\"http://www.w3.org/2005/Atom\"", "\" http://www.w3.org/2005/Atom \""),
    Damage("a namespace nobody knows", "\"http://www.w3.org/2005/Atom\"", "\"urn:x\""),
  ]

  @Test(arguments: atomDamages)
  func bothEntriesAreRead(damage: Damage) throws {
    let feed = try read(ForgottenTagsTests.atom, damage)
    #expect(feed.entries.map(\.text) == ["The probe landed.", "The crew returned."])
  }

  /// Whatever end tag is missing or misspelt, both stories are there, each with its own text.
  @Test(arguments: [rss, atom])
  func noEndTagMatters(text: String) throws {
    let tags = text.ranges(of: "</")
    #expect(tags.count > 10)
    for tag in tags {
      let end = text[tag.lowerBound...].firstIndex(of: ">").map { text.index(after: $0) } ?? text.endIndex
      let name = String(text[tag.lowerBound..<end])
      let misspelt = ["</x" + String(name.dropFirst(2)), String(name.dropLast(2)) + ">", String(name.dropLast())]
      for replacement in [""] + misspelt {
        let damaged = String(text[..<tag.lowerBound]) + replacement + String(text[end...])
        let feed = try FeedParser().parse(Array(damaged.utf8))
        let titles = feed.entries.map(\.title)
        #expect(titles.count == 2, "\(name) as '\(replacement)'")
        #expect(
          titles.first?.hasPrefix("Probe lands") == true && titles.last?.hasPrefix("Crew returns") == true,
          "\(name) as '\(replacement)': \(titles)")
        let texts = feed.entries.map(\.text)
        #expect(
          texts.first?.contains("landed") == true && texts.first?.contains("crew") == false,
          "\(name) as '\(replacement)': \(texts)")
        #expect(
          texts.last?.contains("returned") == true && texts.last?.contains("probe") == false,
          "\(name) as '\(replacement)': \(texts)")
      }
    }
  }

  /// What lies within another element by right stays there.
  @Test func nestingThatIsRightIsKept() throws {
    let text = """
      <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="urn:shop"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Wire</title>
      <itunes:category text="News"><itunes:category text="Science"/></itunes:category>
      <item><title>Probe lands</title><guid>one</guid>
      <dc:creator><rdf:Description><rdf:value>Ann</rdf:value></rdf:Description></dc:creator>
      <media:group><media:content url="https://wire.example/1.jpg"><media:title>A picture</media:title>
      <media:description>Of the probe</media:description></media:content></media:group>
      <s:variant><id>77</id><title>Large</title></s:variant>
      <description>The <b>probe</b> has <svg><metadata><title>No</title></metadata></svg> landed.</description>
      </item></channel></rss>
      """
    let feed = try FeedParser().parse(Array(text.utf8))
    #expect(feed.repairs.isEmpty)
    #expect(feed.entries.map(\.title) == ["Probe lands"] && feed.entries.map(\.id) == ["one"])
    #expect(feed.entries.first?.text.hasPrefix("The probe has") == true)
    // A code sample that shows a section within a section.
    let sample = "<item><description><![CDATA[Write <![CDATA[ and text.]]></description><guid>a</guid></item>"
    let shown = try FeedParser().parse(Array("<rss><channel>\(sample)</channel></rss>".utf8))
    #expect(shown.repairs.isEmpty && shown.entries.first?.text == "Write and text.")
  }
}
