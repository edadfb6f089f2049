internal import Storage

extension SegmentReader {
  /// What the segment knows of two terms side by side.
  ///
  /// - Throws: `IndexError.damaged`.
  public func bigram(_ first: TermPostings, _ second: TermPostings) throws -> BigramLookup {
    guard first.documentFrequency >= BlockPacking.size, second.documentFrequency >= BlockPacking.size else {
      return .unknown
    }
    let index = try bigrams()
    guard let first = index.place(ofTermAt: first.offset), let second = index.place(ofTermAt: second.offset) else {
      return .unknown
    }
    guard let pair = try reading({ try index.pair(first: first, second: second) }) else { return .absent }
    return .found(BigramPostings(postings: try postings(ofPair: pair, index)))
  }

  /// A cursor on the first posting of a bigram, in the query's scratch; where it is not to be placed, as for a term. It
  /// has no positions.
  public func postings(
    of bigram: BigramPostings, isPlaced: Bool = true, _ scratch: QueryScratch
  ) throws -> PostingsCursor {
    let postings = bigram.postings
    return try PostingsCursor(
      postings, try bytes(SegmentSection.bigrams, at: postings.offset, length: postings.documentBytes), in: self,
      isPlaced: isPlaced, scratch)
  }

  /// What a pair's list begins with.
  func postings(ofPair pair: Int, _ index: BigramIndex) throws -> TermPostings {
    let (start, end) = (index.end(ofPair: pair - 1), index.end(ofPair: pair))
    guard start <= end else { throw damaged("bigrams are out of order") }
    let bytes = try bytes(SegmentSection.bigrams, at: start, length: end - start)
    return try reading {
      var reader = ByteReader(bytes)
      var postings = TermPostings(
        documentFrequency: try reader.count(limit: documentCount), totalFrequency: 0, offset: 0, documentBytes: 0,
        positionBytes: 0, singleDocument: 0, bound: Impact(frequency: 255, norm: 0), formCount: 1)
      if postings.documentFrequency == 1 {
        postings.singleDocument = UInt32(try reader.count(limit: documentCount - 1))
        postings.totalFrequency = try reader.count(limit: Int(UInt32.max))
      } else if postings.documentFrequency < BlockPacking.size {
        postings.bound = Impact(frequency: try reader.byte(), norm: try reader.byte())
      }
      guard postings.documentFrequency > 0 else { throw ByteReader.Failure.malformed(at: 0) }
      postings.offset = start + reader.offset
      postings.documentBytes = reader.remaining
      return postings
    }
  }
}
