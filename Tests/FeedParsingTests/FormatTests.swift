import Corpus
import FeedParsing
import Testing

@Suite struct FormatTests {
  private func parse(_ text: String, contentType: String? = nil, url: String? = nil) throws -> ParsedFeed {
    try FeedParser().parse(Array(text.utf8), contentType: contentType, url: url)
  }

  @Test func rss2() throws {
    let feed = try parse(
      """
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:x="http://purl.org/rss/1.0/modules/content/">
      <channel><title>F</title><link>https://e.org/</link><description>D</description><language>en-US</language><ttl>60</ttl>
      <skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
      <item><title>T</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">g</guid><dc:creator>TASS</dc:creator>
      <author>a@b.c (Ann)</author><category>Moon</category><category>Mars</category><comments>/c</comments>
      <description>Short.</description><x:encoded><![CDATA[<p>Long body.</p><p>Second.</p>]]></x:encoded>
      <pubDate>Tue, 09 Mar 2021 08:30:00 GMT</pubDate><source url="https://s.org/">S</source>
      <enclosure url="/e.mp3" type="audio/mpeg" length="12"/></item></channel></rss>
      """)
    let entry = try #require(feed.entries.first)
    #expect(feed.format.name == "RSS 2.0" && feed.language == "en-us" && feed.hints.ttl == 60)
    #expect(feed.hints.skipHours == [3] && feed.hints.skipDays == [7])
    #expect(entry.id == "g" && entry.idSource == .guid && entry.link == "https://e.org/a?x=1&y=2")
    #expect(entry.text == "Long body.\n\nSecond." && entry.summary == "Short.")
    #expect(entry.authors == ["Ann"] && entry.creator == "TASS" && entry.categories == ["Moon", "Mars"])
    #expect(entry.source == FeedSource(title: "S", url: "https://s.org/"))
    #expect(entry.enclosures.first?.length == 12 && entry.publishedText == "Tue, 09 Mar 2021 08:30:00 GMT")
    let story = entry.story(feed: "f", of: feed, firstSeen: Timestamp(secondsSince1970: 1))
    #expect(story.body == 0..<story.text.utf8.count && story.feedTitle == "F" && story.identity.id == "g")
  }

  @Test func atom() throws {
    let feed = try parse(
      """
      <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://e.org/x/" xml:lang="de"><a:title>F</a:title>
      <a:entry><a:id>urn:1</a:id><a:title type="html">A &amp;amp; B</a:title><a:link rel="self" href="s"/>
      <a:link href="y"/><a:updated>2021-03-09T08:30:00Z</a:updated><a:author><a:name>Ann</a:name></a:author>
      <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p><ul><li>x</li></ul></div></a:content>
      </a:entry></a:feed>
      """)
    let entry = try #require(feed.entries.first)
    #expect(feed.format.name == "Atom 1.0" && entry.language == "de" && entry.title == "A & B")
    #expect(entry.link == "https://e.org/x/y" && entry.text == "One & two\n\n- x" && entry.authors == ["Ann"])
    #expect(entry.updated?.description == "2021-03-09T08:30:00Z" && entry.published == nil)
  }

  @Test func rdf() throws {
    let feed = try parse(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
       xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://e.org/f"><title>F</title><link>http://e.org</link>
      <items><rdf:Seq><rdf:li rdf:resource="http://e.org/1"/></rdf:Seq></items></channel>
      <item rdf:about="http://e.org/1"><title>T</title><link>http://e.org/1?</link><dc:date>2021-03-09</dc:date></item></rdf:RDF>
      """)
    #expect(feed.format.name == "RSS 1.0" && feed.entries.first?.idSource == .rdfAbout)
    #expect(feed.entries.first?.published?.dayDescription == "2021-03-09")
  }

  @Test func json() throws {
    let feed = try parse(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "F", "home_page_url": "https://e.org/", "language": "en",
       "items": [{"id": 7, "url": "https://e.org/7", "content_html": "<p>A</p><p>B", "summary": "S", "tags": ["t"],
       "authors": [{"name": "Ann"}], "date_published": "2021-03-09T08:30:00Z"}, {"content_text": "plain"}]}
      """)
    #expect(feed.format.name == "JSON Feed 1.1" && feed.entries.count == 2)
    #expect(feed.entries[0].id == "7" && feed.entries[0].text == "A\n\nB" && feed.entries[0].authors == ["Ann"])
    #expect(feed.entries[1].idSource == .contentHash)
  }

  /// Titles are plain text by the specification, and hold references all the same.
  @Test(arguments: [
    ("Satechi&#039;s station", "Satechi's station"), ("AT&amp;T", "AT&T"), ("A &lt;b> of x < y", "A <b> of x < y"),
    ("A <b>bold</b> title", "A <b>bold</b> title"), ("Q&A; R&D", "Q&A; R&D"),
  ])
  func titlesOfJSON(written: String, title: String) throws {
    let feed = try parse(
      #"{"version": "https://jsonfeed.org/version/1", "title": "\#(written)", "items": [{"id": "1", "title": "\#(written)"}]}"#
    )
    #expect(feed.title == title && feed.entries.map(\.title) == [title])
  }

  @Test func repeatedIDsAreToldApart() throws {
    let item = { (title: String, link: String) in
      "<item><guid>g</guid><title>\(title)</title><link>\(link)</link></item>"
    }
    let text = item("1", "http://e.org/1") + item("2", "http://e.org/2") + item("3", "http://e.org/2")
    let feed = try parse("<rss><channel>\(text)</channel></rss>")
    #expect(Set(feed.entries.map(\.id)).count == 3)
    #expect(feed.warnings.contains { $0.kind == .repeatedID })
    let again = try parse("<rss><channel>\(text)</channel></rss>")
    #expect(again.entries == feed.entries)
  }

  @Test func wireStoryOfPlainText() throws {
    let feed = try parse(
      "<rss><channel><item><title>Memorandum</title><description>Almaty. KazTAG - One.\n\n&quot;Two&quot;, - said.\n\nRead more"
        + "</description></item></channel></rss>")
    #expect(feed.entries.first?.text == "Almaty. KazTAG - One.\n\n\"Two\", - said.\n\nRead more")
  }

  @Test func encodingsOfFeeds() throws {
    let title: [UInt8] = [0xCB, 0xF3, 0xED, 0xE0]
    let bytes =
      Array("<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>".utf8) + title
      + Array("</title></channel></rss>".utf8)
    let feed = try FeedParser().parse(bytes)
    #expect(feed.title == "Луна" && feed.encoding == "windows-1251" && feed.repairs.isEmpty)
    let lie = Array(
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>Луна</title></channel></rss>".utf8)
    let second = try FeedParser().parse(lie)
    #expect(second.title == "Луна" && second.encoding == "utf-8")
    #expect(second.repairs.first?.kind == .wrongEncodingLabel)
  }

  @Test func prefixesWithoutDeclaration() throws {
    let feed = try parse(
      "<rss><channel><item><title>T</title><dc:creator>C</dc:creator><content:encoded>Body</content:encoded></item></channel></rss>"
    )
    #expect(feed.entries.first?.creator == "C" && feed.entries.first?.text == "Body")
    #expect(feed.repairs.contains { $0.kind == .undeclaredPrefix })
  }
}

@Suite struct OPMLTests {
  @Test func writtenListsComeBack() throws {
    let list = OPML(
      title: "Space & more",
      outlines: [
        OPMLOutline(title: "A \"x\"", xmlUrl: "https://a.org/f?x=1&y=2", htmlUrl: "https://a.org/", path: ["Agencies"]),
        OPMLOutline(title: "B", xmlUrl: "https://b.org/", path: ["Agencies", "Deep"], attributes: ["language": "ru"]),
        OPMLOutline(title: "C", xmlUrl: "https://c.org/"),
      ])
    #expect(try OPML.parse(list.write()) == list)
  }

  @Test func carelessListsAreRead() throws {
    let text =
      "<opml><body><outline text='News & more'><outline text=A url='http://a.org/'><outline title='B' XMLURL='http://b.org/'/>"
    let list = try OPML.parse(Array(text.utf8))
    #expect(list.outlines.map(\.xmlUrl) == ["http://a.org/", "http://b.org/"])
    #expect(list.outlines.first?.path == ["News & more"])
  }

  @Test func otherDocumentsAreRefused() {
    #expect(throws: FeedParsingError.self) { try OPML.parse(Array("<rss/>".utf8)) }
    #expect(throws: FeedParsingError.empty) { try OPML.parse([]) }
  }

  @Test(.enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
  func sharedListIsRead() throws {
    let list = try OPML.parse(try SharedData.bytes("feeds/opml/Space.opml"))
    #expect(list.outlines.count > 5)
  }
}
