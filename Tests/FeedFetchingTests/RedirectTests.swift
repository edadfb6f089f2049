import FeedFetching
import LoopbackServer
import Testing

@testable import FeedFetching

@Suite struct RedirectTests {
  /// A server whose path `/n` redirects to the n-th target, the last to a body.
  private func answer(
    statuses: [Int], options: FeedFetcherOptions = loopbackOptions()
  ) throws -> (FeedAnswer, [LoopbackServer.Request]) {
    try FeedFetchingTests.answer(to: { FeedRequest(url: $0.url("/0")) }, options: options) { request in
      let step = Int(request.path.dropFirst()) ?? 0
      guard step < statuses.count else { return .init(200, ["ETag: \"end\""], body: [65]) }
      return .init(statuses[step], ["Location: /\(step + 1)", "ETag: \"way\""], body: Array("moved".utf8))
    }
  }

  @Test(
    "A move is believed only where every hop is permanent",
    arguments: [
      ([301], true), ([308, 301], true), ([302], false), ([301, 302], false), ([307], false), ([303], false),
    ])
  func moves(statuses: [Int], isMoved: Bool) throws {
    let (answer, requests) = try answer(statuses: statuses)
    #expect(answer.outcome == .body([65]))
    #expect(answer.validators?.etag == Array("\"end\"".utf8))
    #expect(answer.finalURL.hasSuffix("/\(statuses.count)"))
    #expect(answer.movedTo == (isMoved ? answer.finalURL : nil))
    #expect(requests.count == statuses.count + 1)
  }

  @Test func fiveAreFollowedAndSixAreNot() throws {
    #expect(try answer(statuses: [301, 301, 301, 301, 301]).0.outcome == .body([65]))
    let (answer, requests) = try answer(statuses: [301, 301, 301, 301, 301, 301])
    #expect(answer.outcome == .failed(.tooManyRedirects(limit: 5)))
    #expect(requests.count == 6)
  }

  @Test func aCircleIsNoticedAtOnce() throws {
    let (answer, requests) = try FeedFetchingTests.answer { request in
      .init(301, ["Location: \(request.path == "/feed" ? "/other" : "/feed")"])
    }
    #expect(answer.outcome == .failed(.tooManyRedirects(limit: 5)))
    #expect(requests.count == 2)
  }

  @Test(
    "Other schemes are refused",
    arguments: ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://example.org/", "dict://127.0.0.1:11211/"])
  func schemes(target: String) throws {
    let (answer, _) = try FeedFetchingTests.answer { _ in .init(302, ["Location: \(target)"]) }
    #expect(answer.outcome == .failed(.redirectRefused(to: target)))
  }

  @Test func credentialsAreNotForwardedAndNotPrinted() throws {
    let (answer, requests) = try FeedFetchingTests.answer(
      to: { FeedRequest(url: "http://user:secret@127.0.0.1:\($0.port)/0") }
    ) { request in
      request.path == "/0" ? .init(302, ["Location: /1"]) : .init(200, body: [65])
    }
    #expect(answer.outcome == .body([65]))
    #expect(requests.first?.header("authorization") != nil)
    #expect(FeedURL.withoutCredentials("http://user:secret@example.org/a@b") == "http://example.org/a@b")
    #expect(FeedURL.withoutCredentials("no address") == "no address")
  }

  @Test(
    "Private addresses are refused in every form",
    arguments: [
      "127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "017700000001", "[::1]", "[::ffff:127.0.0.1]",
      "127.1",
    ])
  func privateHosts(host: String) throws {
    let server = LoopbackServer { _ in .init(200, body: [65]) }
    defer { server.close() }
    let fetcher = try FeedFetcher(options: loopbackOptions { $0.allowPrivate = false })
    let answer = try fetcher.fetch(FeedRequest(url: "http://\(host):\(server.port)/"), now: { testNow })
    guard case .failed(.privateAddress) = answer.outcome else {
      Issue.record("\(host): \(answer.outcome)")
      return
    }
    #expect(server.requests.isEmpty)
  }

  @Test(
    "Ranges of IPv4",
    arguments: [
      ("10.1.2.3", true), ("172.16.0.1", true), ("172.31.255.255", true), ("172.32.0.1", false), ("192.168.1.1", true),
      ("169.254.169.254", true), ("100.64.0.1", true), ("100.128.0.1", false), ("224.0.0.1", true),
      ("255.255.255.255", true), ("8.8.8.8", false), ("198.18.0.1", true), ("198.20.0.1", false), ("1.1.1.1", false),
      ("example.org", false), ("", false),
    ])
  func ip4(host: String, isPrivate: Bool) {
    #expect(AddressPolicy.isPrivate(literalHost: host) == isPrivate)
  }

  @Test(
    "Ranges of IPv6",
    arguments: [
      ("::", true), ("::1", true), ("fe80::1%eth0", true), ("fd00::1", true), ("fc00::", true), ("ff02::1", true),
      ("::ffff:10.0.0.1", true), ("::ffff:8.8.8.8", false), ("64:ff9b::10.0.0.1", true), ("64:ff9b::8.8.8.8", false),
      ("2002:7f00:1::", true), ("2001:db8::1", true), ("2001:0:1::", true), ("2606:4700::1111", false),
      ("2a00:1450:4001::1", false), ("100::1", true),
    ])
  func ip6(host: String, isPrivate: Bool) {
    #expect(AddressPolicy.isPrivate(literalHost: host) == isPrivate)
  }
}
