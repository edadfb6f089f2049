import Corpus
import FeedFetching
import Foundation
import InvertedIndex
import LoopbackServer
import Storage
import TestSupport
import Testing

@testable import Reindexing

@Suite struct UpdaterTests {
  @Test func theFirstRunReadsTheSecondIsNotDueTheThirdIsNotModified() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna"), ("2", "Zond")]), ["ETag: \"v1\""])
    let home = try UpdateHome([web.server.url("/a"), "local.rss"])
    try home.folder.write("Feeds/local.rss", rss("Local", [("1", "Chang'e")]))

    let first = try home.update()
    #expect(first.stories.added == 3 && first.changedFeeds == 2 && first.trouble == nil && first.notDue == 0)
    #expect(try titles(home.folder) == ["Chang'e", "Luna", "Zond"])
    let before = generation(home.folder)

    let second = try home.update(at: later(60))
    #expect(second.notDue == 1 && second.stories.total == 0 && web.server.requests.count == 1)

    web.set("/a", .init(304, ["ETag: \"v1\""]))
    let third = try home.update(at: later(900))
    #expect(third.unchangedFeeds == 2 && third.stories.total == 0)
    #expect(web.server.requests.last?.header("if-none-match") == "\"v1\"")
    #expect(generation(home.folder) == before)
    try expectSound(home.folder)

    let state = try #require(try home.store().states()[web.server.url("/a")])
    #expect(state.title == "A" && state.lastStatus == 304 && state.lastChecked == later(900))
    #expect(home.logLines.count == 5)
    #expect(home.logLines.allSatisfy { $0.hasPrefix("{\"time\":\"2021-03-09T08:") && $0.hasSuffix("}") })
  }

  @Test func aFeedThatIsCutOffIsToldInTheLogOnly() throws {
    let home = try UpdateHome(["local.rss"])
    try home.folder.write("Feeds/local.rss", String(rss("Local", [("1", "Chang'e"), ("2", "Luna")]).dropLast(30)))
    let summary = try home.update()
    #expect(summary.stories.added == 2 && summary.problems.isEmpty && summary.trouble == nil)
    #expect(home.logLines.first?.contains("\"losses\":\"the document ends early\"") == true)
  }

  @Test func theSameBodyIsNotReadAgainAndANewOneIs() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]))
    let home = try UpdateHome([web.server.url("/a")])
    try home.update()
    let before = generation(home.folder)
    let same = try home.update(at: later(3600))
    #expect(same.unchangedFeeds == 1 && same.stories.total == 0 && generation(home.folder) == before)
    web.set("/a", feed: rss("A", [("1", "Luna 25"), ("2", "Zond")]))
    let changed = try home.update(at: later(7200))
    #expect(changed.stories.updated == 1 && changed.stories.added == 1)
    #expect(try titles(home.folder) == ["Luna 25", "Zond"])
    // A feed that comes back without its stories takes nothing away.
    web.set("/a", feed: rss("A", []))
    try home.update(at: later(10800))
    #expect(try titles(home.folder) == ["Luna 25", "Zond"])
  }

  @Test func oneFailureStopsNoOtherAndBacksOff() throws {
    let web = ChangingServer()
    web.set("/good", feed: rss("A", [("1", "Luna")]))
    // A host of its own: one that asks to be left alone is, with all its feeds.
    let busy = LoopbackServer(address: "127.0.0.2") { _ in .init(429, ["Retry-After: 7200"]) }
    defer { busy.close() }
    web.set(
      "/page", .init(200, ["Content-Type: text/html"], body: Array("<html><body>Please log in</body></html>".utf8)))
    let urls = [busy.url("/busy")] + ["/absent", "/page", "/good"].map { web.server.url($0) }
    let home = try UpdateHome(urls + ["nowhere.rss"])
    let summary = try home.update()
    #expect(summary.stories.added == 1 && summary.changedFeeds == 1)
    #expect(Set(summary.problems.map(\.source)) == Set(urls.dropLast() + ["nowhere.rss"]))
    #expect(summary.trouble == .noInput)
    let states = try home.store().states()
    #expect(states[urls[0]]?.nextDue == later(7200))
    for url in urls.dropLast() { #expect(states[url]?.failures == 1) }
    #expect(states[urls[2]]?.bodyHash == nil)
    // None of them is due again at once; forced, all are, but never within a minute and never against a server's word.
    #expect(try home.update(at: later(60)).notDue == 4)
    #expect(try home.update(at: later(59), force: true).notDue == 4)
    #expect(try home.update(at: later(120), force: true).notDue == 1)
    #expect(busy.requests.count == 1)
  }

  @Test func goneFeedsAreRetiredAndForgottenOnesForgotten() throws {
    let web = ChangingServer()
    web.set("/gone", .init(410))
    let url = web.server.url("/gone")
    let home = try UpdateHome([url])
    #expect(try home.update().trouble == .badData)
    let second = try home.update(at: later(86400 + 60))
    #expect(second.retired == [url])
    #expect(try home.update(at: later(100 * 86400)).notDue == 1)
    var list = try Subscriptions(path: home.folder.path + "/Feeds/feeds.opml")
    expectRemoved(from: &list, url)
    try list.save()
    try home.update(at: later(101 * 86400))
    #expect(try home.store().states().isEmpty)
  }

  @Test func killedBetweenCommitAndStatesLosesNothing() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]), ["ETag: \"v1\""])
    let home = try UpdateHome([web.server.url("/a")])
    try home.update()
    let state = home.folder.path + "/Index/state.sqlite"
    let saved = try Data(contentsOf: URL(fileURLWithPath: state))
    web.set("/a", feed: rss("A", [("1", "Luna"), ("2", "Zond")]), ["ETag: \"v2\""])
    try home.update(at: later(3600))
    // As if the second run had ended right after its commit.
    try saved.write(to: URL(fileURLWithPath: state))
    let again = try home.update(at: later(7200))
    #expect(again.stories.unchanged == 2 && again.stories.total == 2)
    #expect(try titles(home.folder) == ["Luna", "Zond"])
  }

  @Test(arguments: [false, true])
  func anIndexThatLostItsStoriesIsFilledAgain(isEmptied: Bool) throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]), ["ETag: \"v1\"", "Cache-Control: max-age=80000"])
    let home = try UpdateHome([web.server.url("/a"), "local.rss"])
    try home.folder.write("Feeds/local.rss", rss("Local", [("1", "Chang'e")]))
    try home.folder.write("Feeds/other.rss", rss("Other", [("1", "Other")]))
    try home.update()
    try home.folder.write("Feeds/local.rss", rss("Local", [("1", "Chang'e"), ("2", "Yutu")]))
    try home.update(at: later(60))
    let index = home.folder.path + "/Index"
    for name in try FileManager.default.contentsOfDirectory(atPath: index) where !name.hasPrefix("state") {
      try FileManager.default.removeItem(atPath: index + "/" + name)
    }
    if !isEmptied {
      // An older index in its place.
      _ = try withWriter(home.folder) { writer in
        try Ingest(into: writer, now: testNow, options: .init(fetcher: loopbackOptions()))
          .run([home.folder.path + "/Feeds/other.rss"])
      }
    }
    let summary = try home.update(at: later(120))
    #expect(summary.stories.added == 3 && summary.notDue == 0)
    #expect(web.server.requests.last?.header("if-none-match") == nil)
    #expect(try titles(home.folder) == (["Chang'e", "Luna", "Yutu"] + (isEmptied ? [] : ["Other"])).sorted())
  }

  @Test("A failure of the disk at any call leaves the old index or the new, and no state ahead of it")
  func failuresOfTheDisk() throws {
    let web = ChangingServer()
    var failures = 0
    for call in 1...60 {
      web.set("/a", feed: rss("A", [("1", "Luna")]), ["ETag: \"v1\""])
      let home = try UpdateHome([web.server.url("/a"), "local.rss"])
      try home.folder.write("Feeds/local.rss", rss("Local", [("1", "Chang'e")]))
      try home.update()
      web.set("/a", feed: rss("A", [("1", "Luna 25"), ("2", "Zond")]), ["ETag: \"v2\""])
      let disk = FailingFileSystem(failingCall: call)
      do {
        try home.update(at: later(3600), fileSystem: disk)
      } catch {
        failures += 1
      }
      try expectSound(home.folder, "call \(call)")
      let between = try titles(home.folder)
      #expect(
        between == ["Chang'e", "Luna"] || between == ["Chang'e", "Luna 25", "Zond"], "call \(call)")
      try home.update(at: later(7200))
      #expect(try titles(home.folder) == ["Chang'e", "Luna 25", "Zond"], "call \(call)")
      try expectSound(home.folder, "call \(call)")
      if !disk.hasFailed { break }
    }
    #expect(failures > 3)
  }

  @Test func aStopCommitsWhatHasBeenRead() throws {
    let web = ChangingServer()
    let part = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
    web.set("/slow", .init(parts: [(0, part), (3000, Array(rss("S", [("1", "Slow")]).utf8))]))
    let home = try UpdateHome(["local.rss", web.server.url("/slow")])
    try home.folder.write("Feeds/local.rss", rss("Local", [("1", "Chang'e")]))
    var questions = 0
    let summary = try home.update(isStopped: {
      questions += 1
      return questions > 5
    })
    #expect(summary.wasStopped && summary.stories.added == 1)
    #expect(try titles(home.folder) == ["Chang'e"])
    #expect(try home.store().states()[web.server.url("/slow")] == nil)
  }

  @Test func aSecondWriterIsToldAtOnce() throws {
    let home = try UpdateHome([])
    try withWriter(home.folder) { _ in
      #expect {
        try home.update()
      } throws: { error in
        guard case .storage(.locked)? = error as? IndexError else { return false }
        return true
      }
    }
  }

  @Test func theSameAddressTwiceIsAskedOnce() throws {
    let web = ChangingServer()
    web.set("/a", feed: rss("A", [("1", "Luna")]))
    let home = try UpdateHome([])
    let url = web.server.url("/a")
    try home.folder.write(
      "Feeds/feeds.opml",
      "<opml><body><outline xmlUrl=\"\(url)\"/><outline text=\"x\"><outline xmlUrl=\"\(url)\"/></outline></body></opml>"
    )
    #expect(try home.update().subscribed == 1)
    #expect(web.server.requests.count == 1)
  }
}
