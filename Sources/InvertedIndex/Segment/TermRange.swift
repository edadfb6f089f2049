/// A range of terms in byte order, for merging the dictionary in parts: on several threads, and so that no part takes much
/// memory.
struct TermRange {
  /// The first term; nil: from the beginning.
  var start: [UInt8]?
  /// The term behind the last; nil: to the end.
  var end: [UInt8]?

  /// Bytes of postings of a part, about, and blocks of the dictionary.
  private static let mostBytes = 2 << 20
  private static let mostBlocks = 128

  /// Divides the terms of segments by those of the segment that has most.
  ///
  /// - Throws: `IndexError.damaged`.
  static func ranges(of segments: [SegmentReader]) throws -> [TermRange] {
    guard let largest = segments.max(by: { $0.termBlockCount < $1.termBlockCount }), largest.termBlockCount > 0 else {
      return [TermRange()]
    }
    // A block of the largest stands for the terms of all.
    let bytes = segments.reduce(0) { $0 + $1.summary.postingBytes + $1.summary.positionBytes }
    let own = max(1, largest.summary.postingBytes + largest.summary.positionBytes)
    let mostOwn = max(1, Int(Double(mostBytes) * Double(own) / Double(max(bytes, 1))))
    var ranges = [TermRange()]
    var (startBlock, startOffset) = (0, 0)
    var block = 0
    while true {
      // Blocks are opened in steps: a list that is longer than a part makes the part longer.
      block += blocksAtOnce
      guard block < largest.termBlockCount, let first = try largest.terms(ofBlock: block).first else { return ranges }
      let offset = first.postings.offset
      guard offset - startOffset >= mostOwn || block - startBlock >= mostBlocks else { continue }
      ranges[ranges.count - 1].end = first.term
      ranges.append(TermRange(start: first.term))
      (startBlock, startOffset) = (block, offset)
    }
  }

  /// Few terms are that frequent that so many blocks were more than a part.
  private static let blocksAtOnce = 4
}
