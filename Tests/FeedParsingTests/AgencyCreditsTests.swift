import Corpus
import FeedParsing
import Testing

@Suite struct AgencyCreditsTests {
  @Test(
    "source and dc:creator name the agency that wrote a story",
    arguments: [
      ("<source url=\"https://tass.example/rss\">ТАСС</source>", [AgencyCredit("TASS", .origin)]),
      ("<dc:creator>Ivan Petrov, Interfax</dc:creator>", [AgencyCredit("Interfax", .origin)]),
      (
        "<source url=\"https://tass.example/rss\">TASS</source><dc:creator>Reuters</dc:creator>",
        [AgencyCredit("TASS", .origin), AgencyCredit("Reuters", .origin)]
      ),
      ("<dc:creator>Ivan Petrov</dc:creator>", []),
      ("", []),
    ])
  func credits(elements: String, expected: [AgencyCredit]) throws {
    let text = """
      <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Steppe Courier</title>
      <item><title>Rocket flies</title><guid>1</guid>\(elements)<description>It flew.</description></item>
      </channel></rss>
      """
    let feed = try FeedParser().parse(Array(text.utf8), contentType: nil, url: "https://courier.example/rss")
    let story = try #require(feed.entries.first).story(
      feed: "courier", of: feed, firstSeen: Timestamp(secondsSince1970: 0))
    #expect(story.credits == expected)
  }
}
