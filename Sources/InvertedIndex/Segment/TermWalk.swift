internal import Storage

/// Walks the terms of a segment in byte order, in which their postings lie, too.
struct TermWalk {
  /// A term among those of other segments.
  struct Head {
    /// The first eight bytes, the first highest: decides most comparisons.
    fileprivate var prefix: UInt64
    var term: [UInt8]
    /// The segment's place among those that are merged.
    var place: Int

    /// By bytes, then by segment.
    func precedes(_ other: Head) -> Bool {
      if prefix != other.prefix { return prefix < other.prefix }
      if term == other.term { return place < other.place }
      return term.lexicographicallyPrecedes(other.term)
    }
  }

  private let segment: SegmentReader
  private var block = 0
  private var entries: [TermEntry] = []
  private var place = 0
  private let end: [UInt8]?

  /// A walk over a range of a segment's terms, on the first of them.
  ///
  /// - Throws: `IndexError.damaged`.
  init(_ segment: SegmentReader, _ range: TermRange = TermRange()) throws {
    self.segment = segment
    end = range.end
    if let start = range.start { block = try TermWalk.block(of: start, in: segment) }
    try load()
    if let start = range.start {
      while let current, current.term.lexicographicallyPrecedes(start) { try advance() }
    }
  }

  /// The last block whose first term is not behind a term; the first where there is none.
  private static func block(of term: [UInt8], in segment: SegmentReader) throws -> Int {
    var low = 0
    var high = segment.termBlockCount
    while high - low > 1 {
      let middle = (low + high) / 2
      guard let first = try segment.terms(ofBlock: middle).first else { throw segment.damaged("a block has no terms") }
      if term.lexicographicallyPrecedes(first.term) { high = middle } else { low = middle }
    }
    return low
  }

  /// The current term; nil at the end.
  var current: TermEntry? {
    guard place < entries.count else { return nil }
    if let end, !entries[place].term.lexicographicallyPrecedes(end) { return nil }
    return entries[place]
  }

  /// The current term for a queue; nil at the end.
  func head(_ place: Int) -> Head? {
    guard let current else { return nil }
    var prefix: UInt64 = 0
    for byte in 0..<8 { prefix = prefix << 8 | (byte < current.term.count ? UInt64(current.term[byte]) : 0) }
    return Head(prefix: prefix, term: current.term, place: place)
  }

  private mutating func load() throws {
    place = 0
    entries = block < segment.termBlockCount ? try segment.terms(ofBlock: block) : []
    block += 1
  }

  mutating func advance() throws {
    place += 1
    if place == entries.count { try load() }
  }
}
