/// The most frequent terms of a segment that is being written: those that bigrams may be made of.
struct BigramCandidates {
  /// A term.
  struct Candidate {
    /// What the dictionary says of it.
    var postings: TermPostings
    /// Who knows it by what: the writer's number of the term, or an index into the merger's own table.
    var origin: Int
  }

  /// The terms by falling document frequency, then in byte order.
  let terms: [Candidate]

  /// - Parameter terms: in byte order of the terms. Those with less than a block of postings are left out: phrases of them
  ///   cost nothing.
  init(_ terms: [Candidate]) {
    let frequent = terms.filter { $0.postings.documentFrequency >= BlockPacking.size }
    self.terms = Array(
      frequent.sorted {
        let (first, second) = ($0.postings.documentFrequency, $1.postings.documentFrequency)
        return first != second ? first > second : $0.postings.offset < $1.postings.offset
      }.prefix(BigramOccurrences.termLimit))
  }

  /// For the first `count` of them: their places in the order of the postings, by number; −1 for the rest, and the
  /// offsets in that order.
  func places(count: Int) -> (places: [Int], offsets: [Int]) {
    let order = (0..<count).sorted { terms[$0].postings.offset < terms[$1].postings.offset }
    var places = [Int](repeating: -1, count: BigramOccurrences.termLimit)
    for (place, number) in order.enumerated() { places[number] = place }
    return (places, order.map { terms[$0].postings.offset })
  }
}
