import FeedParsing
import Testing

/// The IPTC's own examples of its formats: every one that holds news yields its items.
@Suite("IPTC examples", .enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
struct WireExamplesTests {
  /// Examples of items that hold no news.
  static let newsless = ["Concept", "Catalog", "Knowledge"]

  @Test(arguments: SharedData.files(under: "feeds/wire", endings: ["xml", "json"]))
  func yieldsItsItems(path: String) throws {
    let bytes = try SharedData.bytes(path)
    if WireExamplesTests.newsless.contains(where: { path.contains("_" + $0 + "_") }) {
      #expect(throws: FeedParsingError.self) { try FeedParser().parse(bytes) }
      return
    }
    let feed = try FeedParser().parse(bytes)
    #expect(!feed.entries.isEmpty)
    // The example of an item's hops has no content at all, only a name.
    for entry in feed.entries where !path.contains("Hop_History") {
      #expect(!entry.title.isEmpty || !entry.text.isEmpty || !entry.summary.isEmpty)
    }
    #expect(feed.entries.allSatisfy { !$0.id.isEmpty })
    #expect(!feed.warnings.contains { $0.kind == .unknownDate || $0.kind == .emptyEntry })
    #expect(!feed.repairs.contains { $0.kind == .parserFault })
  }
}
