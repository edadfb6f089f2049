internal import Storage

/// Collects records into compressed blocks, and takes over blocks of other stores as they are. The layout is in
/// docs/FORMAT.md, "Document store".
struct StoredFieldsWriter {
  /// A block is closed when its records reach so many bytes.
  static let blockSize = 32768
  /// The first records up to so many bytes are the dictionary of all blocks behind them; they cost as much again,
  /// compressed, so that only stores of several times their size have one.
  static let firstRecordsSize = 131_072
  /// No dictionary is larger.
  static let largestDictionary = 1 << 20
  /// Dictionaries of one store.
  static let dictionaryLimit = 65_535

  /// Records so far.
  private(set) var count = 0
  /// Bytes of closed blocks before compression.
  private(set) var rawBytes = 0
  /// What new blocks are compressed against: 0 for nothing, else the number of a dictionary from 1.
  private(set) var current = 0

  private var dictionaries = StoredDictionaries()
  private var head: [UInt8] = []
  private let makesDictionary: Bool
  private var records = ByteBuffer()
  private var lengths: [Int] = []
  private var block = ByteBuffer()
  private var index = ByteBuffer()
  private var blockCount = 0
  private var written = 0
  private let compressor: ZstdCompressor

  /// A writer.
  ///
  /// - Parameters:
  ///   - level: zstd's level.
  ///   - dictionary: what all blocks are compressed against; nil: nothing, and then the first records.
  init(level: Int, dictionary: [UInt8]? = nil) {
    compressor = ZstdCompressor(level: level)
    makesDictionary = dictionary == nil
    if let dictionary { use(dictionary) }
  }

  /// The content of the dictionary that new blocks are compressed against.
  var dictionary: [UInt8]? {
    current == 0 ? nil : dictionaries[current]
  }

  private mutating func use(_ dictionary: [UInt8]) {
    guard !dictionary.isEmpty, let number = dictionaries.number(of: dictionary) else { return }
    compressor.use(dictionary: dictionary)
    current = number
  }

  /// Appends a record; returns a block where it filled one.
  mutating func append(_ record: UnsafeRawBufferPointer) -> ArraySlice<UInt8>? {
    records.append(record)
    if current == 0 && makesDictionary { collect(record) }
    lengths.append(record.count)
    count += 1
    return records.count >= StoredFieldsWriter.blockSize ? close() : nil
  }

  /// The dictionary is made of the first records once eight times its size has come in.
  private mutating func collect(_ record: UnsafeRawBufferPointer) {
    if head.count < StoredFieldsWriter.firstRecordsSize { head.append(contentsOf: record) }
    guard rawBytes + records.count >= 8 * StoredFieldsWriter.firstRecordsSize,
      head.count >= StoredFieldsWriter.firstRecordsSize
    else { return }
    use(Array(head.prefix(StoredFieldsWriter.firstRecordsSize)))
    head = []
  }

  /// Compresses what is pending into a block: the records' lengths, then the records.
  mutating func close() -> ArraySlice<UInt8>? {
    guard !lengths.isEmpty else { return nil }
    block.removeAll()
    for length in lengths { block.append(varint: length) }
    records.bytes.withUnsafeBytes { block.append($0) }
    let frame = block.bytes.withUnsafeBytes { compressor.compress($0) }
    enter(first: count - lengths.count, rawLength: block.count, dictionary: current)
    rawBytes += block.count
    written += frame.count
    records.removeAll()
    lengths.removeAll(keepingCapacity: true)
    return frame
  }

  /// Takes over the dictionary of another store; new blocks are compressed against it too where there is none yet.
  ///
  /// - Returns: its number here; nil where there are too many, and its blocks must be compressed anew.
  mutating func adopt(_ dictionary: [UInt8]) -> Int? {
    if current == 0 { use(dictionary) }
    return dictionaries.number(of: dictionary)
  }

  /// Notes a block of another store that the caller copies; nothing may be pending.
  mutating func copied(records: Int, rawLength: Int, storedBytes: Int, dictionary: Int) {
    assert(lengths.isEmpty, "a block is copied while records are pending")
    enter(first: count, rawLength: rawLength, dictionary: dictionary)
    written += storedBytes
    count += records
    rawBytes += rawLength
  }

  private mutating func enter(first: Int, rawLength: Int, dictionary: Int) {
    index.append(fixed: UInt32(first))
    index.append(fixed: UInt32(rawLength))
    index.append(fixed: UInt64(written) | UInt64(dictionary) << 48)
    blockCount += 1
  }

  /// The dictionaries as a section.
  func dictionaryBytes() -> ByteBuffer {
    dictionaries.serialized(storedBytes: written)
  }

  /// The index of blocks: the numbers of records and blocks; for each block its first record, raw length, offset and
  /// dictionary; at the end the bytes in all.
  func indexBytes() -> ByteBuffer {
    var output = ByteBuffer()
    output.append(fixed: UInt64(count))
    output.append(fixed: UInt64(blockCount))
    output.append(fixed: StoredFields.dictionaryInBlock)
    index.bytes.withUnsafeBytes { output.append($0) }
    output.append(fixed: UInt32(count))
    output.append(fixed: UInt32(0))
    output.append(fixed: UInt64(written))
    return output
  }
}
