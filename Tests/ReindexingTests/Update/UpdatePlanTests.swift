import Corpus
import FeedFetching
import TestSupport
import Testing

@testable import Reindexing

@Suite struct UpdatePlanTests {
  private func state(_ url: String, due seconds: Int?, checked: Bool = true) -> FeedState {
    var state = FeedState(url: url)
    state.nextDue = seconds.map { later($0) }
    state.lastChecked = checked ? later(-86_400) : nil
    return state
  }

  private func plan(_ feeds: [Subscription], _ states: [FeedState], isTrusted: Bool = true, force: Bool = false)
    -> [UpdatePlan.Reason]
  {
    UpdatePlan(
      feeds: feeds, states: Dictionary(uniqueKeysWithValues: states.map { ($0.url, $0) }), now: testNow,
      isTrusted: isTrusted, force: force
    ).items.map(\.reason)
  }

  @Test func reasons() {
    var paused = Subscription(url: "https://paused/")
    paused.isPaused = true
    let feeds =
      ["https://new/", "https://due/", "https://later/", "https://gone/", "a.rss", "https://failing/"]
      .map { Subscription(url: $0) } + [paused]
    var gone = state("https://gone/", due: -60)
    gone.isRetired = true
    var failing = state("https://failing/", due: 60)
    failing.failures = 2
    let states = [
      state("https://due/", due: -60), state("https://later/", due: 60), gone, failing,
      state("https://paused/", due: -60),
    ]
    let due = UpdatePlan.Reason.due(since: later(-60))
    let later = UpdatePlan.Reason.notDue(until: later(60))
    #expect(plan(feeds, states) == [.neverAsked, due, later, .retired, .file, later, .paused])
    #expect(plan(feeds, states, force: true) == [.neverAsked, due, .forced, .forced, .file, .forced, .paused])
    // What the index has lost is asked for again; what fails is left alone all the same.
    #expect(plan(feeds, states, isTrusted: false) == [.neverAsked, due, .lost, .retired, .file, later, .paused])
  }

  @Test("FRB070: --force asks no feed twice within a minute, and none whose server has said when to come back")
  func forcedTooSoon() {
    let feeds = ["https://just/", "https://asked/", "https://refused/", "https://back/", "https://retired/"]
      .map { Subscription(url: $0) }
    var states = feeds.map { state($0.url, due: 900) }
    states[0].lastChecked = later(-59)
    states[1].lastChecked = later(-60)
    (states[2].lastChecked, states[2].failures, states[2].dueReason) = (later(-600), 1, .retryAfter)
    states[2].nextDue = later(7200)
    (states[3].lastChecked, states[3].failures, states[3].dueReason) = (later(-600), 1, .retryAfter)
    states[3].nextDue = later(0)
    (states[4].lastChecked, states[4].isRetired) = (later(-1), true)
    #expect(
      plan(feeds, states, force: true) == [
        .forcedTooSoon(until: later(1)), .forced, .forcedTooSoon(until: later(7200)), .due(since: later(0)),
        .forcedTooSoon(until: later(59)),
      ])
  }

  @Test func twoSubscriptionsThatLeadToOneAddressAreAskedOnce() {
    var moved = state("https://old/", due: -60)
    (moved.movedTo, moved.moves) = ("https://new/", 3)
    let feeds = [Subscription(url: "https://old/"), Subscription(url: "https://new/")]
    #expect(plan(feeds, [moved]) == [.due(since: later(-60)), .sameAddress])
  }

  @Test func theLongestDueComeFirstNewOnesInTurnAndHostsAlternate() {
    let urls = ["https://a/1", "https://a/2", "https://a/3", "https://b/1", "https://c/new", "https://d/new"]
    let states = [
      state(urls[0], due: -10), state(urls[1], due: -500), state(urls[2], due: -400), state(urls[3], due: -20),
    ]
    let plan = UpdatePlan(
      feeds: urls.map { Subscription(url: $0) }, states: Dictionary(uniqueKeysWithValues: states.map { ($0.url, $0) }),
      now: testNow)
    #expect(
      plan.requests.map(\.request.url) == [
        "https://a/2", "https://c/new", "https://d/new", "https://b/1", "https://a/3", "https://a/1",
      ])
  }

  @Test("A run that may ask few gets round to all, whatever the number of hosts", arguments: 0..<20 as Range<UInt64>)
  func rounds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let hosts = Int.random(in: 1...20, using: &random)
    let feeds = (0..<60).map { Subscription(url: "https://h\(Int.random(in: 0..<hosts, using: &random))/\($0)") }
    var states: [String: FeedState] = [:]
    var asked: Set<String> = []
    var now = testNow
    for _ in 0..<10 {
      let plan = UpdatePlan(feeds: feeds, states: states, now: now, mostFeeds: 6)
      #expect(plan.requests.count == 6, "seed \(seed)")
      #expect(plan.items.count { $0.reason == .putOff } == 60 - asked.count - 6, "seed \(seed)")
      for (feed, _) in plan.requests {
        #expect(asked.insert(feed.url).inserted, "seed \(seed)")
        var state = FeedState(url: feed.url)
        state.lastChecked = now
        state.nextDue = Timestamp(secondsSince1970: now.secondsSince1970 + 86_400)
        states[feed.url] = state
      }
      now = Timestamp(secondsSince1970: now.secondsSince1970 + 900)
    }
    #expect(asked.count == 60)
  }
}
