import Testing

@testable import Reindexing

@Suite struct FeedSnifferTests {
  @Test(
    "First bytes",
    arguments: [
      ("<rss version=\"2.0\">", .feed), ("\u{feff} \n<?xml version=\"1.0\"?>\n<!-- c --><RSS>", .feed),
      ("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">", .feed), ("<rdf:RDF xmlns", .feed),
      ("<channel><title>", .feed), ("{\"version\": \"https://jsonfeed.org/version/1.1\"", .feed),
      ("{\"icon\":\"\",\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1\"", .feed), ("{\"feed_url\": \"", .feed),
      ("{\"items\": [", .maybe), ("<?xml version=\"1.0\"?><svg>", .maybe), ("<!DOCTYPE html><html><rss>", .other),
      ("<html><feed>", .other),
      ("<opml version=\"2.0\"><body><outline text=\"<rss>\"", .other), ("# About <rss> feeds", .other), ("", .other),
      ("<?xml version=\"1.0\"?>\n<newsMessage xmlns=", .feed), ("<NewsML Version=\"1.2\">", .feed), ("<nitf>", .feed),
      ("<!DOCTYPE html><html><script type=\"application/ld+json\">", .maybe),
      ("<html><div class=\"h-entry\">", .maybe), ("<html><body>plain", .other),
      ("{\"rss\": {\"channel\": {", .maybe), ("{\"rss\": 1}", .other),
      ("{\"feed\": {\"entry\": [", .maybe), ("{\"feed\": \"cattle\"}", .other),
      ("{\"channel\": [{\"item\": [", .maybe), ("{\"channel\": 5}", .other),
      ("<archive><nitf>", .feed), ("{\"hits\": [{\"uri\": \"a\", \"headline\": \"b\"}]}", .maybe),
      ("[{\"uri\": \"a\", \"headline\": \"b\"}]", .maybe), ("[{\"uri\": \"a\"}]", .other), ("[1, 2]", .other),
      ("{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\"", .maybe),
      ("{\"@context\": \"https://schema.org\", \"@type\": \"Person\"", .other),
      ("\u{1}abc0123 4 pol 25\r\n", .maybe), ("\u{16}\u{16}\u{1}a0123\u{1f}x", .maybe), ("ZCZC ABC12\n", .maybe),
      ("abc0123 4 rs 46  abc\n", .maybe), ("May 2021 was warm", .other), ("room0101 4", .other), ("\u{1}\u{2}", .other),
      ("   ", .other), ("{\"id\": 1}", .other), ("plain text", .other), ("<?xml version=\"1.0\"?><opml>", .other),
    ] as [(String, FeedSniffer.Verdict)])
  func heads(text: String, verdict: FeedSniffer.Verdict) {
    #expect(FeedSniffer.judge(Array(text.utf8)) == verdict)
  }

  @Test func utf16MayBeAFeed() {
    #expect(FeedSniffer.judge([0xff, 0xfe, 0x3c, 0]) == .maybe)
    #expect(FeedSniffer.judge([0xfe, 0xff, 0, 0x3c]) == .maybe)
    #expect(FeedSniffer.judge([0x3c, 0, 0x3f, 0]) == .maybe)
    #expect(FeedSniffer.judge([0x7f, 0x45, 0x4c, 0x46]) == .other)
  }
}
