import Analysis
import Corpus
import InvertedIndex
import TestSupport

@testable import Search

/// An archive of a few stories, searched as a user does.
final class SmallArchive {
  private let folder: TemporaryFolder
  let snapshot: IndexSnapshot
  let analyzer: Analyzer

  /// - Parameter stories: id, headline and text, the oldest first.
  init(
    _ stories: [(id: String, title: String, text: String)], feed: (id: String, title: String) = ("test", "")
  ) throws {
    folder = try TemporaryFolder()
    let writer = try IndexWriter(directory: folder.path + "/index")
    for (number, item) in stories.enumerated() {
      var story = Story(
        identity: StoryIdentity(feed: feed.id, id: item.id), title: item.title, text: item.text,
        firstSeen: Timestamp(secondsSince1970: 0))
      story.feedTitle = feed.title
      story.published = Timestamp(secondsSince1970: Int64(number) * 86400)
      try writer.put(story)
    }
    try writer.commit()
    snapshot = try IndexSnapshot(directory: folder.path + "/index")
    analyzer = try Analyzer.named("english")
  }

  func search(_ text: String, _ change: (inout SearchOptions) -> Void = { _ in }) throws -> SearchResults {
    var options = SearchOptions()
    change(&options)
    let query = QueryParser(analyzer: analyzer, now: Timestamp(secondsSince1970: 1_000_000)).parse(text)
    return try Searcher(snapshot).results(query, options: options, analyzer: analyzer)
  }

  /// The ids of the stories found, best first.
  func ids(_ text: String, _ change: (inout SearchOptions) -> Void = { _ in }) throws -> [String] {
    try search(text, change).hits.map(\.story.identity.id)
  }
}
