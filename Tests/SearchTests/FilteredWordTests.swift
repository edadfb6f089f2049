import Corpus
import InvertedIndex
import TestSupport
import Testing

@testable import Search

/// Single words with filters that hide how many of a list's best stories count: blocks are taken by their bounds then.
@Suite struct FilteredWordTests {
  @Test("words of long lists within feeds and dates are found as by brute force", arguments: UInt64(500)...501)
  func filteredWords(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var corpus = RandomCorpus(seed: seed, vocabulary: 25, dates: 200)
    let writer = try IndexWriter(directory: folder.path)
    let shares = [("half", 2), ("fifth", 5), ("fiftieth", 50)]
    for number in 0..<5500 {
      var story = corpus.story(number)
      let feed = shares.last { number % $0.1 == 1 }?.0 ?? "rest"
      story.identity = StoryIdentity(feed: "https://\(feed).example/rss", id: "\(number)")
      _ = try writer.put(story)
      if number % 700 == 650 { _ = try writer.delete(story.key) }
      // Two segments, the second with stories of the first's dates.
      if number == 4800 { try writer.commit() }
    }
    try writer.commit()
    let snapshot = try IndexSnapshot(directory: folder.path)
    let oracle = try BruteForce(snapshot)
    let queries = try RandomQueries(corpus, texts: [])
    let dates = oracle.documents.map(\.story.date.secondsSince1970).sorted()
    let (early, late) = (Timestamp(secondsSince1970: dates[1000]), Timestamp(secondsSince1970: dates[4000]))
    let words = corpus.words.prefix(6).map { $0[0] } + corpus.words.suffix(2).map { $0[0] }
    for ranking in [BM25(), BM25(k1: 0.9, b: 0), BM25(k1: 1e30, b: 0)] {
      let searcher = Searcher(snapshot, ranking: ranking)
      for word in words {
        var longest = 0
        for (feed, since, until) in [
          (nil, nil, nil), ("half", nil, nil), ("fifth", nil, nil), ("fiftieth", nil, nil), (nil, early, nil),
          (nil, nil, late), (nil, early, late), ("half", early, late),
        ] as [(String?, Timestamp?, Timestamp?)] {
          var query = Query(clauses: [queries.clause(.should, word)])
          query.filters.feeds = feed.map { ["\($0).example"] } ?? []
          (query.filters.since, query.filters.until) = (since, until)
          let expected = oracle.search(query, ranking, sort: .relevance)
          longest = max(longest, expected.count)
          for limit in [1, 10, 64, 65] {
            let found = try searcher.search(query, limit: limit)
            #expect(
              found.elementsEqual(expected.prefix(limit))
                && found.map(\.score.bitPattern) == expected.prefix(limit).map(\.score.bitPattern),
              "seed \(seed), \(word) in \(feed ?? "all"), \(ranking), k \(limit)")
          }
        }
        if word == words[0] { #expect(longest > 16 * BlockPacking.size, "seed \(seed): no list of enough blocks") }
      }
    }
  }
}
