extension SegmentReader {
  /// The documents that are live, to be changed.
  func liveDocumentsCopy() -> LiveDocuments {
    let copy = LiveDocuments(documentCount: documentCount)
    guard liveDocuments != nil else { return copy }
    for document in 0..<documentCount where !isLive(document) { _ = copy.delete(document) }
    return copy
  }

  /// The order of segments in a snapshot: the one with the newest story first, then the newer segment.
  static func precedes(_ first: SegmentReader, _ second: SegmentReader) -> Bool {
    func newest(_ segment: SegmentReader) -> Int64 { segment.documentCount > 0 ? segment.date(of: 0) : .min }
    let dates = (newest(first), newest(second))
    return dates.0 != dates.1 ? dates.0 > dates.1 : first.name > second.name
  }
}
