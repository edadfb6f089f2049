internal import Storage

/// Writes the terms of a segment in byte order, front-coded in blocks of 32, and the index of blocks.
/// The layout is in docs/FORMAT.md, "Term dictionary".
///
/// The codes of the numbers and the table of endings depend on all terms. So terms are kept as they come, in some fifteen
/// bytes each, and the blocks are made when the last has come.
struct TermDictionaryWriter {
  static let blockSize = 32

  /// The terms; after `finish`.
  private(set) var blocks = ByteBuffer()
  /// Codes, endings, and where each block starts, with its first term; after `finish`.
  private(set) var index = ByteBuffer()
  private(set) var count = 0

  private var previous: [UInt8] = []
  /// The terms that start no block, as they will be written, and where each block's end.
  private var suffixes = ByteBuffer()
  private var suffixEnds: [Int] = []
  private var firstTerms = ByteBuffer()
  private var firstTermStarts: [Int64] = []
  private var postingsOffsets: [Int] = []
  /// What else there is to each term, as varints.
  private var pending = ByteBuffer()
  private var costs = TermCodeCosts()
  private var endings: [FormEnding] = []
  private var endingNumbers: [FormEnding: Int] = [:]
  private var endingCounts: [Int] = []

  /// Appends a term; terms come in ascending byte order and their postings one behind the other.
  ///
  /// - Parameter name: afterwards the term before it, so that its memory can take the next.
  mutating func append(_ name: inout TermName, _ postings: TermPostings) {
    if count % TermDictionaryWriter.blockSize == 0 {
      if count > 0 { suffixEnds.append(suffixes.count) }
      firstTermStarts.append(Int64(firstTerms.count))
      firstTerms.append(contentsOf: name.term)
      postingsOffsets.append(postings.offset)
    } else {
      appendSuffix(of: name.term)
    }
    count += 1
    pending.append(varint: postings.documentFrequency)
    pending.append(varint: postings.totalFrequency)
    pending.append(varint: postings.documentBytes)
    pending.append(varint: postings.documentBytes + postings.positionBytes)
    pending.append(varint: UInt64(postings.singleDocument))
    pending.append(varint: UInt64(postings.bound.frequency))
    pending.append(varint: UInt64(postings.bound.norm))
    postings.describe(to: &costs)
    appendForms(of: name)
    swap(&previous, &name.term)
  }

  private mutating func appendSuffix(of term: [UInt8]) {
    var shared = 0
    let limit = min(previous.count, term.count)
    while shared < limit, previous[shared] == term[shared] { shared += 1 }
    let length = term.count - shared
    suffixes.append(UInt8(min(shared, 15) | min(length, 15) << 4))
    if shared >= 15 { suffixes.append(varint: shared - 15) }
    if length >= 15 { suffixes.append(varint: length - 15) }
    suffixes.append(contentsOf: term[shared...])
  }

  /// One form equal to the term, the usual case, is a zero.
  private mutating func appendForms(of name: TermName) {
    guard name.forms.count > 1 || name.forms.contains(where: { $0.bytes != name.term }) else {
      pending.append(varint: 0)
      costs.add(0, .forms)
      return
    }
    pending.append(varint: name.forms.count)
    costs.add(name.forms.count, .forms)
    for (place, form) in name.forms.enumerated() {
      let ending = FormEnding(of: form.bytes, term: name.term)
      let number = endingNumbers[ending] ?? endings.count
      if number == endings.count {
        endings.append(ending)
        endingCounts.append(0)
        endingNumbers[ending] = number
      }
      endingCounts[number] += 1
      pending.append(varint: number)
      pending.append(varint: form.count)
      if place > 0 { costs.add(form.count - 1, .formCount) }
    }
  }

  /// Writes the blocks and the index.
  mutating func finish() {
    if count > 0 { suffixEnds.append(suffixes.count) }
    let (table, places) = EndingTable.of(endings, counts: endingCounts)
    for (ending, place) in places.enumerated() { costs.add(place, .ending, times: endingCounts[ending]) }
    var encoder = TermEncoder(codes: costs.best, endings: endings, places: places, inTable: table.count)
    var reader = PendingReader(pending.bytes)
    var starts: [Int64] = []
    var suffixStart = 0
    for (block, suffixEnd) in suffixEnds.enumerated() {
      starts.append(Int64(blocks.count))
      let first = block * TermDictionaryWriter.blockSize
      for _ in first..<min(first + TermDictionaryWriter.blockSize, count) { encoder.append(&reader) }
      blocks.append(varint: postingsOffsets[block])
      blocks.append(varint: suffixEnd - suffixStart)
      blocks.append(contentsOf: suffixes.bytes[suffixStart..<suffixEnd])
      blocks.append(contentsOf: encoder.takeBytes())
      suffixStart = suffixEnd
    }
    starts.append(Int64(blocks.count))
    index.append(varint: count)
    encoder.codes.append(to: &index)
    table.append(to: &index)
    PackedColumn.append(starts, to: &index)
    PackedColumn.append(firstTermStarts + [Int64(firstTerms.count)], to: &index)
    index.append(contentsOf: firstTerms.bytes)
  }
}
