import Corpus
import Testing

@testable import FeedFetching

/// An answer without a server.
func made(
  _ outcome: FeedAnswer.Outcome, status: Int = 200, url: String = "https://example.org/feed", etag: String? = nil,
  lastModified: String? = nil, pace: ServerPace = ServerPace(), movedTo: String? = nil
) -> FeedAnswer {
  var answer = FeedAnswer(request: FeedRequest(url: url), outcome: outcome)
  answer.status = status
  answer.validators = FeedValidators(
    etag: etag.map { Array($0.utf8) }, lastModified: lastModified.map { Array($0.utf8) })
  answer.pace = pace
  answer.movedTo = movedTo
  return answer
}

func later(_ seconds: Int) -> Timestamp {
  Timestamp(secondsSince1970: testNow.secondsSince1970 + Int64(seconds))
}

@Suite struct PollingScheduleTests {
  private let schedule = PollingSchedule()

  @Test(
    "After a good answer",
    arguments: [
      ("\"v\"", nil, nil, 900), (nil, nil, nil, 1800), ("\"v\"", 60, nil, 900), ("\"v\"", 7200, nil, 7200),
      ("\"v\"", 500_000_000, nil, 86400), ("\"v\"", 3600, 7200, 7200), ("\"v\"", 7200, 3600, 7200),
      ("\"v\"", nil, Int.max, 86400), (nil, 600, -5, 1800),
    ] as [(String?, Int?, Int?, Int)])
  func good(etag: String?, freshness: Int?, feedInterval: Int?, expected: Int) {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: etag, pace: ServerPace(freshness: freshness)), at: testNow, schedule: schedule)
    state.didRead(
      made(.body([65]), etag: etag, pace: ServerPace(freshness: freshness)), hash: 1, title: "",
      wishes: FeedWishes(interval: feedInterval), newStories: 20, at: testNow, schedule: schedule)
    #expect(state.interval == expected)
    #expect(state.isDue(at: later(expected)))
    #expect(!state.isDue(at: later(expected - 61)))
    // The feed's own wish is remembered for the answers without a body.
    state.take(made(.notModified, status: 304, pace: ServerPace(freshness: freshness)), at: testNow, schedule: schedule)
    #expect(state.interval == expected)
  }

  @Test func aRunOnTheMinuteFindsWhatWasAskedSomeSecondsAfterTheMinute() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"v\""), at: later(7), schedule: schedule)
    #expect(state.isDue(at: later(900)))
  }

  @Test func retryAfterIsKeptToTheSecondAndValidatorsSurviveIt() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"v\""), at: testNow, schedule: schedule)
    let refusal = made(.failed(.status(429)), status: 429, pace: ServerPace(retryAfter: 4321))
    state.take(refusal, at: testNow, schedule: schedule)
    #expect(state.nextDue == later(4321))
    #expect(state.validators?.etag == Array("\"v\"".utf8))
    #expect(state.request(at: later(4321)).validators?.etag == Array("\"v\"".utf8))
    #expect(state.failures == 1)
  }

  @Test func aSillyRetryAfterIsCut() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.failed(.status(503)), pace: ServerPace(retryAfter: 1 << 31)), at: testNow, schedule: schedule)
    #expect(state.interval == 7 * 86400)
    state.take(made(.failed(.status(503)), pace: ServerPace(retryAfter: 0)), at: testNow, schedule: schedule)
    #expect(state.interval == 900)
  }

  @Test(arguments: [(FetchFailure.timedOut, 86400), (FetchFailure.status(404), 7 * 86400)])
  func failuresDoubleUpToALimitWithTheSameJitterEachTime(failure: FetchFailure, longest: Int) {
    var state = FeedState(url: "https://example.org/feed")
    var intervals: [Int] = []
    for _ in 0..<40 {
      state.take(made(.failed(failure), status: 0), at: testNow, schedule: schedule)
      intervals.append(state.interval)
    }
    #expect((900...1125).contains(intervals[0]))
    #expect((1800...2250).contains(intervals[1]))
    #expect((3600...4500).contains(intervals[2]))
    #expect((longest...(longest * 5 / 4)).contains(intervals[39]))
    #expect(state.isDue(at: later(intervals[39])) && !state.isDue(at: later(intervals[39] - 1)))
    let other = schedule.backOff(url: "https://example.org/other", failures: 5, isTemporary: true)
    #expect(other != schedule.backOff(url: "https://example.org/feed", failures: 5, isTemporary: true))
    #expect(other == schedule.backOff(url: "https://example.org/other", failures: 5, isTemporary: true))
    #expect(schedule.backOff(url: "", failures: .max, isTemporary: true) >= 86400)
    #expect(schedule.backOff(url: "", failures: .min, isTemporary: true) >= 900)
  }

  @Test func aGoodAnswerEndsTheBackOff() {
    var state = FeedState(url: "https://example.org/feed")
    for _ in 0..<5 { state.take(made(.failed(.timedOut)), at: testNow, schedule: schedule) }
    #expect(state.failures == 5 && !state.lastError.isEmpty)
    state.take(made(.body([65])), at: testNow, schedule: schedule)
    #expect(state.failures == 0 && state.lastError.isEmpty && state.interval == 1800)
  }

  @Test func goneTwiceADayApartRetires() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.gone, status: 410), at: testNow, schedule: schedule)
    #expect(!state.isRetired && !state.isDue(at: later(3600)))
    state.take(made(.gone, status: 410), at: later(3600), schedule: schedule)
    #expect(!state.isRetired)
    state.take(made(.gone, status: 410), at: later(86400), schedule: schedule)
    #expect(state.isRetired && !state.isDue(at: later(400 * 86400)))
    state.take(made(.body([65])), at: later(2 * 86400), schedule: schedule)
    #expect(!state.isRetired && state.goneSince == nil)
  }

  @Test func aDateFarAheadComesFromAWrongClock() {
    var state = FeedState(url: "https://example.org/feed")
    state.nextDue = later(30 * 86400)
    #expect(state.isDue(at: testNow))
  }
}

@Suite struct FeedStateTests {
  private let schedule = PollingSchedule()

  @Test func thePairOfValidatorsIsReplacedWhole() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"1\"", lastModified: "Mon"), at: testNow, schedule: schedule)
    state.take(made(.notModified, status: 304), at: testNow, schedule: schedule)
    #expect(state.validators == FeedValidators(etag: Array("\"1\"".utf8), lastModified: Array("Mon".utf8)))
    state.take(made(.notModified, status: 304, etag: "\"2\"", lastModified: "Tue"), at: testNow, schedule: schedule)
    #expect(state.validators?.etag == Array("\"1\"".utf8))
    state.take(made(.notModified, status: 304, etag: "\"1\"", lastModified: "Tue"), at: testNow, schedule: schedule)
    #expect(state.validators?.lastModified == Array("Tue".utf8))
    state.take(made(.body([65]), lastModified: "Wed"), at: testNow, schedule: schedule)
    #expect(state.validators == FeedValidators(etag: nil, lastModified: Array("Wed".utf8)))
    state.take(made(.body([65])), at: testNow, schedule: schedule)
    #expect(state.validators == nil)
  }

  @Test func notModifiedIsNotBelievedForEver() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"1\""), at: testNow, schedule: schedule)
    state.take(made(.notModified, status: 304), at: later(7 * 86400), schedule: schedule)
    #expect(state.request(at: later(7 * 86400)).validators != nil)
    #expect(state.request(at: later(9 * 86400)).validators == nil)
    #expect(state.request(at: testNow, unconditional: true).validators == nil)
  }

  @Test func aMoveIsBelievedAfterThreeAnswersAndForgottenWhenItFails() {
    var state = FeedState(url: "https://example.org/feed")
    let moved = "https://example.net/feed"
    for count in 1...3 {
      #expect(state.request(at: testNow).url == state.url, "after \(count - 1) answers")
      state.take(made(.body([65]), movedTo: moved), at: testNow, schedule: schedule)
    }
    #expect(state.request(at: testNow).url == moved)
    state.take(made(.body([65]), url: moved), at: testNow, schedule: schedule)
    #expect(state.request(at: testNow).url == moved)
    state.take(made(.failed(.timedOut), url: moved), at: testNow, schedule: schedule)
    #expect(state.request(at: testNow).url == moved)
    state.take(made(.failed(.status(404)), url: moved), at: testNow, schedule: schedule)
    #expect(state.request(at: testNow).url == state.url)
  }

  @Test func aDetourBreaksTheChainOfMoves() {
    var state = FeedState(url: "https://example.org/feed")
    for target in ["https://a/", "https://a/", "https://b/", "https://a/", nil, "https://a/", "https://a/"] {
      state.take(made(.body([65]), movedTo: target), at: testNow, schedule: schedule)
    }
    #expect(state.moves == 2)
    #expect(state.request(at: testNow).url == state.url)
  }

  @Test func whatIsNoFeedLeavesWhatWasKnown() {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"1\""), at: testNow, schedule: schedule)
    state.didRead(hash: 7, title: "Moon", feedInterval: nil, at: testNow)
    let old = state
    state.take(made(.body([66]), etag: "\"portal\"", movedTo: "https://portal/"), at: later(900), schedule: schedule)
    state.didFailToRead("not a feed", keeping: old, at: later(900), schedule: schedule)
    #expect(state.validators == old.validators && state.bodyHash == 7 && state.title == "Moon" && state.moves == 0)
    #expect(state.failures == 1 && state.lastError == "not a feed" && state.lastSuccess == testNow)
    #expect(!state.isDue(at: later(1000)))
  }
}
