import Corpus
import InvertedIndex
import TestSupport
import Testing

@testable import Search

/// Filters that accept few stories, which then lead the search instead of the terms.
@Suite struct RareFilterTests {
  @Test("searches in a feed of a few stories among thousands find what brute force finds", arguments: UInt64(400)...401)
  func rareFeed(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var corpus = RandomCorpus(seed: seed, vocabulary: 40, dates: 300)
    let writer = try IndexWriter(directory: folder.path)
    for number in 0..<3000 {
      var story = corpus.story(number)
      if number % 190 == 7 { story.identity = StoryIdentity(feed: "https://rare.example/rss", id: "\(number)") }
      _ = try writer.put(story)
      if number == 2300 { _ = try writer.delete(story.key) }
    }
    try writer.commit()
    let snapshot = try IndexSnapshot(directory: folder.path)
    let oracle = try BruteForce(snapshot)
    let texts = oracle.documents.map(\.story.text).filter { !$0.isEmpty }
    var queries = try RandomQueries(corpus, texts: texts)
    let days = Timestamp(secondsSince1970: oracle.documents.map(\.story.date.secondsSince1970).sorted()[1500])
    var filters = Filters()
    filters.feeds = ["rare.example"]
    let accepted = try snapshot.segments.compactMap {
      try AcceptedDocuments(filters, shown: nil, in: $0)?.listed?.count
    }
    #expect(accepted.contains { $0 > 0 }, "seed \(seed): no segment lists its documents")
    for ranking in [BM25(), BM25(k1: 1e30, b: 0)] {
      let searcher = Searcher(snapshot, ranking: ranking)
      for name in ["term", "or2", "or3", "or5", "and2", "and3", "phrase2", "negative", "mixture", "absent"] {
        for (number, range) in [(since: nil, until: nil), (since: days, until: nil), (since: nil, until: days)]
          .enumerated()
        {
          var query = queries.query(name)
          query.filters = filters
          (query.filters.since, query.filters.until) = range
          let expected = oracle.search(query, ranking, sort: .relevance)
          for limit in [1, 10, 100] {
            let found = try searcher.search(query, limit: limit)
            #expect(
              found.map(\.score.bitPattern) == expected.prefix(limit).map(\.score.bitPattern)
                && found.elementsEqual(expected.prefix(limit)),
              "seed \(seed), \(name), range \(number), \(ranking), k \(limit): \(query.clauses.map(\.text))")
          }
          #expect(try searcher.count(query) == expected.count, "seed \(seed), \(name): \(query.clauses.map(\.text))")
        }
      }
    }
  }
}
