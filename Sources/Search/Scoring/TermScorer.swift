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
    let blockScores: UnsafeMutablePointer<Float>
    var scoredBlock = -1
  }

  let cursor: PostingsCursor
  /// The best score that any story of the segment can have.
  let maximum: Float
  private let state: UnsafeMutablePointer<State>

  /// - Parameters:
  ///   - weight: idf times how often the query has the term.
  ///   - inverseNorms: 256 values of `BM25.inverseNorms`; must outlive the scorer.
  init(
    _ cursor: PostingsCursor, weight: Float, inverseNorms: UnsafePointer<Float>, norms: UnsafePointer<UInt8>,
    _ scratch: QueryScratch
  ) {
    self.cursor = cursor
    let blockCount = cursor.state.pointee.blockCount
    let maxima = scratch.allocate(Float.self, count: blockCount)
    maxima.initialize(repeating: -1, count: blockCount)
    let scores = scratch.allocate(Float.self, count: BlockPacking.size + 4)
    scores.initialize(repeating: 0, count: BlockPacking.size + 4)
    state = scratch.place(
      State(
        weight: weight, inverseNorms: inverseNorms, norms: norms, blockMaxima: maxima, blockScores: scores))
    var best: Float = 0
    cursor.impacts { best = max(best, TermScorer.bound($0, weight, inverseNorms)) }
    maximum = best
  }

  @inline(__always)
  private static func bound(_ impact: Impact, _ weight: Float, _ inverseNorms: UnsafePointer<Float>) -> Float {
    impact.frequency == 255
      ? weight
      : BM25.score(weight: weight, frequency: Float(impact.frequency), inverseNorm: inverseNorms[Int(impact.norm)])
  }

  /// The best score that a story of the block can have.
  @inline(__always)
  func maximum(ofBlock block: Int) -> Float {
    let known = state.pointee.blockMaxima[block]
    return known >= 0 ? known : computeMaximum(ofBlock: block)
  }

  private func computeMaximum(ofBlock block: Int) -> Float {
    var best: Float = 0
    let (weight, inverseNorms) = (state.pointee.weight, state.pointee.inverseNorms)
    cursor.impacts(ofBlock: block) { best = max(best, TermScorer.bound($0, weight, inverseNorms)) }
    state.pointee.blockMaxima[block] = best
    return best
  }

  /// The best score of the stories from the block's first to `last`, and 0 where the list has none there.
  @inline(__always)
  func maximum(fromBlock first: Int, through last: UInt32) -> Float {
    var best: Float = 0
    var block = first
    let count = cursor.state.pointee.blockCount
    while block < count {
      best = max(best, maximum(ofBlock: block))
      if cursor.lastDocument(ofBlock: block) >= last { break }
      block += 1
    }
    return best
  }

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
}
