/// The raw words of a text as UTF-8 byte ranges, in order; reused from text to text so that its memory is taken once.
///
/// The number of a word is its token position: every word has one, those that are not indexed included.
public struct TokenBuffer: Sendable {
  /// The offset of each word's first byte.
  public internal(set) var starts: [UInt32]
  /// The offset after each word's last byte, always greater than its start.
  public internal(set) var ends: [UInt32]

  /// A buffer without words.
  public init() {
    starts = []
    ends = []
  }

  /// The number of words.
  public var count: Int { starts.count }

  /// Whether there are no words.
  public var isEmpty: Bool { starts.isEmpty }

  /// The bytes of word number `position`.
  public subscript(position: Int) -> Range<Int> {
    Int(starts[position])..<Int(ends[position])
  }

  /// Forgets all words.
  public mutating func removeAll(keepingCapacity: Bool = true) {
    starts.removeAll(keepingCapacity: keepingCapacity)
    ends.removeAll(keepingCapacity: keepingCapacity)
  }
}
