internal import Storage

/// Which documents of a segment are live: one bit each, in a file of its own that a commit replaces.
/// The layout is in docs/FORMAT.md, "Live documents".
final class LiveDocuments {
  static let magic: [UInt8] = Array("MWLIVE\0".utf8) + [1]

  let documentCount: Int
  private(set) var liveCount: Int
  /// One bit a document, the lowest bit first.
  let words: UnsafePointer<UInt64>
  private let storage: UnsafeMutablePointer<UInt64>
  private let wordCount: Int

  /// All documents live.
  init(documentCount: Int) {
    self.documentCount = documentCount
    wordCount = (documentCount + 63) / 64
    storage = .allocate(capacity: max(1, wordCount))
    storage.initialize(repeating: .max, count: max(1, wordCount))
    if documentCount % 64 != 0 { storage[wordCount - 1] = (1 << UInt64(documentCount % 64)) - 1 }
    words = UnsafePointer(storage)
    liveCount = documentCount
  }

  /// A copy that can be changed without the original.
  convenience init(copying other: LiveDocuments) {
    self.init(documentCount: other.documentCount)
    storage.update(from: other.storage, count: wordCount)
    liveCount = other.liveCount
  }

  deinit {
    storage.deallocate()
  }

  func isLive(_ document: Int) -> Bool {
    words[document >> 6] >> UInt64(document & 63) & 1 == 1
  }

  /// Deletes a document; false where it was deleted before.
  func delete(_ document: Int) -> Bool {
    guard isLive(document) else { return false }
    storage[document >> 6] &= ~(1 << UInt64(document & 63))
    liveCount -= 1
    return true
  }

  /// The file's content.
  func serialized() -> [UInt8] {
    var output = ByteBuffer()
    output.append(contentsOf: LiveDocuments.magic)
    output.append(fixed: UInt64(documentCount))
    for word in 0..<wordCount { output.append(fixed: storage[word]) }
    output.append(fixed: Checksum.xxh3(output.bytes))
    return output.bytes
  }

  /// Reads a file's content.
  convenience init(_ file: MappedFile) throws {
    let bytes = file.bytes
    guard bytes.count >= 24, bytes.prefix(8).elementsEqual(LiveDocuments.magic),
      Checksum.xxh3(UnsafeRawBufferPointer(rebasing: bytes.dropLast(8)))
        == UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    else { throw IndexError.damaged(path: file.path, what: "its checksum does not match") }
    let count = Int(clamping: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    guard (bytes.count - 24) / 8 == (count >> 6) + (count & 63 == 0 ? 0 : 1) else {
      throw IndexError.damaged(path: file.path, what: "its length does not fit its count")
    }
    self.init(documentCount: count)
    var live = 0
    for word in 0..<wordCount {
      storage[word] &= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + 8 * word, as: UInt64.self))
      live += storage[word].nonzeroBitCount
    }
    liveCount = live
  }
}
