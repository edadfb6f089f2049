import FeedParsing
import FoundationEssentials
import Testing

/// Feeds of four other parsers' suites and the W3C validator's cases: none is refused that holds entries, none loses any.
@Suite("Other suites", .enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
struct OtherSuitesTests {
  @Test(arguments: ["feed-rs", "rome", "NetNewsWire", "FeedKit", "w3c-feedvalidator"])
  func everyEntryIsRead(suite: String) throws {
    let isVerbose = ProcessInfo.processInfo.environment["MOONWIRE_FAILURES"] != nil
    let paths = SharedData.files(
      under: "feeds/conformance/" + suite, endings: ["xml", "rss", "atom", "rdf", "json"])
    var lost: [String] = []
    var read = 0
    for path in paths where !path.hasSuffix(".serde.json") {
      let bytes = try SharedData.bytes(path)
      let written = count("<item", in: bytes) + count("<entry", in: bytes)
      do {
        let feed = try FeedParser().parse(bytes)
        read += 1
        if feed.repairs.contains(where: { $0.kind == .parserFault }) { lost.append("\(path): \(feed.repairs)") }
        if written > 0 && feed.entries.isEmpty { lost.append("\(path): no entries of \(written)") }
      } catch {
        if written > 0 { lost.append("\(path): \(error)") }
      }
    }
    if isVerbose { for line in lost { print("LOST \(line)") } }
    print("\(suite): \(read) feeds read of \(paths.count) files, \(lost.count) with losses")
    #expect(lost.count <= paths.count / 50, "\(lost)")
  }

  /// Start tags of that name, roughly: the name ends there.
  private func count(_ tag: String, in bytes: [UInt8]) -> Int {
    String(decoding: bytes, as: UTF8.self).ranges(of: tag).count
  }
}
