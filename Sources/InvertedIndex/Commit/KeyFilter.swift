internal import Corpus

/// Tells of most keys that no segment has them, with one look at memory: a Bloom filter of one word a key (B. H. Bloom, 1970;
/// blocked as by F. Putze et al., 2007). Two bytes a story; one in some hundred strange keys is taken for a known one, and
/// then looked up.
final class KeyFilter {
  private let words: UnsafeMutablePointer<UInt64>
  private let mask: Int
  /// Keys that it is made for: with more, errors become frequent.
  let capacity: Int
  private(set) var count = 0

  /// A filter for so many keys, or some more.
  init(capacity: Int) {
    var words = 1024
    while words * 4 < capacity { words *= 2 }
    self.capacity = words * 4
    mask = words - 1
    self.words = .allocate(capacity: words)
    self.words.initialize(repeating: 0, count: words)
  }

  deinit {
    words.deallocate()
  }

  /// Keys are hashes already, well mixed: the upper bits choose the word, four times six others the bits in it.
  @inline(__always)
  private func place(_ key: StoryKey) -> (word: Int, bits: UInt64) {
    let value = key.value
    let bits: UInt64 = 1 << (value & 63) | 1 << (value >> 6 & 63) | 1 << (value >> 12 & 63) | 1 << (value >> 18 & 63)
    return (Int(truncatingIfNeeded: value >> 24) & mask, bits)
  }

  /// Adds a key.
  func insert(_ key: StoryKey) {
    let place = place(key)
    words[place.word] |= place.bits
    count += 1
  }

  /// False where the key was never added.
  func mayContain(_ key: StoryKey) -> Bool {
    let place = place(key)
    return words[place.word] & place.bits == place.bits
  }
}
