internal import Storage

/// The dictionaries of a store, by number from 1. The layout is in docs/FORMAT.md, "Document store".
struct StoredDictionaries {
  /// Stores of more compressed bytes keep their dictionaries as they are: reading one story then decompresses no dictionary,
  /// and the store is hardly larger.
  private static let compressedBelow = 64 << 20

  private var contents: [[UInt8]] = []
  private var numbers: [UInt64: Int] = [:]

  /// The content of a dictionary.
  subscript(number: Int) -> [UInt8] {
    contents[number - 1]
  }

  /// The number of a dictionary, a new one where it is not there; nil where there are too many or it is too large.
  mutating func number(of dictionary: [UInt8]) -> Int? {
    let checksum = Checksum.xxh3(dictionary)
    if let known = numbers[checksum], contents[known - 1] == dictionary { return known }
    guard contents.count < StoredFieldsWriter.dictionaryLimit, dictionary.count <= StoredFieldsWriter.largestDictionary
    else { return nil }
    contents.append(dictionary)
    numbers[checksum] = contents.count
    return contents.count
  }

  /// The section: the length of each and the length in which it is stored, then all of them; empty where there are none.
  func serialized(storedBytes: Int) -> ByteBuffer {
    var output = ByteBuffer()
    guard !contents.isEmpty else { return output }
    output.append(fixed: UInt64(contents.count))
    let compressor = ZstdCompressor(level: 12)
    let stored = contents.map { content in
      storedBytes >= StoredDictionaries.compressedBelow
        ? content : Array(content.withUnsafeBytes { compressor.compress($0) })
    }
    for (content, bytes) in zip(contents, stored) {
      output.append(fixed: UInt32(content.count))
      output.append(fixed: UInt32(bytes.count))
    }
    for bytes in stored { bytes.withUnsafeBytes { output.append($0) } }
    return output
  }
}
