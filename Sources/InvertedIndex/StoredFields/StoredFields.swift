internal import Storage

/// Reads records of a segment's document store; the block that was decompressed last is kept.
final class StoredFields {
  /// A block as the index has it.
  struct Block {
    /// The numbers of its records.
    var records: Range<Int>
    /// Its bytes in the file.
    var range: Range<Int>
    /// Its length when decompressed.
    var rawLength: Int
    /// What it is compressed against; 0 for nothing.
    var dictionary: Int
  }

  /// Records in the store.
  let count: Int
  /// Blocks in the store.
  let blockCount: Int
  private let file: SectionedFile
  private let blocks: Range<Int>
  private let index: UnsafeRawBufferPointer
  private let dictionaryRange: Range<Int>
  private let decompressor = ZstdDecompressor()
  private var dictionaries: [Int: ZstdDictionary] = [:]
  private var loaded = -1
  private var raw: [UInt8] = []
  private var starts: [Int] = []

  /// A block may not claim to be larger than this when decompressed: records are at most some megabytes.
  private static let largestBlock = 256 << 20

  /// The size of the index's header.
  private static let headerSize = 24
  /// The third word of the header, where each block says what it is compressed against.
  static let dictionaryInBlock = UInt64.max

  /// In format 1 there is one dictionary, and all blocks from this one on have it; nil since.
  private let firstWithDictionary: Int?

  init(file: SectionedFile, indexSection: UInt32, blocksSection: UInt32, dictionarySection: UInt32) throws {
    self.file = file
    dictionaryRange = file.range(dictionarySection)
    blocks = file.range(blocksSection)
    index = try file.section(indexSection)
    var reader = ByteReader(index)
    count = Int(clamping: try reader.fixed(UInt64.self))
    blockCount = Int(clamping: try reader.fixed(UInt64.self))
    let third = try reader.fixed(UInt64.self)
    firstWithDictionary = third == StoredFields.dictionaryInBlock ? nil : Int(clamping: third)
    guard blockCount <= index.count / 16, index.count == StoredFields.headerSize + 16 * (blockCount + 1),
      blockCount > 0 || count == 0
    else {
      throw ByteReader.Failure.malformed(at: 0)
    }
    guard count == first(blockCount) else { throw ByteReader.Failure.malformed(at: 0) }
  }

  private func first(_ block: Int) -> Int {
    Int(half(StoredFields.headerSize + 16 * block))
  }

  private func place(_ block: Int) -> UInt64 {
    let place = StoredFields.headerSize + 16 * block + 8
    return UInt64(littleEndian: index.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private func offset(_ block: Int) -> Int {
    Int(place(block) & (1 << 48 - 1))
  }

  private func half(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: index.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// What the index says of a block.
  ///
  /// - Throws: `ByteReader.Failure` where it cannot be.
  func block(_ number: Int) throws -> Block {
    guard number >= 0, number < blockCount else { throw ByteReader.Failure.malformed(at: number) }
    let (start, end) = (offset(number), offset(number + 1))
    let (firstRecord, lastRecord) = (first(number), first(number + 1))
    let rawLength = Int(half(StoredFields.headerSize + 16 * number + 4))
    guard start <= end, end <= blocks.count, rawLength <= StoredFields.largestBlock, firstRecord <= lastRecord,
      lastRecord <= count, lastRecord - firstRecord <= rawLength
    else { throw ByteReader.Failure.malformed(at: start) }
    return Block(
      records: firstRecord..<lastRecord, range: blocks.lowerBound + start..<blocks.lowerBound + end,
      rawLength: rawLength, dictionary: firstWithDictionary.map { number >= $0 ? 1 : 0 } ?? Int(place(number) >> 48))
  }

  /// The compressed bytes of a block, verified.
  func frame(of block: Block) throws -> UnsafeRawBufferPointer {
    try file.verify(block.range)
    return UnsafeRawBufferPointer(rebasing: file.file.bytes[block.range])
  }

  /// The content of a dictionary.
  ///
  /// - Throws: `StorageError.corrupt`, `ByteReader.Failure`.
  func dictionary(_ number: Int) throws -> [UInt8] {
    let (stored, length) = try storedDictionary(number)
    return stored.count == length ? Array(stored) : try decompressed(stored, length: length)
  }

  /// The bytes of a dictionary in the file, and its length; where the two differ, the bytes are compressed.
  private func storedDictionary(_ number: Int) throws -> (bytes: UnsafeRawBufferPointer, length: Int) {
    guard dictionaryRange.count >= 8 else { throw ByteReader.Failure.truncated(at: 0) }
    try file.verify(dictionaryRange.lowerBound..<dictionaryRange.lowerBound + 8)
    var reader = ByteReader(UnsafeRawBufferPointer(rebasing: file.file.bytes[dictionaryRange]))
    if firstWithDictionary != nil {
      let length = Int(clamping: try reader.fixed(UInt64.self))
      return try stored(dictionaryRange.lowerBound + 8..<dictionaryRange.upperBound, length)
    }
    let held = Int(clamping: try reader.fixed(UInt64.self))
    guard number >= 1, number <= held, held <= StoredFieldsWriter.dictionaryLimit, 8 * held <= reader.remaining else {
      throw ByteReader.Failure.malformed(at: number)
    }
    try file.verify(dictionaryRange.lowerBound..<dictionaryRange.lowerBound + 8 + 8 * held)
    var start = 8 + 8 * held
    var length = 0
    var storedLength = 0
    for _ in 0..<number {
      start += storedLength
      length = Int(try reader.fixed(UInt32.self))
      storedLength = Int(try reader.fixed(UInt32.self))
    }
    guard start <= dictionaryRange.count, storedLength <= dictionaryRange.count - start else {
      throw ByteReader.Failure.malformed(at: start)
    }
    let range = dictionaryRange.lowerBound + start..<dictionaryRange.lowerBound + start + storedLength
    return try stored(range, length)
  }

  private func stored(_ range: Range<Int>, _ length: Int) throws -> (bytes: UnsafeRawBufferPointer, length: Int) {
    guard length <= StoredFieldsWriter.largestDictionary else { throw ByteReader.Failure.malformed(at: 0) }
    try file.verify(range)
    return (UnsafeRawBufferPointer(rebasing: file.file.bytes[range]), length)
  }

  private func decompressed(_ bytes: UnsafeRawBufferPointer, length: Int) throws -> [UInt8] {
    var content = [UInt8](repeating: 0, count: length)
    guard content.withUnsafeMutableBytes({ decompressor.decompress(bytes, into: $0) }) else {
      throw ByteReader.Failure.malformed(at: dictionaryRange.lowerBound)
    }
    return content
  }

  private func openedDictionary(_ number: Int) throws -> ZstdDictionary? {
    guard number > 0 else { return nil }
    if let known = dictionaries[number] { return known }
    let (bytes, length) = try storedDictionary(number)
    let made =
      bytes.count == length
      ? ZstdDictionary(bytes, owner: file) : ZstdDictionary(copying: try decompressed(bytes, length: length))
    dictionaries[number] = made
    return made
  }

  /// Calls the body with a record's bytes.
  ///
  /// - Throws: `StorageError.corrupt`, `ByteReader.Failure`, and what the body throws.
  func withRecord<Result>(_ ordinal: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    guard ordinal >= 0, ordinal < count else { throw ByteReader.Failure.malformed(at: ordinal) }
    var low = 0
    var high = blockCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if first(middle) <= ordinal { low = middle } else { high = middle }
    }
    try load(low)
    let place = ordinal - first(low)
    guard place >= 0, place + 1 < starts.count else { throw ByteReader.Failure.malformed(at: ordinal) }
    return try raw.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[starts[place]..<starts[place + 1]])) }
  }

  private func load(_ number: Int) throws {
    guard number != loaded else { return }
    loaded = -1
    let block = try block(number)
    let frame = try frame(of: block)
    let rawLength = block.rawLength
    let dictionary = try openedDictionary(block.dictionary)
    if raw.count != rawLength { raw = [UInt8](repeating: 0, count: rawLength) }
    let whole = raw.withUnsafeMutableBytes { decompressor.decompress(frame, into: $0, against: dictionary) }
    guard whole else { throw ByteReader.Failure.malformed(at: block.range.lowerBound) }
    starts.removeAll(keepingCapacity: true)
    try raw.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      var lengths: [Int] = []
      for _ in block.records { lengths.append(try reader.count(limit: rawLength)) }
      var start = reader.offset
      starts.append(start)
      for length in lengths {
        start += length
        starts.append(start)
      }
      guard start == rawLength else { throw ByteReader.Failure.malformed(at: start) }
    }
    loaded = number
  }

  /// Takes the bytes of blocks before one out of the process's memory.
  func release(before block: Block, from start: inout Int) {
    guard block.range.lowerBound - start >= 4 << 20 else { return }
    file.file.release(start..<block.range.lowerBound)
    start = block.range.lowerBound
  }
}
