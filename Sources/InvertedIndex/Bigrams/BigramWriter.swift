internal import Storage

/// Writes the lists of bigrams, one behind the other, and the index over them. The layout is in docs/FORMAT.md, "Bigrams".
struct BigramWriter {
  /// The index; written when all lists are.
  private(set) var index = ByteBuffer()
  private let termCount: Int
  private var encoder = PostingsEncoder()
  private var bytes = ByteBuffer()
  private var row = 0
  private var rows: [UInt32] = [0]
  private var entries = ByteBuffer()
  private var entryCount = 0
  private var offset = 0
  private let offsets: [Int]

  /// - Parameter offsets: where the postings of the terms start that bigrams are made of, ascending.
  init(offsets: [Int]) {
    self.offsets = offsets
    termCount = offsets.count
  }

  /// The bytes of a pair's list; pairs come in ascending order.
  mutating func append(first: Int, second: Int, list: borrowing PostingsList, norms: [UInt8]) -> [UInt8] {
    while row < first {
      rows.append(UInt32(entryCount))
      row += 1
    }
    let postings = encoder.encode(list, norms: norms, formCount: 1)
    bytes.removeAll()
    bytes.append(varint: postings.documentFrequency)
    if postings.documentFrequency == 1 {
      bytes.append(varint: UInt64(postings.singleDocument))
      bytes.append(varint: postings.totalFrequency)
    } else {
      if postings.documentFrequency < BlockPacking.size {
        bytes.append(postings.bound.frequency)
        bytes.append(postings.bound.norm)
      }
      bytes.append(contentsOf: encoder.documents.bytes)
    }
    offset += bytes.count
    entries.append(fixed: UInt16(second))
    entries.append(fixed: UInt32(truncatingIfNeeded: offset))
    entries.append(UInt8(truncatingIfNeeded: offset >> 32))
    entryCount += 1
    return bytes.bytes
  }

  /// Completes the index.
  mutating func finish() {
    while row < termCount {
      rows.append(UInt32(entryCount))
      row += 1
    }
    index.append(fixed: UInt32(termCount))
    index.append(fixed: UInt32(entryCount))
    for offset in offsets { index.append(fixed: UInt64(offset)) }
    for row in rows { index.append(fixed: row) }
    index.append(contentsOf: entries.bytes)
  }
}
