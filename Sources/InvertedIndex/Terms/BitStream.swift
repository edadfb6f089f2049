/// Writes integers of few bits one behind the other, the lowest bit of the first byte first.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var filled = 0

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    pending = 0
    filled = 0
  }

  /// Appends the lowest `width` bits of a value, at most 56.
  mutating func append(_ value: UInt64, width: Int) {
    pending |= (value & ((1 << UInt64(width)) - 1)) << UInt64(filled)
    filled += width
    while filled >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      filled -= 8
    }
  }

  /// Appends a value in the exponential Golomb code of order k: v + 2^k has n bits; they are announced by n − k − 1
  /// zeros and a one, and follow without their highest.
  mutating func append(_ value: Int, code order: Int) {
    let shifted = UInt64(value) + (1 << UInt64(order))
    let low = 63 - shifted.leadingZeroBitCount
    append(1 << UInt64(low - order), width: low - order + 1)
    append(shifted, width: low)
  }

  /// Fills the last byte with zeros.
  mutating func finish() {
    if filled > 0 { append(0, width: 8 - filled) }
  }

  /// How many bits a value takes in the code of that order.
  static func length(of value: Int, code order: Int) -> Int {
    let low = 63 - (UInt64(value) + (1 << UInt64(order))).leadingZeroBitCount
    return 2 * low - order + 1
  }
}

/// Reads what `BitWriter` wrote. Bytes from outside cannot make it trap: whoever reads asks `isSpent` before using what was
/// read, and until then reading goes no further than the limit.
struct BitCursor {
  /// Longer runs of zeros announce values beyond any that is written (2⁴⁰).
  private static let mostZeros = 40

  private let base: UnsafeRawPointer
  private(set) var bit: Int
  private let limit: Int

  /// Reads from `base`, `byteCount` bytes behind which at least eight more can be read.
  init(_ base: UnsafeRawPointer, byteCount: Int) {
    self.base = base
    bit = 0
    limit = byteCount << 3
  }

  /// Whether more was read than is there, or something that was never written.
  var isSpent: Bool { bit > limit }

  /// Bits that are left.
  var remaining: Int { max(0, limit - bit) }

  @inline(__always)
  private func word(at place: Int) -> UInt64 {
    let place = min(place, limit)
    return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place >> 3, as: UInt64.self)) >> UInt64(place & 7)
  }

  /// Reads an integer of at most 56 bits.
  @inline(__always)
  mutating func bits(_ width: Int) -> Int {
    let value = word(at: bit) & ((1 << UInt64(width)) &- 1)
    bit &+= width
    return Int(truncatingIfNeeded: value)
  }

  /// Goes beyond the end, as one does who finds damage.
  mutating func spend() {
    bit = limit &+ 1
  }

  /// Passes so many bits.
  mutating func skip(_ count: Int) {
    bit = count <= remaining ? bit &+ count : limit &+ 1
  }

  /// Reads a value in the exponential Golomb code of that order, at most 15.
  @inline(__always)
  mutating func code(_ order: Int) -> Int {
    let word = word(at: bit)
    let zeros = word.trailingZeroBitCount
    let width = zeros &+ order
    guard zeros &+ 1 &+ width <= 56 else { return longCode(order, zeros: zeros) }
    bit &+= zeros &+ 1 &+ width
    let low = word &>> UInt64(zeros &+ 1) & ((1 &<< UInt64(width)) &- 1)
    return Int(truncatingIfNeeded: low &+ (1 &<< UInt64(width)) &- (1 &<< UInt64(order)))
  }

  /// The same for a value whose code no single load holds.
  @inline(never)
  private mutating func longCode(_ order: Int, zeros: Int) -> Int {
    guard zeros <= BitCursor.mostZeros else {
      spend()
      return 0
    }
    bit &+= zeros &+ 1
    let low = bits(zeros &+ order)
    return low &+ (1 << (zeros &+ order)) &- (1 << order)
  }
}
