internal import Corpus
internal import InvertedIndex

/// A story that was found: its score, and where it is.
struct FoundDocument: Equatable, BitwiseCopyable {
  var score: Float
  /// The sum of its clauses' scores, before any decay.
  var bm25: Float
  var document: UInt32
  var segment: Int32

  /// Which document it is, as one number.
  var place: UInt64 { UInt64(UInt32(bitPattern: segment)) << 32 | UInt64(document) }

  /// The order of results: by score, then the newer, then the smaller key. The same on every machine. Documents of a segment
  /// ascend in the order of ties, so that dates and keys are read only where segments differ.
  @inline(__always)
  func precedes(_ other: FoundDocument, in segments: FoundSegments) -> Bool {
    if score != other.score { return score > other.score }
    return segment == other.segment ? document < other.document : segments.isNewer(self, other)
  }
}

/// The segments that found documents are in. A pointer into the query's scratch.
struct FoundSegments: BitwiseCopyable {
  private let segments: UnsafeMutablePointer<Unmanaged<SegmentReader>>

  init(_ readers: [SegmentReader], _ scratch: QueryScratch) {
    segments = scratch.allocate(Unmanaged<SegmentReader>.self, count: readers.count)
    for (number, reader) in readers.enumerated() {
      (segments + number).initialize(to: Unmanaged.passUnretained(reader))
    }
  }

  /// The date of a document.
  func date(of found: FoundDocument) -> Int64 {
    segments[Int(found.segment)]._withUnsafeGuaranteedRef { $0.date(of: Int(found.document)) }
  }

  /// Whether the first is newer than the second, or as new with a smaller key.
  func isNewer(_ first: FoundDocument, _ second: FoundDocument) -> Bool {
    let dates = (date(of: first), date(of: second))
    return dates.0 != dates.1 ? dates.0 > dates.1 : key(of: first) < key(of: second)
  }

  private func key(of found: FoundDocument) -> UInt64 {
    segments[Int(found.segment)]._withUnsafeGuaranteedRef { $0.key(of: Int(found.document)).value }
  }
}
