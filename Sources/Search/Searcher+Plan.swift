internal import InvertedIndex

/// From the clauses of a query to their scorers in a segment.
extension Searcher {
  /// A clause and what it weighs in the whole index.
  struct WeightedClause {
    var clause: Query.Clause
    var weight: Float
    /// Of its first word, and of the others.
    var lookup: TermLookup
    var others: [TermLookup]

    /// The postings of the clause's words in a segment; nil where one of them is not in it.
    func postings(in number: Int, _ scratch: QueryScratch) -> ScratchList<TermPostings>? {
      guard let first = lookup.postings[number] else { return nil }
      var postings = ScratchList<TermPostings>(capacity: others.count + 1, scratch)
      postings.append(first)
      for other in others {
        guard let found = other.postings[number] else { return nil }
        postings.append(found)
      }
      return postings
    }

    /// The dictionary's entry of a word of the clause.
    func entry(ofWord place: Int, in number: Int) -> TermEntry? {
      place == 0 ? lookup.entries[number] : others[place - 1].entries[number]
    }
  }

  /// Clauses with their weights; clauses that occur twice are one clause of twice the weight.
  func weigh(_ clauses: [Query.Clause]) throws -> [WeightedClause] {
    var weighted: [WeightedClause] = []
    weighted.reserveCapacity(clauses.count)
    for clause in clauses {
      // No segment has the empty term: a clause without words matches nothing.
      let lookup = try lookup(clause.words.first?.term ?? [])
      let others = clause.words.count <= 1 ? [] : try clause.words.dropFirst().map { try self.lookup($0.term) }
      var weight = BM25.inverseDocumentFrequency(lookup.documentFrequency, of: statistics.documents)
      for other in others {
        weight += BM25.inverseDocumentFrequency(other.documentFrequency, of: statistics.documents)
      }
      if let known = weighted.firstIndex(where: { $0.clause.matches(sameAs: clause) }) {
        weighted[known].weight += weight
      } else {
        weighted.append(WeightedClause(clause: clause, weight: weight, lookup: lookup, others: others))
      }
    }
    return weighted
  }

  /// A query's scorers in a segment, and the filter.
  struct Plan {
    var required: ScratchList<ClauseScorer>
    var optional: ScratchList<ClauseScorer>
    var excluded: ScratchList<ClauseScorer>
    /// All of these.
    var scorers: ScratchList<ClauseScorer>
    var filter: DocumentFilter
  }

  /// The plan of a query in a segment; nil where nothing can match.
  ///
  /// - Parameter isPlaced: whether all lists stand on their first stories, which evaluation story by story begins with;
  ///   where blocks are looked for first, the first block of a long list is as a rule not among them.
  func plan(
    _ clauses: [WeightedClause], _ filter: DocumentFilter, in number: Int, isPlaced: Bool = true
  ) throws -> Plan? {
    guard filter.first < filter.end else { return nil }
    func list() -> ScratchList<ClauseScorer> { ScratchList(capacity: clauses.count, scratch) }
    var plan = Plan(required: list(), optional: list(), excluded: list(), scorers: list(), filter: filter)
    var scoring = false
    for weighted in clauses {
      let scorer = try scorer(weighted, in: number, isPlaced)
      if let scorer { plan.scorers.append(scorer) }
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
    return scoring && plan.required.isEmpty && plan.optional.isEmpty ? nil : plan
  }

  /// The scorer of a clause in a segment; nil where the segment cannot match it.
  private func scorer(_ weighted: WeightedClause, in number: Int, _ isPlaced: Bool) throws -> ClauseScorer? {
    guard weighted.clause.isPlainTerm else { return try phrase(weighted, in: number, isPlaced) }
    guard let postings = weighted.lookup.postings[number] else { return nil }
    let segment = snapshot.segments[number]
    return .term(
      term(try segment.postings(of: postings, isPlaced: isPlaced, scratch), weighted.weight, segment))
  }

  private func term(_ cursor: PostingsCursor, _ weight: Float, _ segment: SegmentReader) -> TermScorer {
    TermScorer(
      cursor, weight: weight, inverseNorms: UnsafePointer(inverseNormsOfCodes), norms: segment.norms, scratch)
  }

  /// The scorer of a phrase, of an exact word or of words in titles. What its words have in bigrams leads.
  private func phrase(_ weighted: WeightedClause, in number: Int, _ isPlaced: Bool) throws -> ClauseScorer? {
    let segment = snapshot.segments[number]
    let clause = weighted.clause
    let count = clause.words.count
    // A damaged dictionary may have the empty term, and with it postings for a clause without words.
    guard count > 0, let postings = weighted.postings(in: number, scratch) else { return nil }
    let isPlain = !clause.titleOnly && !clause.words.contains(where: \.isExact)
    var guides = ScratchList<TermScorer>(capacity: 2 * count, scratch)
    /// Whether a bigram stands for each word.
    var isGuided = ScratchList<Bool>(capacity: count, scratch)
    for _ in 0..<count { isGuided.append(false) }
    for first in 0..<count - 1 where clause.words[first].offset + 1 == clause.words[first + 1].offset {
      switch try segment.bigram(postings.buffer[first], postings.buffer[first + 1]) {
      case .unknown: break
      case .absent: return nil
      case .found(let bigram):
        // Where the bigram is all of the phrase, it is a term.
        let isTerm = isPlain && count == 2
        guides.append(
          term(try segment.postings(of: bigram, isPlaced: isPlaced || isTerm, scratch), weighted.weight, segment))
        isGuided.buffer[first] = true
        isGuided.buffer[first + 1] = true
      }
    }
    if isPlain, count == 2, guides.count == 1 { return .term(guides.buffer[0]) }
    var chain = ScratchList<TermScorer>(capacity: count, scratch)
    if isPlain, guides.count == count - 1 {
      for bigram in guides.buffer { chain.append(bigram) }
    }
    var slots = ScratchList<PhraseScorer.Slot>(capacity: count, scratch)
    for place in 0..<count {
      let word = clause.words[place]
      var variant = -1
      if word.isExact {
        guard
          let form = weighted.entry(ofWord: place, in: number)?.forms.firstIndex(where: { $0.bytes == word.surface })
        else { return nil }
        variant = form
      }
      let leads = !isGuided.buffer[place]
      let scorer = term(
        try segment.postings(of: postings.buffer[place], isPlaced: leads && isPlaced, scratch), weighted.weight,
        segment)
      if leads { guides.append(scorer) }
      slots.append(
        PhraseScorer.Slot(
          scorer: scorer, positions: try segment.positions(of: postings.buffer[place], at: scorer.cursor, scratch),
          offset: UInt32(clamping: word.offset), variant: Int64(variant)))
    }
    return .phrase(
      PhraseScorer(
        slots.buffer, guides: guides.buffer, chain: chain.buffer, in: segment, titleOnly: clause.titleOnly, scratch))
  }
}

extension ScratchList<ClauseScorer> {
  /// The clauses as plain terms; nil where one of them is none.
  func terms(_ scratch: QueryScratch) -> ScratchList<TermScorer>? {
    var terms = ScratchList<TermScorer>(capacity: count, scratch)
    for clause in buffer {
      guard case .term(let scorer) = clause else { return nil }
      terms.append(scorer)
    }
    return terms
  }
}

extension Query.Clause {
  /// Whether both match the same stories in the same way: surface forms count only where they are exact.
  func matches(sameAs other: Query.Clause) -> Bool {
    occurrence == other.occurrence && titleOnly == other.titleOnly && words.count == other.words.count
      && zip(words, other.words).allSatisfy {
        $0.term == $1.term && $0.offset == $1.offset && $0.isExact == $1.isExact
          && (!$0.isExact || $0.surface == $1.surface)
      }
  }
}
