import FeedParsing
import FoundationEssentials
import Testing

@Suite("Real feeds", .enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
struct RealFeedsTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var path: String
    var format: String
    var items: Int
    var testDescription: String { path }
  }

  static let rows: [Row] = {
    guard let index = try? SharedData.bytes("feeds/real/INDEX.tsv") else { return [] }
    return String(decoding: index, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count > 5, let items = Int(cells[5]) else { return nil }
      return Row(path: "feeds/real/\(cells[0])/\(cells[1])", format: cells[2], items: items)
    }
  }()

  @Test(arguments: rows)
  func everyEntryIsRead(row: Row) throws {
    let feed = try FeedParser().parse(try SharedData.bytes(row.path))
    #expect(feed.entries.count == row.items)
    #expect(feed.entries.allSatisfy { !$0.id.isEmpty })
    #expect(feed.entries.allSatisfy { !$0.title.isEmpty || !$0.text.isEmpty })
    #expect(!feed.repairs.contains { $0.kind == .parserFault })
  }
}
