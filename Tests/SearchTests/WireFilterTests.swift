import Analysis
import Corpus
import InvertedIndex
import TestSupport
import Testing

@testable import Search

@Suite struct WireFilterTests {
  private static let now = Timestamp(secondsSince1970: 1_615_248_000)

  private static func story(_ id: String, _ text: String, _ change: (inout Story) -> Void = { _ in }) -> Story {
    var story = Story(
      identity: StoryIdentity(feed: "https://example.org/wire", id: id), title: "Rocket \(id)", text: text,
      firstSeen: now)
    story.annotateWireCopy()
    change(&story)
    return story
  }

  private static let stories = [
    story("a", "БАЙКОНУР, 9 марта. /ТАСС/. Rocket flies."),
    story("b", "BEIJING, March 9 (Xinhua) -- Rocket flies.") {
      $0.wire.slug = "moon-station/memo"
      $0.wire.urgency = 2
    },
    story("c", "Rocket without a dateline flies.") { $0.wire.urgency = 5 },
    story("d", "Rocket of tomorrow flies.") {
      $0.wire.embargoedUntil = Timestamp(secondsSince1970: now.secondsSince1970 + 60)
    },
  ]

  @Test(
    arguments: [
      ("rocket", "abc"), ("rocket place:Baikonur", "a"), ("rocket place:байконур", "a"), ("rocket place:拜科努尔", "a"),
      ("rocket place:Пекин", "b"), ("rocket -place:Peking", "ac"), ("rocket place:Kourou", ""),
      ("rocket dateline:march", "b"), ("rocket dateline:9", "ab"), ("rocket -dateline:марта", "bc"),
      ("rocket slug:memo", "b"), ("rocket -slug:MEMO", "ac"), ("rocket urgency:2", "b"), ("rocket urgency:1-5", "bc"),
      ("rocket -urgency:5", "ab"), ("urgency:1-9 place:beijing", "b"), ("rocket agency:TASS", "a"),
      ("rocket place:baikonur place:beijing", "ab"),
    ])
  func filters(query: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let writer = try IndexWriter(directory: folder.path + "/index")
    for story in WireFilterTests.stories { try writer.put(story) }
    try writer.commit()
    let parser = QueryParser(analyzer: try Analyzer.named("english"), now: WireFilterTests.now)
    let parsed = parser.parse(query)
    #expect(parsed.ignored == [])
    let searcher = Searcher(
      try IndexSnapshot(directory: folder.path + "/index"), now: WireFilterTests.now)
    let found = try searcher.search(parsed, limit: 10)
    let keys = Dictionary(uniqueKeysWithValues: WireFilterTests.stories.map { ($0.key, $0.identity.id) })
    #expect(found.compactMap { keys[$0.key] }.sorted().joined() == expected)
    #expect(try searcher.count(parsed) == expected.count)
  }

  @Test(arguments: ["urgency:0", "urgency:10", "urgency:3-1", "urgency:x", "urgency:99999999999999999999", "place:"])
  func whatMakesNoSenseIsSaid(query: String) throws {
    let parser = QueryParser(analyzer: try Analyzer.named("english"), now: WireFilterTests.now)
    #expect(parser.parse("rocket " + query).ignored.count == 1)
  }

  @Test func anEmbargoEndsAtItsMinute() throws {
    let folder = try TemporaryFolder()
    let writer = try IndexWriter(directory: folder.path + "/index")
    for story in WireFilterTests.stories { try writer.put(story) }
    try writer.commit()
    let parser = QueryParser(analyzer: try Analyzer.named("english"), now: WireFilterTests.now)
    let snapshot = try IndexSnapshot(directory: folder.path + "/index")
    for (seconds, count) in [(Int64(0), 3), (59, 3), (60, 4), (3600, 4)] {
      let now = Timestamp(secondsSince1970: WireFilterTests.now.secondsSince1970 + seconds)
      #expect(try Searcher(snapshot, now: now).search(parser.parse("rocket"), limit: 10).count == count)
    }
  }
}
