internal import Storage

/// The counts of a segment, deleted stories included: what ranking and statistics need without a look at the postings.
public struct SegmentSummary: Equatable, Sendable {
  /// The analyzer that made its terms.
  public var analyzer = ""
  /// Stories.
  public var documents = 0
  /// Stories with at least one term: those that count for N and the average length in BM25.
  public var documentsWithTerms = 0
  /// Indexed tokens: the sum of all frequencies.
  public var tokens = 0
  /// Pairs of term and story.
  public var postings = 0
  /// Distinct terms.
  public var terms = 0
  /// Passages recorded.
  public var passages = 0
  /// Bytes of the documents' parts of all posting lists.
  public var postingBytes = 0
  /// Bytes of their positions' parts.
  public var positionBytes = 0
  /// Bytes of stored stories before compression.
  public var storedRawBytes = 0
  /// Whether positions are recorded.
  public var hasPositions = true

  /// No count is larger: more than any file can hold, and so little that the counts of many segments can be added up.
  private static let largestCount = 1 << 48

  func append(to output: inout ByteBuffer) {
    output.append(string: analyzer)
    for value in [
      documents, documentsWithTerms, tokens, postings, terms, passages, postingBytes, positionBytes, storedRawBytes,
      hasPositions ? 1 : 0,
    ] {
      output.append(varint: value)
    }
  }

  init() {}

  init(_ reader: inout ByteReader) throws {
    analyzer = try reader.string()
    documents = try reader.count(limit: Int(UInt32.max) - 1)
    documentsWithTerms = try reader.count(limit: documents)
    tokens = try reader.count(limit: SegmentSummary.largestCount)
    postings = try reader.count(limit: SegmentSummary.largestCount)
    terms = try reader.count(limit: SegmentSummary.largestCount)
    passages = try reader.count(limit: SegmentSummary.largestCount)
    postingBytes = try reader.count(limit: SegmentSummary.largestCount)
    positionBytes = try reader.count(limit: SegmentSummary.largestCount)
    storedRawBytes = try reader.count(limit: SegmentSummary.largestCount)
    hasPositions = try reader.count(limit: 1) == 1
  }
}
