import Corpus
import LoopbackServer
import Testing

@testable import FeedFetching

/// FRB020–FRB037 of the Feed Reader Behavior project: how often, and how many at a time.
@Suite struct PaceRules {
  @Test(
    "FRB020: 429 and 503 are heard, in seconds and as a date, and kept by the next process",
    arguments: [
      (429, "Retry-After: 7300", 7300), (503, "Retry-After: 7300", 7300), (429, "Retry-After: 86400", 86400),
      (503, "Retry-After: Tue, 09 Mar 2021 10:30:00 GMT", 7200), (429, "Retry-After: 1", 900),
    ])
  func frb020(status: Int, line: String, expected: Int) throws {
    let server = LoopbackServer(inTurn: [{ _ in .init(status, [line], body: [65]) }, { _ in .feed() }])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.look()
    #expect(reader.wait == expected)
    #expect(reader.state.dueReason == .retryAfter)
    reader.pass(expected - 1)
    #expect(try reader.look() == nil)
    reader.pass(1)
    #expect(try reader.look()?.outcome == .body(feedBody))
    #expect(server.requests.count == 2)
  }

  @Test("FRB021: after 429 without a hint, ten minutes, doubling to a day")
  func frb021() throws {
    let server = LoopbackServer { _ in .init(429, body: [65]) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    var waits: [Int] = []
    for _ in 0..<12 {
      try reader.lookWhenDue()
      waits.append(reader.wait)
    }
    #expect((600...750).contains(waits[0]) && (1200...1500).contains(waits[1]) && (2400...3000).contains(waits[2]))
    #expect((86400...108_000).contains(waits[11]))
  }

  @Test(
    "FRB022: Cache-Control less Age, and Expires, are heard within a floor and a cap",
    arguments: [
      (["Cache-Control: max-age=7200", "Age: 1200"], 6000), (["Cache-Control: max-age=10"], 900),
      (["Cache-Control: max-age=500000000"], 86400), (["Expires: Tue, 09 Mar 2021 10:30:00 GMT"], 7200),
      (["Cache-Control: max-age=3600", "Expires: Thu, 01 Jan 1970 00:00:00 GMT"], 3600), (["Expires: 0"], 900),
    ])
  func frb022(headers: [String], expected: Int) throws {
    let server = LoopbackServer { _ in .feed(headers + ["ETag: \"e\""]) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.look()
    #expect(reader.wait == expected)
  }

  @Test(
    "FRB023: a feed that is silent is asked less often, down to once in four hours, and a lively one more often again")
  func frb023() throws {
    let server = LoopbackServer { _ in .feed(["ETag: \"e\""]) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    var waits: [Int] = []
    while reader.now < later(12 * 86400) {
      try reader.lookWhenDue()
      waits.append(reader.wait)
    }
    #expect(waits[0] == 900)
    #expect(reader.wait == 4 * 3600)
    #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 + 60 })
    var state = reader.state
    let schedule = PollingSchedule()
    for day in 1...14 {
      state.take(made(.body([65]), etag: "\"e\""), at: later((12 + day) * 86400), schedule: schedule)
      state.didRead(
        made(.body([65]), etag: "\"e\""), hash: UInt64(day), title: "", wishes: FeedWishes(), newStories: 100,
        at: later((12 + day) * 86400), schedule: schedule)
    }
    #expect(state.interval < 1800)
  }

  @Test(
    "FRB024: ttl, sy:updatePeriod, skipHours and skipDays are heard",
    arguments: [
      (FeedWishes(interval: 7200), 7200), (FeedWishes(interval: 99_999_999), 86400),
      // It is Tuesday, 08:30.
      (FeedWishes(skipped: SkippedTimes(hours: [8, 9, 10], days: [])), 9000),
      (FeedWishes(skipped: SkippedTimes(hours: [], days: [2])), 55_800),
      (FeedWishes(skipped: SkippedTimes(hours: [0], days: [2, 3])), 145_800),
      (FeedWishes(skipped: SkippedTimes(hours: Array(0...23), days: [])), 900),
      (FeedWishes(skipped: SkippedTimes(hours: [], days: Array(1...7))), 900),
    ])
  func frb024(wishes: FeedWishes, expected: Int) throws {
    let server = LoopbackServer { _ in .feed(["ETag: \"e\""]) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    reader.say(wishes)
    try reader.look()
    #expect(reader.wait == expected)
    #expect(!reader.state.isDue(at: later(expected - 61)))
  }

  @Test("FRB030: nothing but the feed is fetched for its stories")
  func frb030() throws {
    let server = LoopbackServer { request in
      .init(200, body: Array("<rss><a href=\"\(request.path)/post\"/><img src=\"/i.png\"/></rss>".utf8))
    }
    defer { server.close() }
    try Reader(server.url("/feed")).look()
    #expect(server.requests.map(\.path) == ["/feed"])
  }

  @Test("FRB032: a look that fails is not repeated within the run")
  func frb032() throws {
    let server = LoopbackServer { _ in .init(parts: [(0, Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".utf8))])
    }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    for _ in 0..<5 { try reader.look() }
    #expect(server.requests.count == 1)
  }

  @Test("FRB033: a server has one request at a time, with a pause between two")
  func frb033() throws {
    let server = LoopbackServer { _ in .init(parts: [(20, Array("HTTP/1.1 200 OK\r\n\r\n<rss".utf8))]) }
    defer { server.close() }
    let requests = (0..<4).map { FeedRequest(url: server.url("/\($0)")) }
    try FeedFetcher(options: loopbackOptions { $0.gapPerHost = .milliseconds(80) })
      .fetch(requests, now: { testNow }) { _ in }
    let times = server.requests.map(\.time)
    #expect(times.count == 4)
    for (earlier, later) in zip(times, times.dropFirst()) { #expect(earlier.duration(to: later) >= .milliseconds(100)) }
  }

  @Test("FRB034: many feeds of one server that refuses one are left alone in this run and the next")
  func frb034() throws {
    let server = LoopbackServer(inTurn: [{ _ in .feed() }, { _ in .init(429, ["Retry-After: 5000"]) }])
    defer { server.close() }
    let urls = (0..<6).map { server.url("/\($0)") }
    var states = urls.map { FeedState(url: $0) }
    try FeedFetcher(options: loopbackOptions()).fetch(urls.map { FeedRequest(url: $0) }, now: { testNow }) { answer in
      guard let place = urls.firstIndex(of: answer.request.url) else { return }
      states[place].take(answer, at: testNow, schedule: PollingSchedule())
    }
    #expect(server.requests.map(\.path) == ["/0", "/1"])
    #expect(states[2...].allSatisfy { $0.nextDue == later(5000) && $0.dueReason == .hostRests && $0.failures == 0 })
    #expect(states[2...].allSatisfy { $0.lastChecked == nil })
    // The next run, with another feed of that host that is due.
    let rests = HostRests(states: states, at: later(4000))
    #expect(rests.end(ofHost: "127.0.0.1") == later(5000))
    var outcomes: [FeedAnswer.Outcome] = []
    try FeedFetcher(options: loopbackOptions()).fetch(
      [FeedRequest(url: server.url("/new"))], resting: rests, now: { later(4000) }
    ) { outcomes.append($0.outcome) }
    #expect(outcomes == [.failed(.hostResting(host: "127.0.0.1", until: later(5000)))])
    #expect(server.requests.count == 2)
    #expect(HostRests(states: states, at: later(5000)).end(ofHost: "127.0.0.1") == nil)
  }

  @Test("FRB034: one bad route does not stall its host")
  func oneBadRoute() throws {
    let schedule = PollingSchedule()
    let refused = made(.failed(.status(429)), status: 429, url: "https://a.org/bad", pace: ServerPace(retryAfter: 3600))
    var bad = FeedState(url: "https://a.org/bad")
    var good = FeedState(url: "https://a.org/good")
    bad.take(refused, at: testNow, schedule: schedule)
    #expect(HostRests(states: [bad, good], at: later(60)).end(ofHost: "a.org") == later(3600))
    // A good answer after the refusal.
    good.take(made(.body([65]), url: "https://a.org/good"), at: later(30), schedule: schedule)
    #expect(HostRests(states: [bad, good], at: later(60)).end(ofHost: "a.org") == nil)
    // A second refusal in a row.
    #expect(bad.request(at: later(3600)).wasRefused)
    bad.take(refused, at: later(3600), schedule: schedule)
    #expect(HostRests(states: [bad], at: later(3660)).end(ofHost: "a.org") == nil)
    #expect(bad.nextDue == later(7200))
    bad.take(made(.body([65]), url: "https://a.org/bad"), at: later(7200), schedule: schedule)
    #expect(!bad.request(at: later(7200)).wasRefused)
  }

  @Test("FRB035: many hosts at one address have one request at a time, with a pause between two")
  func frb035() throws {
    let server = LoopbackServer { _ in .init(parts: [(20, Array("HTTP/1.1 200 OK\r\n\r\n<rss".utf8))]) }
    defer { server.close() }
    let hosts = ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"]
    let requests = hosts.map { FeedRequest(url: "http://\($0):\(server.port)/\($0)") }
    var answers = 0
    try FeedFetcher(options: loopbackOptions { $0.gapPerHost = .milliseconds(80) })
      .fetch(requests, now: { testNow }) { answer in
        #expect(answer.status == 200, "\(answer.request.url): \(answer.outcome)")
        answers += 1
      }
    let times = server.requests.map(\.time)
    #expect(answers == 5 && times.count == 5)
    for (earlier, later) in zip(times, times.dropFirst()) { #expect(earlier.duration(to: later) >= .milliseconds(100)) }
  }

  @Test("Hosts at different addresses do not wait for each other")
  func hostsInParallel() throws {
    let turn = Turn()
    // Each server answers only when all have been asked.
    let servers = (1...20).map { number in
      LoopbackServer(address: "127.0.3.\(number)") { _ in
        _ = turn.next()
        for _ in 0..<2000 where turn.peek() < 20 { pause() }
        return turn.peek() < 20 ? .init(500) : .feed()
      }
    }
    defer { for server in servers { server.close() } }
    var outcomes: [FeedAnswer.Outcome] = []
    try FeedFetcher(options: loopbackOptions()).fetch(
      servers.map { FeedRequest(url: $0.url("/feed")) }, now: { testNow }
    ) { outcomes.append($0.outcome) }
    #expect(outcomes == Array(repeating: .body(feedBody), count: 20))
  }

  @Test("FRB037: a tick of cron every minute is no reason to ask every minute")
  func frb037() throws {
    let server = LoopbackServer { _ in .feed(["ETag: \"e\"", "Cache-Control: max-age=3600"]) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    for _ in 0..<180 {
      try reader.look()
      reader.pass(60)
    }
    #expect(server.requests.count == 3)
  }
}
