internal import InvertedIndex

/// Scores one term's postings in one segment: single stories, whole blocks, and upper bounds of blocks.
final class TermScorer {
  let cursor: PostingsCursor
  let weight: Float
  /// The best score that any story of the segment can have.
  let maximum: Float

  private let inverseNorms: UnsafePointer<Float>
  private let norms: UnsafePointer<UInt8>
  private let blockMaxima: UnsafeMutablePointer<Float>
  private let blockScores: UnsafeMutablePointer<Float>
  private var scoredBlock = -1

  /// - Parameters:
  ///   - weight: idf times how often the query has the term.
  ///   - inverseNorms: 256 values of `BM25.inverseNorms`; must outlive the scorer.
  init(_ cursor: PostingsCursor, weight: Float, inverseNorms: UnsafePointer<Float>, norms: UnsafePointer<UInt8>) {
    self.cursor = cursor
    self.weight = weight
    self.inverseNorms = inverseNorms
    self.norms = norms
    blockMaxima = .allocate(capacity: cursor.blockCount)
    blockMaxima.initialize(repeating: -1, count: cursor.blockCount)
    blockScores = .allocate(capacity: BlockPacking.size)
    blockScores.initialize(repeating: 0, count: BlockPacking.size)
    var best: Float = 0
    cursor.impacts { best = max(best, TermScorer.bound($0, weight, inverseNorms)) }
    maximum = best
  }

  deinit {
    blockMaxima.deallocate()
    blockScores.deallocate()
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
    let known = blockMaxima[block]
    if known >= 0 { return known }
    var best: Float = 0
    let (weight, inverseNorms) = (weight, inverseNorms)
    cursor.impacts(ofBlock: block) { best = max(best, TermScorer.bound($0, weight, inverseNorms)) }
    blockMaxima[block] = best
    return best
  }

  /// The best score of the stories from the block's first to `last`, and 0 where the list has none there.
  @inline(__always)
  func maximum(fromBlock first: Int, through last: UInt32) -> Float {
    var best: Float = 0
    var block = first
    while block < cursor.blockCount {
      best = max(best, maximum(ofBlock: block))
      if cursor.lastDocument(ofBlock: block) >= last { break }
      block += 1
    }
    return best
  }

  /// The score of the story that the cursor stands on.
  @inline(__always)
  var score: Float {
    BM25.score(
      weight: weight, frequency: Float(cursor.frequency), inverseNorm: inverseNorms[Int(norms[Int(cursor.doc)])])
  }

  /// The score for a frequency other than the term's own, for phrases.
  @inline(__always)
  func score(frequency: UInt32, document: UInt32) -> Float {
    BM25.score(weight: weight, frequency: Float(frequency), inverseNorm: inverseNorms[Int(norms[Int(document)])])
  }

  /// The scores of all stories of the cursor's current block, in its order.
  @inline(__always)
  func scoresOfBlock() -> UnsafePointer<Float> {
    if scoredBlock != cursor.block { scoreBlock() }
    return UnsafePointer(blockScores)
  }

  private func scoreBlock() {
    scoredBlock = cursor.block
    cursor.loadFrequencies()
    let docs = cursor.docs
    let frequencies = cursor.frequencies
    let length = cursor.blockLength
    for place in 0..<length { blockScores[place] = inverseNorms[Int(norms[Int(docs[place])])] }
    let scores = UnsafeMutableRawPointer(blockScores)
    let counts = UnsafeRawPointer(frequencies)
    let weights = SIMD4<Float>(repeating: weight)
    let one = SIMD4<Float>(repeating: 1)
    var place = 0
    while place < length {
      // Whole vectors: the buffers have room for 128, and what is behind the block's length is not used.
      let inverse = scores.loadUnaligned(fromByteOffset: 4 * place, as: SIMD4<Float>.self)
      let count = counts.loadUnaligned(fromByteOffset: 4 * place, as: SIMD4<UInt32>.self)
      let frequency = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: count))
      let score = weights - weights / (one + frequency * inverse)
      scores.storeBytes(of: score, toByteOffset: 4 * place, as: SIMD4<Float>.self)
      place += 4
    }
  }
}
