import FoundationEssentials
import TestSupport
import Testing

@testable import FeedParsing

/// Feeds of every format with bytes flipped, cut, doubled and mixed: whatever comes of it is read or refused, never a trap.
///
/// MOONWIRE_FUZZ_COUNT sets how many documents a seed makes (300 without it), MOONWIRE_FUZZ_SEED the first seed;
/// scripts/fuzz sets both.
@Suite struct MutatorTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let count = Int(environment["MOONWIRE_FUZZ_COUNT"] ?? "") ?? 300
  private static let firstSeed = UInt64(environment["MOONWIRE_FUZZ_SEED"] ?? "") ?? 1

  /// The project's own samples, and the forms of wire formats.
  private static let samples: [[UInt8]] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Feeds/Samples").path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    return names.compactMap { FileManager.default.contents(atPath: folder + "/" + $0).map(Array.init) }
      .filter { $0.count < 40_000 } + (small + WireFormsTests.all.map(\.document)).map { Array($0.utf8) }
  }()

  private static let small = [
    "<rss version=\"2.0\"><channel><title>T</title><item><title><![CDATA[a & b]]></title><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://e.org/a/\"><entry><id>1</id><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a<b>c</b></p></div></content></entry></feed>",
    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"content_html\":\"<p>a</p>\"}]}",
  ]

  private static let pieces: [String] = [
    "<", ">", "</", "/>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE a [", "<!ENTITY a \"b\">", "&",
    "&amp;", "&a;",
    "&#x0;", "&#55296;", "&nbsp", "\0", "\u{FFFE}", "\u{85}", "xmlns:a=\"b\"", "xml:base=\"../\"", "<item>", "</item>",
    "<entry>",
    "<title>", "type=\"xhtml\"", "<table><tr><td>", "<li>", "<pre>", "<script>", "hidden", "{", "}", "[", "]", "\"",
    "\\u0000", "9999",
  ]

  private static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = samples.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, start + Int.random(in: 0...64, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[start] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[start] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 2: bytes.removeSubrange(start..<end)
      case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
      case 4: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: start)
      case 5: bytes.removeLast(bytes.count - start)
      case 6:
        let other = samples.randomElement(using: &random) ?? []
        bytes = bytes[..<start] + other.suffix(Int.random(in: 0...max(0, other.count), using: &random))
      default:
        let piece = Array((pieces.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...200, using: &random) { bytes.insert(contentsOf: piece, at: start) }
      }
    }
    return bytes
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func whateverComesIsReadOrRefused(offset: UInt64) throws {
    let seed = MutatorTests.firstSeed + offset
    var random = SeededGenerator(seed: seed)
    var read = 0
    for round in 0..<MutatorTests.count {
      let bytes = MutatorTests.mutated(&random)
      guard let feed = try? FeedParser().parse(bytes, url: "http://e.org/feed") else { continue }
      read += 1
      #expect(feed.entries.allSatisfy { !$0.id.isEmpty }, "seed \(seed), round \(round)")
      #expect(
        feed.entries.allSatisfy { $0.text.utf8.count <= 2 * FeedLimits.standard.textBytes },
        "seed \(seed), round \(round)")
      if round % 16 == 0 {
        #expect(try FeedParser().parse(bytes, url: "http://e.org/feed") == feed, "seed \(seed), round \(round)")
      }
    }
    print("mutated feeds, seed \(seed): \(MutatorTests.count), of which \(read) read as feeds")
    #expect(read > 0)
  }
}
