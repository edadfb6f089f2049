internal import Analysis
public import Corpus
public import InvertedIndex

/// A story that a search found, and where it ranks.
public struct ScoredStory: Equatable, Sendable {
  /// The exact BM25 score.
  public var score: Float
  /// The story's key.
  public var key: StoryKey
  /// The number of its segment in the snapshot.
  public var segment: Int
  /// Its document in that segment.
  public var document: Int
}

/// How the stories found are ordered.
public enum SortOrder: String, Equatable, Sendable, CaseIterable {
  /// By score; equal scores by date, then key.
  case relevance
  /// By date, newest first; then key.
  case date
}

/// Finds the best stories of a snapshot for a query: exact BM25, with early stopping.
///
/// Not for use by several threads at once, as the snapshot.
public final class Searcher {
  /// What is searched.
  public let snapshot: IndexSnapshot
  /// k1 and b.
  public let ranking: BM25
  /// N and the average length, of the whole snapshot.
  public let statistics: BM25.Statistics

  let inverseNorms: [Float]
  private let inverseNormsOfCodes: UnsafeMutablePointer<Float>
  private let scratch = QueryScratch()
  private var frequencies: [[UInt8]: Int] = [:]

  /// A searcher over a snapshot.
  public init(_ snapshot: IndexSnapshot, ranking: BM25 = BM25()) {
    self.snapshot = snapshot
    self.ranking = ranking
    statistics = BM25.Statistics(snapshot)
    inverseNorms = ranking.inverseNorms(averageLength: statistics.averageLength)
    inverseNormsOfCodes = .allocate(capacity: inverseNorms.count)
    inverseNormsOfCodes.initialize(from: inverseNorms, count: inverseNorms.count)
  }

  deinit {
    inverseNormsOfCodes.deallocate()
  }

  /// The number of stories, deleted ones included, that hold a term.
  public func documentFrequency(of term: [UInt8]) throws -> Int {
    if let known = frequencies[term] { return known }
    var sum = 0
    for segment in snapshot.segments { sum += try segment.entry(for: term)?.postings.documentFrequency ?? 0 }
    if frequencies.count > 4096 { frequencies.removeAll() }
    frequencies[term] = sum
    return sum
  }

  /// idf of a term.
  func inverseDocumentFrequency(of term: [UInt8]) throws -> Float {
    BM25.inverseDocumentFrequency(try documentFrequency(of: term), of: statistics.documents)
  }

  /// The weight of a clause: the sum of its words' idf.
  func weight(of clause: Query.Clause) throws -> Float {
    var sum: Float = 0
    for word in clause.words { sum += try inverseDocumentFrequency(of: word.term) }
    return sum
  }

  /// The best stories for a query, best first.
  ///
  /// - Parameters:
  ///   - limit: how many at most.
  ///   - sort: by relevance or by date.
  /// - Throws: `IndexError.damaged` where the index turns out to be.
  public func search(_ query: Query, limit: Int, sort: SortOrder = .relevance) throws -> [ScoredStory] {
    guard !query.isEmpty, limit > 0 else { return [] }
    scratch.reset()
    let weighted = try weigh(query.clauses)
    let found: [FoundDocument]
    if sort == .date || weighted.allSatisfy({ $0.clause.occurrence == .mustNot }) {
      let newest = NewestDocuments(limit: limit)
      for (number, segment) in snapshot.segments.enumerated() {
        newest.begin(segment, number: number)
        try evaluate(weighted, query.filters, in: segment, into: newest)
      }
      found = newest.ranked()
    } else {
      let top = TopDocuments(limit: limit, scratch)
      for (number, segment) in snapshot.segments.enumerated() {
        top.begin(segment, number: number)
        try evaluateBest(weighted, query.filters, in: segment, into: top)
      }
      found = top.ranked()
    }
    try snapshot.throwNotedDamage()
    return found.map {
      ScoredStory(score: $0.score, key: StoryKey($0.key), segment: Int($0.segment), document: Int($0.document))
    }
  }

  /// The number of stories that match a query.
  public func count(_ query: Query) throws -> Int {
    guard !query.isEmpty else { return 0 }
    let weighted = try weigh(query.clauses)
    scratch.reset()
    let counter = MatchCounter()
    for segment in snapshot.segments { try evaluate(weighted, query.filters, in: segment, into: counter) }
    try snapshot.throwNotedDamage()
    return counter.count
  }

  // MARK: - Evaluation in a segment

  /// A clause and what it weighs in the whole index.
  struct WeightedClause {
    var clause: Query.Clause
    var weight: Float
  }

  /// Clauses with their weights; clauses that occur twice are one clause of twice the weight.
  private func weigh(_ clauses: [Query.Clause]) throws -> [WeightedClause] {
    var weighted: [WeightedClause] = []
    for clause in clauses {
      let weight = try self.weight(of: clause)
      if let known = weighted.firstIndex(where: {
        $0.clause.occurrence == clause.occurrence && $0.clause.titleOnly == clause.titleOnly
          && $0.clause.matches(sameAs: clause)
      }) {
        weighted[known].weight += weight
      } else {
        weighted.append(WeightedClause(clause: clause, weight: weight))
      }
    }
    return weighted
  }

  /// The scorer of a clause in a segment; nil where the segment cannot match it.
  private func scorer(_ weighted: WeightedClause, in segment: SegmentReader) throws -> ClauseScorer? {
    let clause = weighted.clause
    func term(_ entry: TermEntry) throws -> TermScorer {
      TermScorer(
        try segment.postings(of: entry.postings, scratch), weight: weighted.weight,
        inverseNorms: UnsafePointer(inverseNormsOfCodes), norms: segment.norms, scratch)
    }
    if clause.isPlainTerm {
      guard let entry = try segment.entry(for: clause.words[0].term) else { return nil }
      return .term(try term(entry))
    }
    var entries: [TermEntry] = []
    for word in clause.words {
      guard let entry = try segment.entry(for: word.term) else { return nil }
      entries.append(entry)
    }
    var guides: [TermScorer] = []
    /// Words that a bigram stands for.
    var guided = Set<Int>()
    for first in clause.words.indices.dropLast() where clause.words[first].offset + 1 == clause.words[first + 1].offset
    {
      switch try segment.bigram(entries[first].postings, entries[first + 1].postings) {
      case .unknown: break
      case .absent: return nil
      case .found(let bigram):
        guides.append(
          TermScorer(
            try segment.postings(of: bigram, scratch), weight: weighted.weight,
            inverseNorms: UnsafePointer(inverseNormsOfCodes), norms: segment.norms, scratch))
        guided.formUnion([first, first + 1])
      }
    }
    if clause.words.count == 2, let bigram = guides.first, !clause.titleOnly, !clause.words.contains(where: \.isExact) {
      return .term(bigram)
    }
    var slots: [PhraseScorer.Slot] = []
    for (place, word) in clause.words.enumerated() {
      let entry = entries[place]
      var variant = -1
      if word.isExact {
        guard let number = entry.forms.firstIndex(where: { $0.bytes == word.surface }) else { return nil }
        variant = number
      }
      let scorer = try term(entry)
      if !guided.contains(place) { guides.append(scorer) }
      slots.append(
        PhraseScorer.Slot(
          scorer: scorer, positions: try segment.positions(of: entry.postings, at: scorer.cursor, scratch),
          offset: UInt32(clamping: word.offset), variant: Int64(variant)))
    }
    return slots.isEmpty
      ? nil : .phrase(PhraseScorer(slots, guides: guides, in: segment, titleOnly: clause.titleOnly, scratch))
  }

  /// The clauses' scorers in a segment, and the filter; nil where nothing can match.
  private func plan(
    _ clauses: [WeightedClause], _ filters: Filters, in segment: SegmentReader
  ) throws -> (required: [ClauseScorer], optional: [ClauseScorer], filter: DocumentFilter)? {
    var required: [ClauseScorer] = []
    var optional: [ClauseScorer] = []
    var excluded: [ClauseScorer] = []
    var scoring = false
    for weighted in clauses {
      let scorer = try scorer(weighted, in: segment)
      switch weighted.clause.occurrence {
      case .must:
        guard let scorer else { return nil }
        scoring = true
        required.append(scorer)
      case .should:
        scoring = true
        if let scorer { optional.append(scorer) }
      case .mustNot:
        if let scorer { excluded.append(scorer) }
      }
    }
    if scoring && required.isEmpty && optional.isEmpty { return nil }
    var filter = DocumentFilter(filters, in: segment)
    guard filter.first < filter.end else { return nil }
    if !excluded.isEmpty {
      let bits = MatchBits(documentCount: segment.documentCount)
      let everything = DocumentFilter(Filters(), in: segment)
      GeneralEvaluator(required: [], optional: excluded, filter: everything).run(bits)
      try fail(excluded, segment)
      filter.exclude(bits.words)
    }
    return (required, optional, filter)
  }

  private func fail(_ scorers: [ClauseScorer], _ segment: SegmentReader) throws {
    for scorer in scorers {
      if let error = segment.error(for: scorer.fault) { throw error }
    }
  }

  private func evaluate(
    _ clauses: [WeightedClause], _ filters: Filters, in segment: SegmentReader, into sink: some MatchSink
  ) throws {
    guard let plan = try plan(clauses, filters, in: segment) else { return }
    GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(sink)
    try fail(plan.required + plan.optional, segment)
  }

  /// As `evaluate`, by the evaluator made for the query's shape.
  private func evaluateBest(
    _ clauses: [WeightedClause], _ filters: Filters, in segment: SegmentReader, into top: TopDocuments
  ) throws {
    guard let plan = try plan(clauses, filters, in: segment) else { return }
    let required = plan.required.compactMap(\.plainTerm)
    let optional = plan.optional.compactMap(\.plainTerm)
    let plain = required.count == plan.required.count && optional.count == plan.optional.count
    if plain && required.isEmpty {
      UnionEvaluator(optional, filter: plan.filter, top: top, scratch).run()
    } else if plain && optional.isEmpty && required.count == 1 {
      UnionEvaluator(required, filter: plan.filter, top: top, scratch).run()
    } else if plain && optional.isEmpty {
      ConjunctionEvaluator(required, filter: plan.filter, top: top, scratch).run()
    } else if plan.required.count + plan.optional.count == 1,
      case .phrase(let phrase)? = (plan.required + plan.optional).first
    {
      run(phrase, plan.filter, top)
    } else {
      GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(top)
    }
    try fail(plan.required + plan.optional, segment)
  }

  private func run(_ phrase: PhraseScorer, _ filter: DocumentFilter, _ top: TopDocuments) {
    var document = phrase.advance(to: filter.first, needed: top.needed)
    while document < filter.end {
      if filter.accepts(document) { top.offer(document, score: phrase.score) }
      document = phrase.advance(to: document + 1, needed: top.needed)
    }
  }
}

extension ClauseScorer {
  fileprivate var plainTerm: TermScorer? {
    if case .term(let scorer) = self { scorer } else { nil }
  }
}

extension Query.Clause {
  /// Whether both match the same stories: surface forms count only where they are exact.
  fileprivate func matches(sameAs other: Query.Clause) -> Bool {
    words.count == other.words.count
      && zip(words, other.words).allSatisfy {
        $0.term == $1.term && $0.offset == $1.offset && $0.isExact == $1.isExact
          && (!$0.isExact || $0.surface == $1.surface)
      }
  }
}
