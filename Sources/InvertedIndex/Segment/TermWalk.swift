internal import Storage

/// Walks the terms of a segment in byte order. Postings lie in the same order: those behind the walk are taken out of the
/// process's memory.
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
  private var released = 0

  init(_ segment: SegmentReader) {
    self.segment = segment
  }

  /// The current term; nil at the end.
  var current: TermEntry? {
    place < entries.count ? entries[place] : nil
  }

  /// The current term for a queue; nil at the end.
  func head(_ place: Int) -> Head? {
    guard let current else { return nil }
    var prefix: UInt64 = 0
    for byte in 0..<8 { prefix = prefix << 8 | (byte < current.term.count ? UInt64(current.term[byte]) : 0) }
    return Head(prefix: prefix, term: current.term, place: place)
  }

  mutating func load() throws {
    place = 0
    if let last = entries.last?.postings.offset {
      segment.releasePostings(before: last, from: &released)
    }
    entries = block < segment.termBlockCount ? try segment.terms(ofBlock: block) : []
    block += 1
  }

  mutating func advance() throws {
    place += 1
    if place == entries.count { try load() }
  }
}

extension SegmentReader {
  /// Takes postings that lie before an offset out of the process's memory, some megabytes at once.
  fileprivate func releasePostings(before offset: Int, from start: inout Int) {
    guard offset - start >= 1 << 20 else { return }
    let section = file.range(SegmentSection.postings).lowerBound
    file.file.release(section + start..<section + offset)
    start = offset
  }
}
