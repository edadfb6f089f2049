import Corpus
import InvertedIndex
import LoopbackServer
import TestSupport
import Testing

@testable import Reindexing

/// What the reader of feeds adds to what the parser says: dates that cannot be, bases from headers, what a feed repeats.
@Suite struct FeedNotesTests {
  private func stories(_ folder: TemporaryFolder) throws -> [Story] {
    let snapshot = try IndexSnapshot(directory: folder.path + "/Index")
    var stories: [Story] = []
    for segment in snapshot.segments {
      for document in 0..<segment.documentCount where segment.isLive(document) && !segment.isSuperseded(document) {
        stories.append(try segment.story(of: document).story)
      }
    }
    return stories.sorted { $0.identity.id < $1.identity.id }
  }

  private func ingest(_ folder: TemporaryFolder, _ source: String, at now: Timestamp = testNow) throws -> IngestSummary
  {
    let options = Ingest.Options(fetcher: loopbackOptions())
    let summary = try withWriter(folder) { try Ingest(into: $0, now: now, options: options).run([source]) }
    try expectSound(folder)
    return summary
  }

  /// A story dated years ahead goes by the time at which it was first seen, also when it is read again later.
  @Test func aFutureDateIsNoDate() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "a.rss",
      "<rss><channel><title>A</title><item><guid>1</guid><title>Ahead</title><pubDate>Mon, 09 Mar 2099 08:00:00 GMT</pubDate></item>"
        + "<item><guid>2</guid><title>Tomorrow</title><pubDate>Wed, 10 Mar 2021 07:00:00 GMT</pubDate></item></channel></rss>"
    )
    _ = try ingest(folder, path)
    let first = try stories(folder)
    #expect(first.map { $0.published == nil } == [true, false] && first[0].date == testNow)
    #expect(try ingest(folder, path, at: later(3600)).stories.unchanged == 2)
    #expect(try stories(folder)[0].date == testNow)
  }

  @Test func contentLocationIsTheBase() throws {
    let folder = try TemporaryFolder()
    let server = LoopbackServer { _ in
      .init(
        200, ["Content-Type: application/rss+xml", "Content-Location: /archive/2021/feed.xml"],
        body: Array(
          "<rss><channel><title>A</title><item><title>T</title><link>story-1</link></item></channel></rss>".utf8))
    }
    defer { server.close() }
    _ = try ingest(folder, server.url("/feed"))
    #expect(try stories(folder).map(\.link) == [server.url("/archive/2021/story-1")])
  }

  /// What the feed repeats is out of the index, in the text, and no new version when it is learnt late.
  @Test func whatAFeedRepeatsIsNotIndexed() throws {
    let folder = try TemporaryFolder()
    func feed(_ count: Int) -> String {
      let items = (1...count).map { number in
        "<item><guid>\(100 + number)</guid><title>Headline of its own \(number)</title><description>Text\(number) which is "
          + "about subject\(number) and about nothing else\(number) at all. Tell a good friend.</description></item>"
      }
      return "<rss><channel><title>A</title>" + items.joined() + "</channel></rss>"
    }
    let path = try folder.write("a.rss", feed(5))
    _ = try ingest(folder, path)
    #expect(try stories(folder).allSatisfy { $0.body.upperBound == $0.text.utf8.count })
    try folder.write("a.rss", feed(12))
    let summary = try ingest(folder, path)
    #expect(summary.stories.added == 7 && summary.stories.updated == 5)
    let after = try stories(folder)
    #expect(after.count == 12)
    #expect(
      after.allSatisfy { $0.text.hasSuffix("Tell a good friend.") && !$0.version.isEarlier && $0.version.number <= 1 })
    #expect(
      after.allSatisfy { String(decoding: Array($0.text.utf8)[$0.body], as: UTF8.self).hasSuffix("at all.") })
    #expect(try ingest(folder, path, at: later(60)).stories.unchanged == 12)
  }
}
