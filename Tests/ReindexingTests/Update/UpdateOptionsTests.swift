import Corpus
import FeedFetching
import Foundation
import InvertedIndex
import LoopbackServer
import Synchronization
import TestSupport
import Testing

@testable import Reindexing

@Suite struct UpdateOptionsTests {
  @Test func aPausedFeedIsLeftAloneUntilItIsResumed() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]))
    let url = web.server.url("/a")
    let home = try UpdateHome([url])
    try home.change(url) { $0.isPaused = true }
    #expect(try home.update().notDue == 1)
    #expect(try home.update(at: later(60), force: true).notDue == 1)
    #expect(web.server.requests.isEmpty)
    try home.change(url) { $0.isPaused = false }
    #expect(try home.update(at: later(120)).stories.added == 1)
  }

  @Test func anIntervalOfTheListPutsTheNextLookOff() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]))
    let url = web.server.url("/a")
    let home = try UpdateHome([url])
    try home.change(url) { $0.interval = 6 * 3600 }
    try home.update()
    #expect(try home.update(at: later(6 * 3600 - 61)).notDue == 1)
    #expect(try home.update(at: later(6 * 3600)).notDue == 0)
  }

  @Test func theLanguageOfTheListIsForStoriesThatDoNotSayTheirOwn() throws {
    let web = ChangingServer()
    let feed = rss("A", [("1", "Luna"), ("2", "Zond")])
    web.set("/a", feed: feed)
    web.set("/b", feed: feed.replacing("<title>A</title>", with: "<title>A</title><language>en-GB</language>"))
    let urls = [web.server.url("/a"), web.server.url("/b")]
    let home = try UpdateHome(urls)
    for url in urls { try home.change(url) { $0.language = "ru" } }
    try home.update()
    let snapshot = try IndexSnapshot(directory: home.folder.path + "/Index")
    for (url, language) in zip(urls, ["ru", "en-gb"]) {
      for id in ["1", "2"] {
        let key = StoryIdentity(feed: url, id: id).key
        #expect(try snapshot.story(withKey: key)?.story.language == language)
      }
    }
  }

  @Test func theKeysOfNewStoriesAreTold() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna"), ("2", "Zond")]))
    let url = web.server.url("/a")
    let home = try UpdateHome([url])
    #expect(try home.update().newStories == ["1", "2"].map { StoryIdentity(feed: url, id: $0).key })
    web.set("/a", feed: rss("A", [("1", "Luna 25"), ("2", "Zond"), ("3", "Vega")]))
    #expect(try home.update(at: later(7200)).newStories == [StoryIdentity(feed: url, id: "3").key])
    #expect(try home.update(at: later(14_400)).newStories.isEmpty)
  }

  @Test func failuresInARowAreCounted() throws {
    let home = try UpdateHome(["absent.rss"])
    for count in 1...3 { #expect(try home.update(at: later(count * 60)).problems.map(\.failures) == [count]) }
    try home.folder.write("Feeds/absent.rss", rss("A", [("1", "Luna")]))
    #expect(try home.update(at: later(600)).problems.isEmpty)
    try FileManager.default.removeItem(atPath: home.folder.path + "/Feeds/absent.rss")
    #expect(try home.update(at: later(700)).problems.map(\.failures) == [1])
  }

  @Test func whatRefusesBeforehandStopsTheRunBeforeAnythingIsAsked() throws {
    struct Refusal: Error {}
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]))
    let home = try UpdateHome([web.server.url("/a")])
    let asked = Mutex<[Int]>([])
    let note: @Sendable (Int) -> Void = { due in asked.withLock { $0.append(due) } }
    #expect(throws: Refusal.self) {
      try home.update(beforeAsking: {
        note($0)
        throw Refusal()
      })
    }
    #expect(web.server.requests.isEmpty && asked.withLock { $0 } == [1] && home.logLines.isEmpty)
    #expect(try home.update(at: later(60), beforeAsking: note).stories.added == 1)
    #expect(try home.update(at: later(120), beforeAsking: note).notDue == 1)
    #expect(asked.withLock { $0 } == [1, 1])
  }

  @Test("An index that has lost its stories is filled again also by runs that may ask few feeds")
  func lostAndFilledBySmallRuns() throws {
    let web = ChangingServer()
    let urls = (0..<4).map { number in
      web.set("/\(number)", feed: rss("F\(number)", [("1", "Story \(number)")]), ["ETag: \"v1\""])
      return web.server.url("/\(number)")
    }
    let home = try UpdateHome(urls)
    try home.update()
    let index = home.folder.path + "/Index"
    for name in try FileManager.default.contentsOfDirectory(atPath: index) where !name.hasPrefix("state") {
      try FileManager.default.removeItem(atPath: index + "/" + name)
    }
    // The first of them fails when it is asked again, and has to be asked without its validators later.
    web.set("/0", .init(503))
    for run in 1...4 { try home.update(at: later(run * 60), mostFeeds: 1) }
    web.set("/0", feed: rss("F0", [("1", "Story 0")]), ["ETag: \"v1\""])
    try home.update(at: later(7 * 86_400))
    #expect(web.server.requests.filter { $0.path == "/0" }.allSatisfy { $0.header("if-none-match") == nil })
    #expect(try titles(home.folder) == (0..<4).map { "Story \($0)" })
    try expectSound(home.folder)
  }

  @Test func answersThatAreThereAlreadyAreTakenIn() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]), ["ETag: \"v1\""])
    let url = web.server.url("/a")
    let home = try UpdateHome([url])
    let answer = try FeedFetcher(options: loopbackOptions()).fetch(FeedRequest(url: url), now: { testNow })
    try withWriter(home.folder) { writer in
      let updater = Updater(
        subscriptions: try Subscriptions(path: home.folder.path + "/Feeds/feeds.opml"), store: try home.store(),
        writer: writer, log: nil, options: Updater.Options(fetcher: loopbackOptions()))
      #expect(try updater.take([answer], at: testNow).stories.added == 1)
    }
    #expect(try titles(home.folder) == ["Luna"])
    #expect(try home.update(at: later(60)).notDue == 1)
    #expect(web.server.requests.count == 1)
  }
}
