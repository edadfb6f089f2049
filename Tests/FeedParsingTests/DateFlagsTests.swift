import Corpus
import FeedParsing
import Testing

/// Dates that cannot be right, or may be wrong, are told and kept as text; none becomes the time of reading.
@Suite struct DateFlagsTests {
  /// 2026-11-25T12:00:00Z.
  private static let now = Timestamp(secondsSince1970: 1_795_608_000)

  private func read(_ dates: String...) throws -> ParsedFeed {
    let items = dates.map { "<item><title>t \($0)</title><pubDate>\($0)</pubDate></item>" }.joined()
    var feed = try FeedParser().parse(Array("<rss><channel>\(items)</channel></rss>".utf8))
    feed.flagFutureDates(now: DateFlagsTests.now)
    return feed
  }

  @Test func aDateOfTheFutureIsKeptAsText() throws {
    let feed = try read("Fri, 27 Nov 2026 12:00:00 GMT", "Thu, 26 Nov 2026 11:59:00 GMT", "1 Jan 9999 00:00 GMT")
    #expect(feed.entries.map { $0.published == nil } == [true, false, true])
    #expect(feed.entries[0].publishedText == "Fri, 27 Nov 2026 12:00:00 GMT")
    #expect(feed.warnings.map(\.kind) == [.futureDate, .futureDate])
    #expect(feed.warnings.first?.detail == "Fri, 27 Nov 2026 12:00:00 GMT")
  }

  @Test func theOtherDateStands() throws {
    let source = """
      <feed xmlns="http://www.w3.org/2005/Atom"><updated>2040-01-01T00:00:00Z</updated><entry><id>a</id>
      <published>2026-11-20T08:00:00Z</published><updated>2036-11-20T08:00:00Z</updated></entry></feed>
      """
    var feed = try FeedParser().parse(Array(source.utf8))
    feed.flagFutureDates(now: DateFlagsTests.now)
    #expect(feed.updated == nil && feed.entries[0].updated == nil)
    #expect(feed.entries[0].published?.description == "2026-11-20T08:00:00Z")
    #expect(feed.warnings == [FeedWarning(kind: .futureDate, detail: "2036-11-20T08:00:00Z")])
  }

  @Test(arguments: [
    "31 Feb 2026 10:00 GMT", "Mon, 00 Nov 2026 10:00:00 GMT", "2026-13-01", "25 Nov 2026 25:61:00", "soon",
  ])
  func anImpossibleDateIsKeptAsText(date: String) throws {
    let feed = try read(date)
    #expect(feed.entries[0].published == nil && feed.entries[0].publishedText == date)
    #expect(feed.warnings == [FeedWarning(kind: .unknownDate, detail: date)])
    let story = feed.entries[0].story(feed: "f", of: feed, firstSeen: DateFlagsTests.now)
    #expect(story.published == nil && story.updated == nil)
  }

  @Test func anAmbiguousZoneIsToldOnce() throws {
    let feed = try read(
      "Tue, 24 Nov 2026 08:30:00 IST", "Tue, 24 Nov 2026 09:30:00 CST", "Tue, 24 Nov 2026 09:30:00 EST")
    #expect(feed.warnings == [FeedWarning(kind: .ambiguousZone, detail: "Tue, 24 Nov 2026 08:30:00 IST")])
    #expect(feed.entries.allSatisfy { $0.published != nil })
  }

  @Test func noClockIsNearTheEndOfTime() throws {
    var feed = try read("Tue, 24 Nov 2026 08:30:00 GMT")
    feed.flagFutureDates(now: Timestamp(secondsSince1970: .max))
    #expect(feed.entries[0].published != nil)
  }
}
