internal import InvertedIndex

/// The best stories that hold any of several terms: MaxScore (H. Turtle and J. Flood, 1995) in windows of documents, with
/// the bounds of the blocks in each window (S. Ding and T. Suel, 2011; windows as in Lucene's MaxScoreBulkScorer).
///
/// In each window the terms are ordered by the best score they can reach there. Those whose bounds together do not reach
/// the needed score are not essential: no story enters by them alone. Only the essential terms' postings are walked; the
/// others are looked up for stories that can still make it. Windows whose bounds do not suffice are skipped undecoded.
struct UnionEvaluator {
  private static let largestWindow: UInt32 = 4096

  private let scorers: UnsafeMutablePointer<TermScorer>
  private let count: Int
  private let filter: DocumentFilter
  private let top: TopDocuments
  /// The terms by rising bound in the window at hand.
  private let order: UnsafeMutablePointer<Int>
  private let bounds: UnsafeMutablePointer<Float>
  /// The sum of the bounds of the terms before each in the order.
  private let prefix: UnsafeMutablePointer<Double>

  /// - Parameter scorers: at least one.
  init(_ scorers: [TermScorer], filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    count = scorers.count
    self.scorers = scratch.allocate(TermScorer.self, count: count)
    order = scratch.allocate(Int.self, count: count)
    bounds = scratch.allocate(Float.self, count: count)
    prefix = scratch.allocate(Double.self, count: count + 1)
    for (place, scorer) in scorers.enumerated() {
      (self.scorers + place).initialize(to: scorer)
      (order + place).initialize(to: place)
    }
    bounds.initialize(repeating: 0, count: count)
    prefix.initialize(repeating: 0, count: count + 1)
    self.filter = filter
    self.top = top
  }

  func run() {
    if count == 1 { runSingle(scorers[0]) } else { runWindows() }
  }

  /// One term: blocks in order, those below the needed score skipped.
  private func runSingle(_ scorer: TermScorer) {
    let cursor = scorer.cursor
    cursor.advance(to: filter.first)
    while cursor.doc < filter.end {
      let current = cursor.state.pointee.block
      if scorer.maximum(ofBlock: current) < top.needed {
        var block = current + 1
        while block < cursor.state.pointee.blockCount && scorer.maximum(ofBlock: block) < top.needed { block += 1 }
        cursor.move(toBlock: block)
        continue
      }
      collectBlock(scorer, before: filter.end, rest: 0) { document, score in
        top.offer(document, score: score)
      }
    }
  }

  /// Calls the body with the stories of the current block before `end` whose score, `rest` added, is enough, and moves the
  /// cursor behind them.
  @inline(__always)
  private func collectBlock(
    _ scorer: TermScorer, before end: UInt32, rest: Double, _ body: (UInt32, Float) -> Void
  ) {
    let cursor = scorer.cursor
    let scores = scorer.scoresOfBlock()
    let docs = cursor.state.pointee.docs
    var place = cursor.state.pointee.index
    var needed = top.needed
    while docs[place] < end {
      if Float(Double(scores[place]) + rest) >= needed {
        if filter.accepts(docs[place]) {
          body(docs[place], scores[place])
          needed = top.needed
        }
      }
      place += 1
    }
    cursor.move(toIndex: place)
  }

  private func runWindows() {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Int(UnionEvaluator.largestWindow)) { sums in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Int(UnionEvaluator.largestWindow) / 64) { bits in
        sums.initialize(repeating: 0)
        bits.initialize(repeating: 0)
        var firstEssential = 0
        var start = filter.first
        var smallestWindow: UInt32 = 1
        var windows = 0
        var candidates = 0
        while start < filter.end {
          // The window ends with the first block of an essential term that ends.
          var stop = filter.end
          for place in firstEssential..<count {
            let cursor = scorers[order[place]].cursor
            let block = cursor.block(holding: start)
            if block < cursor.state.pointee.blockCount { stop = min(stop, cursor.lastDocument(ofBlock: block) &+ 1) }
          }
          if stop &- start < smallestWindow { stop = min(filter.end, start &+ smallestWindow) }
          stop = min(stop, start &+ UnionEvaluator.largestWindow)
          for number in 0..<count {
            let scorer = scorers[number]
            let block = scorer.cursor.block(holding: start)
            bounds[number] = scorer.maximum(fromBlock: block, through: stop - 1)
          }
          sort()
          firstEssential = 0
          var sum = 0.0
          for place in 0..<count {
            prefix[place] = sum
            sum += Double(bounds[order[place]])
            if Float(sum) < top.needed { firstEssential = place + 1 }
          }
          prefix[count] = sum
          if firstEssential == count {
            firstEssential = 0
            start = stop
            continue
          }
          windows += 1
          if firstEssential == count - 1 {
            candidates += single(from: start, to: stop)
          } else {
            candidates += several(firstEssential, from: start, to: stop, sums, bits)
          }
          if candidates < 32 * windows * count {
            smallestWindow = min(smallestWindow * 2, UnionEvaluator.largestWindow)
          } else {
            smallestWindow = 1
          }
          start = stop
        }
      }
    }
  }

  /// Insertion sort: queries have few terms, and the order changes little between windows.
  private func sort() {
    for place in 1..<count {
      let number = order[place]
      var hole = place
      while hole > 0 && bounds[order[hole - 1]] > bounds[number] {
        order[hole] = order[hole - 1]
        hole -= 1
      }
      order[hole] = number
    }
  }

  /// A window with one essential term: its stories directly.
  private func single(from start: UInt32, to stop: UInt32) -> Int {
    let last = count - 1
    let scorer = scorers[order[last]]
    let cursor = scorer.cursor
    let rest = prefix[last]
    var candidates = 0
    cursor.advance(to: start)
    while cursor.doc < stop {
      if Float(Double(scorer.maximum(ofBlock: cursor.state.pointee.block)) + rest) < top.needed {
        cursor.move(toBlock: cursor.state.pointee.block + 1)
        continue
      }
      collectBlock(scorer, before: stop, rest: rest) { document, score in
        candidates += 1
        complete(document, Double(score), last)
      }
    }
    return candidates
  }

  /// A window with several essential terms: their scores are added up document by document in a table.
  private func several(
    _ firstEssential: Int, from start: UInt32, to stop: UInt32,
    _ sums: UnsafeMutableBufferPointer<Double>, _ bits: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    guard let sums = sums.baseAddress, let bits = bits.baseAddress else { return 0 }
    for place in firstEssential..<count {
      let scorer = scorers[order[place]]
      let cursor = scorer.cursor
      cursor.advance(to: start)
      while cursor.doc < stop {
        let scores = scorer.scoresOfBlock()
        let docs = cursor.state.pointee.docs
        var place = cursor.state.pointee.index
        while docs[place] < stop {
          let slot = Int(docs[place] &- start)
          sums[slot] += Double(scores[place])
          bits[slot >> 6] |= 1 << UInt64(slot & 63)
          place += 1
        }
        cursor.move(toIndex: place)
      }
    }
    let rest = prefix[firstEssential]
    var candidates = 0
    for word in 0..<(Int(stop &- start) + 63) / 64 {
      var left = bits[word]
      bits[word] = 0
      while left != 0 {
        let slot = word * 64 + left.trailingZeroBitCount
        left &= left - 1
        let sum = sums[slot]
        sums[slot] = 0
        if Float(sum + rest) >= top.needed {
          let document = start &+ UInt32(truncatingIfNeeded: slot)
          guard filter.accepts(document) else { continue }
          candidates += 1
          complete(document, sum, firstEssential)
        }
      }
    }
    return candidates
  }

  /// Adds what the terms that are not essential give a story, the largest bound first, for as long as it can make it.
  @inline(__always)
  private func complete(_ document: UInt32, _ sum: Double, _ essential: Int) {
    var sum = sum
    var place = essential
    while place > 0 {
      if Float(sum + prefix[place]) < top.needed { return }
      place -= 1
      let scorer = scorers[order[place]]
      if scorer.cursor.advance(to: document) == document { sum += Double(scorer.score) }
    }
    top.offer(document, score: Float(sum))
  }
}
