import Corpus
import FeedParsing
import Testing

/// Dates as the suites of other parsers and newsrooms of many languages write them, one a line: text, arrow, moment.
@Suite struct FeedDateTableTests {
  static func rows(_ table: String) -> [(String, String)] {
    table.split(separator: "\n").compactMap { line in
      let halves = String(line).replacing(" => ", with: "\u{1}").split(separator: "\u{1}").map(String.init)
      return halves.count == 2 ? (halves[0], halves[1]) : nil
    }
  }

  @Test(arguments: rows(layouts))
  func layoutsOfOtherParsers(written: String, moment: String) {
    #expect(FeedDate.parse(written)?.timestamp.description == moment)
  }

  @Test(arguments: rows(suites))
  func casesOfOtherSuites(written: String, moment: String) {
    #expect(FeedDate.parse(written)?.timestamp.description == moment)
  }

  @Test(arguments: rows(languages))
  func languagesOfFeeds(written: String, moment: String) {
    #expect(FeedDate.parse(written)?.timestamp.description == moment)
  }

  @Test(arguments: impossible.split(separator: "\n").map(String.init))
  func whatIsNoDateStaysUnknown(written: String) {
    #expect(FeedDate.parse(written) == nil)
  }

  @Test func thereAreManyRows() {
    let rows = [layoutsCount, FeedDateTableTests.rows(FeedDateTableTests.suites).count, languagesCount]
    #expect(rows.reduce(0, +) >= 250)
  }

  private var layoutsCount: Int { FeedDateTableTests.rows(FeedDateTableTests.layouts).count }
  private var languagesCount: Int { FeedDateTableTests.rows(FeedDateTableTests.languages).count }

  @Test(arguments: [
    ("IST", true), ("CST", true), ("BST", true), ("MSK", false), ("ALMT", false), ("GMT", false), ("+0530", false),
  ])
  func ambiguousZonesAreFlagged(zone: String, isAmbiguous: Bool) {
    #expect(FeedDate.parse("Tue, 09 Mar 2021 08:30:00 \(zone)")?.zoneIsAmbiguous == isAmbiguous)
  }
}
