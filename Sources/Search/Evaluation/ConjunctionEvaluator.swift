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
      let needed = top.neededSum(from: first)
      for number in stride(from: count - 1, through: 1, by: -1) {
        let scorer = scorers[number]
        if scorer.block(at: first) == scorer.blockCount { return }
        // While anything suffices, bounds are not asked for.
        if needed > 0 { rest[number] = rest[number + 1] + Double(scorer.maximum(from: first, through: last)) }
      }
      let bound = needed > 0 ? Double(lead.maximum(ofBlock: block)) : 0
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
    let needed = top.neededSum(from: first)
    guard needed > 0 else { return false }
    let last = max(first, scorers[0].cursor.lastDocument(ofGroup: group))
    var bound = Double(scorers[0].maximum(ofGroup: group))
    for number in 1..<count { bound += Double(scorers[number].maximum(from: first, through: last)) }
    return bound < needed
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

  /// Where the lead's scores would drop few, as while there are no k stories yet: they are computed last, for the stories
  /// that hold all terms. (The lists that come later are looked into for stories only that are in those before, so that
  /// `BlockIntersection`, which looks for a block of each list first, takes longer.)
  private func intersectFirst(_ places: Range<Int>, _ needed: Double, _ bound: Double) {
    let lead = scorers[0]
    let listed = lead.list(places, into: batch)
    batch.sums.update(repeating: 0, count: listed)
    var left = filter.keep(listed, of: batch)
    var number = 1
    while number < count && left > 0 {
      left = batch.add(scorers[number], to: left, rest: bound + rest[number + 1], needed: needed, isRequired: true)
      number += 1
    }
    guard left > 0 else { return }
    lead.cursor.load(frequenciesAt: batch.places, count: left)
    // Damaged frequencies end the list; then there is nothing to score.
    guard lead.cursor.state.pointee.blockLength > 0 else { return }
    for number in 0..<left {
      let frequency = lead.cursor.state.pointee.frequencies[Int(batch.places[number])]
      batch.sums[number] += Double(lead.score(frequency: frequency, document: batch.documents[number]))
    }
    offer(left)
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
