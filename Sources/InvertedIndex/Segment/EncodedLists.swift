internal import Storage

/// Posting lists of terms that follow one another in byte order, as bytes: made on any thread, then appended to the
/// segment's file as they are, since nothing in them says where they stand.
struct EncodedLists {
  /// The lists, each with its documents' and its positions' part, one behind the other.
  private(set) var bytes = ByteBuffer()
  /// What the dictionary says of each; their offsets are left 0.
  private(set) var postings: [TermPostings] = []
  private var encoder = PostingsEncoder()

  /// No lists.
  ///
  /// - Parameters:
  ///   - tokens: about how many occurrences will come.
  ///   - lists: about how many lists.
  init(tokens: Int = 0, lists: Int = 0) {
    // Two bytes an occurrence are enough as a rule; what is not written to costs nothing.
    bytes.reserve(2 * tokens)
    postings.reserveCapacity(lists)
  }

  /// Encodes the list of the next term.
  mutating func append(_ list: borrowing PostingsList, norms: [UInt8], formCount: Int) {
    postings.append(encoder.encode(list, norms: norms, formCount: formCount))
    bytes.append(contentsOf: encoder.documents.bytes)
    bytes.append(contentsOf: encoder.positions.bytes)
  }
}
