import FeedParsing
import TestSupport
import Testing

@Suite struct FeedDiscoveryTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var html: String
    var feeds: [String]
    var url = "https://example.org/news/today.html"
    var testDescription: String { html }
  }

  static let samples: [Sample] = [
    Sample(
      html: "<link rel=alternate type=application/rss+xml href=/feed title='The &amp; feed'>",
      feeds: ["https://example.org/feed"]),
    Sample(
      html: #"<LINK HREF="atom.xml" TYPE="application/atom+xml" REL="Alternate">"#,
      feeds: ["https://example.org/news/atom.xml"]),
    Sample(
      html:
        #"<base href="https://cdn.example.net/x/"><link rel="alternate" type="application/feed+json" href="f.json">"#,
      feeds: ["https://cdn.example.net/x/f.json"]),
    Sample(
      html: #"<link rel="alternate" type="application/rss+xml; charset=utf-8" href="?feed=rss2&amp;lang=ru#x">"#,
      feeds: ["https://example.org/news/today.html?feed=rss2&lang=ru"]),
    Sample(
      html: """
        <link rel="alternate" type="application/rss+xml" title="Site » Comments Feed" href="/comments/feed/">
        <link rel="alternate" type="application/rss+xml" title="Site » Feed" href="/feed/">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
        <link rel="alternate" type="application/json+oembed" href="/oembed?x=1">
        <link rel="alternate" hreflang="de" href="/de/">
        """, feeds: ["https://example.org/feed/", "https://example.org/comments/feed/"]),
    Sample(html: #"<link rel="alternate stylesheet" type="text/css" href="/feed">"#, feeds: []),
    Sample(html: #"<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->"#, feeds: []),
    Sample(html: #"<script>'<link rel="alternate" type="application/rss+xml" href="/s">'</script>"#, feeds: []),
    Sample(
      html: #"<a href="/feed">one</a> <link rel="alternate" type="application/rss+xml" href="/two">"#,
      feeds: ["https://example.org/two"]),
    Sample(
      html:
        #"<a href="/about">x</a> <a href="rss.xml"><b>RSS</b></a> <a href="https://feedly.com/i/rss.xml">Feedly</a>"#,
      feeds: ["https://example.org/news/rss.xml"]),
    Sample(html: #"<a href="feed://example.org/space.rss">x</a>"#, feeds: ["http://example.org/space.rss"]),
    Sample(html: #"<a href="feed:https://example.org/space.rss">x</a>"#, feeds: ["https://example.org/space.rss"]),
    Sample(
      html: #"<a href="javascript:feed()">x</a> <a href="mailto:a@b/feed">y</a> <a href="/feedback">z</a>"#, feeds: []),
    Sample(html: #"<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">"#, feeds: []),
    Sample(html: #"<a href="//feeds.feedburner.com/Moon">x</a>"#, feeds: ["https://feeds.feedburner.com/Moon"]),
    Sample(html: "", feeds: []),
    Sample(
      html: "<link rel=alternate type='application/rss+xml' href='/unclosed", feeds: ["https://example.org/unclosed"]),
  ]

  @Test(arguments: samples)
  func isFound(sample: Sample) {
    let feeds = FeedDiscovery.feeds(inPage: Array(sample.html.utf8), contentType: "text/html", url: sample.url)
    #expect(feeds.map(\.url) == sample.feeds)
  }

  @Test func titleTypeAndSource() {
    let feeds = FeedDiscovery.feeds(
      inPage: Array("<link rel=alternate type='Application/RSS+XML' href=/feed title='Wire &amp; more\n'>".utf8),
      url: "https://example.org/")
    #expect(
      feeds == [
        DiscoveredFeed(
          url: "https://example.org/feed", title: "Wire & more", type: "application/rss+xml", source: .link)
      ])
  }

  @Test func legacyEncodingOfTitles() {
    var page = Array(#"<meta charset="windows-1251"><link rel=alternate type=application/rss+xml href=/f title=""#.utf8)
    page += [0xCB, 0xF3, 0xED, 0xE0]
    page += Array("\">".utf8)
    #expect(FeedDiscovery.feeds(inPage: page, url: "https://example.org/").first?.title == "Луна")
  }

  /// Damaged pages give what they give, and nothing traps.
  @Test(arguments: [11, 12] as [UInt64])
  func noiseIsHarmless(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<", ">", "</", "a", " href", "=", "\"", "'", "/feed", "<link", " rel=alternate", "<!--", "-->", "<script>", "&",
      "\0",
      " type=application/rss+xml", "<base href=", "é", "</a>",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      let feeds = FeedDiscovery.feeds(inPage: Array(text.joined().utf8), url: "https://example.org/")
      #expect(feeds.allSatisfy { $0.url.hasPrefix("http") }, "seed \(seed): \(text.joined())")
    }
  }
}
