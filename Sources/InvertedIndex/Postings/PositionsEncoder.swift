internal import Storage

/// Turns the positions of up to 128 postings into bytes, with the surface form at each. The layout is in docs/FORMAT.md,
/// "Positions".
struct PositionsEncoder {
  /// Every so many postings there is an entry point, from which positions can be read without those before.
  static let entrySize = 32
  /// Instead of a parameter: all occurrences are of the commonest form.
  static let allCommonest: UInt8 = 15

  private var bits = BitWriter()
  /// The first position of the list that has not been encoded.
  private var next = 0

  /// Goes on to another list.
  mutating func begin() {
    next = 0
  }

  /// Appends the positions of some postings of a list; each call goes on where the one before ended.
  mutating func append(
    _ list: borrowing PostingsList, _ postings: Range<Int>, norms: [UInt8], formCount: Int, to output: inout ByteBuffer
  ) {
    guard !list.positions.isEmpty else { return }
    let table = PositionParameters.pointer
    let first = next
    var entries: [Int] = []
    bits.removeAll()
    for index in postings {
      if index > postings.lowerBound, (index - postings.lowerBound) % PositionsEncoder.entrySize == 0 {
        entries.append(bits.bitCount)
      }
      let frequency = list.frequencies[index]
      let parameter = PositionParameters.parameter(table, norm: norms[Int(list.docs[index])], frequency: frequency)
      var last = UInt32.max
      for _ in 0..<frequency {
        let position = list.positions[next]
        RiceCode.append(position &- last &- 1, parameter: parameter, to: &bits)
        last = position
        next += 1
      }
    }
    bits.align()
    var last = 0
    for entry in entries {
      output.append(varint: entry - last)
      last = entry
    }
    if formCount > 1 { output.append(varint: bits.bytes.count) }
    output.append(contentsOf: bits.bytes)
    if formCount > 1 { appendVariants(list, first..<next, to: &output) }
  }

  /// Runs of the commonest form and what ends them: a parameter, then of each other form the run before it as a Rice code
  /// and its number less one in unary.
  private mutating func appendVariants(
    _ list: borrowing PostingsList, _ occurrences: Range<Int>, to output: inout ByteBuffer
  ) {
    var others = 0
    for index in occurrences where list.variants[index] != 0 { others += 1 }
    guard others > 0 else {
      output.append(PositionsEncoder.allCommonest)
      return
    }
    let parameter = min(14, RiceCode.parameter(sum: UInt64(occurrences.count - others), count: others))
    bits.removeAll()
    bits.append(UInt64(parameter), count: 4)
    var run: UInt32 = 0
    for index in occurrences {
      let variant = list.variants[index]
      if variant == 0 {
        run += 1
      } else {
        RiceCode.append(run, parameter: parameter, to: &bits)
        RiceCode.append(variant - 1, parameter: 0, to: &bits)
        run = 0
      }
    }
    bits.align()
    output.append(contentsOf: bits.bytes)
  }
}
