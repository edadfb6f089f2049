internal import Analysis
public import Corpus
public import InvertedIndex

/// A story that a search found, and where it ranks.
public struct ScoredStory: Equatable, Sendable {
  /// What it is ranked by: the exact BM25 score, decayed with age where that was asked for.
  public var score: Float
  /// The exact BM25 score.
  public var bm25: Float
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
  let inverseNormsOfCodes: UnsafeMutablePointer<Float>
  let scratch = QueryScratch()
  private let table = WindowTable()
  private var lookups: [[UInt8]: TermLookup] = [:]
  private var accepted: [(filters: Filters, segments: [AcceptedDocuments?])] = []
  /// For each segment which of its documents are shown; nil where all live ones are.
  private let shown: [ShownDocuments?]

  /// A searcher over a snapshot. It finds the newest version of each story and no earlier ones.
  ///
  /// - Parameter now: stories whose embargo ends later are not found; nil: as if every embargo were over.
  public init(_ snapshot: IndexSnapshot, ranking: BM25 = BM25(), now: Timestamp? = nil) {
    self.snapshot = snapshot
    shown = snapshot.segments.map { $0.shownDocuments(at: now) }
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
    try lookup(term).documentFrequency
  }

  /// What the dictionaries say of a term; looked up once, then remembered.
  func lookup(_ term: [UInt8]) throws -> TermLookup {
    if let known = lookups[term] { return known }
    if lookups.count > 4096 { lookups.removeAll() }
    let found = TermLookup(try snapshot.segments.map { try $0.entry(for: term) })
    lookups[term] = found
    return found
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
  ///   - recency: how scores decay with age where they are by relevance; nil where they do not.
  /// - Throws: `IndexError.damaged` where the index turns out to be.
  public func search(
    _ query: Query, limit: Int, sort: SortOrder = .relevance, recency: Recency? = nil
  ) throws -> [ScoredStory] {
    let stories = try find(query, limit: limit, sort: sort, recency: recency).map(scored)
    try snapshot.throwNotedDamage()
    return stories
  }

  /// A story found, with its key.
  func scored(_ found: FoundDocument) -> ScoredStory {
    let segment = Int(found.segment)
    let document = Int(found.document)
    return ScoredStory(
      score: found.score, bm25: found.bm25, key: snapshot.segments[segment].key(of: document), segment: segment,
      document: document)
  }

  /// As `search`, without the stories' keys: each is somewhere else in the file, and of a hundred candidates ten are shown.
  func find(_ query: Query, limit: Int, sort: SortOrder = .relevance, recency: Recency?) throws -> [FoundDocument] {
    guard !query.isEmpty, limit > 0 else { return [] }
    scratch.reset()
    let weighted = try weigh(query.clauses)
    let found: [FoundDocument]
    if sort == .date || weighted.allSatisfy({ $0.clause.occurrence == .mustNot }) {
      let newest = NewestDocuments(limit: limit, segments: snapshot.segments, scratch)
      for number in snapshot.segments.indices {
        newest.begin(segment: number)
        try evaluate(weighted, query.filters, in: number, into: newest)
      }
      found = newest.ranked()
    } else {
      let top = TopDocuments(limit: limit, segments: snapshot.segments, recency: recency, scratch)
      for (number, segment) in snapshot.segments.enumerated() {
        top.begin(segment, number: number)
        try evaluateBest(weighted, query.filters, in: number, into: top)
      }
      found = top.ranked()
    }
    try snapshot.throwNotedDamage()
    return found
  }

  /// The number of stories that match a query.
  ///
  /// - Throws: `IndexError.damaged` where the index turns out to be.
  public func count(_ query: Query) throws -> Int {
    guard !query.isEmpty else { return 0 }
    scratch.reset()
    let weighted = try weigh(query.clauses)
    let count = try snapshot.segments.indices.reduce(0) { try $0 + self.count(weighted, query.filters, in: $1) }
    try snapshot.throwNotedDamage()
    return count
  }

  // MARK: - Evaluation in a segment

  /// Filters whose bits are kept.
  private static let mostFilters = 8

  /// The filter of a query in a segment.
  private func filter(_ filters: Filters, in number: Int) throws -> DocumentFilter {
    DocumentFilter(filters, try accepted(filters, in: number), shown[number], in: snapshot.segments[number])
  }

  /// What the columns a filter asks about accept in a segment, kept for the next query with that filter; nil where it asks
  /// about none. Ranges of dates are no part of it.
  private func accepted(_ filters: Filters, in number: Int) throws -> AcceptedDocuments? {
    guard filters.hasColumns else { return nil }
    var columns = filters
    columns.since = nil
    columns.until = nil
    if let known = accepted.first(where: { $0.filters == columns }) { return known.segments[number] }
    if accepted.count == Searcher.mostFilters { accepted.removeFirst() }
    let segments = try zip(snapshot.segments, shown).map { try AcceptedDocuments(columns, shown: $1, in: $0) }
    accepted.append((columns, segments))
    return segments[number]
  }

  private func fail(_ scorers: ScratchList<ClauseScorer>, _ segment: SegmentReader) throws {
    for scorer in scorers.buffer {
      if let error = segment.error(for: scorer.fault) { throw error }
    }
  }

  private func evaluate(
    _ clauses: [WeightedClause], _ filters: Filters, in number: Int, into sink: some MatchSink
  ) throws {
    guard var plan = try plan(clauses, try filter(filters, in: number), in: number) else { return }
    if !plan.excluded.isEmpty { plan.filter.exclude(plan.excluded.buffer) }
    GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(sink)
    try fail(plan.scorers, snapshot.segments[number])
  }

  private func count(_ clauses: [WeightedClause], _ filters: Filters, in number: Int) throws -> Int {
    guard let plan = try plan(clauses, try filter(filters, in: number), in: number) else { return 0 }
    guard let required = plan.required.terms(scratch), let optional = plan.optional.terms(scratch),
      let excluded = plan.excluded.terms(scratch), required.count + optional.count > 0
    else {
      let counter = MatchCounter()
      try evaluate(clauses, filters, in: number, into: counter)
      return counter.count
    }
    let windows = MatchWindows(
      required: Array(required.buffer), optional: Array(optional.buffer), excluded: Array(excluded.buffer),
      filter: plan.filter, documentCount: snapshot.segments[number].documentCount, scratch)
    let count = windows.count()
    try fail(plan.scorers, snapshot.segments[number])
    return count
  }

  /// As `evaluate`, by the evaluator made for the query's shape.
  private func evaluateBest(
    _ clauses: [WeightedClause], _ filters: Filters, in number: Int, into top: TopDocuments
  ) throws {
    let looksForBlocks = clauses.allSatisfy {
      clauses.count == 1 ? !$0.clause.isPlainTerm : $0.clause.isPlainTerm && $0.clause.occurrence == .must
    }
    guard
      var plan = try plan(clauses, try filter(filters, in: number), in: number, isPlaced: !looksForBlocks)
    else { return }
    if !plan.excluded.isEmpty { plan.filter.exclude(plan.excluded.buffer) }
    let required = plan.required.terms(scratch)
    let optional = plan.optional.terms(scratch)
    // All stories of a list are found where it is the only one required, or none is.
    if plan.required.count <= 1 {
      prime(plan.required.isEmpty ? plan.optional : plan.required, plan.filter, in: number, top)
    }
    if let required, let optional, required.isEmpty || optional.isEmpty {
      let terms = required.isEmpty ? optional : required
      if let listed = ListedEvaluator(
        terms.buffer, areRequired: !required.isEmpty, filter: plan.filter, top: top, scratch)
      {
        listed.run()
      } else if terms.count == 1, knowsNoChampion(plan.filter, in: number),
        let bestFirst = BestFirstEvaluator(terms.buffer[0], filter: plan.filter, top: top, scratch)
      {
        bestFirst.run()
      } else if required.count > 1 {
        ConjunctionEvaluator(required.buffer, filter: plan.filter, top: top, scratch).run()
      } else {
        UnionEvaluator(terms.buffer, filter: plan.filter, top: top, table, scratch).run()
      }
    } else if plan.required.count + plan.optional.count == 1,
      case .phrase(let phrase)? = plan.required.buffer.first ?? plan.optional.buffer.first
    {
      PhraseEvaluator(phrase, filter: plan.filter, top: top, scratch).run()
    } else {
      GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(top)
    }
    try fail(plan.scorers, snapshot.segments[number])
  }

  /// Whether a filter hides how many of a list's best stories are searched.
  private func knowsNoChampion(_ filter: DocumentFilter, in number: Int) -> Bool {
    filter.absentDocuments(of: snapshot.segments[number].documentCount) == nil
  }

  /// Starts from the score that enough stories of one of the lists are known to reach.
  private func prime(
    _ clauses: ScratchList<ClauseScorer>, _ filter: DocumentFilter, in number: Int, _ top: TopDocuments
  ) {
    guard let absent = filter.absentDocuments(of: snapshot.segments[number].documentCount) else { return }
    for case .term(let term) in clauses.buffer { top.prime(term, absent: absent) }
  }
}
