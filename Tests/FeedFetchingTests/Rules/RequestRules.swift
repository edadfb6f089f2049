import Corpus
import LoopbackServer
import Testing

@testable import FeedFetching

/// FRB050–FRB090 of the Feed Reader Behavior project: what a request looks like, and who says so.
@Suite struct RequestRules {
  /// The requests of a life: a first look, a 304, a redirect, a refusal, an error, and a look after each.
  private func life() throws -> [LoopbackServer.Request] {
    let server = LoopbackServer(inTurn: [
      { _ in .feed(["ETag: \"e\"", "Set-Cookie: id=1; Path=/"]) }, { _ in .init(304, ["Set-Cookie: id=2"]) },
      { _ in .init(302, ["Location: /elsewhere?x=1&&y", "Set-Cookie: id=3"]) }, { _ in .feed(["ETag: \"f\""]) },
      { _ in .init(429, ["Set-Cookie: id=4"]) }, { _ in .init(500) }, { _ in .init(404) }, { _ in .feed() },
    ])
    defer { server.close() }
    let reader = try Reader(server.url("/feed?b=2&a=1&&c="))
    for _ in 0..<7 { try reader.lookWhenDue() }
    let requests = server.requests
    #expect(requests.count == 8)
    return requests
  }

  @Test("FRB050 and FRB051: only GET, never HEAD")
  func frb050and051() throws {
    #expect(try life().allSatisfy { $0.line.hasPrefix("GET ") })
  }

  @Test(
    "FRB060: what a user gives for an address is checked before anything is asked",
    arguments: [
      "", "feed", "example.org/feed", "//example.org/", "http://", "http:///feed", "https://?x", "ftp://example.org/",
      "file:///etc/passwd", "javascript:alert(1)", "http://exa mple.org/", "http://example.org\\feed",
      "http://example.org/\r\nX: y", "feed:https://example.org/", "http://[::1/", "gopher://example.org/",
    ])
  func frb060(address: String) throws {
    let answer = try FeedFetcher(options: loopbackOptions()).fetch(FeedRequest(url: address), now: { testNow })
    #expect(answer.outcome == .failed(.unusableAddress))
  }

  @Test("FRB061: no other address is guessed when the given one fails", arguments: [404, 403, 500, 200])
  func frb061(status: Int) throws {
    let server = LoopbackServer { _ in .init(status, body: Array("<html>".utf8)) }
    defer { server.close() }
    let reader = try Reader(server.url("/blog"))
    for _ in 0..<3 { try reader.lookWhenDue() }
    #expect(Set(server.requests.map(\.path)) == ["/blog"])
  }

  @Test("FRB062 and FRB064: nothing is added to the address, against caches or for any other end")
  func frb062and064() throws {
    let requests = try life()
    #expect(requests.filter { $0.path != "/elsewhere?x=1&&y" }.allSatisfy { $0.path == "/feed?b=2&a=1&&c=" })
    for name in ["cache-control", "pragma", "x-requested-with", "range"] {
      #expect(requests.allSatisfy { $0.header(name) == nil }, "\(name)")
    }
  }

  @Test("FRB063: no cookies, whoever sets them")
  func frb063() throws {
    #expect(try life().allSatisfy { $0.header("cookie") == nil })
  }

  @Test("FRB065: no Referer, not after redirects either")
  func frb065() throws {
    #expect(try life().allSatisfy { $0.header("referer") == nil })
  }

  @Test(
    "FRB066: queries are sent as they are written",
    arguments: [
      "/f?b=2&a=1", "/f?a&&b=&=c", "/f?q=%7E~%41", "/f?x=a+b%20c", "/f?", "/f?a=1;b=2", "/f?url=http://x/y?z",
      "/a//b?c",
    ])
  func frb066(path: String) throws {
    let (_, requests) = try answer(to: { FeedRequest(url: $0.url(path)) }) { _ in .feed() }
    #expect(requests.map(\.path) == [path])
  }

  @Test("FRB070: looks on demand are limited to one a minute, and none while a refusal lasts")
  func frb070() {
    var state = FeedState(url: "https://example.org/feed")
    #expect(state.mayBeForced(at: testNow))
    state.take(made(.body([65]), pace: ServerPace(freshness: 3600)), at: testNow, schedule: PollingSchedule())
    #expect(!state.mayBeForced(at: later(59)))
    #expect(state.mayBeForced(at: later(60)))
    let refused = made(.failed(.status(429)), status: 429, pace: ServerPace(retryAfter: 5000))
    state.take(refused, at: later(60), schedule: PollingSchedule())
    #expect(!state.mayBeForced(at: later(5059)))
    #expect(state.mayBeForced(at: later(5060)))
    // A clock that was wrong.
    state.lastChecked = later(90 * 86400)
    state.nextDue = later(99 * 86400)
    #expect(state.mayBeForced(at: later(6000)))
  }

  @Test("FRB071: a look on demand is conditional, too; without conditions is asked after the loss of the index alone")
  func frb071() throws {
    var state = FeedState(url: "https://example.org/feed")
    state.take(made(.body([65]), etag: "\"e\""), at: testNow, schedule: PollingSchedule())
    #expect(state.request(at: later(60)).validators != nil)
    #expect(state.request(at: later(60), unconditional: true).validators == nil)
  }

  @Test("FRB080 to FRB083: the User-Agent names the program, its version and a page about it")
  func frb080to083() throws {
    let options = FeedFetcherOptions(userAgent: "Moonwire/0.9.1 (+https://example.org/moonwire)")
    let name = try #require(options.userAgent.wholeMatch(of: #/Moonwire/[0-9]+(\.[0-9]+)+ \(\+https://[^ )]+\)/#))
    #expect(!name.output.0.isEmpty)
    let (_, requests) = try answer(options: loopbackOptions { $0.userAgent = options.userAgent }) { _ in .feed() }
    #expect(requests.first?.header("user-agent") == options.userAgent)
  }

  @Test("FRB084 to FRB086 and FRB089: no other program's name, no browser's, no library's, nobody else's")
  func frb084to086() throws {
    for request in try life() {
      let agent = try #require(request.header("user-agent")).lowercased()
      for other in ["mozilla", "chrome", "safari", "gecko", "curl", "swift", "feedfetcher", "bot", "compatible", "jwz"]
      {
        #expect(!agent.contains(other), "\(agent)")
      }
    }
  }

  @Test("FRB087: the name stays the same from look to look")
  func frb087() throws {
    #expect(Set(try life().map { $0.header("user-agent") }).count == 1)
  }

  @Test("FRB088: nothing tells one user from another")
  func frb088() throws {
    let known: Set<String> = [
      "host", "user-agent", "accept", "accept-encoding", "if-none-match", "if-modified-since", "connection",
    ]
    for request in try life() { #expect(Set(request.headers.keys).isSubset(of: known), "\(request.headers.keys)") }
  }

  @Test("FRB090: no address is sent but that of the server, and that of the user where there is one")
  func frb090() throws {
    for (agent, addresses) in [("Moonwire/0.9.1", 0), ("Moonwire/0.9.1 (+mailto:me@example.org)", 1)] {
      let (_, requests) = try answer(options: loopbackOptions { $0.userAgent = agent }) { _ in .feed() }
      let headers = try #require(requests.first).headers.filter { $0.key != "host" }
      let values = headers.values.map { String(decoding: $0, as: UTF8.self) }
      #expect(values.count { $0.contains("@") || $0.contains("://") || $0.contains("www.") } == addresses, "\(values)")
      #expect(headers["from"] == nil && headers["referer"] == nil)
    }
  }

  @Test("Credentials go to their host alone, over https alone, and into no message")
  func credentials() throws {
    let credentials = try FeedCredentials(text: "machine 127.0.0.1\n  login moon password s3cret # trusted\n")
    let options = loopbackOptions { $0.credentials = credentials }
    let plain = try answer(options: options) { _ in .feed() }
    #expect(plain.1.first?.header("authorization") == nil)
    let secure = try answer(options: options, isSecure: true) { request in
      // The same server under another name.
      request.path == "/feed"
        ? .init(302, ["Location: https://localhost:\(request.header("host")?.split(separator: ":").last ?? "")/other"])
        : .feed()
    }
    #expect(secure.1.map { $0.header("authorization") } == ["Basic bW9vbjpzM2NyZXQ=", nil])
    #expect(secure.0.outcome == .body(feedBody))
    for text in ["\(credentials)", String(reflecting: credentials), "\(options)", "\(secure.0)"] {
      #expect(!text.contains("s3cret"), "\(text)")
    }
    var dumped = ""
    dump(options, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }
}
