/// A set of pairs of bytes, one bit each: 8 KB.
struct BytePairs: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1024)

  /// The set of some pairs.
  init(_ pairs: some Sequence<(UInt8, UInt8)>) {
    for (first, second) in pairs {
      let pair = Int(first) << 8 | Int(second)
      bits[pair >> 6] |= 1 << UInt64(pair & 63)
    }
  }

  /// Whether a pair is in the set.
  @inline(__always)
  func contains(_ first: UInt8, _ second: UInt8) -> Bool {
    let pair = Int(first) << 8 | Int(second)
    return bits[pair >> 6] >> UInt64(pair & 63) & 1 != 0
  }
}
