import Corpus
import LoopbackServer
import TestSupport
import Testing

@testable import FeedFetching

/// FRB001–FRB016 of the Feed Reader Behavior project: conditional requests.
@Suite struct ConditionalRules {
  private static let etag = "W/\"v-1, é\""
  private static let moment = "Tue, 09 Mar 2021 08:00:00 GMT"
  private static let both = ["ETag: \(etag)", "Last-Modified: \(moment)"]

  private func twoLooks(
    _ headers: [String], then second: LoopbackServer.Response = .init(304)
  ) throws -> (LoopbackServer.Request, FeedState) {
    let server = LoopbackServer(inTurn: [{ _ in .feed(headers) }, { _ in second }])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.lookWhenDue()
    try reader.lookWhenDue()
    return (try #require(server.requests.last), reader.state)
  }

  @Test("FRB001: Last-Modified is kept")
  func frb001() throws {
    #expect(try twoLooks(["Last-Modified: \(Self.moment)"]).1.validators?.lastModified == Array(Self.moment.utf8))
  }

  @Test("FRB002: Last-Modified is sent back as If-Modified-Since")
  func frb002() throws {
    #expect(try twoLooks(["Last-Modified: \(Self.moment)"]).0.header("if-modified-since") == Self.moment)
  }

  @Test("FRB003: ETag is kept")
  func frb003() throws {
    #expect(try twoLooks(["ETag: \(Self.etag)"]).1.validators?.etag == Array(Self.etag.utf8))
  }

  @Test("FRB004: ETag is sent back as If-None-Match")
  func frb004() throws {
    #expect(try twoLooks(["ETag: \(Self.etag)"]).0.headers["if-none-match"] == Array(Self.etag.utf8))
  }

  @Test("FRB010: validators are remembered from one look to the next, also after many times 304")
  func frb010() throws {
    let server = LoopbackServer(inTurn: [{ _ in .feed(Self.both) }, { _ in .init(304) }])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    for _ in 0..<6 { try reader.lookWhenDue() }
    for request in server.requests.dropFirst() {
      #expect(request.headers["if-none-match"] == Array(Self.etag.utf8))
      #expect(request.header("if-modified-since") == Self.moment)
    }
    #expect(server.requests.count == 6)
  }

  @Test("FRB011: validators are remembered by the next process, and are not dropped after failures or some days")
  func frb011() throws {
    let server = LoopbackServer(inTurn: [{ _ in .feed(Self.both) }, { _ in .init(500) }, { _ in .init(304) }])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    try reader.lookWhenDue()
    reader.pass(3 * 86400)
    try reader.lookWhenDue()
    try reader.lookWhenDue()
    #expect(server.requests[2].headers["if-none-match"] == Array(Self.etag.utf8))
  }

  @Test(
    "FRB012: If-Modified-Since is what the server said and never made up",
    arguments: ["0", "yesterday", "Tuesday, 09-Mar-21 08:00:00 GMT", "tue, 9 mar 2021 8:00:00 +0000"])
  func frb012(value: String) throws {
    #expect(try twoLooks(["Last-Modified: \(value)"]).0.header("if-modified-since") == value)
    #expect(try twoLooks(["Date: \(Self.moment)"]).0.header("if-modified-since") == nil)
  }

  @Test(
    "FRB013: If-None-Match is what the server said and never made up",
    arguments: ["bare", "\"a\", \"b\"", "W/\"x\"", "\"with \\\" quote\"", "*"])
  func frb013(value: String) throws {
    #expect(try twoLooks(["ETag: \(value)"]).0.header("if-none-match") == value)
    #expect(try twoLooks(["Last-Modified: \(Self.moment)"]).0.header("if-none-match") == nil)
  }

  @Test("FRB014: the two validators are one set, replaced together")
  func frb014() throws {
    let (_, state) = try twoLooks(Self.both, then: .feed(["ETag: \"new\""]))
    #expect(state.validators == FeedValidators(etag: Array("\"new\"".utf8), lastModified: nil))
    let (_, none) = try twoLooks(Self.both, then: .feed())
    #expect(none.validators == nil)
  }

  @Test("FRB015: validators survive an update of the program")
  func frb015() throws {
    // A database of the first version, with the validators that it wrote, is in RunLogTests; here, the present one is opened
    // by the steps of a later version.
    let folder = try TemporaryFolder()
    var state = FeedState(url: "https://example.org/feed")
    state.validators = FeedValidators(etag: Array(Self.etag.utf8), lastModified: Array(Self.moment.utf8))
    try FeedStateStore(path: folder.path + "/state.sqlite").save([state], generation: 1)
    let again = try FeedStateStore(path: folder.path + "/state.sqlite").states()
    #expect(again["https://example.org/feed"]?.validators == state.validators)
  }

  @Test("FRB016: validators survive 429", arguments: [429, 500, 503, 404, 403])
  func frb016(status: Int) throws {
    let (_, state) = try twoLooks(Self.both, then: .init(status, ["ETag: \"of the error page\""], body: [65]))
    #expect(
      state.validators == FeedValidators(etag: Array(Self.etag.utf8), lastModified: Array(Self.moment.utf8)))
  }

  @Test("A Last-Modified of the future is not sent back; an ETag beside it is")
  func future() throws {
    let (request, _) = try twoLooks(["ETag: \"e\"", "Last-Modified: Tue, 19 Jan 2038 03:14:07 GMT"])
    #expect(request.header("if-modified-since") == nil)
    #expect(request.header("if-none-match") == "\"e\"")
  }

  @Test("A server that says 304 for ever is asked without conditions once in eight days")
  func always304() throws {
    let server = LoopbackServer(inTurn: [
      { _ in .feed(Self.both) },
      { request in request.header("if-none-match") == nil ? .feed(Self.both) : .init(304) },
    ])
    defer { server.close() }
    let reader = try Reader(server.url("/feed"))
    while reader.now < later(20 * 86400) { try reader.lookWhenDue() }
    let unconditional = server.requests.count { $0.header("if-none-match") == nil }
    #expect(unconditional == 3)
    #expect(server.requests.count > 60)
  }
}
