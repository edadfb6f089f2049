import Corpus
import FeedParsing
import Foundation
import InvertedIndex
import LoopbackServer
import TestSupport
import Testing

@testable import Reindexing

@Suite struct IngestTests {
  private func run(
    _ folder: TemporaryFolder, _ sources: [String], change: (inout Ingest.Options) -> Void = { _ in }
  ) throws -> IngestSummary {
    var options = Ingest.Options(fetcher: loopbackOptions())
    options.home = folder.path
    change(&options)
    let summary = try withWriter(folder) { try Ingest(into: $0, now: testNow, options: options).run(sources) }
    try expectSound(folder)
    return summary
  }

  @Test func aFolderGivesAllItsFeedsAndASecondRunNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("Feeds/b.xml", rss("B", [("1", "Zond"), ("2", "Luna")]))
    try folder.write("Feeds/deep/er/a.txt", "  " + rss("A", [("1", "Chang'e")]))
    try folder.write("Feeds/README.md", "# Feeds\n<rss> is a format")
    try folder.write("Feeds/picture.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 0])
    try folder.write("Feeds/feeds.opml", "<?xml version=\"1.0\"?><opml><body/></opml>")
    try folder.write("Feeds/drawing.svg", "<?xml version=\"1.0\"?><svg/>")
    try folder.write("Feeds/.hidden/c.xml", rss("C", [("1", "Hidden")]))
    try folder.write("Feeds/.d.xml", rss("D", [("1", "Hidden")]))
    let first = try run(folder, [folder.path + "/Feeds"])
    #expect(first.feeds == 2 && first.stories.added == 3 && first.passedOver == 4)
    #expect(first.problems.isEmpty && first.trouble == nil)
    #expect(try titles(folder) == ["Chang'e", "Luna", "Zond"])
    let before = generation(folder)
    let second = try run(folder, [folder.path + "/Feeds/"])
    #expect(second.stories.unchanged == 3 && second.stories.total == 3 && generation(folder) == before)
  }

  @Test func aChangedStoryIsAnUpdateAndKeepsItsPlace() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.rss", rss("A", [("1", "Launch planned"), ("2", "Other")]))
    _ = try run(folder, [path])
    try folder.write("a.rss", rss("A", [("1", "Launch postponed"), ("2", "Other"), ("3", "New")]))
    let summary = try run(folder, [path])
    #expect(summary.stories.added == 1 && summary.stories.updated == 1 && summary.stories.unchanged == 1)
    #expect(try titles(folder) == ["Launch postponed", "New", "Other"])
  }

  @Test func theNameOfAFileDoesNotDependOnTheWorkingFolder() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("Feeds/a.rss", rss("A", [("1", "Moon")]))
    _ = try run(folder, [path])
    let roundabout = folder.path + "/Feeds/../Feeds/./a.rss"
    #expect(try run(folder, [roundabout]).stories.unchanged == 1)
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: "Feeds/a.rss", id: "1").key) })
    // Without a home, it is the whole path.
    _ = try run(folder, [roundabout]) { $0.home = nil }
    let resolved = try #require(resolvedPath(path))
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: resolved, id: "1").key) })
  }

  @Test func badInputIsToldInOneSentenceAndTheOthersGoIn() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("good.rss", rss("A", [("1", "Moon")]))
    let empty = try folder.write("empty.rss", "")
    let binary = try folder.write("binary", [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])
    let absent = folder.path + "/absent.rss"
    let noFeeds = folder.path + "/nothing"
    try folder.write("nothing/notes.txt", "notes")
    let summary = try run(folder, [empty, binary, absent, noFeeds, "/dev/null", good, "http://"])
    #expect(summary.stories.added == 1 && summary.feeds == 1)
    #expect(summary.problems.map(\.source) == [noFeeds, empty, binary, absent, "/dev/null", "http://"])
    #expect(summary.problems.map(\.trouble) == [.badData, .badData, .badData, .noInput, .noInput, .badData])
    #expect(summary.trouble == .noInput)
    for problem in summary.problems { #expect(!problem.message.isEmpty && !"\(problem)".contains("\n")) }
  }

  @Test func aFeedThatIsCutOffIsToldAndItsStoriesKept() throws {
    let folder = try TemporaryFolder()
    let whole = rss("A", [("1", "Moon"), ("2", "Mars")])
    let path = try folder.write("cut.rss", String(whole.dropLast(30)))
    let summary = try run(folder, [path])
    #expect(summary.stories.added == 2 && summary.feeds == 1 && summary.trouble == .badData)
    #expect(
      summary.problems == [
        Problem(source: path, message: "the document ends early; 2 stories were read", trouble: .badData)
      ])
    #expect(try run(folder, [try folder.write("whole.rss", whole)]).problems.isEmpty)
  }

  @Test(
    "What of a feed is missing",
    arguments: [
      ([], [], ""), ([.bareAmpersand, .unclosedElement], [.unknownDate, .emptyEntry], ""),
      ([.truncated], [], "the document ends early"),
      ([], [.tooManyEntries], "it has more than 20000 entries, of which the rest is left out"),
      (
        [.tooDeep], [.textCut, .textCut],
        "elements within too many others count as text only; texts of more than 1 MB are cut"
      ),
    ] as [([RepairKind], [FeedWarning.Kind], String)])
  func losses(repairs: [RepairKind], warnings: [FeedWarning.Kind], expected: String) {
    var feed = ParsedFeed(format: FeedFormat(name: "RSS 2.0"))
    feed.repairs = repairs.map { Repair(kind: $0, offset: 0) }
    feed.warnings = warnings.map { FeedWarning(kind: $0, detail: "") }
    #expect(FeedReader.losses(of: feed) == expected)
  }

  @Test func aFeedThatUnpacksBeyondTheLimitIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bomb.rss.gz", gzip([UInt8](repeating: 0x20, count: Ingest.largestFile + 1)))
    let summary = try run(folder, [path])
    #expect(summary.feeds == 0 && summary.problems.map(\.trouble) == [.badData])
  }

  @Test func aFolderReportsItsBrokenFeeds() throws {
    let folder = try TemporaryFolder()
    try folder.write("Feeds/a.rss", "")
    try folder.write("Feeds/b.rss", "no feed at all")
    try folder.write("Feeds/c.xml", rss("C", [("1", "Moon")]))
    symlink("/nonexistent", folder.path + "/Feeds/dangling.xml")
    let summary = try run(folder, [folder.path + "/Feeds"])
    #expect(summary.stories.added == 1)
    #expect(summary.problems.map { ($0.source as NSString).lastPathComponent } == ["dangling.xml", "a.rss", "b.rss"])
  }

  @Test func linksInACircleAndPipesDoNotHoldItUp() throws {
    let folder = try TemporaryFolder()
    try folder.write("Feeds/sub/a.xml", rss("A", [("1", "Moon")]))
    symlink("..", folder.path + "/Feeds/sub/up")
    symlink(".", folder.path + "/Feeds/self")
    mkfifo(folder.path + "/Feeds/pipe.rss", 0o644)
    let summary = try run(folder, [folder.path + "/Feeds"])
    #expect(summary.stories.added == 1 && summary.feeds == 1 && summary.problems.isEmpty)
  }

  @Test func aCompressedFeedIsReadToo() throws {
    let folder = try TemporaryFolder()
    try folder.write("Feeds/a.xml.gz", gzip(Array(rss("A", [("1", "Moon")]).utf8)))
    #expect(try run(folder, [folder.path + "/Feeds"]).stories.added == 1)
  }

  @Test func anAddressIsFetchedAndNamedByItself() throws {
    let folder = try TemporaryFolder()
    let server = LoopbackServer { request in
      switch request.path {
      case "/feed": .init(200, ["Content-Type: application/rss+xml"], body: Array(rss("A", [("1", "Moon")]).utf8))
      case "/gone": .init(410)
      case "/page": .init(200, ["Content-Type: text/html"], body: Array("<html><body>Hello</body></html>".utf8))
      default: .init(503)
      }
    }
    defer { server.close() }
    let sources = ["/feed", "/gone", "/page", "/trouble"].map { server.url($0) }
    let summary = try run(folder, sources)
    #expect(summary.stories.added == 1)
    #expect(summary.problems.map(\.source) == Array(sources.dropFirst()))
    #expect(summary.problems.map(\.trouble) == [.badData, .badData, .temporary])
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: sources[0], id: "1").key) })
  }

  @Test func aNameOfTheCallersGoesFirst() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.rss", rss("A", [("1", "Moon")]))
    _ = try run(folder, [path]) { $0.feedName = "kaztag" }
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: "kaztag", id: "1").key) })
  }

  @Test(
    "Names of feeds from standard input",
    arguments: [
      ("https://example.org/", "T", "https://example.org/"), ("HTTP://example.org/", "", "HTTP://example.org/"),
      ("/page", "T", "T"), ("", "", "standard input"),
    ])
  func standardInput(link: String, title: String, expected: String) {
    #expect(FeedIdentity.ofStandardInput(link: link, title: title) == expected)
  }

  @Test(
    "Names of feeds in files",
    arguments: [
      ("/nonexistent/a.rss", "/nonexistent", "/nonexistent/a.rss"), ("/dev/null", "/dev", "null"),
      ("/dev/../dev/null", "/", "/dev/null"), ("/dev/null", nil, "/dev/null"), ("/dev/null", "/de", "/dev/null"),
    ] as [(String, String?, String)])
  func files(path: String, home: String?, expected: String) {
    #expect(FeedIdentity.ofFile(path, home: home) == expected)
  }
}
