internal import Storage

/// The numbers that a term block holds of each term, by kind: each kind has a code of its own in a segment.
enum TermColumn: Int, CaseIterable {
  /// Bytes of the postings, by the term's class (four kinds).
  case lengthOnce, lengthOneStory, lengthFlat, lengthOther
  /// Stories less 2.
  case documents
  /// Bytes of the documents' part, of lists shorter and longer than a block.
  case shortListBytes, longListBytes
  /// The highest frequency less 2.
  case boundFrequency
  /// Occurrences less 2 of a term of one story; occurrences less stories and 1 of others.
  case repeatsOneStory, repeats
  /// Surface forms; 0 where there is one that equals the term.
  case forms
  /// A form's place in the table of endings.
  case ending
  /// A form's occurrences less 1.
  case formCount
}

/// How a term is distributed, in two bits: it decides which numbers follow.
enum TermClass: Int {
  /// Occurs once.
  case once
  /// Several times in one story.
  case oneStory
  /// Once in each of several stories.
  case flat
  case other

  init(documents: Int, occurrences: Int) {
    if documents == 1 {
      self = occurrences == 1 ? .once : .oneStory
    } else {
      self = occurrences == documents ? .flat : .other
    }
  }

  /// The kind of the length of its postings.
  @inline(__always)
  var length: TermColumn {
    switch self {
    case .once: .lengthOnce
    case .oneStory: .lengthOneStory
    case .flat: .lengthFlat
    case .other: .lengthOther
    }
  }
}

/// The codes of a segment's term blocks: for each kind of number the order of its exponential Golomb code, and how many bits
/// a story's number and a length code take.
struct TermCodes {
  var documentWidth = 0
  var normWidth = 0
  private var order: [16 of UInt8] = .init(repeating: 0)

  init() {}

  /// The order of a column's code.
  @inline(__always)
  subscript(column: TermColumn) -> Int {
    get { Int(order[column.rawValue]) }
    set { order[column.rawValue] = UInt8(newValue) }
  }

  func append(to output: inout ByteBuffer) {
    for column in TermColumn.allCases { output.append(order[column.rawValue]) }
    output.append(UInt8(documentWidth))
    output.append(UInt8(normWidth))
  }

  init(_ reader: inout ByteReader) throws {
    for column in TermColumn.allCases { self[column] = Int(try reader.byte()) }
    documentWidth = Int(try reader.byte())
    normWidth = Int(try reader.byte())
    guard documentWidth <= 32, normWidth <= 8, TermColumn.allCases.allSatisfy({ self[$0] < GolombCode.orders }) else {
      throw ByteReader.Failure.malformed(at: reader.offset)
    }
  }
}

/// Finds the codes that make the blocks smallest, from all numbers that they will hold.
struct TermCodeCosts: TermNumberSink {
  /// Smaller values are counted.
  private static let small = 256

  /// How often each small value comes in each column; what others cost is added up at once.
  private var counts = [Int](repeating: 0, count: TermColumn.allCases.count * TermCodeCosts.small)
  private var bits = [Int](repeating: 0, count: TermColumn.allCases.count * GolombCode.orders)
  private var largestDocument = 0
  private var largestNorm = 0

  mutating func add(_ kind: TermClass) {}

  mutating func add(_ value: Int, _ column: TermColumn) {
    add(value, column, times: 1)
  }

  mutating func add(_ value: Int, _ column: TermColumn, times: Int) {
    if value < TermCodeCosts.small {
      counts[column.rawValue * TermCodeCosts.small + value] += times
    } else {
      for order in 0..<GolombCode.orders {
        bits[column.rawValue * GolombCode.orders + order] += GolombCode.bitCount(value, order: order) * times
      }
    }
  }

  mutating func add(document: Int) {
    largestDocument = max(largestDocument, document)
  }

  mutating func add(norm: Int) {
    largestNorm = max(largestNorm, norm)
  }

  /// The cheapest codes; of equal ones those of the lowest order.
  var best: TermCodes {
    var codes = TermCodes()
    for column in TermColumn.allCases {
      var least = Int.max
      for order in 0..<GolombCode.orders {
        var cost = bits[column.rawValue * GolombCode.orders + order]
        for value in 0..<TermCodeCosts.small {
          cost += counts[column.rawValue * TermCodeCosts.small + value] * GolombCode.bitCount(value, order: order)
        }
        if cost < least { (least, codes[column]) = (cost, order) }
      }
    }
    codes.documentWidth = Int.bitWidth - largestDocument.leadingZeroBitCount
    codes.normWidth = Int.bitWidth - largestNorm.leadingZeroBitCount
    return codes
  }
}
