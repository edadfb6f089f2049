import Corpus
import InvertedIndex
import Testing

@testable import Search

/// The engine against the brute force: identical stories in the identical order with bit-identical scores, whatever the
/// query, k, k1 and b, over segments, updates, deletes and merges.
@Suite struct OracleTests {
  static let limits = [1, 3, 10, 65, 100, 1000]
  /// Half-lives from an hour, by which most scores decay to nothing, to three years.
  static let halfLives: [Int64] = [3600, 86400, 7 * 86400, 100 * 86400, 1000 * 86400]
  static let rankings = [
    BM25(), BM25(k1: 1.2, b: 0.75), BM25(k1: 0, b: 0.4), BM25(k1: 2, b: 1), BM25(k1: 0.5, b: 0),
  ]

  @Test("small archives after each commit", arguments: UInt64(1)...15)
  func small(seed: UInt64) throws {
    var archive = try RandomArchive(seed: seed, vocabulary: 60, dates: 12)
    for _ in 0..<3 {
      try archive.change(stories: 150, numbers: 260, tier: Int(seed % 3) + 1)
      try compare(archive, queriesOfEachClass: 1, rankings: [OracleTests.rankings[Int(seed % 5)]])
    }
    try archive.mergeAll()
    try compare(archive, queriesOfEachClass: 1, rankings: [OracleTests.rankings[Int(seed + 2) % 5]])
  }

  @Test("six thousand stories in one segment and a few small ones", arguments: UInt64(100)...101)
  func large(seed: UInt64) throws {
    var archive = try RandomArchive(seed: seed, vocabulary: 400, dates: 2000)
    try archive.change(stories: 6000, numbers: 100_000, tier: 8)
    try archive.mergeAll()
    try archive.change(stories: 400, numbers: 100_000, tier: 8)
    try archive.change(stories: 300, numbers: 100_000, tier: 8)
    try compare(archive, queriesOfEachClass: 3, rankings: [BM25()])
    try compare(archive, queriesOfEachClass: 1, rankings: Array(OracleTests.rankings.dropFirst()))
  }

  @Test("few words in many stories, so that most phrases are told by bigrams", arguments: UInt64(200)...203)
  func bigrams(seed: UInt64) throws {
    var archive = try RandomArchive(seed: seed, vocabulary: 14, dates: 300)
    try archive.change(stories: 1500, numbers: 100_000, tier: 8)
    try archive.mergeAll()
    try archive.change(stories: 300, numbers: 100_000, tier: 8)
    let segments = try IndexSnapshot(directory: archive.path).segments
    let frequent = try segments.map { segment in
      var terms: [TermPostings] = []
      try segment.forEachTerm { terms.append($0.postings) }
      return try terms.contains { first in
        try terms.contains { second in if case .found = try segment.bigram(first, second) { true } else { false } }
      }
    }
    #expect(frequent.contains(true), "seed \(seed) has no bigrams")
    try compare(
      archive, queriesOfEachClass: 12,
      of: ["phrase2", "phrase3", "phrase4", "exact phrase", "title phrase", "mixture"],
      rankings: [BM25()])
    try archive.mergeAll()
    try compare(archive, queriesOfEachClass: 12, of: ["phrase2", "phrase3", "phrase4"], rankings: [BM25()])
  }

  private func compare(
    _ archive: RandomArchive, queriesOfEachClass count: Int, of classes: [String] = RandomQueries.classes,
    rankings: [BM25],
    location: SourceLocation = #_sourceLocation
  ) throws {
    let snapshot = try IndexSnapshot(directory: archive.path)
    let oracle = try BruteForce(snapshot)
    let live = oracle.documents.filter(\.isLive).map(\.story)
    #expect(live.count == archive.stories.count, "seed \(archive.seed)", sourceLocation: location)
    let areThose = live.allSatisfy { story in
      // Where a story stands among its versions is the index's own knowledge.
      var plain = story
      plain.version = StoryVersion()
      return archive.stories[story.key] == plain
    }
    #expect(areThose, "seed \(archive.seed)", sourceLocation: location)
    var queries = try archive.queries()
    for ranking in rankings {
      let searcher = Searcher(snapshot, ranking: ranking)
      for name in classes {
        for _ in 0..<count {
          let query = queries.query(name)
          let expected = oracle.search(query, ranking, sort: .relevance)
          for limit in OracleTests.limits {
            let found = try searcher.search(query, limit: limit)
            try same(found, expected.prefix(limit), "seed \(archive.seed), \(name), \(ranking), k \(limit)", query)
          }
          try compareDecayed(query, searcher, oracle, "seed \(archive.seed), \(name), \(ranking)")
          let newest = try searcher.search(query, limit: 10, sort: .date)
          let dated = oracle.search(query, ranking, sort: .date)
          try same(newest, dated.prefix(10), "seed \(archive.seed), \(name), by date", query)
          #expect(try searcher.count(query) == expected.count, "seed \(archive.seed), \(name), count: \(query)")
        }
      }
    }
  }

  /// Scores that decay with age, now being before, among or behind the stories' dates.
  private func compareDecayed(
    _ query: Query, _ searcher: Searcher, _ oracle: BruteForce, _ name: String
  ) throws {
    let dates = oracle.documents.map(\.story.date.secondsSince1970)
    let (first, last) = (dates.min() ?? 0, dates.max() ?? 0)
    let number = query.clauses.reduce(query.clauses.count) { $0 + $1.text.utf8.count } % OracleTests.halfLives.count
    for number in [number, (number + 2) % OracleTests.halfLives.count] {
      let halfLife = OracleTests.halfLives[number]
      let now = [last, first - 1, (first + last) / 2, last + 1_000_000, last + 3][number]
      let recency = Recency(halfLife: halfLife, now: Timestamp(secondsSince1970: now))
      let expected = oracle.search(query, searcher.ranking, sort: .relevance, recency: recency)
      for limit in [1, 10, 100] {
        let found = try searcher.search(query, limit: limit, recency: recency)
        try same(found, expected.prefix(limit), "\(name), half-life \(halfLife), k \(limit)", query)
      }
    }
  }

  /// Stops at the first difference: those that follow would say the same.
  private func same(
    _ found: [ScoredStory], _ expected: ArraySlice<ScoredStory>, _ name: String, _ query: Query
  ) throws {
    let bits = found.map(\.score.bitPattern) == expected.map(\.score.bitPattern)
    try #require(bits && found.elementsEqual(expected), "\(name): \(query.clauses.map(\.text)), \(query.filters)")
  }
}
