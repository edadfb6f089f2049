internal import Storage

/// Collects records into compressed blocks. The layout is in docs/FORMAT.md, "Document store".
struct StoredFieldsWriter {
  /// A block is closed when its records reach so many bytes.
  static let blockSize = 32768
  /// The first records up to so many bytes are the dictionary of all blocks behind them; they cost as much again,
  /// compressed, so that only stores of several times their size have one.
  static let dictionarySize = 131_072

  /// Records so far.
  private(set) var count = 0
  /// Bytes of records before compression.
  private(set) var rawBytes = 0

  /// The dictionary, once there is one.
  private(set) var dictionary: [UInt8] = []

  private var head: [UInt8] = []
  private var records = ByteBuffer()
  private var lengths: [Int] = []
  private var index: [(first: Int, offset: Int, rawLength: Int)] = []
  private var written = 0
  private var firstWithDictionary = Int.max
  private let compressor: ZstdCompressor

  init(level: Int) {
    compressor = ZstdCompressor(level: level)
  }

  /// Appends a record; returns a block where it filled one.
  mutating func append(_ record: UnsafeRawBufferPointer) -> ArraySlice<UInt8>? {
    records.append(record)
    if dictionary.isEmpty { collect(record) }
    lengths.append(record.count)
    count += 1
    rawBytes += record.count
    return records.count >= StoredFieldsWriter.blockSize ? close() : nil
  }

  /// The dictionary is made of the first records once eight times its size has come in.
  private mutating func collect(_ record: UnsafeRawBufferPointer) {
    if head.count < StoredFieldsWriter.dictionarySize { head.append(contentsOf: record) }
    guard rawBytes >= 8 * StoredFieldsWriter.dictionarySize else { return }
    dictionary = Array(head.prefix(StoredFieldsWriter.dictionarySize))
    head = []
    compressor.use(dictionary: dictionary)
    firstWithDictionary = index.count
  }

  /// Compresses what is pending into a block: the records' lengths, then the records.
  mutating func close() -> ArraySlice<UInt8>? {
    guard !lengths.isEmpty else { return nil }
    var block = ByteBuffer()
    for length in lengths { block.append(varint: length) }
    block.append(contentsOf: records.bytes)
    let frame = block.bytes.withUnsafeBytes { compressor.compress($0) }
    index.append((count - lengths.count, written, block.count))
    written += frame.count
    records.removeAll()
    lengths.removeAll(keepingCapacity: true)
    return frame
  }

  /// The dictionary as a section: its length, then itself as a zstd frame; empty where there is none.
  func dictionaryBytes() -> ByteBuffer {
    var output = ByteBuffer()
    guard !dictionary.isEmpty else { return output }
    output.append(fixed: UInt64(dictionary.count))
    let plain = ZstdCompressor(level: 6)
    output.append(contentsOf: dictionary.withUnsafeBytes { plain.compress($0) })
    return output
  }

  /// The index of blocks: the numbers of records and blocks and of the first block with the dictionary; for each block its
  /// first record, raw length and offset; at the end the bytes in all.
  func indexBytes() -> ByteBuffer {
    var output = ByteBuffer()
    output.append(fixed: UInt64(count))
    output.append(fixed: UInt64(index.count))
    output.append(fixed: UInt64(min(firstWithDictionary, index.count)))
    for entry in index {
      output.append(fixed: UInt32(entry.first))
      output.append(fixed: UInt32(entry.rawLength))
      output.append(fixed: UInt64(entry.offset))
    }
    output.append(fixed: UInt32(count))
    output.append(fixed: UInt32(0))
    output.append(fixed: UInt64(written))
    return output
  }
}
