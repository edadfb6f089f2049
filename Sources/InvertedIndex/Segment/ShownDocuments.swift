/// Which documents of a segment may be found: live ones without those that gave way to another version or are under embargo.
/// Made for the few segments that have any of these.
public final class ShownDocuments {
  /// One bit a document, the lowest first.
  public let words: UnsafePointer<UInt64>
  /// How many documents are shown.
  public let count: Int
  private let storage: UnsafeMutablePointer<UInt64>

  /// - Parameter hidden: live documents, each once.
  init(hiding hidden: [Int], of segment: SegmentReader) {
    self.count = segment.liveCount - hidden.count
    let count = max(1, (segment.documentCount + 63) / 64)
    storage = .allocate(capacity: count)
    if let live = segment.liveDocuments {
      storage.initialize(from: live, count: count)
    } else {
      storage.initialize(repeating: .max, count: count)
      let rest = segment.documentCount % 64
      if rest != 0 { storage[count - 1] = (1 << UInt64(rest)) - 1 }
    }
    for document in hidden { storage[document >> 6] &= ~(1 << UInt64(document & 63)) }
    words = UnsafePointer(storage)
  }

  deinit {
    storage.deallocate()
  }
}
