internal import InvertedIndex

/// The best stories that hold one term, the blocks with the highest bounds first: for filters that hide how many stories
/// reach a score, so that the search starts from nothing. In the order of documents most of a list is decoded before k good
/// stories are found; in that of bounds, little more than the blocks that hold one of the best.
///
/// Stories come in no order, so that those with equal scores are told apart by the heap, and blocks with just the needed
/// score are looked into as long as their stories would come before the last in it.
struct BestFirstEvaluator {
  /// With fewer blocks all of them are decoded in less time than it takes to order them.
  private static let fewestBlocks = 4

  private let scorer: TermScorer
  private let filter: DocumentFilter
  private let top: TopDocuments
  private let batch: CandidateBatch
  /// A heap of blocks and groups of blocks, the next on top: the bits of the bound, which order as it does, above what is left
  /// of the largest number by twice the first block's, and one for a block.
  private let queue: UnsafeMutablePointer<UInt64>

  /// - Parameter scorer: not yet moved.
  /// - Returns: nil where stories must come in order, or the list is short.
  init?(_ scorer: TermScorer, filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    guard scorer.blockCount >= BestFirstEvaluator.fewestBlocks, filter.acceptsInAnyOrder, top.takesInAnyOrder else {
      return nil
    }
    self.scorer = scorer
    self.filter = filter
    self.top = top
    batch = CandidateBatch(scratch)
    queue = scratch.allocate(UInt64.self, count: scorer.blockCount + scorer.cursor.groupCount)
  }

  func run() {
    guard filter.first < filter.end else { return }
    let cursor = scorer.cursor
    let start = scorer.block(at: filter.first)
    var count = 0
    for group in start / PostingsCursor.groupSize..<cursor.groupCount {
      let block = group * PostingsCursor.groupSize
      if block > 0 && cursor.lastDocument(ofBlock: block - 1) >= filter.end - 1 { break }
      push(2 * block, bound: scorer.maximum(ofGroup: group), &count)
    }
    top.takeInAnyOrder()
    while count > 0 {
      let bound = Float(bitPattern: UInt32(queue[0] >> 32))
      let number = Int(UInt32.max - UInt32(truncatingIfNeeded: queue[0]))
      let block = number / 2
      pop(&count)
      let first = block == 0 ? filter.first : max(filter.first, cursor.lastDocument(ofBlock: block - 1) &+ 1)
      // What has equal bounds comes in the order of its documents: all that follows would lose as this does.
      guard bound > top.needed || (bound == top.needed && !top.losesTies(from: first)) else { return }
      if number & 1 == 0 {
        pushBlocks(from: max(block, start), before: min(scorer.blockCount, block + PostingsCursor.groupSize), &count)
      } else {
        guard look(into: block, from: first) else { return }
      }
    }
  }

  /// Puts the blocks of a group into the heap that may hold one of the best.
  private func pushBlocks(from start: Int, before end: Int, _ count: inout Int) {
    let needed = top.needed
    for block in start..<end {
      if block > start && scorer.cursor.lastDocument(ofBlock: block - 1) >= filter.end - 1 { return }
      let bound = scorer.maximum(ofBlock: block)
      if bound >= needed { push(2 * block + 1, bound: bound, &count) }
    }
  }

  /// Offers a block's stories; false where its bytes turn out to be damaged.
  private func look(into block: Int, from first: UInt32) -> Bool {
    let cursor = scorer.cursor
    cursor.move(toBlock: block)
    guard cursor.state.pointee.fault == .none else { return false }
    let places = cursor.place(of: first)..<cursor.place(of: filter.end)
    let found = scorer.collect(places, least: top.neededSum(from: first), into: batch)
    for number in 0..<filter.keep(found, of: batch) {
      let score = Float(batch.sums[number])
      if score >= top.needed && filter.accepts(batch.documents[number]) {
        top.offer(batch.documents[number], score: score)
      }
    }
    return true
  }

  private func push(_ number: Int, bound: Float, _ count: inout Int) {
    var child = count
    (queue + child).initialize(to: UInt64(bound.bitPattern) << 32 | UInt64(UInt32.max - UInt32(number)))
    count += 1
    while child > 0, queue[(child - 1) / 2] < queue[child] {
      let parent = (child - 1) / 2
      (queue[parent], queue[child]) = (queue[child], queue[parent])
      child = parent
    }
  }

  private func pop(_ count: inout Int) {
    count -= 1
    queue[0] = queue[count]
    var parent = 0
    while true {
      var largest = 2 * parent + 1
      guard largest < count else { return }
      if largest + 1 < count && queue[largest + 1] > queue[largest] { largest += 1 }
      guard queue[largest] > queue[parent] else { return }
      (queue[parent], queue[largest]) = (queue[largest], queue[parent])
      parent = largest
    }
  }
}
