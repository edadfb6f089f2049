internal import InvertedIndex

/// Ranks the best stories of the first stage anew, by what BM25 does not see: how many of the query's clauses a story
/// matches, whether it has the very forms that were typed, whether they stand in its title, and how near to one another.
///
///     score = (BM25 + exact + title + nearness) × coordination × decay
///
/// exact: 0.03 × idf for each word found in the form typed; title: 0.25 × idf for each word found in the headline;
/// nearness: 0.2 × the smaller idf / distance for each two neighbouring words of the query that stand within eight
/// positions; coordination: the share of clauses matched (Lucene's classic factor), for queries of two to four clauses.
/// Of few words a user wants all; in a long question the factor costs ranking quality. decay: by age, where that is asked for
/// (`Recency`). The weights were measured on nine
/// judged collections (docs/RANKING.md).
struct SecondStage {
  static let exactWeight: Float = 0.03
  static let titleWeight: Float = 0.25
  static let nearnessWeight: Float = 0.2
  static let nearnessReach: UInt32 = 8
  static let coordinatedClauses = 2...4

  private let clauses: [Query.Clause]
  private let searcher: Searcher
  private let recency: Recency?

  init(_ query: Query, _ searcher: Searcher, _ recency: Recency? = nil) {
    clauses = query.clauses
    self.searcher = searcher
    self.recency = recency
  }

  /// The clauses that score.
  private var scoring: Int {
    clauses.reduce(0) { $0 + ($1.occurrence == .mustNot ? 0 : 1) }
  }

  /// The score of a story. The sums are those of `explain`, in its order.
  func score(_ story: FoundDocument, _ occurrences: WordOccurrences, date: @autoclosure () -> Int64) -> Float {
    var exact: Float = 0
    var title: Float = 0
    for entry in occurrences.entries where counts(entry, occurrences) {
      if entry.hasExactForm { exact += SecondStage.exactWeight * entry.idf }
      if entry.positions[0] < occurrences.titleEnd { title += SecondStage.titleWeight * entry.idf }
    }
    var near: Float = 0
    forEachNear(occurrences) { near += SecondStage.nearness($0, $1, $2) }
    let sum = story.bm25 + exact + title + near
    let total = scoring
    let score =
      SecondStage.coordinatedClauses.contains(total) ? sum * (Float(matched(occurrences)) / Float(total)) : sum
    return recency.map { score * $0.decay(ofDate: date()) } ?? score
  }

  /// Clauses that the story matches.
  private func matched(_ occurrences: WordOccurrences) -> Int {
    clauses.indices.reduce(0) { count, number in
      clauses[number].occurrence != .mustNot && frequency(number, occurrences) > 0 ? count + 1 : count
    }
  }

  /// Whether a word stands in the story as part of a clause that matches.
  private func counts(_ entry: WordOccurrences.Entry, _ occurrences: WordOccurrences) -> Bool {
    !entry.positions.isEmpty && frequency(entry.clause, occurrences) > 0
  }

  private func term(_ entry: WordOccurrences.Entry) -> [UInt8] {
    clauses[entry.clause].words[entry.word].term
  }

  /// How often a clause occurs in the story.
  private func frequency(_ number: Int, _ occurrences: WordOccurrences) -> UInt32 {
    clauses[number].isPlainTerm
      ? occurrences.entries.first { $0.clause == number }?.frequency ?? 0
      : UInt32(occurrences.starts(ofClause: number, clauses[number].words).count)
  }

  /// The score of a story, explained.
  func explain(
    _ story: FoundDocument, _ occurrences: WordOccurrences, norm: UInt8, date: Int64
  ) throws -> Explanation {
    var exact: [Explanation] = []
    var title: [Explanation] = []
    for entry in occurrences.entries where counts(entry, occurrences) {
      if entry.hasExactForm {
        exact.append(Explanation(SecondStage.exactWeight * entry.idf, "'\(name(entry))' in the form typed"))
      }
      if entry.positions[0] < occurrences.titleEnd {
        title.append(Explanation(SecondStage.titleWeight * entry.idf, "'\(name(entry))' in the headline"))
      }
    }
    var near: [Explanation] = []
    forEachNear(occurrences) { first, second, distance in
      near.append(
        Explanation(
          SecondStage.nearness(first, second, distance), "'\(name(first))' and '\(name(second))', \(distance) apart"))
    }
    let bm25 = try explainBM25(story, occurrences, norm: norm)
    let sum = Explanation.sum(
      "BM25 and what it does not see",
      [bm25] + group("forms typed", exact) + group("headline", title) + group("nearness", near))
    let total = scoring
    guard SecondStage.coordinatedClauses.contains(total) else { return decayed(sum, date: date) }
    let matched = matched(occurrences)
    return decayed(
      .product(
        "score", [sum, Explanation(Float(matched) / Float(total), "coordination: \(matched) of \(total) matched")]),
      date: date)
  }

  /// A score's explanation with that of its decay, where it decays.
  func decayed(_ explanation: Explanation, date: Int64) -> Explanation {
    guard let recency else { return explanation }
    let decay = Explanation(
      recency.decay(ofDate: date),
      "recency: 2^(−age / half-life) of \(recency.age(ofDate: date)) s and \(recency.halfLife) s")
    let factors = explanation.operation == .product ? explanation.details : [explanation]
    return .product("score", factors + [decay])
  }

  /// The first stage's score, explained: one detail for each clause that matches.
  func explainBM25(_ story: FoundDocument, _ occurrences: WordOccurrences, norm: UInt8) throws -> Explanation {
    var parts: [Explanation] = []
    for (number, clause) in clauses.enumerated() where clause.occurrence != .mustNot {
      let frequency = frequency(number, occurrences)
      if frequency > 0 { parts.append(try explain(clause, frequency, norm)) }
    }
    return Explanation(story.bm25, "BM25, the sum of the scores of what matches", .value, parts)
  }

  private func group(_ name: String, _ details: [Explanation]) -> [Explanation] {
    details.isEmpty ? [] : [.sum(name, details)]
  }

  private func explain(_ clause: Query.Clause, _ frequency: UInt32, _ norm: UInt8) throws -> Explanation {
    let weight = try searcher.weight(of: clause)
    let value = BM25.score(
      weight: weight, frequency: Float(frequency), inverseNorm: searcher.inverseNorms[Int(norm)])
    let documents = try clause.words.map { try searcher.documentFrequency(of: $0.term) }
    return Explanation(
      value, "'\(clause.text)': idf × tf / (tf + k1 × (1 − b + b × length / average))", .value,
      [
        Explanation(
          weight,
          "idf, of N = \(searcher.statistics.documents) and df = \(documents.map(String.init).joined(separator: " + "))"
        ),
        Explanation(Float(frequency), "tf, occurrences in the story"),
        Explanation(Float(LengthNorm.decode(norm)), "length in tokens, as one byte keeps it"),
        Explanation(searcher.statistics.averageLength, "average length"),
        Explanation(searcher.ranking.k1, "k1"), Explanation(searcher.ranking.b, "b"),
      ])
  }

  /// Calls the body with each two neighbouring words of the query that come near each other, and how near.
  private func forEachNear(
    _ occurrences: WordOccurrences, _ body: (WordOccurrences.Entry, WordOccurrences.Entry, UInt32) -> Void
  ) {
    let entries = occurrences.entries.filter { counts($0, occurrences) }
    for (first, second) in zip(entries, entries.dropFirst()) where term(first) != term(second) {
      if let distance = SecondStage.distance(first.positions, second.positions, apartAt: occurrences.titleEnd),
        distance <= SecondStage.nearnessReach
      {
        body(first, second, distance)
      }
    }
  }

  private static func nearness(
    _ first: WordOccurrences.Entry, _ second: WordOccurrences.Entry, _ distance: UInt32
  ) -> Float {
    nearnessWeight * min(first.idf, second.idf) / Float(distance)
  }

  private func name(_ entry: WordOccurrences.Entry) -> String {
    String(decoding: clauses[entry.clause].words[entry.word].surface, as: UTF8.self)
  }

  /// The smallest difference of two ascending lists, at least 1, of positions that are both before `border` (in the
  /// headline) or both behind it.
  static func distance(_ first: [UInt32], _ second: [UInt32], apartAt border: UInt32 = 0) -> UInt32? {
    var best: UInt32?
    var (left, right) = (0, 0)
    while left < first.count && right < second.count {
      let (low, high) = (min(first[left], second[right]), max(first[left], second[right]))
      if high > low && (low >= border || high < border) { best = min(best ?? .max, high - low) }
      if first[left] <= second[right] { left += 1 } else { right += 1 }
    }
    return best
  }
}
