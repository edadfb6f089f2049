/// Golomb–Rice codes (R. F. Rice, "Some Practical Universal Noiseless Coding Techniques", 1979): a value is `value >> k`
/// zeros, a one, and its lowest k bits. Near the entropy where values fall off geometrically with a mean about 1.45 × 2^k.
///
/// A quotient of 24 or more is 24 zeros and the whole value in 32 bits, so that no code is longer than 56 bits and each
/// is read with one load of eight bytes.
enum RiceCode {
  /// Quotients from here on are escaped.
  static let escape = 24
  /// The largest k.
  static let largestParameter = 24

  /// Appends a value.
  @inline(__always)
  static func append(_ value: UInt32, parameter: Int, to output: inout BitWriter) {
    let quotient = Int(value >> UInt32(parameter))
    if quotient < escape {
      output.append(1 &<< UInt64(quotient), count: UInt64(quotient + 1))
      output.append(UInt64(value) & ((1 &<< UInt64(parameter)) - 1), count: UInt64(parameter))
    } else {
      output.append(0, count: UInt64(escape))
      output.append(UInt64(value), count: 32)
    }
  }

  /// Bits of a value.
  @inline(__always)
  static func bitCount(_ value: UInt32, parameter: Int) -> Int {
    let quotient = Int(value >> UInt32(parameter))
    return quotient < escape ? quotient + 1 + parameter : escape + 32
  }

  /// The parameter for values of a mean of sum / count.
  static func parameter(sum: UInt64, count: Int) -> Int {
    // Of geometric values, k + 1 is better than k from where r^(2^k) is the golden ratio's inverse, r = mean / (mean + 1):
    // a mean of about 2.078 × 2^k − 0.46 (A. Kiely, "Selecting the Golomb Parameter in Rice Coding", 2004).
    let count = UInt64(max(count, 1))
    let quotient = (100 * sum + 46 * count) / (104 * count)
    return quotient == 0 ? 0 : min(largestParameter, 63 - quotient.leadingZeroBitCount)
  }

  /// The parameter for the distances between the positions of a term in a story.
  ///
  /// They are about length / (frequency + 1); a story has some 1.35 positions for each word of its length, which stop
  /// words are not counted in. k = ⌊log2(21 × length / (16 × (frequency + 1)))⌋, in whole numbers, so that it is the
  /// same everywhere.
  @inline(__always)
  static func positionParameter(length: Int, frequency: UInt32) -> Int {
    let quotient = UInt64(length) &* 21 / (16 &* (UInt64(frequency) &+ 1))
    return quotient == 0 ? 0 : min(largestParameter, 63 &- quotient.leadingZeroBitCount)
  }
}

/// Reads bits that `BitWriter` wrote. The memory must have eight readable bytes behind its end, as a mapped segment has in
/// its footer; what is read beyond the end is up to `isPastEnd` to notice.
struct BitReader: BitwiseCopyable {
  let base: UnsafeRawPointer
  /// The next bit.
  var bit: Int
  /// The bit behind the last.
  let end: Int

  @inline(__always)
  var isPastEnd: Bool { bit > end }

  /// Whether nothing but the zeros that fill the last byte is left, which begin no code.
  var isAtPadding: Bool {
    bit >= end || window().trailingZeroBitCount >= end - bit
  }

  @inline(__always)
  func window() -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self)) &>> UInt64(bit & 7)
  }

  /// Reads a Rice code; anything once past the end.
  @inline(__always)
  mutating func rice(_ parameter: Int) -> UInt32 {
    guard bit <= end else { return 0 }
    let window = window()
    let quotient = window.trailingZeroBitCount
    if quotient < RiceCode.escape {
      let rest = (window &>> UInt64(quotient &+ 1)) & ((1 &<< UInt64(parameter)) &- 1)
      bit &+= quotient &+ 1 &+ parameter
      return UInt32(truncatingIfNeeded: quotient &<< parameter) | UInt32(truncatingIfNeeded: rest)
    }
    bit &+= RiceCode.escape &+ 32
    return UInt32(truncatingIfNeeded: window &>> UInt64(RiceCode.escape))
  }

  /// Reads so many bits, at most 56.
  @inline(__always)
  mutating func bits(_ count: Int) -> UInt64 {
    guard bit <= end else { return 0 }
    defer { bit &+= count }
    return window() & ((1 &<< UInt64(count)) &- 1)
  }
}
