internal import InvertedIndex

/// The best stories that hold all of several terms: the rarest term leads, block by block; blocks that cannot reach the
/// needed score are skipped, and the stories of the others are looked up in the next term's list only while their scores
/// so far can suffice (block-max AND, score first).
struct ConjunctionEvaluator {
  private let scorers: UnsafeMutablePointer<TermScorer>
  private let count: Int
  /// The bounds of the terms from the i-th on within the lead's block.
  private let rest: UnsafeMutablePointer<Double>
  private let batch: CandidateBatch
  private let intersection: BlockIntersection
  private let filter: DocumentFilter
  private let top: TopDocuments

  /// - Parameter scorers: at least two, one for each term, in the query's scratch; the evaluator sorts them.
  init(
    _ scorers: UnsafeMutableBufferPointer<TermScorer>, filter: DocumentFilter, top: TopDocuments,
    _ scratch: QueryScratch
  ) {
    scorers.sortByFrequency()
    count = scorers.count
    self.scorers = scorers.baseAddress.unsafelyUnwrapped
    rest = scratch.allocate(Double.self, count: count + 1)
    rest.initialize(repeating: 0, count: count + 1)
    batch = CandidateBatch(scratch)
    intersection = BlockIntersection(UnsafeBufferPointer(scorers), batch, scratch)
    self.filter = filter
    self.top = top
  }

  func run() {
    let lead = scorers[0]
    var block = lead.block(at: filter.first)
    while block < lead.blockCount {
      let first = block == 0 ? filter.first : max(filter.first, lead.cursor.lastDocument(ofBlock: block - 1) &+ 1)
      guard first < filter.end else { return }
      if block & (PostingsCursor.groupSize - 1) == 0, passesOver(group: block / PostingsCursor.groupSize, from: first) {
        block += PostingsCursor.groupSize
        continue
      }
      let last = max(first, min(lead.cursor.lastDocument(ofBlock: block), filter.end - 1))
      for number in stride(from: count - 1, through: 1, by: -1) {
        let scorer = scorers[number]
        if scorer.block(at: first) == scorer.blockCount { return }
        rest[number] = rest[number + 1] + Double(scorer.maximum(from: first, through: last))
      }
      let needed = top.neededSum(from: first)
      let bound = Double(lead.maximum(ofBlock: block))
      if bound + rest[1] >= needed {
        lead.cursor.decode(block)
        let places = lead.cursor.place(of: first)..<lead.cursor.place(of: last &+ 1)
        if needed - rest[1] > bound / 8 {
          scoreFirst(places, needed)
        } else {
          intersectFirst(places, needed, bound)
        }
      }
      block += 1
    }
  }

  /// Whether no story in a group of the lead's blocks can score enough.
  private func passesOver(group: Int, from first: UInt32) -> Bool {
    let last = max(first, scorers[0].cursor.lastDocument(ofGroup: group))
    var bound = Double(scorers[0].maximum(ofGroup: group))
    for number in 1..<count { bound += Double(scorers[number].maximum(from: first, through: last)) }
    return bound < top.neededSum(from: first)
  }

  /// The lead's scores decide who is looked up at all.
  private func scoreFirst(_ places: Range<Int>, _ needed: Double) {
    var left = filter.keep(scorers[0].collect(places, least: needed - rest[1], into: batch), of: batch)
    var number = 1
    while number < count && left > 0 {
      left = batch.add(scorers[number], to: left, rest: rest[number + 1], needed: needed, isRequired: true)
      number += 1
    }
    offer(left)
  }

  /// Where the lead's scores would drop few, as while there are no k stories yet: all scores are computed last, for the
  /// stories that hold all terms.
  private func intersectFirst(_ places: Range<Int>, _ needed: Double, _ bound: Double) {
    let count = filter.keep(scorers[0].list(places, into: batch), of: batch)
    intersection.begin(count)
    var start = 0
    while start < count {
      guard let end = intersection.window(from: start, before: count) else { return }
      var left = end - start
      var sum = bound
      for number in 1..<self.count { sum += Double(intersection.maximum(ofList: number)) }
      if sum >= needed {
        for number in 1..<self.count where left > 0 { left = intersection.keep(left, inList: number) }
        if left > 0 { score(left) }
      }
      start = end
    }
  }

  /// Scores the stories that are in all lists, and offers them.
  private func score(_ count: Int) {
    let alive = intersection.alive
    for number in 0..<count { batch.sums[Int(alive[number])] = 0 }
    for list in 0..<self.count {
      // Damaged frequencies end the list; then there is nothing to score.
      guard intersection.loadFrequencies(count, ofList: list) else { return }
      for number in 0..<count {
        let candidate = Int(alive[number])
        batch.sums[candidate] += intersection.score(of: candidate, byList: list)
      }
    }
    for number in 0..<count {
      let candidate = Int(alive[number])
      let score = Float(batch.sums[candidate])
      if score >= top.needed && filter.accepts(batch.documents[candidate]) {
        top.offer(batch.documents[candidate], score: score)
      }
    }
  }

  @inline(__always)
  private func offer(_ count: Int) {
    for number in 0..<count {
      let score = Float(batch.sums[number])
      if score >= top.needed && filter.accepts(batch.documents[number]) {
        top.offer(batch.documents[number], score: score)
      }
    }
  }
}
