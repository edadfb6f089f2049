import Testing

@testable import Moonwire
@testable import MoonwireCLI

@Suite struct FeedsOverviewTests {
  private func moment(_ seconds: Int64) -> Timestamp {
    Timestamp(secondsSince1970: testNow.secondsSince1970 + seconds)
  }

  private func overview() throws -> FeedsOverview {
    var spaceNews = FeedState(url: "https://user:secret@spacenews.com/feed/")
    spaceNews.title = "SpaceNews"
    spaceNews.lastChecked = moment(-7200)
    spaceNews.lastSuccess = moment(-7200)
    spaceNews.nextDue = moment(1500)
    (spaceNews.interval, spaceNews.dueReason) = (8700, .server)
    var gone = FeedState(url: "https://gone.example/rss")
    gone.lastError = "the server says that the feed is gone for good"
    gone.failures = 3
    gone.isRetired = true
    var failing = FeedState(url: "https://failing.example/rss")
    failing.lastChecked = moment(-600)
    failing.nextDue = moment(-5)
    (failing.failures, failing.lastError) = (2, "the server answered 404 (not found)")
    var list = try Subscriptions(path: "/nonexistent/Feeds/feeds.opml")
    var feeds = [
      Subscription(url: spaceNews.url, title: "The list's name"), Subscription(url: gone.url, title: "Gone"),
      Subscription(url: "https://never.example/rss", title: "Never asked"),
      Subscription(url: "Samples/moon-desk.json", title: "A file"), Subscription(url: failing.url, title: "Failing"),
      Subscription(url: "https://paused.example/rss", title: "Paused"),
    ]
    feeds[5].isPaused = true
    _ = try list.add(contentsOf: feeds)
    var counts = [
      FeedCount(id: "https://spacenews.com/feed/", title: "Old name", stories: 1200, newest: testNow),
      FeedCount(id: "reuters", title: "", stories: 7, newest: Timestamp(secondsSince1970: 0)),
      FeedCount(id: "https://spacenews.com/feed/", title: "SpaceNews", stories: 3, newest: testNow),
    ]
    (counts[0].oldest, counts[0].recent) = (Timestamp(secondsSince1970: 0), 98)
    (counts[2].oldest, counts[2].recent) = (testNow, 2)
    return FeedsOverview(
      counts: counts, subscriptions: list,
      states: [spaceNews.url: spaceNews, gone.url: gone, failing.url: failing], home: nil, now: testNow)
  }

  @Test func table() throws {
    #expect(
      try overview().text(columns: nil) == """
        no  feed         stories  a week  answered  next, and why
         1  SpaceNews      1,203      25  2 h       in 25 min: the server asks for 2 h
         -  reuters            7       0  -         not subscribed
         2  Gone               0       0  never     gone for good, as its server says
         3  Never asked        0       0  never     never asked before
         4  A file             0       0  never     a file, read where it has changed
         5  Failing            0       0  never     due now; failed 2 times: the server answered 404 (not found)
         6  Paused             0       0  never     paused; 'moonwire resume' it

        """)
  }

  @Test(arguments: [60, 80, 100])
  func itFitsATerminal(columns: Int) throws {
    let lines = try overview().text(columns: columns).split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= columns })
  }

  @Test func json() throws {
    let lines = try overview().json.map(\.line)
    #expect(
      lines[0] == #"{"schema":1,"number":1,"title":"SpaceNews","address":"https://spacenews.com/feed/","#
        + #""subscribed":true,"paused":false,"stories":1203,"storiesAWeek":25.0,"newest":"2021-03-09T14:26:40Z","#
        + #""lastChecked":"2021-03-09T12:26:40Z","lastSuccess":"2021-03-09T12:26:40Z","#
        + #""nextDue":"2021-03-09T14:51:40Z","why":"in 25 min: the server asks for 2 h","failures":0,"error":null,"#
        + #""retired":false}"#)
    #expect(lines[1].contains(#""number":null"#) && lines[1].contains(#""why":null"#))
    #expect(lines[5].contains(#""failures":2,"error":"the server answered 404 (not found)""#))
    #expect(lines.allSatisfy { !$0.contains("secret") })
  }

  @Test(
    arguments: [
      (-5, "now"), (59, "now"), (60, "in 1 min"), (7200, "in 2 h"), (172_800, "2021-03-11"),
    ] as [(Int64, String)])
  func until(seconds: Int64, words: String) {
    #expect(moment(seconds).until(from: testNow) == words)
  }

  @Test(arguments: [("KazTAG", 6, "KazTAG"), ("KazTAG space", 6, "KazTA…"), ("航天电讯社", 6, "航天…"), ("a", 1, "a")])
  func cut(text: String, columns: Int, expected: String) {
    #expect(DisplayWidth.cut(text, to: columns) == expected)
  }

  /// Stories of four weeks over the time that there have been any, but over a week at least.
  @Test(arguments: [(nil, 8, 2), (200, 8, 2), (14, 8, 4), (3, 8, 8), (0, 8, 8), (-9, 8, 8)] as [(Int64?, Int, Double)])
  func storiesAWeek(days: Int64?, recent: Int, expected: Double) {
    var count = FeedCount(id: "a", title: "", stories: 10, newest: testNow)
    count.oldest = days.map { moment(-$0 * 86_400) }
    count.recent = recent
    #expect(count.storiesAWeek(until: testNow) == expected)
  }
}
