/// Exponential Golomb codes (J. Teuhola, "A compression method for clustered bit-vectors", 1978): of v in the code of order
/// k, v + 2^k has n bits; n − k − 1 zeros and a one announce them, and all but the highest follow. Near the entropy where
/// values of a few orders of magnitude come together, as lengths and frequencies of terms do.
enum GolombCode {
  /// Orders are below this.
  static let orders = 16
  /// Longer runs of zeros announce values beyond any that is written (2⁴⁰).
  static let mostZeros = 40

  /// Appends a value.
  static func append(_ value: Int, order: Int, to output: inout BitWriter) {
    let shifted = UInt64(value) + (1 << UInt64(order))
    let low = 63 - shifted.leadingZeroBitCount
    output.append(1 << UInt64(low - order), count: UInt64(low - order + 1))
    output.append(shifted & ((1 << UInt64(low)) - 1), count: UInt64(low))
  }

  /// Bits of a value.
  @inline(__always)
  static func bitCount(_ value: Int, order: Int) -> Int {
    let low = 63 &- (UInt64(value) &+ (1 &<< UInt64(order))).leadingZeroBitCount
    return 2 &* low &- order &+ 1
  }
}

extension BitReader {
  /// Bits that are left.
  var remaining: Int { max(0, end - bit) }

  /// Goes beyond the end, as one does who finds damage.
  mutating func spend() {
    bit = end &+ 1
  }

  /// Passes so many bits.
  mutating func skip(_ count: Int) {
    bit = count <= remaining ? bit &+ count : end &+ 1
  }

  /// Reads an exponential Golomb code; anything once past the end.
  @inline(__always)
  mutating func golomb(_ order: Int) -> Int {
    guard bit <= end else { return 0 }
    let window = window()
    let zeros = window.trailingZeroBitCount
    let width = zeros &+ order
    guard zeros &+ 1 &+ width <= 56 else { return longGolomb(order, zeros: zeros) }
    bit &+= zeros &+ 1 &+ width
    let low = window &>> UInt64(zeros &+ 1) & ((1 &<< UInt64(width)) &- 1)
    return Int(truncatingIfNeeded: low &+ (1 &<< UInt64(width)) &- (1 &<< UInt64(order)))
  }

  /// The same for a value whose code no single load holds.
  @inline(never)
  private mutating func longGolomb(_ order: Int, zeros: Int) -> Int {
    guard zeros <= GolombCode.mostZeros else {
      spend()
      return 0
    }
    bit &+= zeros &+ 1
    let width = UInt64(zeros &+ order)
    return Int(truncatingIfNeeded: bits(zeros &+ order) &+ (1 &<< width) &- (1 &<< UInt64(order)))
  }
}
