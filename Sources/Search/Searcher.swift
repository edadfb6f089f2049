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
  private let inverseNormsOfCodes: UnsafeMutablePointer<Float>
  private let scratch = QueryScratch()
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
  private func lookup(_ term: [UInt8]) throws -> TermLookup {
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
    let stories = found.map { found in
      let segment = Int(found.segment)
      let document = Int(found.document)
      return ScoredStory(
        score: found.score, bm25: found.bm25, key: snapshot.segments[segment].key(of: document), segment: segment,
        document: document)
    }
    try snapshot.throwNotedDamage()
    return stories
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

  /// A clause and what it weighs in the whole index.
  struct WeightedClause {
    var clause: Query.Clause
    var weight: Float
    /// Of its first word.
    var lookup: TermLookup?
  }

  /// Clauses with their weights; clauses that occur twice are one clause of twice the weight.
  private func weigh(_ clauses: [Query.Clause]) throws -> [WeightedClause] {
    var weighted: [WeightedClause] = []
    weighted.reserveCapacity(clauses.count)
    for clause in clauses {
      let lookup = try clause.words.first.map { try self.lookup($0.term) }
      let weight =
        clause.words.count == 1
        ? BM25.inverseDocumentFrequency(lookup?.documentFrequency ?? 0, of: statistics.documents)
        : try self.weight(of: clause)
      if let known = weighted.firstIndex(where: {
        $0.clause.occurrence == clause.occurrence && $0.clause.titleOnly == clause.titleOnly
          && $0.clause.matches(sameAs: clause)
      }) {
        weighted[known].weight += weight
      } else {
        weighted.append(WeightedClause(clause: clause, weight: weight, lookup: lookup))
      }
    }
    return weighted
  }

  /// The scorer of a clause in a segment; nil where the segment cannot match it.
  private func scorer(_ weighted: WeightedClause, in number: Int) throws -> ClauseScorer? {
    let segment = snapshot.segments[number]
    let clause = weighted.clause
    func term(_ entry: TermEntry, isPlaced: Bool = true) throws -> TermScorer {
      TermScorer(
        try segment.postings(of: entry.postings, isPlaced: isPlaced, scratch), weight: weighted.weight,
        inverseNorms: UnsafePointer(inverseNormsOfCodes), norms: segment.norms, scratch)
    }
    if clause.isPlainTerm {
      guard let entry = weighted.lookup?.entries[number] else { return nil }
      return .term(try term(entry))
    }
    var entries: [TermEntry] = []
    for word in clause.words {
      guard let entry = try segment.entry(for: word.term) else { return nil }
      entries.append(entry)
    }
    var guides: [TermScorer] = []
    /// Whether a bigram stands for each word.
    var isGuided = [Bool](repeating: false, count: clause.words.count)
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
        isGuided[first] = true
        isGuided[first + 1] = true
      }
    }
    if clause.words.count == 2, let bigram = guides.first, !clause.titleOnly, !clause.words.contains(where: \.isExact) {
      return .term(bigram)
    }
    let isChain =
      guides.count == clause.words.count - 1 && !clause.titleOnly && !clause.words.contains(where: \.isExact)
    let chain = isChain ? guides : []
    var slots: [PhraseScorer.Slot] = []
    for (place, word) in clause.words.enumerated() {
      let entry = entries[place]
      var variant = -1
      if word.isExact {
        guard let number = entry.forms.firstIndex(where: { $0.bytes == word.surface }) else { return nil }
        variant = number
      }
      let scorer = try term(entry, isPlaced: !isGuided[place])
      if !isGuided[place] { guides.append(scorer) }
      slots.append(
        PhraseScorer.Slot(
          scorer: scorer, positions: try segment.positions(of: entry.postings, at: scorer.cursor, scratch),
          offset: UInt32(clamping: word.offset), variant: Int64(variant)))
    }
    return slots.isEmpty
      ? nil
      : .phrase(
        PhraseScorer(slots, guides: guides, chain: chain, in: segment, titleOnly: clause.titleOnly, scratch))
  }

  /// A query's scorers in a segment, and the filter.
  private struct Plan {
    var required: [ClauseScorer] = []
    var optional: [ClauseScorer] = []
    var excluded: [ClauseScorer] = []
    var filter: DocumentFilter

    var scorers: [ClauseScorer] { required + optional + excluded }
  }

  /// The plan of a query in a segment; nil where nothing can match.
  private func plan(_ clauses: [WeightedClause], _ filters: Filters, in number: Int) throws -> Plan? {
    let segment = snapshot.segments[number]
    var plan = Plan(filter: DocumentFilter(filters, try accepted(filters, in: number), shown[number], in: segment))
    guard plan.filter.first < plan.filter.end else { return nil }
    var scoring = false
    for weighted in clauses {
      let scorer = try scorer(weighted, in: number)
      switch weighted.clause.occurrence {
      case .must:
        guard let scorer else { return nil }
        scoring = true
        plan.required.append(scorer)
      case .should:
        scoring = true
        if let scorer { plan.optional.append(scorer) }
      case .mustNot:
        if let scorer { plan.excluded.append(scorer) }
      }
    }
    if scoring && plan.required.isEmpty && plan.optional.isEmpty { return nil }
    return plan
  }

  /// Filters whose bits are kept.
  private static let mostFilters = 8

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

  private func fail(_ scorers: [ClauseScorer], _ segment: SegmentReader) throws {
    for scorer in scorers {
      if let error = segment.error(for: scorer.fault) { throw error }
    }
  }

  private func evaluate(
    _ clauses: [WeightedClause], _ filters: Filters, in number: Int, into sink: some MatchSink
  ) throws {
    guard var plan = try plan(clauses, filters, in: number) else { return }
    if !plan.excluded.isEmpty { plan.filter.exclude(plan.excluded, scratch) }
    GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(sink)
    try fail(plan.scorers, snapshot.segments[number])
  }

  private func count(_ clauses: [WeightedClause], _ filters: Filters, in number: Int) throws -> Int {
    guard let plan = try plan(clauses, filters, in: number) else { return 0 }
    let terms = (
      plan.required.compactMap(\.plainTerm), plan.optional.compactMap(\.plainTerm),
      plan.excluded.compactMap(\.plainTerm)
    )
    guard terms.0.count + terms.1.count > 0, terms.0.count + terms.1.count + terms.2.count == plan.scorers.count else {
      let counter = MatchCounter()
      try evaluate(clauses, filters, in: number, into: counter)
      return counter.count
    }
    let windows = MatchWindows(
      required: terms.0, optional: terms.1, excluded: terms.2, filter: plan.filter,
      documentCount: snapshot.segments[number].documentCount, scratch)
    let count = windows.count()
    try fail(plan.scorers, snapshot.segments[number])
    return count
  }

  /// As `evaluate`, by the evaluator made for the query's shape.
  private func evaluateBest(
    _ clauses: [WeightedClause], _ filters: Filters, in number: Int, into top: TopDocuments
  ) throws {
    guard var plan = try plan(clauses, filters, in: number) else { return }
    if !plan.excluded.isEmpty { plan.filter.exclude(plan.excluded, scratch) }
    let required = plan.required.compactMap(\.plainTerm)
    let optional = plan.optional.compactMap(\.plainTerm)
    let plain = required.count == plan.required.count && optional.count == plan.optional.count
    if plan.filter.acceptsAll(of: snapshot.segments[number].documentCount) {
      // All stories of a list are found where it is the only one required, or none is.
      if plan.required.isEmpty { for term in optional { top.prime(term) } }
      if plan.required.count == 1 { for term in required { top.prime(term) } }
    }
    if plain && required.isEmpty {
      UnionEvaluator(optional, filter: plan.filter, top: top, table, scratch).run()
    } else if plain && optional.isEmpty && required.count == 1 {
      UnionEvaluator(required, filter: plan.filter, top: top, table, scratch).run()
    } else if plain && optional.isEmpty {
      ConjunctionEvaluator(required, filter: plan.filter, top: top, scratch).run()
    } else if plan.required.count + plan.optional.count == 1,
      case .phrase(let phrase)? = (plan.required + plan.optional).first
    {
      PhraseEvaluator(phrase, filter: plan.filter, top: top, scratch).run()
    } else {
      GeneralEvaluator(required: plan.required, optional: plan.optional, filter: plan.filter).run(top)
    }
    try fail(plan.scorers, snapshot.segments[number])
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
