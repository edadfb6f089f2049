import Testing

@testable import Moonwire
@testable import MoonwireCLI

@Suite struct FeedsTableTests {
  private func feeds() throws -> [FeedStatus] {
    var spaceNews = FeedState(url: "https://user:secret@spacenews.com/feed/")
    spaceNews.title = "SpaceNews"
    spaceNews.lastSuccess = Timestamp(secondsSince1970: testNow.secondsSince1970 - 7200)
    spaceNews.nextDue = Timestamp(secondsSince1970: testNow.secondsSince1970 + 1500)
    var gone = FeedState(url: "https://gone.example/rss")
    gone.lastError = "the server says that the feed is gone for good"
    gone.failures = 3
    gone.isRetired = true
    var list = try Subscriptions(path: "/nonexistent/Feeds/feeds.opml")
    _ = try list.add(Subscription(url: spaceNews.url, title: "The list's name"))
    _ = try list.add(Subscription(url: gone.url, title: "Gone"))
    _ = try list.add(Subscription(url: "https://never.example/rss", title: "Never asked"))
    _ = try list.add(Subscription(url: "Samples/moon-desk.json", title: "A file"))
    let counts = [
      FeedCount(id: "https://spacenews.com/feed/", title: "Old name", stories: 1200, newest: testNow),
      FeedCount(id: "reuters", title: "", stories: 7, newest: Timestamp(secondsSince1970: 0)),
      FeedCount(id: "https://spacenews.com/feed/", title: "SpaceNews", stories: 3, newest: testNow),
    ]
    return FeedStatus.all(
      counts: counts, subscriptions: list, states: [spaceNews.url: spaceNews, gone.url: gone], home: nil)
  }

  @Test func table() throws {
    #expect(
      FeedsCommand.table(try feeds(), now: testNow) == """
        feed         stories  newest      answered  next       trouble
        SpaceNews      1,203  just now    2 h ago   in 25 min
        reuters            7  1970-01-01  -         -
        Gone               0  -           never     never      the server says that the feed is gone for good (3 times)
        Never asked        0  -           never     now
        A file             0  -           never     each run

        """)
  }

  @Test func json() throws {
    let lines = try feeds().map(\.json.line)
    #expect(
      lines[0] == #"{"schema":1,"title":"SpaceNews","address":"https://spacenews.com/feed/","subscribed":true,"#
        + #""stories":1203,"newest":"2021-03-09T14:26:40Z","lastChecked":null,"lastSuccess":"2021-03-09T12:26:40Z","#
        + #""nextDue":"2021-03-09T14:51:40Z","failures":0,"error":null,"retired":false}"#)
    #expect(lines.allSatisfy { !$0.contains("secret") })
  }

  @Test(
    arguments: [
      (-5, "now"), (59, "now"), (60, "in 1 min"), (7200, "in 2 h"), (172_800, "2021-03-11"),
    ] as [(Int64, String)])
  func until(seconds: Int64, words: String) {
    #expect(Timestamp(secondsSince1970: testNow.secondsSince1970 + seconds).until(from: testNow) == words)
  }

  @Test(arguments: [("KazTAG", 6, "KazTAG"), ("KazTAG space", 6, "KazTA…"), ("航天电讯社", 6, "航天…"), ("a", 1, "a")])
  func cut(text: String, columns: Int, expected: String) {
    #expect(DisplayWidth.cut(text, to: columns) == expected)
  }
}
