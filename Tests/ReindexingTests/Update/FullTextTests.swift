import Corpus
import FeedFetching
import Foundation
import InvertedIndex
import LoopbackServer
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Reindexing

/// A clock that only sleeping moves.
final class HandClock: PageClock {
  private let milliseconds = Mutex<Int64>(0)

  var elapsed: Duration { .milliseconds(milliseconds.withLock { $0 }) }

  func sleep(_ duration: Duration) {
    let parts = duration.components
    milliseconds.withLock { $0 += parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000 }
  }
}

@Suite struct FullTextTests {
  private static let teaser = "The lander separated from its carrier on Thursday and began a braking burn."
  private static let first =
    "The lander separated from its carrier at 04:12 UTC on Thursday and began a braking burn that lasted eleven minutes."
  private static let second =
    "Engineers had feared that dust raised by the exhaust would blind the radar altimeter, as it did two years ago."
  private static var article: String { first + "\n\n" + second }

  private func page(_ paragraphs: [String] = [first, second]) -> LoopbackServer.Response {
    let body = paragraphs.map { "<p>\($0)</p>" }.joined()
    return .init(
      200, ["Content-Type: text/html"],
      body: Array(
        "<html lang=\"en-gb\"><head><title>Touchdown</title><meta name=\"author\" content=\"Ann Osei\"></head><body><nav><a href=\"/\">Home</a></nav><article>\(body)</article></body></html>"
          .utf8))
  }

  private func feed(_ web: ChangingServer, _ entries: [(id: String, teaser: String)]) -> String {
    let items = entries.map {
      "<item><guid>\($0.id)</guid><title>Touchdown \($0.id)</title><link>\(web.server.url("/page/\($0.id)"))</link><description>\($0.teaser)</description></item>"
    }
    return "<rss version=\"2.0\"><channel><title>Wire</title>\(items.joined())</channel></rss>"
  }

  /// A server with a feed, and a home that wants its pages.
  private func site(_ entries: [(id: String, teaser: String)] = [("1", teaser)]) throws -> (ChangingServer, UpdateHome)
  {
    let web = ChangingServer()
    web.set("/feed", feed: feed(web, entries), ["ETag: \"1\""])
    let home = try UpdateHome([web.server.url("/feed")])
    try home.change(web.server.url("/feed")) { $0.wantsFullText = true }
    return (web, home)
  }

  private func story(_ id: String, _ web: ChangingServer, _ home: UpdateHome) throws -> Story {
    let snapshot = try IndexSnapshot(directory: home.folder.path + "/Index")
    let key = StoryIdentity(feed: web.server.url("/feed"), id: id).key
    return try #require(try snapshot.story(withKey: key)).story
  }

  private func pagesAsked(_ web: ChangingServer) -> [String] {
    web.server.requests.map(\.path).filter { $0 != "/feed" }
  }

  @Test func aTeaserBecomesTheStoryOnce() throws {
    let (web, home) = try site()
    web.set("/page/1", page())
    let summary = try home.update()
    #expect(
      summary.fullTexts == 1 && summary.stories.added == 1 && summary.problems.isEmpty && summary.pagesWaiting == 0)
    let found = try story("1", web, home)
    #expect(found.text == FullTextTests.article && found.summary == FullTextTests.teaser)
    #expect(found.body == 0..<found.text.utf8.count)
    #expect(found.authors == ["Ann Osei"] && found.language == "en-gb" && found.firstSeen == testNow)
    #expect(pagesAsked(web) == ["/robots.txt", "/page/1"])
    // The feed changes, the story does not: its page is not asked again, and the index keeps the article.
    web.set("/feed", feed: feed(web, [("1", FullTextTests.teaser), ("2", FullTextTests.teaser)]), ["ETag: \"2\""])
    web.set("/page/2", page())
    let next = try home.update(at: later(3600))
    #expect(next.stories.unchanged == 1 && next.stories.added == 1 && next.fullTexts == 1)
    // robots.txt is known for a day.
    #expect(pagesAsked(web) == ["/robots.txt", "/page/1", "/page/2"])
    #expect(try story("1", web, home) == found)
    try expectSound(home.folder)
  }

  @Test func otherFeedsAreLeftAlone() throws {
    let (web, home) = try site()
    try home.change(web.server.url("/feed")) { $0.wantsFullText = false }
    #expect(try home.update().fullTexts == 0)
    #expect(
      pagesAsked(web).isEmpty && !FileManager.default.fileExists(atPath: home.folder.path + "/Index/pages.sqlite"))
  }

  @Test func aFailureIsTriedAgainThoughTheFeedIsNot() throws {
    let (web, home) = try site()
    web.set("/page/1", .init(500))
    #expect(try home.update().fullTexts == 0)
    #expect(try story("1", web, home).text == FullTextTests.teaser)
    web.set("/page/1", page())
    web.set("/feed", .init(304))
    #expect(try home.update(at: later(1800)).fullTexts == 0)
    let summary = try home.update(at: later(3600))
    #expect(summary.fullTexts == 1 && summary.stories.total == 0)
    let found = try story("1", web, home)
    #expect(found.text == FullTextTests.article && found.summary == FullTextTests.teaser && found.firstSeen == testNow)
    #expect(pagesAsked(web) == ["/robots.txt", "/page/1", "/page/1"])
    try expectSound(home.folder)
  }

  @Test func attemptsEnd() throws {
    let (web, home) = try site()
    web.set("/page/1", .init(500))
    for hour in 0..<400 where [0, 1, 5, 21, 85, 150, 399].contains(hour) { try home.update(at: later(hour * 3600)) }
    #expect(pagesAsked(web).count { $0 == "/page/1" } == 5)
    #expect(try story("1", web, home).text == FullTextTests.teaser)
  }

  /// What pages may say that leaves the story as it was.
  @Test(arguments: [
    "<html><body><p>Short.</p></body></html>",
    "<html><head><title>Sign in</title></head><body><form><p>Please sign in with your account to go on, or make a new one if you have none yet. The lander separated from its carrier.</p><input type=\"password\"></form></body></html>",
    "<html><body><article><p>We are moving to a new address this week, and some articles cannot be reached for the time being.</p><p>Please come back on Monday, when all of them will be in their old places again. We are sorry.</p></article></body></html>",
    "<html><body><article><p>\(teaser.dropLast(9)).</p><p>More soon, please wait.</p></article></body></html>",
    "%PDF-1.4", "<html><script>location = '/login'</script></html>",
  ])
  func pagesThatHaveNoMore(_ html: String) throws {
    let (web, home) = try site([("1", String(repeating: FullTextTests.teaser + " ", count: 2))])
    web.set("/page/1", .init(200, ["Content-Type: text/html"], body: Array(html.utf8)))
    let summary = try home.update()
    #expect(summary.fullTexts == 0 && summary.problems.isEmpty)
    let found = try story("1", web, home)
    #expect(found.text.hasPrefix(FullTextTests.teaser) && found.summary.isEmpty && found.authors.isEmpty)
    // Once more a day later, then never.
    for day in 1...4 { try home.update(at: later(day * 90_000)) }
    #expect(pagesAsked(web).count { $0 == "/page/1" } == 2)
  }

  @Test func robotsIsObeyed() throws {
    let (web, home) = try site([("1", FullTextTests.teaser), ("2", FullTextTests.teaser)])
    web.set("/robots.txt", .init(200, body: Array("User-agent: moonwire\nDisallow: /page/1".utf8)))
    web.set("/page/1", page())
    web.set("/page/2", page())
    #expect(try home.update().fullTexts == 1)
    #expect(pagesAsked(web) == ["/robots.txt", "/page/2"])
    #expect(try story("1", web, home).text == FullTextTests.teaser)
  }

  @Test func aNewVersionIsFetchedAndTheOldArticleStandsMeanwhile() throws {
    let (web, home) = try site()
    web.set("/page/1", page())
    try home.update()
    let teaser = "The lander separated from its carrier on Thursday, and it is safely down."
    web.set("/feed", feed: feed(web, [("1", teaser)]))
    web.set("/page/1", .init(503))
    #expect(try home.update(at: later(3600)).fullTexts == 0)
    let meanwhile = try story("1", web, home)
    #expect(meanwhile.text == FullTextTests.article && meanwhile.summary == teaser)
    web.set(
      "/page/1",
      page([FullTextTests.first, FullTextTests.second, "It is safely down, the controllers said an hour later."]))
    #expect(try home.update(at: later(3 * 3600)).fullTexts == 1)
    let found = try story("1", web, home)
    #expect(found.text.hasSuffix("an hour later.") && found.summary == teaser && found.firstSeen == testNow)
  }

  @Test func aRunFetchesSoManyPagesAndLaterRunsTheRest() throws {
    let count = FullText.mostPages + 5
    let (web, home) = try site((0..<count).map { (String($0), FullTextTests.teaser) })
    for number in 0..<count { web.set("/page/\(number)", page()) }
    let summary = try home.update()
    #expect(summary.stories.added == count && summary.fullTexts == FullText.mostPages && summary.pagesWaiting == 5)
    web.set("/feed", .init(304))
    let next = try home.update(at: later(60))
    #expect(next.fullTexts == 5 && next.pagesWaiting == 0)
    #expect(Set(pagesAsked(web)).count == count + 1 && pagesAsked(web).count == count + 1)
  }

  @Test func anIndexThatIsLostIsFilledWithoutFetching() throws {
    let (web, home) = try site()
    web.set("/page/1", page())
    try home.update()
    let before = try story("1", web, home)
    for name in try FileManager.default.contentsOfDirectory(atPath: home.folder.path + "/Index")
    where name.hasPrefix("manifest") || name.hasPrefix("segment") {
      try FileManager.default.removeItem(atPath: home.folder.path + "/Index/" + name)
    }
    #expect(try home.update(at: later(60)).stories.added == 1)
    var after = try story("1", web, home)
    after.firstSeen = before.firstSeen
    #expect(after == before && pagesAsked(web).count == 2)
  }

  @Test func killedBetweenCommitAndSavingTheNextRunCompletes() throws {
    let (web, home) = try site()
    web.set("/page/1", page())
    try home.update()
    // As if the run had ended right after its commit.
    for name in ["pages.sqlite", "state.sqlite"] {
      try FileManager.default.removeItem(atPath: home.folder.path + "/Index/" + name)
    }
    let again = try home.update(at: later(60))
    #expect(again.stories.total == 1 && pagesAsked(web).count == 4)
    #expect(try story("1", web, home).text == FullTextTests.article)
  }

  @Test func aDamagedDatabaseStopsNoFeed() throws {
    let (web, home) = try site()
    try home.folder.write("Index/pages.sqlite", String(repeating: "no database ", count: 200))
    let summary = try home.update()
    #expect(summary.stories.added == 1 && summary.problems.count == 1 && summary.trouble == .temporary)
    #expect(try story("1", web, home).text == FullTextTests.teaser)
  }

  @Test(arguments: [
    ("A short text.", true), (String(repeating: "All of it is here. ", count: 200), false),
    (String(repeating: "All of it is here. ", count: 200) + "…", true),
    (String(repeating: "着陆器与运载器分离。", count: 100), false), (String(repeating: "着陆器与运载器分离。", count: 20), true),
  ])
  func whatIsATeaser(_ text: String, _ isTeaser: Bool) {
    #expect(
      FullText.isTeaser(Story(identity: .init(feed: "a", id: "b"), title: "", text: text, firstSeen: testNow))
        == isTeaser)
  }
}
