internal import Storage

/// Reads the numbers of a block's terms, one term after another.
struct TermRows {
  private var bits: BitReader
  private let codes: TermCodes
  private let endings: EndingTable
  /// Where the postings of the next term start.
  private var offset: Int

  init(_ bits: BitReader, codes: TermCodes, endings: EndingTable, postingsOffset: Int) {
    self.bits = bits
    self.codes = codes
    self.endings = endings
    offset = postingsOffset
  }

  /// The numbers of a term before its forms.
  private struct Row {
    var length = 0
    var documents = 1
    var occurrences = 1
    var documentBytes = 0
    var document: UInt32 = 0
    var bound = Impact(frequency: 0, norm: 255)
  }

  /// Passes a term.
  mutating func skip() {
    let row = row()
    offset &+= row.length
    let forms = bits.golomb(codes[.forms])
    guard forms > 0 else { return }
    let addsUp = bits.bits(1) == 1
    // Each form takes a bit at least: a count beyond what is left is damage.
    guard forms <= bits.remaining else { return bits.spend() }
    for _ in 0..<forms where bits.golomb(codes[.ending]) == endings.count { skipEnding() }
    for _ in (addsUp ? 1 : 0)..<forms { _ = bits.golomb(codes[.formCount]) }
  }

  /// The entry of the next term.
  mutating func next(_ term: [UInt8]) throws -> TermEntry {
    let row = row()
    let forms = try forms(of: term, occurrences: row.occurrences)
    guard !bits.isPastEnd, row.documentBytes <= row.length, row.length <= Int(Int32.max),
      row.occurrences <= Int(UInt32.max), row.documents <= row.occurrences
    else { throw ByteReader.Failure.malformed(at: 0) }
    let postings = TermPostings(
      documentFrequency: row.documents, totalFrequency: row.occurrences, offset: offset,
      documentBytes: row.documentBytes, positionBytes: row.length - row.documentBytes,
      singleDocument: row.document, bound: row.bound, formCount: forms.count)
    offset &+= row.length
    return TermEntry(term: term, postings: postings, forms: forms)
  }

  @inline(__always)
  private mutating func row() -> Row {
    var row = Row()
    let kind = TermClass(rawValue: Int(truncatingIfNeeded: bits.bits(2))) ?? .once
    row.length = bits.golomb(codes[kind.length])
    switch kind {
    case .once:
      row.document = UInt32(truncatingIfNeeded: bits.bits(codes.documentWidth))
    case .oneStory:
      row.document = UInt32(truncatingIfNeeded: bits.bits(codes.documentWidth))
      row.occurrences = bits.golomb(codes[.repeatsOneStory]) &+ 2
    case .flat, .other:
      row.documents = bits.golomb(codes[.documents]) &+ 2
      row.occurrences = row.documents
      let isShort = row.documents < BlockPacking.size
      row.documentBytes = bits.golomb(codes[isShort ? .shortListBytes : .longListBytes])
      if isShort {
        row.bound.norm = UInt8(truncatingIfNeeded: bits.bits(codes.normWidth))
        row.bound.frequency = 1
        if kind == .other {
          row.bound.frequency = UInt8(truncatingIfNeeded: min(255, bits.golomb(codes[.boundFrequency]) &+ 2))
        }
      }
      if kind == .other { row.occurrences = row.documents &+ 1 &+ bits.golomb(codes[.repeats]) }
    }
    return row
  }

  private mutating func forms(of term: [UInt8], occurrences: Int) throws -> [SurfaceForm] {
    let count = bits.golomb(codes[.forms])
    guard count > 0 else { return [SurfaceForm(bytes: term, count: occurrences)] }
    let addsUp = bits.bits(1) == 1
    guard count <= bits.remaining else { throw ByteReader.Failure.malformed(at: 0) }
    var forms: [SurfaceForm] = []
    forms.reserveCapacity(count)
    for _ in 0..<count {
      let number = bits.golomb(codes[.ending])
      let bytes = number < endings.count ? endings.form(number, of: term) : writtenForm(number, of: term)
      guard let bytes, !bits.isPastEnd else { throw ByteReader.Failure.malformed(at: 0) }
      forms.append(SurfaceForm(bytes: bytes, count: 0))
    }
    var rest = occurrences
    for place in (addsUp ? 1 : 0)..<count {
      forms[place].count = bits.golomb(codes[.formCount]) &+ 1
      rest &-= forms[place].count
    }
    if addsUp {
      guard rest > 0 else { throw ByteReader.Failure.malformed(at: 0) }
      forms[0].count = rest
    }
    return forms
  }

  /// A form whose ending is written out.
  private mutating func writtenForm(_ number: Int, of term: [UInt8]) -> [UInt8]? {
    guard number == endings.count else { return nil }
    let cut = bits.golomb(FormEnding.order)
    let length = bits.golomb(FormEnding.order)
    guard cut <= term.count, length <= bits.remaining / 8 else { return nil }
    return term.dropLast(cut) + (0..<length).map { _ in UInt8(truncatingIfNeeded: bits.bits(8)) }
  }

  /// Passes an ending that is written out.
  private mutating func skipEnding() {
    _ = bits.golomb(FormEnding.order)
    bits.skip(8 &* bits.golomb(FormEnding.order))
  }
}
