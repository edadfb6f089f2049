internal import Storage

/// A block of at most 32 terms that is read: finds a term by comparing bytes in place, and reads the numbers of the one that
/// is wanted. The layout is in docs/FORMAT.md, "Term dictionary".
struct TermBlock {
  /// Terms in the block.
  let count: Int
  private let first: UnsafeRawBufferPointer
  /// The other terms: how many bytes each shares with the one before, and the rest.
  private let suffixes: UnsafeRawBufferPointer
  private let numbers: UnsafeRawBufferPointer
  private let postingsOffset: Int

  /// Reads a block's header.
  ///
  /// - Parameters:
  ///   - bytes: the block, verified; eight more bytes can be read behind it, as in any section of a segment.
  ///   - first: its first term, which the index has.
  ///   - count: its terms, at least 1.
  init(_ bytes: UnsafeRawBufferPointer, first: UnsafeRawBufferPointer, count: Int) throws {
    var reader = ByteReader(bytes)
    postingsOffset = try reader.count(limit: 1 << 48)
    suffixes = try reader.slice(try reader.count(limit: reader.remaining))
    numbers = try reader.slice(reader.remaining)
    self.first = first
    self.count = count
  }

  /// The place of a term, which does not sort before the block's first; nil where the block does not have it.
  ///
  /// No term is put together: as long as the terms passed sort before the wanted one, all that matters of them is how
  /// many bytes they share with it. One that shares more with its predecessor than that sorts before it, too; one that
  /// shares less sorts behind.
  func place(of term: UnsafeRawBufferPointer) throws -> Int? {
    var matched = TermBlock.shared(first, term, from: 0)
    if matched == first.count, matched == term.count { return 0 }
    var reader = SuffixReader(suffixes)
    for place in 1..<max(1, count) {
      let (shared, suffix) = try reader.next()
      if shared < matched { return nil }
      if shared > matched { continue }
      let more = TermBlock.shared(suffix, term, from: matched)
      matched += more
      if more == suffix.count {
        if matched == term.count { return place }
      } else if matched == term.count || suffix[more] > term[matched] {
        return nil
      }
    }
    return nil
  }

  /// How many bytes of `bytes` equal those of `term` from `start` on.
  @inline(__always)
  private static func shared(_ bytes: UnsafeRawBufferPointer, _ term: UnsafeRawBufferPointer, from start: Int) -> Int {
    let limit = min(bytes.count, term.count - start)
    var place = 0
    while place < limit, bytes[place] == term[start + place] { place += 1 }
    return place
  }

  /// The entry of the term at a place.
  func entry(at place: Int, term: [UInt8], codes: TermCodes, endings: EndingTable) throws -> TermEntry {
    var rows = try rows(codes, endings)
    for _ in 0..<place { rows.skip() }
    return try rows.next(term)
  }

  /// All entries in their order.
  func entries(codes: TermCodes, endings: EndingTable) throws -> [TermEntry] {
    var rows = try rows(codes, endings)
    var term = Array(first)
    var entries = [try rows.next(term)]
    entries.reserveCapacity(count)
    var reader = SuffixReader(suffixes)
    for _ in 1..<max(1, count) {
      let (shared, suffix) = try reader.next()
      guard shared <= term.count else { throw ByteReader.Failure.malformed(at: 0) }
      term.removeSubrange(shared...)
      term.append(contentsOf: suffix)
      entries.append(try rows.next(term))
    }
    return entries
  }

  private func rows(_ codes: TermCodes, _ endings: EndingTable) throws -> TermRows {
    guard let base = numbers.baseAddress else { throw ByteReader.Failure.truncated(at: 0) }
    let bits = BitReader(base: base, bit: 0, end: numbers.count * 8)
    return TermRows(bits, codes: codes, endings: endings, postingsOffset: postingsOffset)
  }
}

/// Walks the terms of a block behind the first.
private struct SuffixReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// What the next term shares with the one before, and what follows.
  @inline(__always)
  mutating func next() throws -> (shared: Int, suffix: UnsafeRawBufferPointer) {
    guard place < bytes.count else { throw ByteReader.Failure.truncated(at: place) }
    let head = Int(bytes[place])
    var shared = head & 15
    var length = head >> 4
    place += 1
    if shared == 15 || length == 15 { try extend(&shared, &length) }
    guard length <= bytes.count - place else { throw ByteReader.Failure.truncated(at: place) }
    let suffix = UnsafeRawBufferPointer(rebasing: bytes[place..<place + length])
    place += length
    return (shared, suffix)
  }

  /// Adds what does not fit into four bits.
  @inline(never)
  private mutating func extend(_ shared: inout Int, _ length: inout Int) throws {
    var reader = ByteReader(bytes, at: place)
    if shared == 15 { shared += try reader.count(limit: Int(Int32.max)) }
    if length == 15 { length += try reader.count(limit: Int(Int32.max)) }
    place = reader.offset
  }
}
