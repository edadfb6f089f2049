import Corpus
import LoopbackServer
import Testing

@testable import FeedFetching

/// FRB130–FRB141 of the Feed Reader Behavior project: moves and encodings.
@Suite struct MoveRules {
  private func life(
    looks: Int, _ script: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response
  ) throws -> (paths: [String], state: FeedState) {
    let server = LoopbackServer(script: script)
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    for _ in 0..<looks { try reader.lookWhenDue() }
    return (server.requests.map(\.path), reader.state)
  }

  @Test(
    "FRB130 and FRB131: 301 and 308 are followed, and believed after three answers that agree", arguments: [301, 308])
  func frb130and131(status: Int) throws {
    let (paths, state) = try life(looks: 5) { request in
      request.path == "/feed" ? .init(status, ["Location: /new"]) : .feed()
    }
    #expect(paths == ["/feed", "/new", "/feed", "/new", "/feed", "/new", "/new", "/new"])
    #expect(state.moves == 3)
  }

  @Test("FRB132: a move is told: where to, and how often it was seen")
  func frb132() throws {
    let (_, state) = try life(looks: 1) { request in
      request.path == "/feed" ? .init(301, ["Location: /new"]) : .feed()
    }
    #expect(state.movedTo.hasSuffix("/new") && state.moves == 1)
  }

  @Test("FRB133 and FRB134: 302, 303 and 307 are followed and never believed", arguments: [302, 303, 307])
  func frb133and134(status: Int) throws {
    let (paths, state) = try life(looks: 5) { request in
      request.path == "/feed" ? .init(status, ["Location: /new"]) : .feed()
    }
    #expect(paths == Array(repeating: ["/feed", "/new"], count: 5).flatMap { $0 })
    #expect(state.movedTo.isEmpty && state.moves == 0)
  }

  @Test("FRB135: a detour is told in the log")
  func frb135() throws {
    let (answer, _) = try FeedFetchingTests.answer { request in
      request.path == "/feed" ? .init(302, ["Location: /new"]) : .feed()
    }
    #expect(answer.finalURL.hasSuffix("/new") && answer.movedTo == nil)
  }

  @Test("FRB136: trouble with TLS is told in words, and the feed is not asked in the clear instead")
  func frb136() throws {
    let (answer, requests) = try FeedFetchingTests.answer(
      options: loopbackOptions { $0.trustedCertificates = nil }, isSecure: true
    ) { _ in .feed() }
    guard case .failed(.insecure) = answer.outcome else {
      Issue.record("\(answer.outcome)")
      return
    }
    #expect("\(FetchFailure.insecure("x"))".hasPrefix("no secure connection"))
    #expect(requests.isEmpty)
    let (trusted, _) = try FeedFetchingTests.answer(isSecure: true) { _ in .feed() }
    #expect(trusted.outcome == .body(feedBody))
  }

  @Test("FRB137: two subscriptions that have become one address are asked once")
  func frb137() {
    var old = FeedState(url: "https://a/")
    (old.movedTo, old.moves) = ("https://b/", 3)
    let new = FeedState(url: "https://b/")
    // UpdatePlan asks each address once; see UpdatePlanTests.
    #expect(old.request(at: testNow).url == new.request(at: testNow).url)
  }

  @Test("Never from https to http, neither for a moment nor for good", arguments: [301, 302, 307, 308])
  func downgrade(status: Int) throws {
    let clear = LoopbackServer { _ in .feed() }
    defer { clear.close() }
    let target = clear.url("/feed")
    let (answer, _) = try FeedFetchingTests.answer(isSecure: true) { _ in .init(status, ["Location: \(target)"]) }
    #expect(answer.outcome == .failed(.redirectRefused(to: target)))
    #expect(clear.requests.isEmpty && answer.movedTo == nil)
  }

  @Test("HTTP/2 is offered where there is TLS")
  func http2() throws {
    let server = LoopbackServer(isSecure: true) { _ in .feed() }
    defer { server.close() }
    _ = try FeedFetcher(options: loopbackOptions()).fetch(FeedRequest(url: server.url("/feed")), now: { testNow })
    let greeting = try #require(server.clientGreetings.first)
    #expect(greeting.indices.contains { greeting[$0...].starts(with: [2] + Array("h2".utf8)) })
  }

  @Test("A proxy is asked for the whole address")
  func proxy() throws {
    let server = LoopbackServer { _ in .feed() }
    defer { server.close() }
    let options = loopbackOptions { $0.proxy = "http://127.0.0.1:\(server.port)" }
    let answer = try FeedFetcher(options: options).fetch(
      FeedRequest(url: "http://feeds.example/a?b"), now: { testNow })
    #expect(answer.outcome == .body(feedBody))
    #expect(server.requests.map(\.line) == ["GET http://feeds.example/a?b HTTP/1.1"])
  }

  @Test("FRB140: compression is asked for: gzip, br and zstd where libcurl has them")
  func frb140() throws {
    let (_, requests) = try FeedFetchingTests.answer { _ in .feed() }
    let offered = try #require(requests.first?.header("accept-encoding"))
    #expect(offered.contains("gzip"))
  }

  @Test(
    "FRB141: compressed answers are read",
    arguments: [
      ("gzip", gzipOfHello), ("br", brotliOfHello), ("zstd", zstdOfHello), ("identity", Array("hello, moon".utf8)),
    ])
  func frb141(encoding: String, body: [UInt8]) throws {
    let (answer, requests) = try FeedFetchingTests.answer { request in
      .init(200, ["Content-Encoding: \(encoding)"], body: body)
    }
    // An honest reader offers what it can read: where libcurl lacks an encoding, it is not in the offer.
    let offered = requests.first?.header("accept-encoding") ?? ""
    guard encoding == "identity" || offered.contains(encoding) else { return }
    #expect(answer.outcome == .body(Array("hello, moon".utf8)))
    #expect(answer.bytesReceived == body.count)
  }

  @Test("Much from little is stopped by the ratio before the limit of size")
  func ratio() throws {
    // The test's gzip grows 159 times.
    let options = loopbackOptions { $0.largestRatio = 100 }
    let (answer, _) = try FeedFetchingTests.answer(options: options) { _ in
      .init(200, ["Content-Encoding: gzip"], body: gzipOfZeros(matches: 40_000))
    }
    #expect(answer.outcome == .failed(.inflated(ratio: 100)))
    let (small, _) = try FeedFetchingTests.answer { _ in
      .init(200, ["Content-Encoding: zstd"], body: zstdOfHello)
    }
    if case .failed(.inflated) = small.outcome { Issue.record("small answers may be compressed well") }
  }

  @Test("A server that says nothing is given up after the time for the first byte; one that says a little is not")
  func firstByte() throws {
    let options = loopbackOptions { $0.firstByteTimeout = .milliseconds(300) }
    let (silent, _) = try FeedFetchingTests.answer(options: options) { _ in .init(parts: [(1500, [65])]) }
    #expect(silent.outcome == .failed(.timedOut))
    let (slow, _) = try FeedFetchingTests.answer(options: options) { _ in
      .init(parts: [(0, Array("HTTP/1.1 200 OK\r\n".utf8)), (700, Array("\r\n<rss".utf8))])
    }
    #expect(slow.outcome == .body(Array("<rss".utf8)))
  }
}

/// "hello, moon" in one uncompressed block of brotli (RFC 7932 §9.2), and an empty last one.
let brotliOfHello: [UInt8] = [0xa0, 0x00, 0x10] + Array("hello, moon".utf8) + [0x03]
/// "hello, moon" as made by `zstd`.
let zstdOfHello: [UInt8] = [
  0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x59, 0x00, 0x00, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x2c, 0x20, 0x6d, 0x6f, 0x6f,
  0x6e, 0xd5, 0x60, 0x5a, 0x89,
]
