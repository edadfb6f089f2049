internal import Storage

/// Collects records into compressed blocks. The layout is in docs/FORMAT.md, "Document store".
struct StoredFieldsWriter {
  /// A block is closed when its records reach so many bytes.
  static let blockSize = 32768

  /// Records so far.
  private(set) var count = 0
  /// Bytes of records before compression.
  private(set) var rawBytes = 0

  private var records = ByteBuffer()
  private var lengths: [Int] = []
  private var index: [(first: Int, offset: Int, rawLength: Int)] = []
  private var written = 0
  private let compressor: ZstdCompressor

  init(level: Int) {
    compressor = ZstdCompressor(level: level)
  }

  /// Appends a record; returns a block where it filled one.
  mutating func append(_ record: UnsafeRawBufferPointer) -> ArraySlice<UInt8>? {
    records.append(record)
    lengths.append(record.count)
    count += 1
    rawBytes += record.count
    return records.count >= StoredFieldsWriter.blockSize ? close() : nil
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

  /// The index of blocks: number of records and blocks, then for each block its first record, offset and raw length; at the
  /// end the bytes in all.
  func indexBytes() -> ByteBuffer {
    var output = ByteBuffer()
    output.append(fixed: UInt64(count))
    output.append(fixed: UInt64(index.count))
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
