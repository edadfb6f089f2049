/// What the entries of a feed were called when it was last read, so that entries which stay the same and come under another
/// id are noticed.
///
/// Of each entry two hashes of 32 bits are kept: of what it says (its title and date, or its title and link where it has no
/// date) and of its id. Two entries that say the same cannot be told apart, and count as none. With 500 entries the odds that any two hashes meet by
/// chance are one in 34,000 a reading (n²/2³³), and a single one tells of nothing.
public struct EntryMarks: Equatable, Sendable {
  /// The most entries that are kept: the first of the feed.
  public static let most = 500

  /// Hash of the id by hash of the content.
  private(set) var marks: [UInt32: UInt32] = [:]

  /// None: the feed has not been read yet.
  public init() {}

  /// The marks of entries, in the order of the feed.
  public init(_ entries: some Sequence<(id: String, title: String, dateOrLink: String)>) {
    var ambiguous: Set<UInt32> = []
    for entry in entries.prefix(EntryMarks.most) {
      let content = EntryMarks.hash([entry.title, entry.dateOrLink])
      if marks.updateValue(EntryMarks.hash([entry.id]), forKey: content) != nil { ambiguous.insert(content) }
    }
    for content in ambiguous { marks[content] = nil }
  }

  /// How many entries say what one said before and have another id.
  public func renamed(since earlier: EntryMarks) -> Int {
    marks.count { content, id in earlier.marks[content].map { $0 != id } ?? false }
  }

  /// As stored: pairs of hash of content and hash of id, little-endian, by rising hash of content.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * marks.count)
    for (content, id) in marks.sorted(by: { $0.key < $1.key }) {
      for value in [content, id] {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
      }
    }
    return bytes
  }

  /// Reads what was stored; what is left over at the end, or goes beyond the limit, is passed over.
  init(bytes: [UInt8]) {
    func value(at place: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }
    for pair in 0..<min(bytes.count / 8, EntryMarks.most) { marks[value(at: 8 * pair)] = value(at: 8 * pair + 4) }
  }

  /// 64-bit FNV-1a (draft-eastlake-fnv) over the texts, each ended by a zero byte, folded to 32 bits.
  private static func hash(_ texts: [String]) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in texts {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
