internal import InvertedIndex

/// The best of few stories, those that a filter accepts: each is looked up in the terms' lists, batch by batch, for as long
/// as it can make it. A filter that leaves few stories lets a search find its k best late, so that bounds of blocks prune
/// little; the list of what is accepted then leads better than any term's.
struct ListedEvaluator {
  /// What looking up one document in one list costs, in postings that are passed over by their blocks' bounds, about.
  private static let lookupCost = 32

  private let documents: UnsafeBufferPointer<UInt32>
  private let scorers: UnsafeMutableBufferPointer<TermScorer>
  private let areRequired: Bool
  private let batch: CandidateBatch
  /// The bounds of the terms from the i-th on.
  private let rest: UnsafeMutablePointer<Double>
  private let filter: DocumentFilter
  private let top: TopDocuments

  /// - Parameters:
  ///   - scorers: at least one, in the query's scratch; the evaluator sorts them.
  ///   - areRequired: whether a story must have all of the terms, or any.
  /// - Returns: nil where the filter's documents are not listed, or too many for it to pay.
  init?(
    _ scorers: UnsafeMutableBufferPointer<TermScorer>, areRequired: Bool, filter: DocumentFilter, top: TopDocuments,
    _ scratch: QueryScratch
  ) {
    guard let documents = filter.listed else { return nil }
    scorers.sortByFrequency()
    // With all terms required, the shortest of their lists would lead instead.
    let postings = areRequired ? scorers[0].documentFrequency : scorers.reduce(0) { $0 + $1.documentFrequency }
    let lookups = documents.count * (areRequired ? 1 : scorers.count * ListedEvaluator.lookupCost)
    guard lookups <= postings else { return nil }
    self.documents = documents
    self.scorers = scorers
    self.areRequired = areRequired
    self.filter = filter
    self.top = top
    batch = CandidateBatch(scratch)
    rest = scratch.allocate(Double.self, count: scorers.count + 1)
    (rest + scorers.count).initialize(to: 0)
    for place in scorers.indices.reversed() {
      (rest + place).initialize(to: rest[place + 1] + Double(scorers[place].maximum))
    }
  }

  func run() {
    var start = 0
    while start < documents.count {
      let count = min(CandidateBatch.capacity, documents.count - start)
      for number in 0..<count {
        batch.documents[number] = documents[start + number]
        // Stays minus zero where a story has none of the terms: whatever is added to it, 0 as well, has the other sign.
        batch.sums[number] = -0.0
        batch.places[number] = 0
      }
      let needed = top.neededSum(from: batch.documents[0])
      var left = count
      for (place, scorer) in scorers.enumerated() where left > 0 {
        left = batch.add(scorer, to: left, rest: rest[place + 1], needed: needed, isRequired: areRequired)
      }
      for number in 0..<left where batch.sums[number].sign == .plus {
        let score = Float(batch.sums[number])
        if score >= top.needed && filter.accepts(batch.documents[number]) {
          top.offer(batch.documents[number], score: score)
        }
      }
      start += count
    }
  }
}
