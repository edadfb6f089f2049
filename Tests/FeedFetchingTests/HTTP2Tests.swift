import Corpus
import Foundation
import LoopbackServer
import Testing

@testable import FeedFetching

/// Where Node.js is; nil where it is not.
private let nodePath = ["/usr/bin/node", "/usr/local/bin/node"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// A feed by HTTP/2, from a real server of it: Node.js, where it is installed. libcurl agrees on HTTP/2 in the greeting of TLS
/// (ALPN) and never in the clear.
@Suite(.serialized, .enabled(if: nodePath != nil, "no Node.js on this machine to serve HTTP/2"))
struct HTTP2Tests {
  /// Answers with the version of HTTP that it was asked by and the pseudo-headers; the path says what else.
  private static let script = """
    const [certificate, key] = process.argv.slice(1);
    const fs = require('fs'), http2 = require('http2');
    const server = http2.createSecureServer(
      { cert: fs.readFileSync(certificate), key: fs.readFileSync(key) });
    server.on('request', (request, response) => {
      const headers = { 'etag': '"h2"', 'content-type': 'text/plain', 'cache-control': 'max-age=7200' };
      if (request.url === '/old') { response.writeHead(301, { 'location': '/feed' }); return response.end(); }
      if (request.headers['if-none-match'] === '"h2"') { response.writeHead(304, headers); return response.end(); }
      if (request.url === '/gone') { response.writeHead(410); return response.end(); }
      response.writeHead(200, headers);
      response.end(`HTTP/${request.httpVersion} ${request.method} ${request.url}`);
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
    """

  /// Runs the server while the test asks it.
  private func withServer(_ body: (_ url: (String) -> String) throws -> Void) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(nodePath))
    let files = TestCertificate.files
    process.arguments = ["-e", HTTP2Tests.script, files.certificate, files.key]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([10]) {
      line += byte
    }
    let port = try #require(Int(String(decoding: line, as: UTF8.self)))
    try body { "https://127.0.0.1:\(port)\($0)" }
  }

  @Test func aFeedByHTTP2() throws {
    try withServer { url in
      let fetcher = try FeedFetcher(options: loopbackOptions())
      let first = try fetcher.fetch(FeedRequest(url: url("/feed")), now: { testNow })
      #expect(first.outcome == .body(Array("HTTP/2.0 GET /feed".utf8)))
      #expect(first.status == 200)
      // The fields of HTTP/2 are in lower case; they are read all the same.
      #expect(first.validators?.etag == Array("\"h2\"".utf8))
      #expect(first.pace.freshness == 7200)
      let second = try fetcher.fetch(FeedRequest(url: url("/feed"), validators: first.validators), now: { testNow })
      #expect(second.outcome == .notModified)
      let moved = try fetcher.fetch(FeedRequest(url: url("/old")), now: { testNow })
      #expect(moved.movedTo == url("/feed"))
      #expect(try fetcher.fetch(FeedRequest(url: url("/gone")), now: { testNow }).outcome == .gone)
    }
  }

  @Test func manyFeedsOfOneHostComeOneAfterTheOther() throws {
    try withServer { url in
      var bodies: Set<[UInt8]> = []
      try FeedFetcher(options: loopbackOptions()).fetch(
        (0..<10).map { FeedRequest(url: url("/\($0)")) }, now: { testNow }
      ) { answer in
        if case .body(let body) = answer.outcome { bodies.insert(body) }
      }
      #expect(bodies == Set((0..<10).map { Array("HTTP/2.0 GET /\($0)".utf8) }))
    }
  }
}
