import FeedFetching
import LoopbackServer
import Testing

@Suite struct HostileServerTests {
  @Test func gzipIsDecompressed() throws {
    let (answer, _) = try answer { _ in .init(200, ["Content-Encoding: gzip"], body: gzipOfHello) }
    #expect(answer.outcome == .body(Array("hello, moon".utf8)))
    #expect(answer.bytesReceived == gzipOfHello.count)
  }

  @Test func aBombIsStoppedAtTheLimit() throws {
    let options = loopbackOptions { $0.largestBody = 100_000 }
    let (answer, _) = try answer(options: options) { _ in
      .init(200, ["Content-Encoding: gzip"], body: gzipOfAMillionZeros())
    }
    #expect(answer.outcome == .failed(.tooLarge(limit: 100_000)))
  }

  @Test func damagedCompressionIsAnError() throws {
    let (answer, _) = try answer { _ in
      .init(200, ["Content-Encoding: gzip"], body: Array(gzipOfHello.prefix(10)) + [0xff, 0xff, 0xff, 0xff])
    }
    guard case .failed = answer.outcome else {
      Issue.record("\(answer.outcome)")
      return
    }
  }

  @Test func anEndlessBodyIsStopped() throws {
    let options = loopbackOptions { $0.largestBody = 1 << 20 }
    let part = [UInt8](repeating: 65, count: 1 << 16)
    let (answer, _) = try answer(options: options) { _ in
      .init(parts: [(0, Array("HTTP/1.1 200 OK\r\n\r\n".utf8))] + Array(repeating: (0, part), count: 400))
    }
    #expect(answer.outcome == .failed(.tooLarge(limit: 1 << 20)))
  }

  @Test func aFloodOfHeadersIsStopped() throws {
    let options = loopbackOptions { $0.largestHeader = 16 << 10 }
    let lines = (0..<1000).map { "X-Flood-\($0): \(String(repeating: "x", count: 100))" }
    let (answer, _) = try answer(options: options) { _ in .init(200, lines, body: [65]) }
    #expect(answer.outcome == .failed(.headersTooLarge(limit: 16 << 10)))
  }

  @Test func aSlowServerIsGivenUp() throws {
    let options = loopbackOptions { $0.totalTimeout = .milliseconds(300) }
    let (answer, _) = try answer(options: options) { _ in
      .init(parts: [(0, Array("HTTP/1.1 200 OK\r\n\r\n".utf8))] + Array(repeating: (100, [65]), count: 20))
    }
    #expect(answer.outcome == .failed(.timedOut))
  }

  @Test func aClosedPortIsNoConnection() throws {
    let server = LoopbackServer { _ in .init(200) }
    let url = server.url("/")
    server.close()
    let answer = try FeedFetcher(options: loopbackOptions { $0.totalTimeout = .seconds(2) }).fetch(
      FeedRequest(url: url), now: { testNow })
    guard case .failed(let failure) = answer.outcome else {
      Issue.record("\(answer.outcome)")
      return
    }
    #expect(failure.isTemporary)
  }

  @Test func aServerWithoutTLSIsInsecure() throws {
    let (answer, _) = try answer(to: { FeedRequest(url: "https://127.0.0.1:\($0.port)/") }) { _ in
      .init(200, body: [65])
    }
    guard case .failed(.insecure) = answer.outcome else {
      Issue.record("\(answer.outcome)")
      return
    }
  }

  @Test(
    "What is no answer at all",
    arguments: ["", "\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"])
  func nonsense(answered: String) throws {
    let (answer, _) = try answer { _ in .init(parts: [(0, Array(answered.utf8))]) }
    guard case .failed = answer.outcome else {
      Issue.record("\(answer.outcome)")
      return
    }
  }

  @Test(
    "Header lines of any shape",
    arguments: [
      "ETag:", "ETag", ":", ": x", "Retry-After: 99999999999999999999999", "Age: 18446744073709551616", "\u{0}",
    ])
  func oddHeaders(line: String) throws {
    let (answer, _) = try answer { _ in .init(200, [line, "Cache-Control: max-age=5"], body: [65]) }
    if case .body = answer.outcome { #expect(answer.validators == nil) }
  }

  @Test func validatorsWithControlCharactersAreDropped() {
    #expect(FeedValidators(etag: Array("a\rb".utf8), lastModified: nil) == nil)
    #expect(FeedValidators(etag: Array("a\nX-Injected: 1".utf8), lastModified: [65])?.etag == nil)
    #expect(FeedValidators(etag: [], lastModified: nil) == nil)
    #expect(FeedValidators(etag: [UInt8](repeating: 65, count: 5000), lastModified: nil) == nil)
  }
}

/// "hello, moon" as made by `printf 'hello, moon' | gzip -n`.
let gzipOfHello: [UInt8] = [
  0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7,
  0x51, 0xc8, 0xcd, 0xcf, 0xcf, 0x03, 0x00, 0x50, 0x80, 0xb4, 0x85, 0x0b, 0x00, 0x00, 0x00,
]

/// A gzip member whose deflate stream repeats one zero byte a million times: a literal, then matches of length 258 at
/// distance 1 (RFC 1951 §3.2.6: fixed Huffman codes), with a wrong checksum at the end that no reader gets to.
func gzipOfAMillionZeros() -> [UInt8] { gzipOfZeros(matches: 3876) }

/// The same with another number of matches of length 258.
func gzipOfZeros(matches: Int) -> [UInt8] {
  var bits: [UInt8] = []
  func append(code: Int, length: Int) {
    for shift in stride(from: length - 1, through: 0, by: -1) { bits.append(UInt8(code >> shift & 1)) }
  }
  bits += [1, 1, 0]
  append(code: 0x30, length: 8)
  for _ in 0..<matches {
    append(code: 0b1100_0101, length: 8)
    append(code: 0, length: 5)
  }
  append(code: 0, length: 7)
  var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
  for start in stride(from: 0, to: bits.count, by: 8) {
    var byte: UInt8 = 0
    for (place, bit) in bits[start..<min(start + 8, bits.count)].enumerated() { byte |= bit << UInt8(place) }
    bytes.append(byte)
  }
  return bytes + [0, 0, 0, 0, 0x41, 0x42, 0x0f, 0]
}
