internal import Storage

/// Reads records of a segment's document store; the block that was decompressed last is kept.
final class StoredFields {
  /// Records in the store.
  let count: Int
  private let file: SectionedFile
  private let blocks: Range<Int>
  private let index: UnsafeRawBufferPointer
  private let blockCount: Int
  private let dictionaryRange: Range<Int>
  private let firstWithDictionary: Int
  private let plain = ZstdDecompressor()
  private var withDictionary: ZstdDecompressor?
  private var loaded = -1
  private var raw: [UInt8] = []
  private var starts: [Int] = []

  /// A block may not claim to be larger than this when decompressed: records are at most some megabytes.
  private static let largestBlock = 256 << 20

  /// The size of the index's header.
  private static let headerSize = 24

  init(file: SectionedFile, indexSection: UInt32, blocksSection: UInt32, dictionarySection: UInt32) throws {
    self.file = file
    dictionaryRange = file.range(dictionarySection)
    blocks = file.range(blocksSection)
    index = try file.section(indexSection)
    var reader = ByteReader(index)
    count = Int(clamping: try reader.fixed(UInt64.self))
    blockCount = Int(clamping: try reader.fixed(UInt64.self))
    firstWithDictionary = Int(clamping: try reader.fixed(UInt64.self))
    guard blockCount <= index.count / 16, index.count == StoredFields.headerSize + 16 * (blockCount + 1),
      blockCount > 0 || count == 0
    else {
      throw ByteReader.Failure.malformed(at: 0)
    }
  }

  private func first(_ block: Int) -> Int {
    Int(half(StoredFields.headerSize + 16 * block))
  }

  private func rawLength(_ block: Int) -> Int {
    Int(half(StoredFields.headerSize + 16 * block + 4))
  }

  private func offset(_ block: Int) -> Int {
    let place = StoredFields.headerSize + 16 * block + 8
    return Int(clamping: UInt64(littleEndian: index.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
  }

  private func half(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: index.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The decompressor of a block.
  private func decompressor(_ block: Int) throws -> ZstdDecompressor {
    guard block >= firstWithDictionary else { return plain }
    if let withDictionary { return withDictionary }
    try file.verify(dictionaryRange)
    var reader = ByteReader(UnsafeRawBufferPointer(rebasing: file.file.bytes[dictionaryRange]))
    let length = Int(clamping: try reader.fixed(UInt64.self))
    guard length <= StoredFieldsWriter.dictionarySize else { throw ByteReader.Failure.malformed(at: 0) }
    var dictionary = [UInt8](repeating: 0, count: length)
    let frame = try reader.slice(reader.remaining)
    guard dictionary.withUnsafeMutableBytes({ plain.decompress(frame, into: $0) }) else {
      throw ByteReader.Failure.malformed(at: reader.offset)
    }
    let made = ZstdDecompressor(dictionary: dictionary)
    withDictionary = made
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

  private func load(_ block: Int) throws {
    guard block != loaded else { return }
    loaded = -1
    let start = offset(block)
    let end = offset(block + 1)
    let rawLength = rawLength(block)
    let records = first(block + 1) - first(block)
    guard start <= end, end <= blocks.count, rawLength <= StoredFields.largestBlock, records >= 0, records <= rawLength
    else { throw ByteReader.Failure.malformed(at: start) }
    let range = blocks.lowerBound + start..<blocks.lowerBound + end
    try file.verify(range)
    if raw.count != rawLength { raw = [UInt8](repeating: 0, count: rawLength) }
    let decompressor = try decompressor(block)
    let whole = raw.withUnsafeMutableBytes {
      decompressor.decompress(UnsafeRawBufferPointer(rebasing: file.file.bytes[range]), into: $0)
    }
    guard whole else { throw ByteReader.Failure.malformed(at: start) }
    starts.removeAll(keepingCapacity: true)
    try raw.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      var lengths: [Int] = []
      for _ in 0..<records { lengths.append(try reader.count(limit: rawLength)) }
      var start = reader.offset
      starts.append(start)
      for length in lengths {
        start += length
        starts.append(start)
      }
      guard start == rawLength else { throw ByteReader.Failure.malformed(at: start) }
    }
    loaded = block
  }
}
