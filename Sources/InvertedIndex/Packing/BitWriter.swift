/// Bits written one behind the other, the lowest of each value and of each byte first.
struct BitWriter {
  /// The bytes so far, but for the bits that fill no word of 64 yet; complete after `align()`.
  private(set) var bytes: [UInt8] = []
  private var word: UInt64 = 0
  private var filled: UInt64 = 0

  /// Bits written.
  var bitCount: Int {
    bytes.count * 8 + Int(filled)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    word = 0
    filled = 0
  }

  /// Appends the lowest `count` bits of a value that has no others; at most 63.
  @inline(__always)
  mutating func append(_ value: UInt64, count: UInt64) {
    word |= value &<< filled
    filled &+= count
    if filled >= 64 {
      flush()
      filled &-= 64
      word = filled == 0 ? 0 : value &>> (count &- filled)
    }
  }

  private mutating func flush() {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Appends zeros up to a byte's end.
  mutating func align() {
    while filled > 0 {
      bytes.append(UInt8(truncatingIfNeeded: word))
      word >>= 8
      filled = filled > 8 ? filled - 8 : 0
    }
  }
}
