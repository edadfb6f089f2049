internal import Storage

/// Writes the terms of a segment in byte order, front-coded in blocks of 32, and the index of blocks.
/// The layout is in docs/FORMAT.md, "Term dictionary".
struct TermDictionaryWriter {
  static let blockSize = 32

  /// The terms.
  private(set) var blocks = ByteBuffer()
  /// Where each block starts, and its first term.
  private(set) var index = ByteBuffer()
  private(set) var count = 0

  private var previous: [UInt8] = []
  private var info = ByteBuffer()
  private var starts: [(block: Int, term: Int)] = []
  private var firstTerms = ByteBuffer()

  /// Appends a term; terms come in ascending byte order and their postings one behind the other.
  mutating func append(_ entry: TermEntry) {
    let postings = entry.postings
    var shared = 0
    if count % TermDictionaryWriter.blockSize == 0 {
      starts.append((blocks.count, firstTerms.count))
      firstTerms.append(contentsOf: entry.term)
      blocks.append(varint: postings.offset)
    } else {
      while shared < min(previous.count, entry.term.count, 255) && previous[shared] == entry.term[shared] {
        shared += 1
      }
    }
    previous = entry.term
    count += 1
    blocks.append(varint: shared)
    blocks.append(varint: entry.term.count - shared)
    blocks.append(contentsOf: entry.term[shared...])
    blocks.append(varint: postings.documentBytes + postings.positionBytes)
    info.removeAll()
    info.append(varint: postings.documentFrequency)
    info.append(varint: postings.totalFrequency - postings.documentFrequency)
    if postings.documentFrequency == 1 {
      info.append(varint: UInt64(postings.singleDocument))
    } else {
      info.append(varint: postings.documentBytes)
      if postings.documentFrequency < BlockPacking.size {
        info.append(postings.bound.frequency)
        info.append(postings.bound.norm)
      }
    }
    append(entry.forms, of: entry.term)
    blocks.append(varint: info.count)
    blocks.append(contentsOf: info.bytes)
  }

  /// One form equal to the term, the usual case, is one byte.
  private mutating func append(_ forms: [SurfaceForm], of term: [UInt8]) {
    if forms.count == 1 && forms[0].bytes == term {
      info.append(varint: 0)
      return
    }
    info.append(varint: forms.count)
    for form in forms {
      var shared = 0
      while shared < min(form.bytes.count, term.count) && form.bytes[shared] == term[shared] { shared += 1 }
      info.append(varint: shared)
      info.append(varint: form.bytes.count - shared)
      info.append(contentsOf: form.bytes[shared...])
      info.append(varint: form.count)
    }
  }

  /// Writes the index: the number of terms and blocks, then for each block where it starts and where its first term's bytes
  /// start, then those bytes.
  mutating func finish() {
    index.append(fixed: UInt64(count))
    index.append(fixed: UInt64(starts.count))
    for start in starts {
      index.append(fixed: UInt64(start.block))
      index.append(fixed: UInt64(start.term))
    }
    index.append(fixed: UInt64(blocks.count))
    index.append(fixed: UInt64(firstTerms.count))
    index.append(contentsOf: firstTerms.bytes)
  }
}
