import Corpus
import LoopbackServer
import Synchronization
import Testing

@testable import FeedFetching

/// A clock that only sleeping moves.
final class HandClock: PageClock, Sendable {
  private let milliseconds = Mutex<Int64>(0)

  var elapsed: Duration { .milliseconds(milliseconds.withLock { $0 }) }

  func sleep(_ duration: Duration) {
    let parts = duration.components
    milliseconds.withLock { $0 += parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000 }
  }
}

/// A site on loopback that remembers when it was asked for what.
final class Site: Sendable {
  let clock = HandClock()
  let server: LoopbackServer
  private let log: Visits

  final class Visits: Sendable {
    let entries = Mutex<[(moment: Duration, host: String, path: String)]>([])
    let underWay = Mutex<(now: Int, most: Int)>((0, 0))
  }

  init(_ answer: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response) {
    let (clock, log) = (clock, Visits())
    self.log = log
    server = LoopbackServer { request in
      let host = request.header("host") ?? ""
      log.entries.withLock { $0.append((clock.elapsed, host, request.path)) }
      return answer(request)
    }
  }

  deinit { server.close() }

  var visits: [(moment: Duration, host: String, path: String)] { log.entries.withLock { $0 } }
  var paths: [String] { visits.map(\.path) }

  func fetch(
    _ paths: [String], robots: [String: RobotsRecord] = [:], at now: Timestamp = testNow,
    isStopped: () -> Bool = { false }, change: (inout PageFetcherOptions) -> Void = { _ in }
  ) throws -> (answers: [PageAnswer?], fetcher: PageFetcher) {
    var options = PageFetcherOptions(fetcher: loopbackOptions())
    change(&options)
    let fetcher = try PageFetcher(options: options, robots: robots, clock: clock)
    var answers = [PageAnswer?](repeating: nil, count: paths.count)
    let urls = paths.map { $0.contains("://") ? $0 : server.url($0) }
    try fetcher.fetch(urls, now: { now }, isStopped: isStopped) { place, answer in
      #expect(answers[place] == nil, "one answer each")
      answers[place] = answer
    }
    return (answers, fetcher)
  }
}

private func page(_ text: String = "<p>text</p>") -> LoopbackServer.Response {
  .init(200, ["Content-Type: text/html"], body: Array(text.utf8))
}

@Suite struct PageFetcherTests {
  @Test func robotsComesFirstAndASecondLiesBetweenTwoRequests() throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : page() }
    let (answers, _) = try site.fetch(["/a", "/b", "/c"])
    #expect(site.paths == ["/robots.txt", "/a", "/b", "/c"])
    #expect(answers.allSatisfy { if case .page = $0 { true } else { false } })
    for (earlier, later) in zip(site.visits, site.visits.dropFirst()) {
      #expect(later.moment - earlier.moment >= .seconds(1))
    }
    // Feeds of the host may have been asked right before.
    #expect(site.visits[0].moment >= .seconds(1))
  }

  @Test func hostsDoNotWaitForEachOther() throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : page() }
    let other = "http://localhost:\(site.server.port)"
    let (answers, _) = try site.fetch(["/a", "\(other)/a", "/b", "\(other)/b"])
    #expect(answers.count == 4 && site.visits.count == 6)
    #expect(site.visits.allSatisfy { $0.moment <= .seconds(3) })
    for host in Set(site.visits.map(\.host)) {
      let own = site.visits.filter { $0.host == host }
      for (earlier, later) in zip(own, own.dropFirst()) { #expect(later.moment - earlier.moment >= .seconds(1)) }
    }
  }

  @Test func rulesAndCrawlDelayAreKept() throws {
    let rules = "User-agent: Moonwire\nDisallow: /private\nCrawl-delay: 7\n"
    let site = Site { $0.path == "/robots.txt" ? .init(200, body: Array(rules.utf8)) : page() }
    let (answers, fetcher) = try site.fetch(["/a", "/private/b", "/c"])
    #expect(answers[1] == .disallowed && site.paths == ["/robots.txt", "/a", "/c"])
    #expect(site.visits[1].moment - site.visits[0].moment >= .seconds(7))
    #expect(site.visits[2].moment - site.visits[1].moment >= .seconds(7))
    let record = try #require(fetcher.robots[site.server.url("")])
    #expect(record.notBefore == Timestamp(secondsSince1970: testNow.secondsSince1970 + 7))
    // The next run waits for the rest of the delay before its first page.
    let start = site.clock.elapsed
    _ = try site.fetch(["/d"], robots: fetcher.robots)
    #expect(site.paths.last == "/d" && site.visits.last!.moment - start >= .seconds(7))
  }

  @Test(arguments: [(404, true), (403, true), (410, true), (500, false), (503, false), (429, false)])
  func whatTheStatusOfRobotsMeans(_ status: Int, _ isAllowed: Bool) throws {
    let site = Site { $0.path == "/robots.txt" ? .init(status) : page() }
    let (answers, _) = try site.fetch(["/a"])
    #expect(site.paths == (isAllowed ? ["/robots.txt", "/a"] : ["/robots.txt"]))
    #expect((answers[0] == .disallowed) == !isAllowed)
  }

  @Test func anEmptyRobotsAllowsAndABrokenConnectionDoesNot() throws {
    let empty = Site { $0.path == "/robots.txt" ? .init(200) : page() }
    #expect(try empty.fetch(["/a"]).answers[0] != .disallowed)
    let broken = Site { $0.path == "/robots.txt" ? .init(parts: []) : page() }
    #expect(try broken.fetch(["/a"]).answers[0] == .disallowed && broken.paths == ["/robots.txt"])
  }

  @Test(arguments: [(0, false), (86_399, false), (86_400, true), (-5, true)])
  func robotsIsKeptForADay(_ age: Int64, _ isAskedAgain: Bool) throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : page() }
    let record = RobotsRecord(
      origin: site.server.url(""), verdict: .rules, body: Array("User-agent: *\nDisallow: /b".utf8),
      fetched: Timestamp(secondsSince1970: testNow.secondsSince1970 - age))
    let (answers, _) = try site.fetch(["/a", "/b"], robots: [record.origin: record])
    #expect(site.paths == (isAskedAgain ? ["/robots.txt", "/a", "/b"] : ["/a"]))
    #expect((answers[1] == .disallowed) == !isAskedAgain)
  }

  @Test func robotsThatCouldNotBeHadIsAskedAgainAfterAnHour() throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : page() }
    for (age, paths) in [(3_599, []), (3_600, ["/robots.txt", "/a"])] as [(Int64, [String])] {
      let record = RobotsRecord(
        origin: site.server.url(""), verdict: .unreachable,
        fetched: Timestamp(secondsSince1970: testNow.secondsSince1970 - age))
      _ = try site.fetch(["/a"], robots: [record.origin: record])
      #expect(site.paths == paths)
    }
  }

  @Test func redirectsAreJudgedByTheRulesOfWhereTheyLead() throws {
    let site = Site { request in
      switch request.path {
      case "/robots.txt" where request.header("host")?.hasPrefix("localhost") == true:
        .init(200, body: Array("User-agent: *\nDisallow: /closed".utf8))
      case "/robots.txt": .init(404)
      case "/closed", "/open": page()
      case "/circle": .init(302, ["Location: /circle"])
      case "/file": .init(302, ["Location: file:///etc/passwd"])
      case let path where path.hasPrefix("/to/"):
        .init(
          301,
          ["Location: http://localhost:\(request.header("host")!.split(separator: ":").last!)/\(path.dropFirst(4))"])
      default: .init(302, ["Location: \(request.path)x"])
      }
    }
    let (answers, _) = try site.fetch(["/to/open", "/to/closed", "/circle", "/file", "/endless"])
    guard case .page(_, _, let url) = answers[0] else { return #expect(answers[0] == nil) }
    #expect(url == "http://localhost:\(site.server.port)/open")
    #expect(answers[1] == .disallowed)
    #expect(answers[2] == .failed(.tooManyRedirects(limit: PageFetcher.mostRedirects)))
    #expect(answers[4] == .failed(.tooManyRedirects(limit: PageFetcher.mostRedirects)))
    if case .failed = answers[3] {} else { Issue.record("\(String(describing: answers[3]))") }
    #expect(!site.paths.contains("/closed"))
    for host in Set(site.visits.map(\.host)) {
      let own = site.visits.filter { $0.host == host }
      for (earlier, later) in zip(own, own.dropFirst()) { #expect(later.moment - earlier.moment >= .seconds(1)) }
    }
  }

  @Test func refusalsEndTheHostForThisRunAndAreKept() throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : .init(429, ["Retry-After: 600"]) }
    let (answers, fetcher) = try site.fetch(["/a", "/b"])
    #expect(answers == [.failed(.status(429)), .postponed] && site.paths == ["/robots.txt", "/a"])
    let again = try site.fetch(["/b"], robots: fetcher.robots)
    #expect(again.answers == [.postponed] && site.paths.count == 2)
  }

  @Test func theTimeBudgetPostpones() throws {
    let site = Site { $0.path == "/robots.txt" ? .init(404) : page() }
    let (answers, _) = try site.fetch((0..<10).map { "/\($0)" }, change: { $0.timeBudget = .milliseconds(4500) })
    #expect(answers.count { $0 == .postponed } == 7 && site.visits.count == 4)
  }

  @Test func aStopPostpones() throws {
    let site = Site { _ in page() }
    #expect(
      try site.fetch(["/a", "/b"], isStopped: { true }).answers == [.postponed, .postponed] && site.visits.isEmpty)
  }

  @Test func sizesTypesAndAddressesAreGuarded() throws {
    let site = Site { request in
      switch request.path {
      case "/robots.txt": .init(404)
      case "/pdf": .init(200, ["Content-Type: application/pdf"], body: [0x25])
      case "/large": page(String(repeating: "x", count: 5000))
      default: .init(200, ["Content-Type: text/html; charset=koi8-r", "Set-Cookie: a=b"], body: [0x41])
      }
    }
    let (answers, _) = try site.fetch(
      ["/pdf", "/large", "/plain", "ftp://a/b", "/again"], change: { $0.largestPage = 4000 })
    #expect(answers[0] == .notAPage(contentType: "application/pdf") && answers[1] == .failed(.tooLarge(limit: 4000)))
    #expect(answers[2] == .page(body: [0x41], contentType: "text/html; charset=koi8-r", url: site.server.url("/plain")))
    #expect(answers[3] == .failed(.unusableAddress))
    #expect(site.server.requests.allSatisfy { $0.header("cookie") == nil })
    #expect(site.server.requests.last?.header("accept")?.hasPrefix("text/html") == true)
    let guarded = try site.fetch(["/a"], change: { $0.fetcher.allowPrivate = false })
    #expect(guarded.answers[0] == .disallowed && site.paths.last != "/a")
  }
}
