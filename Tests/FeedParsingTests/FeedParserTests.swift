import Corpus
import FeedParsing
import Testing

@Suite struct FeedParserTests {
  @Test func oneItem() throws {
    let feed = try FeedParser().parse(
      Array(
        """
        <?xml version="1.0"?><rss version="2.0"><channel><title>A & B</title><item><title>R&D &nbsp; sat</title>
        <description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two</description><guid>x1</guid>
        <pubDate>Tue, 09 Mar 2021 08:30:00 GMT</pubDate></item></channel></rss>
        """.utf8))
    #expect(feed.title == "A & B")
    #expect(feed.entries.count == 1)
    #expect(feed.entries.first?.title == "R&D sat")
    #expect(feed.entries.first?.text == "One\n\nTwo")
    #expect(feed.entries.first?.published?.description == "2021-03-09T08:30:00Z")
  }
}
