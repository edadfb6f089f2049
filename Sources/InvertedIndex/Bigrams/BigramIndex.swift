internal import Storage

/// Where a bigram's postings are: those of two frequent terms that stand side by side, the first before the second.
public struct BigramPostings: Sendable, BitwiseCopyable {
  /// As a term's; the offset is into the section of bigrams.
  var postings: TermPostings

  /// Stories in which the two stand side by side.
  public var documentFrequency: Int { postings.documentFrequency }
}

/// What a segment knows of two terms side by side.
public enum BigramLookup: Sendable {
  /// Nothing: positions have to tell.
  case unknown
  /// No story has them so.
  case absent
  /// These stories do, and so often.
  case found(BigramPostings)
}

/// The index over a segment's bigrams. Terms are told by where their postings start.
struct BigramIndex {
  static let entrySize = 7

  private let bytes: UnsafeRawBufferPointer
  let termCount: Int
  let pairCount: Int
  private let rows: Int
  private let entries: Int

  /// - Throws: `ByteReader.Failure` where the counts do not add up to the section's size.
  init(_ bytes: UnsafeRawBufferPointer) throws {
    self.bytes = bytes
    guard !bytes.isEmpty else {
      (termCount, pairCount, rows, entries) = (0, 0, 0, 0)
      return
    }
    var reader = ByteReader(bytes)
    termCount = Int(try reader.fixed(UInt32.self))
    pairCount = Int(try reader.fixed(UInt32.self))
    rows = 8 + 8 * termCount
    entries = rows + 4 * (termCount + 1)
    guard termCount <= BigramOccurrences.termLimit, entries + BigramIndex.entrySize * pairCount == bytes.count else {
      throw ByteReader.Failure.malformed(at: 0)
    }
  }

  /// Where the postings of a term start, by its place.
  func offset(ofTerm place: Int) -> Int {
    Int(clamping: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 + 8 * place, as: UInt64.self)))
  }

  /// The place of the term whose postings start there.
  func place(ofTermAt offset: Int) -> Int? {
    var low = 0
    var high = termCount
    while low < high {
      let middle = (low + high) / 2
      if self.offset(ofTerm: middle) < offset { low = middle + 1 } else { high = middle }
    }
    return low < termCount && self.offset(ofTerm: low) == offset ? low : nil
  }

  /// The pairs that begin with a term.
  func pairs(ofFirst place: Int) throws -> Range<Int> {
    let start = Int(word(rows + 4 * place))
    let end = Int(word(rows + 4 * place + 4))
    guard start <= end, end <= pairCount else { throw ByteReader.Failure.malformed(at: rows + 4 * place) }
    return start..<end
  }

  /// The second term of a pair.
  func second(ofPair pair: Int) -> Int {
    Int(
      UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: entries + BigramIndex.entrySize * pair, as: UInt16.self))
    )
  }

  /// Where a pair's list ends in the section of bigrams, and the next begins.
  func end(ofPair pair: Int) -> Int {
    guard pair >= 0 else { return 0 }
    let offset = entries + BigramIndex.entrySize * pair
    return Int(word(offset + 2)) | Int(bytes[offset + 6]) << 32
  }

  /// The number of the pair, or nil where the two never stand so.
  func pair(first: Int, second: Int) throws -> Int? {
    let range = try pairs(ofFirst: first)
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if self.second(ofPair: middle) < second { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && self.second(ofPair: low) == second ? low : nil
  }

  private func word(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
