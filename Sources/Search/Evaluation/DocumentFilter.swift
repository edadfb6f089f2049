internal import Corpus
internal import InvertedIndex

/// Which documents of a segment may be found: live, of a date, feed, language and agency that are wanted, and not excluded
/// by a clause. Dates cost nothing: documents are in their order, so that a range of dates is a range of documents.
struct DocumentFilter: BitwiseCopyable {
  /// The first document that may be found.
  private(set) var first: UInt32
  /// The document behind the last that may be found.
  private(set) var end: UInt32
  /// One bit for each document that is accepted; nil where all are.
  private let bits: UnsafePointer<UInt64>?
  /// Knows which of the bits are valid; nil where all are.
  private let accepted: Unmanaged<AcceptedDocuments>?
  private let known: UnsafePointer<Bool>?
  /// How many documents are not live or not shown; nil where columns are asked about, so that it is not known.
  private let hidden: Int?
  /// The clauses whose stories are left out.
  private var excluded: UnsafeMutablePointer<ClauseScorer>?
  private var excludedCount = 0

  /// - Parameters:
  ///   - accepted: what the filters' columns accept; nil where they have none. Must outlive the filter.
  ///   - shown: which live documents are shown; nil where all are. Must outlive the filter.
  init(_ filters: Filters, _ accepted: AcceptedDocuments?, _ shown: ShownDocuments?, in segment: SegmentReader) {
    let count = segment.documentCount
    // Newest first: `until` cuts the front, `since` the back.
    let start = filters.until.map { segment.firstDocument(notAfter: $0.secondsSince1970) } ?? 0
    let stop = filters.since.map { since in
      since.secondsSince1970 == .min ? count : segment.firstDocument(notAfter: since.secondsSince1970 - 1)
    }
    first = UInt32(start)
    end = UInt32(max(start, stop ?? count))
    self.accepted = accepted.map { Unmanaged.passUnretained($0) }
    bits = accepted.map { UnsafePointer($0.words) } ?? shown?.words ?? segment.liveDocuments
    known = accepted.map { UnsafePointer($0.known) }
    hidden = accepted == nil ? count - (shown?.count ?? segment.liveCount) : nil
  }

  /// Leaves out the stories of some clauses. Their cursors move as documents are asked about, which must ascend.
  mutating func exclude(_ clauses: UnsafeMutableBufferPointer<ClauseScorer>) {
    excluded = clauses.baseAddress
    excludedCount = clauses.count
  }

  /// Whether documents may be asked about in any order: the cursors of clauses that exclude cannot go back.
  var acceptsInAnyOrder: Bool { excludedCount == 0 }

  /// The documents within the range whose bits are set, where they are few; nil where they are many or not known.
  var listed: UnsafeBufferPointer<UInt32>? {
    guard let list = accepted?._withUnsafeGuaranteedRef({ $0.listed }) else { return nil }
    func place(of document: UInt32) -> Int {
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle] < document { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = place(of: first)
    return UnsafeBufferPointer(rebasing: list[start..<max(start, place(of: end))])
  }

  /// How many of so many documents are not accepted, at most; nil where that is not known.
  func absentDocuments(of documentCount: Int) -> Int? {
    guard let hidden, first == 0, Int(end) == documentCount else { return nil }
    guard let excluded else { return hidden }
    return (0..<excludedCount).reduce(hidden) { $0 + excluded[$1].cost }
  }

  /// Whether a document within the range may be found. Documents are asked about in ascending order.
  @inline(__always)
  func accepts(_ document: UInt32) -> Bool {
    if let bits {
      learn(Int(document) / AcceptedDocuments.windowSize)
      guard bits[Int(document >> 6)] >> UInt64(document & 63) & 1 == 1 else { return false }
    }
    return excludedCount == 0 || !isExcluded(document)
  }

  @inline(__always)
  private func learn(_ window: Int) {
    guard let known, !known[window] else { return }
    accepted?._withUnsafeGuaranteedRef { $0.learn(window) }
  }

  private func isExcluded(_ document: UInt32) -> Bool {
    guard let excluded else { return false }
    for place in 0..<excludedCount where excluded[place].advance(to: document) == document { return true }
    return false
  }

  /// Keeps of the candidates of a batch those whose bits are set. Clauses that exclude are not asked: they cost more.
  @inline(__always)
  func keep(_ count: Int, of batch: CandidateBatch) -> Int {
    bits == nil ? count : keepAccepted(count, of: batch)
  }

  private func keepAccepted(_ count: Int, of batch: CandidateBatch) -> Int {
    guard let bits, count > 0 else { return count }
    let size = AcceptedDocuments.windowSize
    for window in Int(batch.documents[0]) / size...Int(batch.documents[count - 1]) / size { learn(window) }
    var kept = 0
    for number in 0..<count {
      let document = batch.documents[number]
      batch.documents[kept] = document
      batch.sums[kept] = batch.sums[number]
      batch.places[kept] = batch.places[number]
      kept += Int(truncatingIfNeeded: bits[Int(document >> 6)] >> UInt64(document & 63) & 1)
    }
    return kept
  }

  /// The words of bits of the window that begins at a multiple of `AcceptedDocuments.windowSize`; nil where all documents
  /// are accepted.
  func words(ofWindow window: Int) -> UnsafePointer<UInt64>? {
    guard let bits else { return nil }
    learn(window)
    return bits + window * AcceptedDocuments.wordsPerWindow
  }

  /// Whether a range of documents, not empty, has none with its bit set.
  func isEmpty(from first: UInt32, to end: UInt32) -> Bool {
    guard let bits else { return false }
    var document = Int(first)
    while document < Int(end) {
      learn(document / AcceptedDocuments.windowSize)
      var word = bits[document >> 6] >> UInt64(document & 63)
      let next = (document | 63) + 1
      if next > Int(end) { word &= (1 << UInt64(Int(end) - document)) - 1 }
      if word != 0 { return false }
      document = next
    }
    return true
  }
}
