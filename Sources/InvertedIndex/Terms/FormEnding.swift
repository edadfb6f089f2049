internal import Storage

/// How a surface form differs from its term: so many bytes of the term's end are replaced. "stations" of "station" is
/// (0, "s"), "happy" of "happi" is (1, "y").
struct FormEnding: Hashable {
  var cut: Int
  var bytes: [UInt8]

  /// The order of the codes of an ending's numbers where it is written out.
  static let order = 2

  /// The ending that makes a form of a term.
  init(of form: [UInt8], term: [UInt8]) {
    var shared = 0
    while shared < min(form.count, term.count), form[shared] == term[shared] { shared += 1 }
    cut = term.count - shared
    bytes = Array(form[shared...])
  }

  /// An order that depends on nothing but the endings.
  func precedes(_ other: FormEnding) -> Bool {
    cut != other.cut ? cut < other.cut : bytes.lexicographicallyPrecedes(other.bytes)
  }
}

/// The endings of a segment that are frequent enough to have a number: languages have few, so that most forms take a byte
/// or less. The number behind the last says that an ending is written out.
struct EndingTable {
  /// Endings in the table, at most.
  static let capacity = 255
  /// Rarer endings are cheaper written out.
  static let leastCount = 3

  private var cuts: [Int] = []
  /// Where the bytes of each ending end in `bytes`.
  private var ends: [Int] = []
  private var bytes: [UInt8] = []

  /// The table of the endings that occur so often, and the place of each: that of all which are not in the table is the
  /// one behind it.
  static func of(_ endings: [FormEnding], counts: [Int]) -> (table: EndingTable, places: [Int]) {
    let frequent = endings.indices.filter { counts[$0] >= leastCount }.sorted { first, second in
      if counts[first] != counts[second] { return counts[first] > counts[second] }
      return endings[first].precedes(endings[second])
    }
    var table = EndingTable()
    var places = [Int](repeating: min(frequent.count, capacity), count: endings.count)
    for (place, ending) in frequent.prefix(capacity).enumerated() {
      table.add(endings[ending].cut, endings[ending].bytes)
      places[ending] = place
    }
    return (table, places)
  }

  private init() {}

  private mutating func add(_ cut: Int, _ ending: some Sequence<UInt8>) {
    cuts.append(cut)
    bytes.append(contentsOf: ending)
    ends.append(bytes.count)
  }

  /// Endings in the table.
  var count: Int { cuts.count }

  /// The form that an ending makes of a term, or nil where the term is shorter than what is cut.
  func form(_ number: Int, of term: [UInt8]) -> [UInt8]? {
    guard cuts[number] <= term.count else { return nil }
    return term.dropLast(cuts[number]) + bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
  }

  func append(to output: inout ByteBuffer) {
    output.append(varint: count)
    for number in 0..<count {
      let ending = bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
      output.append(varint: cuts[number])
      output.append(varint: ending.count)
      output.append(contentsOf: ending)
    }
  }

  init(_ reader: inout ByteReader) throws {
    for _ in 0..<(try reader.count(limit: EndingTable.capacity)) {
      let cut = try reader.count(limit: Int(UInt16.max))
      add(cut, try reader.slice(try reader.count(limit: reader.remaining)))
    }
  }
}
