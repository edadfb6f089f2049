internal import InvertedIndex

/// The best stories that hold all of several terms: the rarest term leads, block by block; blocks that cannot reach the
/// needed score are skipped, and a story's own scores so far decide whether the next term is looked up (block-max AND,
/// score first).
struct ConjunctionEvaluator {
  private let scorers: UnsafeMutablePointer<TermScorer>
  private let count: Int
  /// The bounds of the terms from the i-th on within the lead's block.
  private let rest: UnsafeMutablePointer<Double>
  private let filter: DocumentFilter
  private let top: TopDocuments

  /// - Parameter scorers: at least two, one for each term.
  init(_ scorers: [TermScorer], filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    count = scorers.count
    self.scorers = scratch.allocate(TermScorer.self, count: count)
    rest = scratch.allocate(Double.self, count: count + 1)
    rest.initialize(repeating: 0, count: count + 1)
    let ordered = scorers.sorted {
      $0.cursor.state.pointee.documentFrequency < $1.cursor.state.pointee.documentFrequency
    }
    for (place, scorer) in ordered.enumerated() { (self.scorers + place).initialize(to: scorer) }
    self.filter = filter
    self.top = top
  }

  func run() {
    let lead = scorers[0]
    let cursor = lead.cursor
    cursor.advance(to: filter.first)
    while cursor.doc < filter.end {
      let last = cursor.lastDocument(ofBlock: cursor.state.pointee.block)
      let first = cursor.doc
      for number in stride(from: count - 1, through: 1, by: -1) {
        let scorer = scorers[number]
        rest[number] =
          rest[number + 1]
          + Double(scorer.maximum(fromBlock: scorer.cursor.block(holding: first), through: last))
      }
      if Float(Double(lead.maximum(ofBlock: cursor.state.pointee.block)) + rest[1]) < top.needed {
        cursor.move(toBlock: cursor.state.pointee.block + 1)
        continue
      }
      let scores = lead.scoresOfBlock()
      let docs = cursor.state.pointee.docs
      let end = min(filter.end, last == .max ? last : last + 1)
      var place = cursor.state.pointee.index
      scan: while docs[place] < end {
        let document = docs[place]
        var sum = Double(scores[place])
        for number in 1..<count {
          if Float(sum + rest[number]) < top.needed {
            place += 1
            continue scan
          }
          let scorer = scorers[number]
          let found = scorer.cursor.advance(to: document)
          if found != document {
            if found == PostingsCursor.end { return }
            place += 1
            while docs[place] < found && docs[place] < end { place += 1 }
            continue scan
          }
          sum += Double(scorer.score)
        }
        if filter.accepts(document) { top.offer(document, score: Float(sum)) }
        place += 1
      }
      cursor.move(toIndex: place)
    }
  }
}
