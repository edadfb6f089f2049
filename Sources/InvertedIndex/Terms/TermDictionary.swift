internal import Storage

/// Finds terms of a segment: a binary search over the first terms of the blocks, then a scan of at most 32.
struct TermDictionary {
  /// Terms in the segment.
  let count: Int
  let blockCount: Int
  private let index: UnsafeRawBufferPointer
  private let indexOffset: Int
  private let blocks: UnsafeRawBufferPointer
  private let blocksOffset: Int
  private let file: SectionedFile
  private let firstTermsOffset: Int

  /// Opens a dictionary; the regions of its index and blocks are verified when they are first read.
  init(file: SectionedFile, indexSection: UInt32, blocksSection: UInt32) throws {
    self.file = file
    index = file.unverified(indexSection)
    indexOffset = file.range(indexSection).lowerBound
    try file.verify(indexOffset..<indexOffset + min(16, index.count))
    let range = file.range(blocksSection)
    blocks = UnsafeRawBufferPointer(rebasing: file.file.bytes[range])
    blocksOffset = range.lowerBound
    var reader = ByteReader(index)
    count = Int(clamping: try reader.fixed(UInt64.self))
    blockCount = Int(clamping: try reader.fixed(UInt64.self))
    guard blockCount <= index.count / 16, count <= blockCount * TermDictionaryWriter.blockSize,
      blockCount == (count + TermDictionaryWriter.blockSize - 1) / TermDictionaryWriter.blockSize
    else { throw ByteReader.Failure.malformed(at: 0) }
    firstTermsOffset = 16 + 16 * (blockCount + 1)
    guard firstTermsOffset <= index.count else { throw ByteReader.Failure.malformed(at: 0) }
  }

  private func word(_ offset: Int) throws -> Int {
    try file.verify(indexOffset + offset..<indexOffset + offset + 8)
    return Int(clamping: UInt64(littleEndian: index.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }

  private func firstTerm(_ block: Int) throws -> UnsafeRawBufferPointer {
    let start = try word(16 + 16 * block + 8)
    let end = try word(16 + 16 * (block + 1) + 8)
    guard start <= end, end <= index.count - firstTermsOffset else { throw ByteReader.Failure.malformed(at: start) }
    try file.verify(indexOffset + firstTermsOffset + start..<indexOffset + firstTermsOffset + end)
    return UnsafeRawBufferPointer(rebasing: index[firstTermsOffset + start..<firstTermsOffset + end])
  }

  private func reader(ofBlock block: Int) throws -> ByteReader {
    let start = try word(16 + 16 * block)
    let end = try word(16 + 16 * (block + 1))
    guard start <= end, end <= blocks.count else { throw ByteReader.Failure.malformed(at: start) }
    try file.verify(blocksOffset + start..<blocksOffset + end)
    return ByteReader(UnsafeRawBufferPointer(rebasing: blocks[start..<end]))
  }

  /// The entry of a term, or nil where the segment has none. O(log blocks + 32).
  func entry(for term: [UInt8]) throws -> TermEntry? {
    var low = 0
    var high = blockCount
    while low < high {
      let middle = (low + high) / 2
      if TermDictionary.compare(try firstTerm(middle), term) <= 0 { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    var scan = try BlockScan(try reader(ofBlock: low - 1))
    for _ in 0..<TermDictionaryWriter.blockSize {
      guard try scan.step() else { return nil }
      let order = scan.term.withUnsafeBytes { TermDictionary.compare($0, term) }
      if order == 0 { return try scan.entry() }
      if order > 0 { return nil }
    }
    return nil
  }

  /// Calls the body with every term in byte order.
  func forEach(_ body: (TermEntry) throws -> Void) throws {
    for block in 0..<blockCount { try entries(ofBlock: block).forEach(body) }
  }

  /// The entries of one block, for walking all terms in order.
  func entries(ofBlock block: Int) throws -> [TermEntry] {
    var scan = try BlockScan(try reader(ofBlock: block))
    var entries: [TermEntry] = []
    while try scan.step() { entries.append(try scan.entry()) }
    return entries
  }

  /// Less than, equal to or greater than 0 as `first` sorts before, with or after `second`, byte by byte.
  static func compare(_ first: UnsafeRawBufferPointer, _ second: [UInt8]) -> Int {
    second.withUnsafeBytes { second in
      let shorter = min(first.count, second.count)
      for place in 0..<shorter where first[place] != second[place] {
        return first[place] < second[place] ? -1 : 1
      }
      return first.count - second.count
    }
  }
}

/// Reads the terms of a block one after another; what is behind a term is parsed only for the one that is wanted.
private struct BlockScan {
  private(set) var term: [UInt8] = []
  private var reader: ByteReader
  private var nextOffset: Int
  private var offset = 0
  private var bytes = 0
  private var info = UnsafeRawBufferPointer(start: nil, count: 0)

  init(_ reader: ByteReader) throws {
    self.reader = reader
    nextOffset = try self.reader.count(limit: Int.max)
  }

  /// Goes to the next term; false at the end of the block.
  mutating func step() throws -> Bool {
    guard reader.remaining > 0 else { return false }
    let shared = try reader.count(limit: term.count)
    let suffix = try reader.slice(try reader.count(limit: reader.remaining))
    term.removeSubrange(shared...)
    term.append(contentsOf: suffix)
    offset = nextOffset
    bytes = try reader.count(limit: Int(Int32.max))
    (nextOffset, _) = offset.addingReportingOverflow(bytes)
    info = try reader.slice(try reader.count(limit: reader.remaining))
    return true
  }

  /// The current term's entry.
  func entry() throws -> TermEntry {
    var reader = ByteReader(info)
    let frequency = try reader.count(limit: Int(UInt32.max))
    let total = try reader.count(limit: Int(UInt32.max)) + frequency
    guard frequency > 0 else { throw ByteReader.Failure.malformed(at: 0) }
    var postings = TermPostings(
      documentFrequency: frequency, totalFrequency: total, offset: offset, documentBytes: 0, positionBytes: 0,
      singleDocument: 0, bound: Impact(frequency: 0, norm: 255), formCount: 1)
    if frequency == 1 {
      postings.singleDocument = UInt32(try reader.count(limit: Int(UInt32.max)))
    } else {
      postings.documentBytes = try reader.count(limit: bytes)
      if frequency < BlockPacking.size {
        postings.bound = Impact(frequency: try reader.byte(), norm: try reader.byte())
      }
    }
    postings.positionBytes = bytes - postings.documentBytes
    var forms: [SurfaceForm] = []
    let formCount = try reader.count(limit: info.count)
    for _ in 0..<formCount {
      let shared = try reader.count(limit: term.count)
      let suffix = try reader.slice(try reader.count(limit: reader.remaining))
      forms.append(
        SurfaceForm(bytes: Array(term[..<shared]) + Array(suffix), count: try reader.count(limit: Int(UInt32.max))))
    }
    if formCount == 0 { forms = [SurfaceForm(bytes: term, count: total)] }
    postings.formCount = forms.count
    return TermEntry(term: term, postings: postings, forms: forms)
  }
}
