import FeedFetching
import LoopbackServer
import Testing

@Suite struct FeedFetcherTests {
  @Test func aBodyComesBackWithItsTypeAndTheRequestIsHonest() throws {
    let (answer, requests) = try answer { _ in
      .init(200, ["Content-Type: application/rss+xml; charset=utf-8"], body: Array("<rss/>".utf8))
    }
    #expect(answer.outcome == .body(Array("<rss/>".utf8)))
    #expect(answer.status == 200)
    #expect(answer.contentType == "application/rss+xml; charset=utf-8")
    #expect(answer.bytesReceived == 6)
    #expect(answer.movedTo == nil)
    let request = try #require(requests.first)
    #expect(request.line == "GET /feed HTTP/1.1")
    #expect(request.header("user-agent") == "Moonwire/test (+https://example.org/)")
    #expect(request.header("accept-encoding")?.contains("gzip") == true)
    for absent in ["cookie", "referer", "if-none-match", "if-modified-since", "authorization"] {
      #expect(request.header(absent) == nil, "\(absent) must not be sent")
    }
  }

  @Test(
    "Validators come back byte for byte",
    arguments: [
      ("\"abc\"", "Tue, 09 Mar 2021 08:00:00 GMT"), ("W/\"x, y\"", "yesterday"), ("unquoted", nil), (nil, "0"),
      ("\"caf\u{e9}\"", "Tue, 09 Mar 2021 08:00:00 GMT"),
    ] as [(String?, String?)])
  func validatorsRoundTrip(etag: String?, lastModified: String?) throws {
    let lines = [etag.map { "ETag:  \($0) " }, lastModified.map { "last-modified: \($0)" }].compactMap { $0 }
    let (first, _) = try answer { _ in .init(200, lines, body: [65]) }
    let validators = try #require(first.validators)
    #expect(validators.etag == etag.map { Array($0.utf8) })
    #expect(validators.lastModified == lastModified.map { Array($0.utf8) })
    let (second, requests) = try answer(to: { FeedRequest(url: $0.url("/feed"), validators: validators) }) { _ in
      .init(304, lines)
    }
    #expect(second.outcome == .notModified)
    #expect(requests.first?.headers["if-none-match"] == etag.map { Array($0.utf8) })
    #expect(requests.first?.headers["if-modified-since"] == lastModified.map { Array($0.utf8) })
  }

  @Test func validatorsThatAreNoTextAreKeptToo() throws {
    let head =
      Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nETag: \"".utf8) + [0xff, 0xe9] + Array("\"\r\n\r\nx".utf8)
    let (first, _) = try answer { _ in .init(parts: [(0, head)]) }
    let validators = try #require(first.validators)
    #expect(validators.etag == [0x22, 0xff, 0xe9, 0x22])
    let (_, requests) = try answer(to: { FeedRequest(url: $0.url("/feed"), validators: validators) }) { _ in .init(304)
    }
    #expect(requests.first?.headers["if-none-match"] == [0x22, 0xff, 0xe9, 0x22])
  }

  @Test(
    "Statuses",
    arguments: [
      (204, .failed(.emptyBody)), (206, .failed(.status(206))), (304, .failed(.status(304))),
      (301, .failed(.status(301))), (403, .failed(.status(403))), (404, .failed(.status(404))), (410, .gone),
      (429, .failed(.status(429))), (500, .failed(.status(500))), (503, .failed(.status(503))),
    ] as [(Int, FeedAnswer.Outcome)])
  func statuses(status: Int, outcome: FeedAnswer.Outcome) throws {
    let body: [UInt8] = status == 204 || status == 304 ? [] : [65]
    let (answer, _) = try answer { _ in .init(status, body: body) }
    #expect(answer.outcome == outcome)
    #expect(answer.status == status)
  }

  @Test func anEmptyBodyIsAnErrorAndNotAnEmptyFeed() throws {
    let (answer, _) = try answer { _ in .init(200) }
    #expect(answer.outcome == .failed(.emptyBody))
  }

  @Test(
    "Hints of the server",
    arguments: [
      (["Cache-Control: public, max-age=3600", "Age: 600"], 3000, nil),
      (["Cache-Control: max-age=\"120\"", "Expires: Thu, 01 Jan 1970 00:00:00 GMT"], 120, nil),
      (["Cache-Control: no-cache", "cache-control: Max-Age=99999999999999999999"], 1 << 31, nil),
      (["Date: Tue, 09 Mar 2021 08:00:00 GMT", "Expires: Tue, 09 Mar 2021 09:00:00 GMT"], 3600, nil),
      (["Expires: Tue, 09 Mar 2021 08:31:00 GMT"], 60, nil), (["Expires: 0"], nil, nil),
      (["Retry-After: 120"], nil, 120), (["Retry-After: Tuesday, 09-Mar-21 08:32:00 GMT"], nil, 120),
      (["Retry-After: Tue, 09 Mar 2021 08:00:00 GMT"], nil, 0), (["Retry-After: soon"], nil, nil),
      (["Retry-After: -5", "Cache-Control: max-age=-1"], nil, nil), ([], nil, nil),
    ] as [([String], Int?, Int?)])
  func pace(headers: [String], freshness: Int?, retryAfter: Int?) throws {
    let (answer, _) = try answer { _ in .init(429, headers) }
    #expect(answer.pace == ServerPace(freshness: freshness, retryAfter: retryAfter))
  }

  @Test func manyFeedsAnswerEachOnceAndAFailureStopsNoOther() throws {
    let server = LoopbackServer { request in
      request.path.hasSuffix("3") ? .init(500) : .init(200, body: Array(request.path.utf8))
    }
    defer { server.close() }
    let requests = (0..<40).map { FeedRequest(url: server.url("/\($0)")) } + [FeedRequest(url: "gopher://x/")]
    var answers: [String: FeedAnswer.Outcome] = [:]
    try FeedFetcher(options: loopbackOptions()).fetch(requests, now: { testNow }) { answer in
      #expect(answers.updateValue(answer.outcome, forKey: answer.request.url) == nil)
    }
    #expect(answers.count == 41)
    #expect(answers["gopher://x/"] == .failed(.unusableAddress))
    for number in 0..<40 {
      let expected: FeedAnswer.Outcome =
        "\(number)".hasSuffix("3") ? .failed(.status(500)) : .body(Array("/\(number)".utf8))
      #expect(answers[server.url("/\(number)")] == expected)
    }
  }

  @Test func oneRequestAtATimeAndAPauseForEachHost() throws {
    let server = LoopbackServer { _ in .init(200, body: [65]) }
    defer { server.close() }
    let requests = (0..<4).map { FeedRequest(url: server.url("/\($0)")) }
    let clock = ContinuousClock()
    var moments: [ContinuousClock.Instant] = []
    let options = loopbackOptions { $0.gapPerHost = .milliseconds(60) }
    try FeedFetcher(options: options).fetch(requests, now: { testNow }) { _ in moments.append(clock.now) }
    #expect(moments.count == 4)
    for (earlier, later) in zip(moments, moments.dropFirst()) {
      #expect(earlier.duration(to: later) >= .milliseconds(60))
    }
    #expect(server.requests.map(\.path) == ["/0", "/1", "/2", "/3"])
  }

  @Test func aStopDropsWhatIsUnderWay() throws {
    let server = LoopbackServer { _ in .init(parts: [(3000, Array("HTTP/1.1 200 OK\r\n\r\nlate".utf8))]) }
    defer { server.close() }
    var questions = 0
    try FeedFetcher(options: loopbackOptions()).fetch(
      [FeedRequest(url: server.url("/"))], now: { testNow },
      isStopped: {
        questions += 1
        return questions > 3
      }, onAnswer: { _ in Issue.record("no answer may arrive") })
    #expect(questions == 4)
  }

  @Test func anErrorOfTheReceiverEndsTheRun() throws {
    struct Full: Error {}
    let server = LoopbackServer { _ in .init(200, body: [65]) }
    defer { server.close() }
    let requests = (0..<3).map { FeedRequest(url: server.url("/\($0)")) }
    #expect(throws: Full.self) {
      try FeedFetcher(options: loopbackOptions()).fetch(requests, now: { testNow }) { _ in throw Full() }
    }
  }
}
