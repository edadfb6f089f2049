/// A set of pairs of bytes, one bit each: 8 KB, and 4 KB to number its members.
struct BytePairs: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1024)
  /// How many members have lower words of bits.
  private var ranks = [Int32](repeating: 0, count: 1024)

  /// The set of some pairs.
  init(_ pairs: some Sequence<(UInt8, UInt8)>) {
    for (first, second) in pairs {
      let pair = Int(first) << 8 | Int(second)
      bits[pair >> 6] |= 1 << UInt64(pair & 63)
    }
    var count = 0
    for word in bits.indices {
      ranks[word] = Int32(count)
      count += bits[word].nonzeroBitCount
    }
  }

  /// Whether a pair is in the set.
  @inline(__always)
  func contains(_ first: UInt8, _ second: UInt8) -> Bool {
    let pair = Int(first) << 8 | Int(second)
    return bits[pair >> 6] >> UInt64(pair & 63) & 1 != 0
  }

  /// The number of a pair among the members, counted from 0; nil where it is none.
  @inline(__always)
  func rank(_ first: UInt8, _ second: UInt8) -> Int? {
    let pair = Int(first) << 8 | Int(second)
    let word = bits[pair >> 6]
    let bit = UInt64(1) << UInt64(pair & 63)
    return word & bit == 0 ? nil : Int(ranks[pair >> 6]) + (word & (bit - 1)).nonzeroBitCount
  }
}
