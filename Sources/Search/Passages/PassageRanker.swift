internal import InvertedIndex

/// Ranks the passages of a story from the positions in the postings: nothing is split or analysed again.
///
/// A passage is scored as a small document: BM25 with the idf of the whole index, the story's mean passage length as
/// average, k1 = 1.2 and b = 0.5; half the idf again for each distinct word that it has, so that a passage with all the
/// words beats one with many of the same; nearness as in the second stage; and a hundredth for standing further in front.
struct PassageRanker {
  private static let k1: Float = 1.2
  private static let b: Float = 0.5
  private static let coverageWeight: Float = 0.5
  private static let leadWeight: Float = 0.01

  /// The best passages: their number in the story and their score, best first. The lead alone where none matches.
  static func rank(
    _ passages: [StoredPassage], _ occurrences: WordOccurrences, _ clauses: [Query.Clause], limit: Int
  ) -> [(number: Int, score: Float)] {
    guard !passages.isEmpty else { return [] }
    let words = countingWords(occurrences, clauses)
    let total = passages.reduce(0) { $0 + $1.positions.count }
    let average = max(1, Float(total) / Float(passages.count))
    var scored: [(number: Int, score: Float)] = []
    for (number, passage) in passages.enumerated() {
      let norm = 1 - b + b * Float(passage.positions.count) / average
      var score: Float = 0
      var previous: (idf: Float, positions: [UInt32])?
      for word in words {
        let first = word.positions.firstPlace(notBelow: UInt32(clamping: passage.positions.lowerBound))
        let end = word.positions.firstPlace(notBelow: UInt32(clamping: passage.positions.upperBound))
        let inside = Array(word.positions[first..<end])
        guard !inside.isEmpty else { continue }
        let frequency = Float(inside.count)
        score += word.idf * (frequency / (frequency + k1 * norm) + coverageWeight)
        if let known = previous, let distance = SecondStage.distance(known.positions, inside),
          distance <= SecondStage.nearnessReach
        {
          score += SecondStage.nearnessWeight * min(known.idf, word.idf) / Float(distance)
        }
        previous = (word.idf, inside)
      }
      if score > 0 { scored.append((number, score + leadWeight / Float(number + 1))) }
    }
    guard limit > 0 else { return [] }
    guard !scored.isEmpty else { return [(0, 0)] }
    scored.sort { $0.score != $1.score ? $0.score > $1.score : $0.number < $1.number }
    return Array(scored.prefix(limit))
  }

  /// The positions that count: of a phrase only those where all of it stands.
  private static func countingWords(
    _ occurrences: WordOccurrences, _ clauses: [Query.Clause]
  ) -> [(idf: Float, positions: [UInt32])] {
    occurrences.entries.map { entry in
      let clause = clauses[entry.clause]
      guard clause.words.count > 1 else { return (entry.idf, entry.positions) }
      let shift = UInt32(clamping: clause.words[entry.word].offset - clause.words[0].offset)
      return (entry.idf, occurrences.starts(ofClause: entry.clause, clause.words).map { $0 &+ shift })
    }
  }
}
