internal import Storage

/// Takes the numbers of a term one after another: to find the best codes for them, or to write them.
protocol TermNumberSink {
  mutating func add(_ kind: TermClass)
  mutating func add(_ value: Int, _ column: TermColumn)
  mutating func add(document: Int)
  mutating func add(norm: Int)
}

extension TermPostings {
  /// Gives all numbers before the forms to a sink, in the order in which they are written.
  func describe(to sink: inout some TermNumberSink) {
    let kind = TermClass(documents: documentFrequency, occurrences: totalFrequency)
    sink.add(kind)
    sink.add(documentBytes + positionBytes, kind.length)
    switch kind {
    case .once:
      sink.add(document: Int(singleDocument))
    case .oneStory:
      sink.add(document: Int(singleDocument))
      sink.add(totalFrequency - 2, .repeatsOneStory)
    case .flat, .other:
      sink.add(documentFrequency - 2, .documents)
      if documentFrequency < BlockPacking.size {
        sink.add(documentBytes, .shortListBytes)
        sink.add(norm: Int(bound.norm))
        if kind == .other { sink.add(max(0, Int(bound.frequency) - 2), .boundFrequency) }
      } else {
        sink.add(documentBytes, .longListBytes)
      }
      if kind == .other { sink.add(totalFrequency - documentFrequency - 1, .repeats) }
    }
  }
}

/// Writes the numbers of a block's terms as bits.
struct TermEncoder: TermNumberSink {
  let codes: TermCodes
  private let endings: [FormEnding]
  /// The place of each ending in the table, which has `inTable`.
  private let places: [Int]
  private let inTable: Int
  private var bits = BitWriter()

  init(codes: TermCodes, endings: [FormEnding], places: [Int], inTable: Int) {
    self.codes = codes
    self.endings = endings
    self.places = places
    self.inTable = inTable
  }

  mutating func add(_ kind: TermClass) {
    bits.append(UInt64(kind.rawValue), count: 2)
  }

  mutating func add(_ value: Int, _ column: TermColumn) {
    GolombCode.append(value, order: codes[column], to: &bits)
  }

  mutating func add(document: Int) {
    bits.append(UInt64(document), count: UInt64(codes.documentWidth))
  }

  mutating func add(norm: Int) {
    bits.append(UInt64(norm), count: UInt64(codes.normWidth))
  }

  /// Writes the next of the terms that wait.
  mutating func append(_ reader: inout PendingReader) {
    let postings = reader.postings()
    postings.describe(to: &self)
    let count = reader.next()
    add(count, .forms)
    guard count > 0 else { return }
    var forms: [(ending: Int, count: Int)] = []
    for _ in 0..<count { forms.append((reader.next(), reader.next())) }
    // Where the occurrences of the forms add up to the term's, those of the first need not be said.
    let addsUp = forms.reduce(0) { $0 + $1.count } == postings.totalFrequency
    bits.append(addsUp ? 1 : 0, count: 1)
    for form in forms {
      add(places[form.ending], .ending)
      if places[form.ending] == inTable { append(endings[form.ending]) }
    }
    for form in forms.dropFirst(addsUp ? 1 : 0) { add(form.count - 1, .formCount) }
  }

  private mutating func append(_ ending: FormEnding) {
    GolombCode.append(ending.cut, order: FormEnding.order, to: &bits)
    GolombCode.append(ending.bytes.count, order: FormEnding.order, to: &bits)
    for byte in ending.bytes { bits.append(UInt64(byte), count: 8) }
  }

  /// The bytes of the block that is complete.
  mutating func takeBytes() -> [UInt8] {
    bits.align()
    defer { bits.removeAll() }
    return bits.bytes
  }
}

/// Reads what `TermDictionaryWriter` keeps of its terms in memory.
struct PendingReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next number.
  mutating func next() -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = Int(bytes[place])
      place += 1
      value |= (byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  /// The next term's postings, without their offset and the number of forms.
  mutating func postings() -> TermPostings {
    let documents = next()
    let occurrences = next()
    let documentBytes = next()
    return TermPostings(
      documentFrequency: documents, totalFrequency: occurrences, offset: 0, documentBytes: documentBytes,
      positionBytes: next() - documentBytes, singleDocument: UInt32(next()),
      bound: Impact(frequency: UInt8(next()), norm: UInt8(next())), formCount: 0)
  }
}
