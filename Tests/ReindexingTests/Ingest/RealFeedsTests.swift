import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Reindexing

@Suite struct RealFeedsTests {
  @Test(
    "Feeds of real publishers all come in, and a second run finds nothing new",
    .enabled(if: FileManager.default.fileExists(atPath: sharedData + "/feeds/real"), "no shared data here"))
  func realFeeds() throws {
    let folder = try TemporaryFolder()
    let files = try #require(try? FileManager.default.subpathsOfDirectory(atPath: sharedData + "/feeds/real"))
      .filter { ["xml", "rss", "rdf", "atom", "json"].contains(($0 as NSString).pathExtension) }
    var empty: [String] = []
    let first = try withWriter(folder) { writer in
      try Ingest(into: writer, now: testNow, options: .init(fetcher: loopbackOptions()))
        .run([sharedData + "/feeds/real"]) { feed, _, _ in
          if feed.stories.total == 0 { empty.append(feed.source) }
          return true
        }
    }
    #expect(first.feeds == files.count)
    #expect(first.problems.isEmpty, "\(first.problems)")
    #expect(empty.isEmpty, "\(empty)")
    try expectSound(folder)
    let before = generation(folder)
    let second = try withWriter(folder) { writer in
      try Ingest(into: writer, now: later(3600), options: .init(fetcher: loopbackOptions()))
        .run([sharedData + "/feeds/real"])
    }
    #expect(second.stories.added == 0 && second.stories.updated == 0, "\(second.stories)")
    #expect(generation(folder) == before)
  }
}
