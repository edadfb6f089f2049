public import Analysis
internal import Corpus
internal import InvertedIndex

extension Searcher {
  /// Candidates of the first stage that the second ranks anew, for each result wanted and at least.
  private static let candidatesPerResult = 3
  private static let fewestCandidates = 50

  /// The best stories for a query, with their best passages.
  ///
  /// The first stage finds candidates by exact BM25: the best that hold any of the words and, as stories with all of them
  /// are favoured, the best that hold all. The second stage orders them; passages are ranked from the postings'
  /// positions; only what is shown is read from the document store.
  ///
  /// - Throws: `IndexError.damaged` where the index turns out to be.
  public func results(_ query: Query, options: SearchOptions, analyzer: Analyzer) throws -> SearchResults {
    var results = SearchResults(ignored: query.ignored, stories: snapshot.storyCount)
    for clause in query.clauses where clause.occurrence != .mustNot {
      let documents = try clause.words.map { try documentFrequency(of: $0.term) }.min() ?? 0
      results.clauses.append(ClauseFrequency(text: clause.text, documents: documents))
    }
    let limit = max(0, options.limit)
    let scoring = query.clauses.contains { $0.occurrence != .mustNot }
    let ranksAnew = options.usesSecondStage && options.sort == .relevance && scoring
    var found = try search(query, limit: ranksAnew ? candidates(limit) : limit, sort: options.sort)
    if ranksAnew { found = try union(found, withAllWords(query, limit: candidates(limit))) }
    let highlighter = Highlighter(query, analyzer)
    var ranked = try rank(found, query, ranksAnew: ranksAnew)
    ranked.removeSubrange(min(limit, ranked.count)...)
    for (place, item) in ranked.enumerated() {
      results.hits.append(
        try hit(item, rank: place + 1, query, options, highlighter, ranksAnew: ranksAnew))
    }
    if options.countsMatches { results.matches = try count(query) }
    return results
  }

  private func candidates(_ limit: Int) -> Int {
    max(Searcher.fewestCandidates, limit * Searcher.candidatesPerResult)
  }

  /// The best stories that match every optional clause too; none where there are fewer than two.
  private func withAllWords(_ query: Query, limit: Int) throws -> [ScoredStory] {
    guard query.clauses.filter({ $0.occurrence == .should }).count > 0, query.clauses.count > 1 else { return [] }
    var strict = query
    for place in strict.clauses.indices where strict.clauses[place].occurrence == .should {
      strict.clauses[place].occurrence = .must
    }
    return try search(strict, limit: limit)
  }

  private func union(_ first: [ScoredStory], _ second: [ScoredStory]) -> [ScoredStory] {
    let known = Set(first.map(\.key))
    return first + second.filter { !known.contains($0.key) }
  }

  /// A candidate and what is known of it.
  private struct Ranked {
    var story: ScoredStory
    var occurrences: WordOccurrences
    var explanation: Explanation?
    var score: Float
    var date: Int64
  }

  /// Reads the words' occurrences in the candidates, segment by segment in the order of documents, and orders them anew.
  private func rank(_ found: [ScoredStory], _ query: Query, ranksAnew: Bool) throws -> [Ranked] {
    let stage = SecondStage(query, self)
    var ranked: [Ranked] = []
    var places: [Int] = []
    for (number, segment) in snapshot.segments.enumerated() {
      let own = found.enumerated().filter { $0.element.segment == number }.sorted {
        $0.element.document < $1.element.document
      }
      guard !own.isEmpty else { continue }
      let reader = try OccurrenceReader(query.clauses, in: segment, self)
      for (place, story) in own {
        let occurrences = try reader.read(story.document)
        var item = Ranked(
          story: story, occurrences: occurrences, explanation: nil, score: story.score,
          date: segment.date(of: story.document))
        if ranksAnew {
          let explanation = try stage.explain(story, occurrences, norm: segment.norms[story.document])
          item.score = explanation.value
          item.explanation = explanation
        }
        ranked.append(item)
        places.append(place)
      }
    }
    guard ranksAnew else { return ranked.indices.sorted { places[$0] < places[$1] }.map { ranked[$0] } }
    return ranked.sorted {
      if $0.score != $1.score { return $0.score > $1.score }
      return $0.date != $1.date ? $0.date > $1.date : $0.story.key < $1.story.key
    }
  }

  private func hit(
    _ item: Ranked, rank: Int, _ query: Query, _ options: SearchOptions, _ highlighter: Highlighter, ranksAnew: Bool
  ) throws -> Hit {
    let segment = snapshot.segments[item.story.segment]
    let stored = try segment.story(of: item.story.document)
    let text = Array(stored.story.text.utf8)
    let passages = PassageRanker.rank(
      stored.passages, item.occurrences, query.clauses, limit: options.passagesPerStory
    ).map { number, score in
      let range = stored.passages[number].text
      let passage = String(decoding: text[range], as: UTF8.self)
      return RankedPassage(
        text: passage, range: range, highlights: highlighter.ranges(in: passage, isTitle: false), score: score)
    }
    var explanation: Explanation?
    if options.explains {
      explanation =
        try item.explanation
        ?? SecondStage(query, self)
        .explainBM25(item.story, item.occurrences, norm: segment.norms[item.story.document])
    }
    return Hit(
      rank: rank, score: item.score, bm25: item.story.score, story: stored.story,
      titleHighlights: highlighter.ranges(in: stored.story.title, isTitle: true), passages: passages,
      explanation: explanation)
  }
}
