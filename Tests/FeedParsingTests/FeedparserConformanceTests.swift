import FeedParsing
import FoundationEssentials
import Testing

/// Holds our reading against what feedparser's own tests expect, group by group.
///
/// What does not hold, and is meant not to, is listed in docs/CONFORMANCE.md with the reason. Ids stay as written, since an
/// id must not change with the address that its feed was fetched from; entities that the document declares are not expanded
/// but for short plain ones; nothing inside a script is text.
///
/// Set MOONWIRE_FAILURES=1 to print each assertion that fails.
@Suite("feedparser's cases", .enabled(if: SharedData.isPresent, "no shared data: set MOONWIRE_DATA"))
struct FeedparserConformanceTests {
  struct Tally {
    var held = 0
    var failed = 0
    var unmapped = 0
  }

  @Test func assertionsHold() throws {
    let isVerbose = ProcessInfo.processInfo.environment["MOONWIRE_FAILURES"] != nil
    var tallies: [String: Tally] = [:]
    for test in FeedparserCase.all {
      let bytes = try SharedData.bytes("feeds/conformance/feedparser/" + test.file)
      let view = FeedparserView(feed: read(test, bytes), bytes: bytes)
      for assertion in test.assertions {
        switch view.verdict(assertion) {
        case .holds: tallies[test.group, default: Tally()].held += 1
        case .unmapped: tallies[test.group, default: Tally()].unmapped += 1
        case .fails(let why):
          tallies[test.group, default: Tally()].failed += 1
          if isVerbose { print("FAILS \(test.file): \(why)") }
        }
      }
    }
    var total = Tally()
    for (group, tally) in tallies {
      ConformanceReport.shared.add(
        suite: "feedparser", group: group.replacing("wellformed/", with: ""), held: tally.held, failed: tally.failed,
        leftOut: tally.unmapped)
      total.held += tally.held
      total.failed += tally.failed
    }
    #expect(Double(total.held) / Double(max(1, total.held + total.failed)) >= 0.995)
    try ConformanceReport.shared.check("feedparser")
  }

  private func read(_ test: FeedparserCase, _ bytes: [UInt8]) -> ParsedFeed {
    var url: String?
    if test.file.contains("/http_") || test.file.contains("/http/") { url = "http://127.0.0.1:8097/tests/" + test.file }
    do {
      return try FeedParser().parse(
        bytes, contentType: test.headers["content-type"], url: url,
        contentLocation: test.headers["content-location"], contentLanguage: test.headers["content-language"])
    } catch {
      var feed = ParsedFeed(format: FeedFormat(name: "none"))
      feed.repairs = [Repair(kind: .truncated, offset: 0)]
      return feed
    }
  }
}
