/// A term's postings in memory: the stories in ascending order of document id, the frequency in each, and the positions
/// and variants of all occurrences one after another. The unit that is encoded, decoded and merged.
struct PostingsList {
  /// Document ids, strictly ascending.
  var docs: [UInt32] = []
  /// Occurrences in each document, at least 1.
  var frequencies: [UInt32] = []
  /// Token positions of all occurrences, ascending within a document. Empty in an index without positions.
  var positions: [UInt32] = []
  /// The surface form at each position: its number in the term's list of forms, the commonest 0.
  var variants: [UInt32] = []

  mutating func removeAll() {
    docs.removeAll(keepingCapacity: true)
    frequencies.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    variants.removeAll(keepingCapacity: true)
  }
}

/// What the term dictionary says of a term's postings. The bytes start at `offset` of the postings section: first the
/// documents' part, then the positions' part.
public struct TermPostings: Equatable, Sendable, BitwiseCopyable {
  /// Stories that hold the term, deleted ones included until they are merged away.
  public var documentFrequency: Int
  /// Occurrences of the term in all stories.
  public var totalFrequency: Int
  /// Where the bytes start in the postings section.
  var offset: Int
  /// Bytes of the documents' part; 0 for a term of one story.
  var documentBytes: Int
  /// Bytes of the positions' part; 0 in an index without positions.
  var positionBytes: Int
  /// The story of a term that only one has.
  var singleDocument: UInt32
  /// For lists shorter than a block: the highest frequency (255: unbounded) and the shortest length.
  var bound: Impact
  /// The number of surface forms: variants are below it.
  var formCount: Int
}
