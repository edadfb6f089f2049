internal import InvertedIndex

/// The best stories that hold any of several terms: MaxScore (H. Turtle and J. Flood, 1995) in windows of documents, with
/// the bounds of the blocks in each window (S. Ding and T. Suel, 2011; windows as in Lucene's MaxScoreBulkScorer).
///
/// In each window the terms are ordered by the best score they can reach there. Those whose bounds together do not reach
/// the needed score are not essential: no story enters by them alone. Only the essential terms' postings are walked; the
/// others are looked up, batch by batch, for stories that can still make it. Windows and blocks whose bounds do not suffice
/// are skipped undecoded.
struct UnionEvaluator {
  /// Windows grow up to so many documents while they yield few candidates.
  private static let largestWindow: UInt32 = 1 << 14
  /// A term is rare where a window of that size has none of its stories as a rule.
  private static let rareGap = 4096
  /// Windows without a rare term's story that are shorter are not worth being one of their own.
  private static let fewestWithoutRareTerms: UInt32 = 512

  private let scorers: UnsafeMutablePointer<TermScorer>
  private let count: Int
  private let filter: DocumentFilter
  private let top: TopDocuments
  private let batch: CandidateBatch
  private let sums: UnsafeMutablePointer<Double>
  private let bits: UnsafeMutablePointer<UInt64>
  /// Whether each term is rare.
  private let isRare: UnsafeMutablePointer<Bool>
  private let hasRareTerms: Bool
  /// The terms by rising bound in the window at hand.
  private let order: UnsafeMutablePointer<Int>
  private let bounds: UnsafeMutablePointer<Float>
  /// The sum of the bounds of the terms before each in the order.
  private let prefix: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - scorers: at least one, in the query's scratch.
  ///   - table: must outlive the evaluator.
  init(
    _ scorers: UnsafeMutableBufferPointer<TermScorer>, filter: DocumentFilter, top: TopDocuments, _ table: WindowTable,
    _ scratch: QueryScratch
  ) {
    count = scorers.count
    self.scorers = scorers.baseAddress.unsafelyUnwrapped
    order = scratch.allocate(Int.self, count: count)
    bounds = scratch.allocate(Float.self, count: count)
    prefix = scratch.allocate(Double.self, count: count + 1)
    isRare = scratch.allocate(Bool.self, count: count)
    var anyRare = false
    let documents = Int(filter.end - filter.first)
    for (place, scorer) in scorers.enumerated() {
      (order + place).initialize(to: place)
      let rare = scorer.documentFrequency <= documents / UnionEvaluator.rareGap
      (isRare + place).initialize(to: rare)
      anyRare = anyRare || rare
    }
    hasRareTerms = anyRare
    bounds.initialize(repeating: 0, count: count)
    prefix.initialize(repeating: 0, count: count + 1)
    batch = CandidateBatch(scratch)
    sums = table.sums
    bits = table.bits
    self.filter = filter
    self.top = top
  }

  func run() {
    if count == 1 { _ = single(0, from: filter.first, to: filter.end) } else { runWindows() }
  }

  private func runWindows() {
    var firstEssential = 0
    var start = filter.first
    var smallestWindow: UInt32 = 1
    var windows = 0
    var candidates = 0
    /// Up to here it is known that groups of blocks are not passed over as a whole.
    var nextGroup = start
    while start < filter.end {
      if start >= nextGroup {
        nextGroup = endOfGroups(at: start)
        if groupBound(from: start, to: nextGroup) < top.neededSum(from: start) {
          start = nextGroup
          continue
        }
      }
      // The window ends with the first block of an essential term that ends.
      var stop = filter.end
      for place in firstEssential..<count {
        let scorer = scorers[order[place]]
        let block = scorer.block(at: start)
        if block < scorer.blockCount { stop = min(stop, scorer.cursor.lastDocument(ofBlock: block) &+ 1) }
      }
      if stop &- start < smallestWindow { stop = min(filter.end, start &+ smallestWindow) }
      if hasRareTerms { stop = end(ofWindow: stop, from: start) }
      for number in 0..<count { bounds[number] = scorers[number].maximum(from: start, through: stop - 1) }
      sort()
      let needed = top.neededSum(from: start)
      firstEssential = 0
      var sum = 0.0
      for place in 0..<count {
        prefix[place] = sum
        sum += Double(bounds[order[place]])
        if sum < needed { firstEssential = place + 1 }
      }
      prefix[count] = sum
      if firstEssential == count {
        firstEssential = 0
      } else {
        windows += 1
        candidates +=
          firstEssential == count - 1
          ? single(firstEssential, from: start, to: stop) : several(firstEssential, from: start, to: stop)
        smallestWindow =
          candidates < 32 * windows * count ? min(smallestWindow * 2, UnionEvaluator.largestWindow) : 1
      }
      start = stop
    }
  }

  /// The end of the first group of blocks that ends of those at a document.
  private func endOfGroups(at start: UInt32) -> UInt32 {
    var last = filter.end - 1
    for number in 0..<count { last = min(last, max(start, scorers[number].lastDocument(ofGroupAt: start))) }
    return last + 1
  }

  /// What a story of a range within a group of each term can score.
  private func groupBound(from start: UInt32, to stop: UInt32) -> Double {
    var sum = 0.0
    for number in 0..<count {
      let scorer = scorers[number]
      let document = scorer.cursor.doc
      if document >= stop { continue }
      let block = scorer.block(at: start)
      if block < scorer.blockCount { sum += Double(scorer.maximum(ofGroup: block / PostingsCursor.groupSize)) }
    }
    return sum
  }

  /// Where a window should end so that it has no story of a rare term, whose bound would count for all of it, or little
  /// besides.
  private func end(ofWindow stop: UInt32, from start: UInt32) -> UInt32 {
    var stop = stop
    for number in 0..<count where isRare[number] {
      let cursor = scorers[number].cursor
      _ = cursor.find(start)
      let document = cursor.doc
      if document >= stop { continue }
      let fewest = UnionEvaluator.fewestWithoutRareTerms
      stop = document - start >= fewest ? document : min(stop, document &+ 1 &+ fewest)
    }
    return stop
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

  /// A window with one essential term: block by block, its stories that may suffice, then the other terms for these.
  ///
  /// - Returns: how many stories were candidates.
  private func single(_ essential: Int, from start: UInt32, to stop: UInt32) -> Int {
    let scorer = scorers[order[essential]]
    let cursor = scorer.cursor
    let rest = prefix[essential]
    var candidates = 0
    var block = scorer.block(at: start)
    while block < scorer.blockCount {
      let first = block == 0 ? start : max(start, cursor.lastDocument(ofBlock: block - 1) &+ 1)
      guard first < stop else { break }
      let needed = top.neededSum(from: first)
      if Double(scorer.maximum(ofBlock: block)) + rest >= needed {
        cursor.move(toBlock: block)
        let last = cursor.place(of: stop)
        let found = scorer.collect(cursor.place(of: first)..<last, least: needed - rest, into: batch)
        candidates += found
        complete(filter.keep(found, of: batch), essential, needed)
        if last < cursor.state.pointee.blockLength { break }
      }
      block += 1
      // A group of blocks that cannot suffice is passed over as a whole.
      while block & (PostingsCursor.groupSize - 1) == 0, block < scorer.blockCount,
        Double(scorer.maximum(ofGroup: block / PostingsCursor.groupSize)) + rest < needed
      {
        block += PostingsCursor.groupSize
      }
    }
    return candidates
  }

  /// A window with several essential terms, part by part: their scores are added up document by document in a table.
  private func several(_ essential: Int, from start: UInt32, to stop: UInt32) -> Int {
    var candidates = 0
    var first = start
    while first < stop {
      let end = min(stop, first &+ WindowTable.size)
      let needed = top.neededSum(from: first)
      for place in essential..<count { addUp(scorers[order[place]], place, from: first, to: end, needed) }
      candidates += replay(essential, from: first, count: Int(end &- first))
      first = end
    }
    return candidates
  }

  /// Adds a term's scores to the table. Blocks by which no story can reach what is needed are passed over: their stories
  /// then have too little in the table, but too little in truth as well.
  private func addUp(
    _ scorer: TermScorer, _ place: Int, from start: UInt32, to stop: UInt32, _ needed: Double
  ) {
    let others = prefix[count] - Double(bounds[order[place]])
    let cursor = scorer.cursor
    var block = scorer.block(at: start)
    while block < scorer.blockCount {
      if block > 0 && cursor.lastDocument(ofBlock: block - 1) >= stop - 1 { return }
      if Double(scorer.maximum(ofBlock: block)) + others >= needed {
        cursor.move(toBlock: block)
        let scores = scorer.scoresOfBlock()
        let docs = cursor.state.pointee.docs
        let length = cursor.state.pointee.blockLength
        var place = cursor.place(of: start)
        while place < length && docs[place] < stop {
          let slot = Int(docs[place] &- start)
          sums[slot] += Double(scores[place])
          bits[slot >> 6] |= 1 &<< UInt64(slot & 63)
          place &+= 1
        }
        if place < length { return cursor.move(toIndex: place) }
      }
      block += 1
    }
  }

  /// Takes the candidates out of the table, in their order, and clears it.
  private func replay(_ essential: Int, from start: UInt32, count: Int) -> Int {
    let rest = prefix[essential]
    var needed = top.neededSum(from: start)
    var least = needed - rest
    var candidates = 0
    var found = 0
    for word in 0..<(count + 63) / 64 {
      var left = bits[word]
      bits[word] = 0
      while left != 0 {
        let slot = word &* 64 &+ left.trailingZeroBitCount
        left &= left &- 1
        let sum = sums[slot]
        sums[slot] = 0
        guard sum >= least else { continue }
        batch.documents[found] = start &+ UInt32(truncatingIfNeeded: slot)
        batch.sums[found] = sum
        found &+= 1
        if found == CandidateBatch.capacity {
          candidates += found
          complete(filter.keep(found, of: batch), essential, needed)
          found = 0
          needed = top.neededSum(from: start)
          least = needed - rest
        }
      }
    }
    complete(filter.keep(found, of: batch), essential, needed)
    return candidates + found
  }

  /// Adds what the terms that are not essential give the candidates, the largest bound first, for as long as they can make
  /// it.
  @inline(__always)
  private func complete(_ candidates: Int, _ essential: Int, _ needed: Double) {
    var left = candidates
    var place = essential
    while place > 0 && left > 0 {
      place -= 1
      left = batch.add(scorers[order[place]], to: left, rest: prefix[place], needed: needed, isRequired: false)
    }
    for number in 0..<left {
      let score = Float(batch.sums[number])
      if score >= top.needed && filter.accepts(batch.documents[number]) {
        top.offer(batch.documents[number], score: score)
      }
    }
  }
}
