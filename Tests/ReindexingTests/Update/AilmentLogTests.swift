import FeedFetching
import LoopbackServer
import Testing

@testable import Reindexing

/// What updates write into the log about feeds that are made badly, and what is judged from it.
@Suite struct AilmentLogTests {
  private let stories = [("1", "Luna 25"), ("2", "Zond"), ("3", "Mars 3")]

  /// Four updates, a day apart, of a feed whose answers the test gives, and the feed's history.
  private func history(_ answer: (ChangingServer, _ day: Int) -> Void) throws -> FeedHistory {
    let web = ChangingServer()
    let url = web.server.url("/a")
    let home = try UpdateHome([url])
    for day in 0..<4 {
      answer(web, day)
      try home.update(at: later(86_400 * day))
    }
    let store = try home.store()
    let state = try #require(try store.states()[url])
    var history = FeedHistory(state: state, looks: try store.fetches(of: url, since: testNow))
    history.stories = 3
    (history.oldestStory, history.newestStory) = (testNow, later(86_400 * 3))
    #expect(history.looks.count == 4)
    return history
  }

  private func ailments(_ history: FeedHistory) -> [FeedAilment] { history.ailments(at: later(86_400 * 3)) }

  @Test func oneThatIsWell() throws {
    let history = try history { web, day in
      web.set("/a", feed: rss("A", day < 2 ? Array(stories.dropFirst()) : stories))
    }
    #expect(history.looks.map(\.entries) == [2, nil, 3, nil])
    #expect(history.looks.allSatisfy { $0.renamed == 0 && $0.encodingRepairs == 0 && $0.redirects == 0 })
    #expect(ailments(history).isEmpty)
  }

  @Test func idsThatChange() throws {
    let history = try history { web, day in
      web.set("/a", feed: rss("A", stories.map { ("\($0.0)?session=\(day)", $0.1) }))
    }
    #expect(history.looks.map(\.renamed) == [0, 3, 3, 3])
    #expect(ailments(history) == [.renaming(stories: 9, readings: 3)])
  }

  @Test func aWrongLabel() throws {
    let history = try history { web, day in
      let body = [UInt8](rss("Луна", stories.map { ($0.0, "Зонд \($0.1) \(day)") }).utf8)
      web.set("/a", .init(200, ["Content-Type: application/rss+xml; charset=iso-8859-1"], body: body))
    }
    #expect(history.looks.allSatisfy { $0.encodingRepairs > 0 && $0.repairs >= $0.encodingRepairs })
    #expect(ailments(history) == [.misEncoded(readings: 4)])
  }

  @Test func aLongWay() throws {
    let history = try history { web, day in
      web.set("/a", .init(302, ["Location: /b"]))
      web.set("/b", .init(302, ["Location: /c"]))
      web.set("/c", .init(302, ["Location: /d"]))
      web.set("/d", feed: rss("A", stories + [("v\(day)", "Vega \(day)")]))
    }
    #expect(history.looks.map(\.redirects) == [3, 3, 3, 3])
    #expect(ailments(history) == [.detour(redirects: 3)])
  }

  @Test func anEmptyList() throws {
    let history = try history { web, day in web.set("/a", feed: rss("A", day < 2 ? stories : [])) }
    #expect(history.looks.map(\.entries) == [3, nil, 0, nil])
    #expect(ailments(history) == [.silent(hasHadStories: true)])
  }
}
