import Corpus
import Testing

@testable import FeedFetching

/// What the log says of a feed's health: each ailment, and what is close to it and none.
@Suite struct FeedHealthTests {
  /// A feed that answers well every hour and has a story a day.
  private func well(looks count: Int = 24, _ change: (inout FetchRecord, Int) -> Void = { _, _ in }) -> FeedHistory {
    var state = FeedState(url: "https://a.example/rss")
    state.lastChecked = testNow
    state.lastSuccess = testNow
    let looks = (0..<count).map { hour in
      var look = FetchRecord(
        url: state.url, time: later(-3600 * (count - hour)), outcome: hour % 24 == 0 ? .changed : .unchanged)
      look.status = 200
      look.milliseconds = 300
      if hour % 24 == 0 { (look.entries, look.added, look.unchanged) = (10, 1, 9) }
      change(&look, hour)
      return look
    }
    var history = FeedHistory(state: state, looks: looks)
    history.stories = 30
    history.oldestStory = later(-29 * 86_400)
    history.newestStory = later(-3600)
    return history
  }

  private func failing(_ failures: Int, goodLooks: Int = 0) -> FeedHistory {
    var history = well(looks: goodLooks)
    history.state.failures = failures
    history.state.lastError = "no such host: a.example"
    for hour in 0..<3 {
      history.looks.append(FetchRecord(url: history.state.url, time: later(hour), outcome: .failed))
    }
    return history
  }

  @Test func oneThatIsWell() {
    #expect(well().ailments(at: testNow).isEmpty)
    #expect(FeedHistory(state: FeedState(url: "https://new.example/"), looks: []).ailments(at: testNow).isEmpty)
  }

  @Test func gone() {
    var history = well()
    history.state.goneSince = later(-86_400)
    #expect(history.ailments(at: testNow) == [.gone(since: later(-86_400))])
    history.state.isRetired = true
    #expect(history.ailments(at: testNow) == [.gone(since: later(-86_400))])
  }

  @Test(arguments: [(2, 0, false), (3, 0, true), (9, 0, true), (3, 5, false)])
  func dead(failures: Int, goodLooks: Int, isDead: Bool) {
    let expected = [FeedAilment.dead(failures: failures, problem: "no such host: a.example")]
    #expect(failing(failures, goodLooks: goodLooks).ailments(at: testNow) == (isDead ? expected : []))
  }

  /// Days since the newest of so many stories, which lie so many days apart.
  @Test(
    arguments: [
      (13, 30, 1, nil), (15, 30, 1, 15), (50, 30, 7, nil), (71, 30, 7, 71), (364, 30, 90, nil), (366, 30, 90, 366),
      (300, 3, 1, nil), (366, 3, 1, 366), (13, 30, 0, nil), (15, 30, 0, 15),
    ] as [(Int, Int, Int, Int?)])
  func stale(silence: Int, stories: Int, pause: Int, expected: Int?) {
    var history = well { look, _ in look.added = 0 }
    history.stories = stories
    history.newestStory = later(-86_400 * silence)
    history.oldestStory = later(-86_400 * (silence + pause * (stories - 1)))
    let usual = stories >= FeedHistory.fewestStories ? 86_400 * pause : nil
    #expect(
      history.ailments(at: testNow) == (expected.map { [.stale(silence: $0 * 86_400, usual: usual)] } ?? []))
  }

  @Test func newsWithOldDatesAreNews() {
    var history = well { look, _ in look.added = 0 }
    history.newestStory = later(-86_400 * 40)
    history.oldestStory = later(-86_400 * 70)
    #expect(history.ailments(at: testNow).map(\.name) == ["stale"])
    history.looks[5].updated = 1
    #expect(history.ailments(at: testNow).isEmpty)
    history.looks[5].updated = 0
    history.looks[5].added = 1
    #expect(history.ailments(at: testNow).isEmpty)
    // The first body brings all that there is, however old.
    history.looks[5].added = history.stories
    #expect(history.ailments(at: testNow).map(\.name) == ["stale"])
  }

  @Test func filesAreNotStale() {
    var history = well { look, _ in look.added = 0 }
    history.newestStory = later(-86_400 * 900)
    history.oldestStory = later(-86_400 * 990)
    #expect(history.ailments(at: testNow).map(\.name) == ["stale"])
    history.state.url = "Samples/kaztag.rss"
    #expect(history.ailments(at: testNow).isEmpty)
  }

  @Test func silent() {
    var history = well { look, _ in (look.added, look.entries) = (0, look.entries.map { _ in 0 }) }
    #expect(history.ailments(at: testNow) == [.silent(hasHadStories: true)])
    history.stories = 0
    (history.newestStory, history.oldestStory) = (nil, nil)
    #expect(history.ailments(at: testNow) == [.silent(hasHadStories: false)])
    history.state.lastSuccess = nil
    #expect(history.ailments(at: testNow).isEmpty)
  }

  @Test(arguments: [(24, 5000, true), (24, 4999, false), (2, 9000, false), (3, 9000, true)])
  func slow(looks: Int, milliseconds: Int, isSlow: Bool) {
    let history = well(looks: looks) { look, hour in look.milliseconds = hour % 3 == 0 ? 10 : milliseconds }
    #expect(history.ailments(at: testNow) == (isSlow ? [.slow(milliseconds: milliseconds)] : []))
  }

  @Test func moved() {
    var history = well { look, _ in look.redirects = 1 }
    #expect(history.ailments(at: testNow).isEmpty)
    (history.state.movedTo, history.state.moves) = ("https://user:secret@b.example/rss", 1)
    #expect(history.ailments(at: testNow) == [.moved(to: "https://b.example/rss")])
  }

  @Test(arguments: [(3, 24, true), (2, 24, false), (3, 2, false)])
  func detour(redirects: Int, looks: Int, isOne: Bool) {
    let history = well(looks: looks) { look, hour in look.redirects = redirects + hour % 2 }
    #expect(history.ailments(at: testNow) == (isOne ? [.detour(redirects: redirects)] : []))
  }

  /// Entries under other ids, in so many readings.
  @Test(arguments: [(10, 1, false), (10, 2, true), (1, 2, false), (2, 2, true)])
  func renaming(stories: Int, readings: Int, isOne: Bool) {
    let history = well { look, hour in look.renamed = hour < readings ? stories : 0 }
    let expected = [FeedAilment.renaming(stories: stories * readings, readings: readings)]
    #expect(history.ailments(at: testNow) == (isOne ? expected : []))
  }

  @Test func misEncoded() {
    var history = well(looks: 72) { look, _ in look.encodingRepairs = look.entries == nil ? 0 : 1 }
    #expect(history.ailments(at: testNow) == [.misEncoded(readings: 3)])
    history.looks[24].encodingRepairs = 0
    #expect(history.ailments(at: testNow).isEmpty)
  }

  @Test func severalAtOnceAndOddNumbers() {
    var history = well { look, _ in (look.milliseconds, look.encodingRepairs, look.renamed) = (6000, 1, 5) }
    (history.state.movedTo, history.state.moves) = ("https://b.example/rss", 3)
    #expect(
      history.ailments(at: testNow).map(\.name) == ["slow", "redirecting", "guid-churning", "mis-encoded"])
    // What a user has put into the table must not trap.
    history.oldestStory = Timestamp(secondsSince1970: .min)
    history.newestStory = Timestamp(secondsSince1970: .max)
    #expect(!history.ailments(at: Timestamp(secondsSince1970: .min)).isEmpty)
    #expect(!history.ailments(at: Timestamp(secondsSince1970: .max)).isEmpty)
  }

  @Test func postponedLooksCountForNothing() {
    let looks = (0..<9).map { FetchRecord(url: "https://a.example/rss", time: later($0), outcome: .postponed) }
    #expect(FeedHistory(state: FeedState(url: "https://a.example/rss"), looks: looks).ailments(at: testNow).isEmpty)
  }
}
