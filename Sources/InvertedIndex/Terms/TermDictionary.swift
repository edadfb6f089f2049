internal import Storage

/// Finds terms of a segment: a binary search over the first terms of the blocks, then a scan of at most 32.
/// The layout is in docs/FORMAT.md, "Term dictionary".
struct TermDictionary {
  /// Terms in the segment.
  let count: Int
  let blockCount: Int
  private let codes: TermCodes
  private let endings: EndingTable
  private let blockStarts: PackedColumn
  private let firstTermStarts: PackedColumn
  private let firstTerms: UnsafeRawBufferPointer
  private let blocks: UnsafeRawBufferPointer
  private let blocksOffset: Int
  private let file: SectionedFile

  /// Opens a dictionary; its blocks are verified when they are read.
  init(file: SectionedFile, indexSection: UInt32, blocksSection: UInt32) throws {
    self.file = file
    var reader = ByteReader(try file.section(indexSection))
    let range = file.range(blocksSection)
    blocks = UnsafeRawBufferPointer(rebasing: file.file.bytes[range])
    blocksOffset = range.lowerBound
    count = try reader.count(limit: Int(UInt32.max))
    blockCount = (count + TermDictionaryWriter.blockSize - 1) / TermDictionaryWriter.blockSize
    codes = try TermCodes(&reader)
    endings = try EndingTable(&reader)
    blockStarts = try PackedColumn(&reader)
    firstTermStarts = try PackedColumn(&reader)
    firstTerms = try reader.slice(reader.remaining)
    guard blockStarts.count == blockCount + 1, firstTermStarts.count == blockCount + 1 else {
      throw ByteReader.Failure.malformed(at: 0)
    }
  }

  /// The part of a section that a column's values at `place` and behind it bound.
  @inline(__always)
  private static func part(
    _ place: Int, _ starts: PackedColumn, of bytes: UnsafeRawBufferPointer
  ) throws -> UnsafeRawBufferPointer {
    let start = starts[place]
    let end = starts[place + 1]
    guard start >= 0, start <= end, end <= Int64(bytes.count) else { throw ByteReader.Failure.malformed(at: place) }
    return UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<Int(end)])
  }

  @inline(__always)
  private func firstTerm(_ block: Int) throws -> UnsafeRawBufferPointer {
    try TermDictionary.part(block, firstTermStarts, of: firstTerms)
  }

  private func block(_ number: Int) throws -> TermBlock {
    let bytes = try TermDictionary.part(number, blockStarts, of: blocks)
    guard let start = bytes.baseAddress, let base = blocks.baseAddress else {
      throw ByteReader.Failure.truncated(at: number)
    }
    let offset = blocksOffset + (start - base)
    try file.verify(offset..<offset + bytes.count)
    let size = TermDictionaryWriter.blockSize
    return try TermBlock(bytes, first: firstTerm(number), count: min(size, count - number * size))
  }

  /// The entry of a term, or nil where the segment has none. O(log blocks + 32).
  func entry(for term: [UInt8]) throws -> TermEntry? {
    try term.withUnsafeBytes { bytes in
      var low = 0
      var high = blockCount
      while low < high {
        let middle = (low + high) / 2
        if TermDictionary.precedes(bytes, try firstTerm(middle)) { high = middle } else { low = middle + 1 }
      }
      guard low > 0 else { return nil }
      let block = try block(low - 1)
      guard let place = try block.place(of: bytes) else { return nil }
      return try block.entry(at: place, term: term, codes: codes, endings: endings)
    }
  }

  /// Calls the body with every term in byte order.
  func forEach(_ body: (TermEntry) throws -> Void) throws {
    for block in 0..<blockCount { try entries(ofBlock: block).forEach(body) }
  }

  /// The entries of one block, for walking all terms in order.
  func entries(ofBlock block: Int) throws -> [TermEntry] {
    try self.block(block).entries(codes: codes, endings: endings)
  }

  /// Whether `first` sorts before `second`, byte by byte.
  @inline(__always)
  private static func precedes(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
    let shorter = min(first.count, second.count)
    var place = 0
    while place < shorter, first[place] == second[place] { place += 1 }
    return place < shorter ? first[place] < second[place] : first.count < second.count
  }
}
