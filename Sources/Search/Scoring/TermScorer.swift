internal import InvertedIndex

/// Scores one term's postings in one segment: single stories, whole blocks, and upper bounds of blocks. A pointer into the
/// query's scratch, as the cursor it has.
struct TermScorer: BitwiseCopyable {
  struct State: BitwiseCopyable {
    let weight: Float
    let inverseNorms: UnsafePointer<Float>
    let norms: UnsafePointer<UInt8>
    /// The best score of each block; −1 until it is asked for.
    let blockMaxima: UnsafeMutablePointer<Float>
    /// The best score of each group of blocks; −1 until it is asked for.
    let groupMaxima: UnsafeMutablePointer<Float>
    let blockScores: UnsafeMutablePointer<Float>
    var scoredBlock = -1
    /// The block that was last asked for by a document; documents are asked for in ascending order.
    var shallowBlock = 0
  }

  let cursor: PostingsCursor
  /// The best score that any story of the segment can have.
  let maximum: Float
  let blockCount: Int
  private let state: UnsafeMutablePointer<State>

  /// - Parameters:
  ///   - weight: idf times how often the query has the term.
  ///   - inverseNorms: 256 values of `BM25.inverseNorms`; must outlive the scorer.
  init(
    _ cursor: PostingsCursor, weight: Float, inverseNorms: UnsafePointer<Float>, norms: UnsafePointer<UInt8>,
    _ scratch: QueryScratch
  ) {
    self.cursor = cursor
    blockCount = cursor.state.pointee.blockCount
    let maxima = scratch.allocate(Float.self, count: blockCount)
    maxima.initialize(repeating: -1, count: blockCount)
    let groupMaxima = scratch.allocate(Float.self, count: cursor.groupCount)
    groupMaxima.initialize(repeating: -1, count: cursor.groupCount)
    let scores = scratch.allocate(Float.self, count: BlockPacking.size + 4)
    scores.initialize(repeating: 0, count: BlockPacking.size + 4)
    state = scratch.place(
      State(
        weight: weight, inverseNorms: inverseNorms, norms: norms, blockMaxima: maxima, groupMaxima: groupMaxima,
        blockScores: scores))
    maximum = TermScorer.score(weight: weight, product: cursor.largestProduct(inverseNorms))
  }

  /// The score of a frequency times an inverse norm: grows with it, in every bit.
  @inline(__always)
  private static func score(weight: Float, product: Float) -> Float {
    weight - weight / (1 + product)
  }

  // MARK: - Bounds

  /// The best score that a story of the block can have.
  @inline(__always)
  func maximum(ofBlock block: Int) -> Float {
    let known = state.pointee.blockMaxima[block]
    return known >= 0 ? known : computeMaximum(ofBlock: block)
  }

  private func computeMaximum(ofBlock block: Int) -> Float {
    let product = cursor.largestProduct(ofBlock: block, state.pointee.inverseNorms)
    let best = TermScorer.score(weight: state.pointee.weight, product: product)
    state.pointee.blockMaxima[block] = best
    return best
  }

  /// The best score that a story of a group of blocks can have.
  @inline(__always)
  func maximum(ofGroup group: Int) -> Float {
    let known = state.pointee.groupMaxima[group]
    return known >= 0 ? known : computeMaximum(ofGroup: group)
  }

  private func computeMaximum(ofGroup group: Int) -> Float {
    let product = cursor.largestProduct(ofGroup: group, state.pointee.inverseNorms)
    let best = TermScorer.score(weight: state.pointee.weight, product: product)
    state.pointee.groupMaxima[group] = best
    return best
  }

  /// The score that at least so many stories of the list reach, deleted ones included; 0 where that is not known.
  func champion(rank: Int) -> Float {
    guard let champion = cursor.champion(rank: rank) else { return 0 }
    return BM25.score(
      weight: state.pointee.weight, frequency: Float(champion.frequency),
      inverseNorm: state.pointee.inverseNorms[Int(champion.norm)])
  }

  /// The first block that may hold documents from `target` on; `blockCount` if none. Targets must ascend.
  @inline(__always)
  func block(at target: UInt32) -> Int {
    let block = max(state.pointee.shallowBlock, cursor.state.pointee.block)
    if block >= blockCount || cursor.lastDocument(ofBlock: block) >= target {
      state.pointee.shallowBlock = block
      return block
    }
    return findBlock(at: target, behind: block)
  }

  private func findBlock(at target: UInt32, behind block: Int) -> Int {
    var low = block
    var step = 1
    while low + step < blockCount && cursor.lastDocument(ofBlock: low + step) < target {
      low += step
      step *= 2
    }
    var high = min(low + step, blockCount)
    // Blocks up to low end before the target; the block at high, if any, does not.
    while high - low > 1 {
      let middle = (low + high) / 2
      if cursor.lastDocument(ofBlock: middle) < target { low = middle } else { high = middle }
    }
    state.pointee.shallowBlock = high
    return high
  }

  /// The best score that the document can have, by the block that would hold it.
  @inline(__always)
  func maximum(at document: UInt32) -> Float {
    let block = block(at: document)
    return block < blockCount ? maximum(ofBlock: block) : 0
  }

  /// The last document of the block that would hold `target`; the end where the list has no more stories.
  func lastDocument(ofBlockAt target: UInt32) -> UInt32 {
    let block = block(at: target)
    return block < blockCount ? cursor.lastDocument(ofBlock: block) : PostingsCursor.end
  }

  /// The last document of the group of blocks that would hold `target`; the end where the list has no more stories.
  func lastDocument(ofGroupAt target: UInt32) -> UInt32 {
    let block = block(at: target)
    return block < blockCount ? cursor.lastDocument(ofGroup: block / PostingsCursor.groupSize) : PostingsCursor.end
  }

  /// Blocks of a range that are looked at one by one, then groups; longer ranges have the bound of the whole list.
  private static let mostBlocks = 8
  private static let mostGroups = 16

  /// The best score of the documents from `first` to `last`, or a little more: 0 where the list has none there.
  @inline(__always)
  func maximum(from first: UInt32, through last: UInt32) -> Float {
    let document = cursor.doc
    if document > last && document >= first { return 0 }
    var block = block(at: first)
    let stop = min(blockCount, block + TermScorer.mostBlocks)
    var best: Float = 0
    while block < stop {
      best = max(best, maximum(ofBlock: block))
      if cursor.lastDocument(ofBlock: block) >= last { return best }
      block += 1
    }
    return block < blockCount ? max(best, maximum(fromGroupOf: block, through: last)) : best
  }

  private func maximum(fromGroupOf block: Int, through last: UInt32) -> Float {
    var group = block / PostingsCursor.groupSize
    let stop = min(cursor.groupCount, group + TermScorer.mostGroups)
    var best: Float = 0
    while group < stop {
      best = max(best, maximum(ofGroup: group))
      if cursor.lastDocument(ofGroup: group) >= last { return best }
      group += 1
    }
    return group < cursor.groupCount ? maximum : best
  }

  // MARK: - Scores

  /// The score of the story that the cursor stands on.
  @inline(__always)
  var score: Float {
    // The document first: where the frequencies turn out to be damaged, the cursor goes to the end.
    let document = cursor.doc
    return score(frequency: cursor.frequency, document: document)
  }

  /// The score for a frequency other than the term's own, for phrases.
  @inline(__always)
  func score(frequency: UInt32, document: UInt32) -> Float {
    BM25.score(
      weight: state.pointee.weight, frequency: Float(frequency),
      inverseNorm: state.pointee.inverseNorms[Int(state.pointee.norms[Int(document)])])
  }

  /// The scores of all stories of the cursor's current block, in its order.
  @inline(__always)
  func scoresOfBlock() -> UnsafePointer<Float> {
    if state.pointee.scoredBlock != cursor.state.pointee.block { scoreBlock() }
    return UnsafePointer(state.pointee.blockScores)
  }

  private func scoreBlock() {
    cursor.loadFrequencies()
    let postings = cursor.state.pointee
    state.pointee.scoredBlock = postings.block
    let docs = postings.docs
    let length = postings.blockLength
    let blockScores = state.pointee.blockScores
    let inverseNorms = state.pointee.inverseNorms
    let norms = state.pointee.norms
    for place in 0..<length { blockScores[place] = inverseNorms[Int(norms[Int(docs[place])])] }
    let scores = UnsafeMutableRawPointer(blockScores)
    let counts = UnsafeRawPointer(postings.frequencies)
    let weights = SIMD4<Float>(repeating: state.pointee.weight)
    let one = SIMD4<Float>(repeating: 1)
    var place = 0
    while place < length {
      // Whole vectors: the buffers have room behind 128, and what is behind the block's length is not used.
      let inverse = scores.loadUnaligned(fromByteOffset: 4 * place, as: SIMD4<Float>.self)
      let count = counts.loadUnaligned(fromByteOffset: 4 * place, as: SIMD4<UInt32>.self)
      let frequency = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: count))
      let score = weights - weights / (one + frequency * inverse)
      scores.storeBytes(of: score, toByteOffset: 4 * place, as: SIMD4<Float>.self)
      place += 4
    }
  }

  // MARK: - Candidates

  /// Puts the stories of the decoded block at those places that score at least `least`, and their scores, into a batch.
  ///
  /// - Returns: how many.
  func collect(_ places: Range<Int>, least: Double, into batch: CandidateBatch) -> Int {
    cursor.loadFrequencies()
    // Damaged frequencies end the list.
    guard places.upperBound <= cursor.state.pointee.blockLength else { return 0 }
    let fewest = fewestOccurrences(least)
    return fewest > 1
      ? collectFrequent(places, fewest, least, into: batch) : collectScored(places, least, into: batch)
  }

  /// Puts all stories of the decoded block at those places into a batch, unscored: their sums are beyond any score.
  ///
  /// - Returns: how many.
  func list(_ places: Range<Int>, into batch: CandidateBatch) -> Int {
    let docs = cursor.state.pointee.docs
    var count = 0
    for place in places {
      batch.documents[count] = docs[place]
      batch.sums[count] = .greatestFiniteMagnitude
      batch.places[count] = UInt32(truncatingIfNeeded: place)
      count += 1
    }
    return count
  }

  /// All are scored, and those that suffice are kept.
  private func collectScored(_ places: Range<Int>, _ least: Double, into batch: CandidateBatch) -> Int {
    let scores = scoresOfBlock()
    let docs = cursor.state.pointee.docs
    let (documents, sums, sources) = (batch.documents, batch.sums, batch.places)
    var count = 0
    var place = places.lowerBound
    // Without jumps: each is written, and the next overwrites it unless it counts.
    while place < places.upperBound {
      let score = Double(scores[place])
      documents[count] = docs[place]
      sums[count] = score
      sources[count] = UInt32(truncatingIfNeeded: place)
      count &+= CandidateBatch.one(ifNotNegative: score - least)
      place &+= 1
    }
    return count
  }

  /// First those with enough occurrences, by the frequencies alone; their scores then.
  private func collectFrequent(
    _ places: Range<Int>, _ fewest: UInt32, _ least: Double, into batch: CandidateBatch
  ) -> Int {
    let docs = cursor.state.pointee.docs
    let frequencies = cursor.state.pointee.frequencies
    let (documents, sums, sources) = (batch.documents, batch.sums, batch.places)
    var frequent = 0
    var place = places.lowerBound
    while place < places.upperBound {
      sources[frequent] = UInt32(truncatingIfNeeded: place)
      // 1, less 1 where the difference is negative.
      frequent &+= 1 &+ Int((Int64(frequencies[place]) &- Int64(fewest)) &>> 63)
      place &+= 1
    }
    var count = 0
    var number = 0
    while number < frequent {
      let place = Int(sources[number])
      let document = docs[place]
      let score = Double(score(frequency: frequencies[place], document: document))
      documents[count] = document
      sums[count] = score
      sources[count] = UInt32(truncatingIfNeeded: place)
      count &+= CandidateBatch.one(ifNotNegative: score - least)
      number &+= 1
    }
    return count
  }

  /// A number of occurrences below which no story of the current block scores `least`: from the block's shortest story, and
  /// on the safe side by more than rounding can amount to.
  private func fewestOccurrences(_ least: Double) -> UInt32 {
    let weight = Double(state.pointee.weight)
    let score = least - weight * 1e-6
    let block = cursor.state.pointee.block
    guard score > 0, score < weight, block < blockCount else { return 0 }
    let factor = Double(cursor.largestFactor(ofBlock: block, state.pointee.inverseNorms))
    let occurrences = score / (weight - score) / factor * 0.9999
    return occurrences < 1e9 ? UInt32(occurrences.rounded(.up)) : 1_000_000_000
  }
}
