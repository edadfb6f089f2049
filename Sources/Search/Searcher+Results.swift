public import Analysis
internal import Corpus
internal import InvertedIndex

extension Searcher {
  /// Candidates of the first stage that the second ranks anew, at least; as many as results are wanted, where that is
  /// more. Up to so many results the first of them do not depend on how many are asked for.
  private static let fewestCandidates = 100

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
    let highlighter = Highlighter(query, analyzer)
    for (place, item) in try ranked(query, options).enumerated() {
      results.hits.append(try hit(item, rank: place + 1, query, options, highlighter))
    }
    if options.countsMatches { results.matches = try count(query) }
    return results
  }

  /// The best stories in the order in which `results` shows them, with the scores that order them.
  ///
  /// - Throws: `IndexError.damaged` where the index turns out to be.
  public func rankedStories(_ query: Query, options: SearchOptions) throws -> [ScoredStory] {
    let stories = try ranked(query, options).map { item in
      var story = scored(item.found)
      story.score = item.score
      return story
    }
    try snapshot.throwNotedDamage()
    return stories
  }

  /// A story and what is known of it.
  private struct Ranked {
    var found: FoundDocument
    var occurrences: WordOccurrences
    var score: Float
    var ranksAnew: Bool
  }

  /// The first stage's candidates, ordered by the second where it applies.
  private func ranked(_ query: Query, _ options: SearchOptions) throws -> [Ranked] {
    let limit = max(0, options.limit)
    let scores = query.clauses.contains { $0.occurrence != .mustNot }
    guard options.usesSecondStage && options.sort == .relevance && scores && limit > 0 else {
      let found = try find(query, limit: limit, sort: options.sort, recency: options.recency)
      return try read(found, query, recency: nil, ranksAnew: false)
    }
    let depth = max(Searcher.fewestCandidates, limit)
    let any = try find(query, limit: depth, recency: options.recency)
    var all = try withAllWords(query, limit: depth, recency: options.recency)
    if !all.isEmpty {
      let known = Set(any.map(\.place))
      all.removeAll { known.contains($0.place) }
    }
    let ranked = try read(any + all, query, recency: options.recency, ranksAnew: true).sorted {
      $0.score != $1.score ? $0.score > $1.score : isNewer($0.found, $1.found)
    }
    try snapshot.throwNotedDamage()
    return Array(ranked.prefix(limit))
  }

  /// The best stories that match every optional clause too; none where there is but one clause.
  private func withAllWords(_ query: Query, limit: Int, recency: Recency?) throws -> [FoundDocument] {
    let scoring = query.clauses.filter { $0.occurrence != .mustNot }
    guard scoring.contains(where: { $0.occurrence == .should }), scoring.count > 1 else { return [] }
    var strict = query
    for place in strict.clauses.indices where strict.clauses[place].occurrence == .should {
      strict.clauses[place].occurrence = .must
    }
    return try find(strict, limit: limit, recency: recency)
  }

  /// Whether the first comes first of two stories of one score. Documents of a segment ascend in that order.
  private func isNewer(_ first: FoundDocument, _ second: FoundDocument) -> Bool {
    guard first.segment != second.segment else { return first.document < second.document }
    let dates = (date(of: first), date(of: second))
    return dates.0 != dates.1 ? dates.0 > dates.1 : scored(first).key < scored(second).key
  }

  private func date(of found: FoundDocument) -> Int64 {
    snapshot.segments[Int(found.segment)].date(of: Int(found.document))
  }

  /// Reads the words' occurrences in the stories, segment by segment in the order of documents, and scores them anew if
  /// that is asked for. The order stays.
  private func read(
    _ found: [FoundDocument], _ query: Query, recency: Recency?, ranksAnew: Bool
  ) throws -> [Ranked] {
    let stage = SecondStage(query, self, recency)
    var ranked = [Ranked?](repeating: nil, count: found.count)
    for (number, segment) in snapshot.segments.enumerated() {
      let places = found.indices.filter { found[$0].segment == number }.sorted {
        found[$0].document < found[$1].document
      }
      guard !places.isEmpty else { continue }
      let reader = try OccurrenceReader(query.clauses, in: segment, self)
      for place in places {
        let story = found[place]
        let occurrences = try reader.read(Int(story.document))
        ranked[place] = Ranked(
          found: story, occurrences: occurrences,
          score: ranksAnew ? stage.score(story, occurrences, date: date(of: story)) : story.score,
          ranksAnew: ranksAnew)
      }
      try segment.throwNotedDamage()
    }
    return ranked.compactMap { $0 }
  }

  private func hit(
    _ item: Ranked, rank: Int, _ query: Query, _ options: SearchOptions, _ highlighter: Highlighter
  ) throws -> Hit {
    let document = Int(item.found.document)
    let segment = snapshot.segments[Int(item.found.segment)]
    let stored = try segment.story(of: document)
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
      let stage = SecondStage(query, self, options.sort == .relevance ? options.recency : nil)
      let norm = segment.norms[document]
      let date = segment.date(of: document)
      explanation =
        try item.ranksAnew
        ? stage.explain(item.found, item.occurrences, norm: norm, date: date)
        : stage.decayed(stage.explainBM25(item.found, item.occurrences, norm: norm), date: date)
    }
    return Hit(
      rank: rank, score: item.score, bm25: item.found.bm25, story: stored.story,
      titleHighlights: highlighter.ranges(in: stored.story.title, isTitle: true), passages: passages,
      explanation: explanation)
  }
}
