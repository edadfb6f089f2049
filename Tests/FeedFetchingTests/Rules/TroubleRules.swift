import Corpus
import LoopbackServer
import Testing

@testable import FeedFetching

/// FRB110–FRB120 of the Feed Reader Behavior project: backing off in case of trouble.
@Suite struct TroubleRules {
  /// The waits after so many looks at a server that answers in that way.
  private func waits(
    _ count: Int = 10, _ script: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response
  ) throws -> (waits: [Int], state: FeedState) {
    let server = LoopbackServer(script: script)
    defer { server.close() }
    return try waits(count, url: server.url("/feed"))
  }

  private func waits(_ count: Int = 10, url: String) throws -> (waits: [Int], state: FeedState) {
    let reader = try Reader(url, options: loopbackOptions { $0.totalTimeout = .seconds(2) })
    var waits: [Int] = []
    for _ in 0..<count {
      try reader.lookWhenDue()
      waits.append(reader.wait)
    }
    return (waits, reader.state)
  }

  private func isSlowingDown(_ waits: [Int], to longest: Int) -> Bool {
    zip(waits, waits.dropFirst()).allSatisfy { later in later.1 * 10 >= later.0 * 16 || later.1 >= longest }
      && waits.last.map { $0 >= longest && $0 <= longest * 5 / 4 } ?? false
  }

  @Test(
    "FRB110: what stops being a feed is asked less and less",
    arguments: ["<html><title>Welcome to our hotel</title>", "\u{89}PNG\r\n", "moved to our app"])
  func frb110(body: String) throws {
    let (waits, state) = try waits(12) { _ in .init(200, ["Content-Type: text/html"], body: Array(body.utf8)) }
    #expect(isSlowingDown(waits, to: 7 * 86400), "\(waits)")
    #expect(state.failures == 12 && state.lastError == "not a feed" && state.validators == nil)
  }

  @Test("FRB110: an empty answer is a failure and not an empty feed")
  func empty() throws {
    let (_, state) = try waits(1) { _ in .init(200) }
    #expect(state.failures == 1 && state.lastBody == nil)
  }

  @Test("FRB110: a redirect to a login page is a failure", arguments: [301, 302, 307])
  func login(status: Int) throws {
    let (_, state) = try waits(4) { request in
      request.path == "/feed" ? .init(status, ["Location: /portal/login.php?back=/feed"]) : .feed()
    }
    #expect(state.failures == 4 && state.moves == 0 && state.lastError.contains("login page"))
  }

  @Test("FRB111 and FRB114: 410 is told, confirmed once a day later, and then the feed is not asked again")
  func frb111and114() throws {
    let server = LoopbackServer { _ in .init(410) }
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.look()
    #expect(reader.state.lastError.contains("gone") && !reader.state.isRetired)
    #expect(reader.wait == 86400)
    try reader.lookWhenDue()
    #expect(reader.state.isRetired)
    reader.pass(400 * 86400)
    #expect(try reader.look() == nil)
    #expect(server.requests.count == 2)
  }

  @Test(
    "FRB112, FRB113, FRB115: 403, 404 and other refusals, less and less down to once a week",
    arguments: [403, 404, 401, 451])
  func frb112to115(status: Int) throws {
    let (waits, _) = try waits(12) { _ in .init(status, body: [65]) }
    #expect(isSlowingDown(waits, to: 7 * 86400), "\(waits)")
  }

  @Test("FRB116: a name that leads nowhere, less and less down to once a day")
  func frb116() throws {
    var state = FeedState(url: "https://example.invalid/feed")
    var waits: [Int] = []
    for _ in 0..<9 {
      state.take(
        made(.failed(.nameNotResolved(host: "example.invalid")), status: 0), at: testNow, schedule: PollingSchedule())
      waits.append(state.interval)
    }
    #expect(isSlowingDown(waits, to: 86400), "\(waits)")
  }

  @Test("FRB117: no connection, less and less down to once a day")
  func frb117() throws {
    let server = LoopbackServer { _ in .feed() }
    let url = server.url("/feed")
    server.close()
    // The port is closed when its thread has noticed.
    _ = try? FeedFetcher(options: loopbackOptions { $0.totalTimeout = .seconds(1) }).fetch(
      FeedRequest(url: url), now: { testNow })
    let (waits, state) = try waits(9, url: url)
    #expect(isSlowingDown(waits, to: 86400), "\(waits)")
    #expect(state.lastStatus == 0 && state.failures == 9)
  }

  @Test("FRB118: trouble of the server, less and less down to once a day", arguments: [500, 502, 503, 504, 511, 599])
  func frb118(status: Int) throws {
    let (waits, _) = try waits(9) { _ in .init(status, body: [65]) }
    #expect(isSlowingDown(waits, to: 86400), "\(waits)")
  }

  @Test(
    "FRB119: other errors, too",
    arguments: ["", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"])
  func frb119(answered: String) throws {
    let (waits, _) = try waits(9) { _ in .init(parts: [(0, Array(answered.utf8))]) }
    #expect(waits.last.map { $0 >= 86400 } ?? false, "\(waits)")
  }

  @Test("FRB120: what is wrong is told in words, and forgotten when all is well again")
  func frb120() throws {
    let server = LoopbackServer(inTurn: [{ _ in .init(403, body: [65]) }, { _ in .feed() }])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.look()
    #expect(reader.state.lastError == "the server answered 403 (access refused)" && reader.state.lastStatus == 403)
    try reader.lookWhenDue()
    #expect(reader.state.lastError.isEmpty && reader.state.failures == 0)
  }

  @Test("FRB101: a refusal keeps what the server says to people", arguments: [403, 404, 429, 503])
  func frb101(status: Int) throws {
    let page = "<html><style>p{}</style><p>Please write\u{1b}[2J to <b>feeds@example.org</b> &amp; wait</p></html>"
    let (answer, _) = try FeedFetchingTests.answer { _ in
      .init(status, ["Content-Type: text/html; charset=utf-8"], body: Array(page.utf8))
    }
    #expect(answer.serverWords == "Please write [2J to feeds@example.org & wait")
    let (image, _) = try FeedFetchingTests.answer { _ in
      .init(status, ["Content-Type: image/png"], body: Array("PNG".utf8))
    }
    #expect(image.serverWords == "")
  }

  @Test(
    "FRB101: they are told where they say more than the status does",
    arguments: [
      (403, "Please write to feeds@example.org first.", true), (429, "Blocked for asking too often; wait a day.", true),
      (503, "We are back on Monday at nine.", true), (403, "403 Forbidden nginx/1.18.0 (Ubuntu)", false),
      (404, "The page that you look for is not here.", false), (500, "Something went wrong on our side.", false),
    ])
  func remarks(status: Int, words: String, isTold: Bool) throws {
    let (answer, _) = try FeedFetchingTests.answer { _ in
      .init(status, ["Content-Type: text/plain"], body: Array(words.utf8))
    }
    #expect(answer.remark == (isTold ? words : ""))
    var state = FeedState(url: answer.request.url)
    state.take(answer, at: testNow, schedule: PollingSchedule())
    #expect(state.lastError == "\(FetchFailure.status(status))" + (isTold ? "; it says: \(words)" : ""))
  }
}
