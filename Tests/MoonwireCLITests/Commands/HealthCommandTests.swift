import Foundation
import LoopbackServer
import Moonwire
import Testing

@testable import MoonwireCLI

/// `moonwire health` as a user runs it, over a log that is made up.
@Suite(.enabled(if: BuiltProgram.isBuilt, "moonwire has not been built")) struct HealthCommandTests {
  private let now = Timestamp.now

  private func ago(_ seconds: Int64) -> Timestamp {
    Timestamp(secondsSince1970: now.secondsSince1970 - seconds)
  }

  /// A home whose list has these feeds, and whose log has a look at each every hour of the last day.
  private func program(
    _ feeds: [Subscription], outcome: FetchRecord.Outcome = .unchanged, age: Int64 = 0,
    _ change: (inout FeedState, inout FetchRecord) -> Void = { _, _ in }
  ) throws -> BuiltProgram {
    let program = try BuiltProgram()
    var list = try Subscriptions(path: program.path("Feeds/feeds.opml"))
    _ = try list.add(contentsOf: feeds)
    try list.save()
    let store = try FeedStateStore(path: program.path("Index/state.sqlite"))
    for hour in 0..<24 {
      let moment = ago(age + 3600 * Int64(23 - hour))
      var fetches: [FetchRecord] = []
      var states: [FeedState] = []
      for feed in feeds {
        var state = FeedState(url: feed.url)
        (state.lastChecked, state.lastSuccess) = (moment, moment)
        var fetch = FetchRecord(url: feed.url, time: moment, outcome: outcome)
        change(&state, &fetch)
        fetches.append(fetch)
        states.append(state)
      }
      try store.save(states, generation: 0)
      try store.record(RunRecord(started: moment, finished: moment, fetches: fetches))
    }
    return program
  }

  @Test func withoutRunsItSaysSo() throws {
    let program = try BuiltProgram()
    try program.write("Feeds/feeds.opml", "<opml><body><outline xmlUrl=\"https://a.invalid/\"/></body></opml>")
    let run = try program.run("health")
    #expect(run.status == 66)
    #expect(run.output.isEmpty)
    #expect(run.errors == "moonwire: no update has run yet, so nothing is known of the feeds; run 'moonwire update'\n")
  }

  @Test func theIllAreNamedAndTheWellAreNot() throws {
    let feeds = ["dead", "slow", "paused"].map {
      Subscription(url: "https://\($0).invalid/rss", title: "The \($0) one")
    }
    var list = feeds
    list[2].isPaused = true
    let program = try program(list) { state, fetch in
      switch state.url {
      case feeds[1].url: fetch.milliseconds = 8200
      default:
        fetch.outcome = .failed
        (state.failures, state.lastError) = (24, "no such host: dead.invalid")
      }
    }
    let run = try program.run("health")
    #expect(run.status == 1)
    #expect(
      run.output == """
        1  The dead one  dead          it failed 24 times in a row, the last time because: no such host: dead.invalid; \
        look for its new address, or 'moonwire remove 1' it
        2  The slow one  silent, slow  it answers and has never had a story; see with 'moonwire parse \
        https://slow.invalid/rss' what it sends. half of its answers take 8.2 s or more; ask it less often: \
        interval="6h" in its outline

        """)
    let objects = try program.run("health", "--json", "--since", "2d").objects
    #expect(objects.map { $0["number"] as? Int } == [1, 2])
    let ailments = objects.compactMap { $0["ailments"] as? [[String: Any]] }
    #expect(ailments.map { $0.compactMap { $0["name"] as? String } } == [["dead"], ["silent", "slow"]])
  }

  @Test func allAreWell() throws {
    let server = LoopbackServer { _ in .init(200, body: rssFeed("Good", items: ["a", "b"])) }
    defer { server.close() }
    let program = try BuiltProgram()
    #expect(try program.run("add", "--allow-private", server.url("/feed")).status == 0)
    // The one run that there has been is that of 'add'.
    let run = try program.run("health")
    #expect((run.status, run.output, run.errors) == (0, "", ""))
  }

  @Test func updatesThatHaveStoppedAreTold() throws {
    let program = try program([Subscription(url: "https://a.invalid/rss")], age: 9 * 86_400)
    let run = try program.run("health")
    #expect(run.status == 1)
    #expect(run.errors.contains("which is more than 7 d ago; 'moonwire schedule'"))
    #expect(try program.run("health", "--since", "2w").errors.isEmpty)
    #expect(try program.run("health", "--since", "never").status == 64)
  }
}
