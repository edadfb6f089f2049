/// Reads pairs of Rice codes, as a tail of postings has: the first of a given parameter, the second of parameter 0.
///
/// The bits at hand stay in a register as long as whole pairs are left in them: what a code waits for is then the length
/// of the one before and no load, which halves the time of short lists.
struct RicePairReader: BitwiseCopyable {
  private var reader: BitReader
  private let parameter: Int
  private let mask: UInt64
  /// The next bits; those above the `valid` lowest are zeros.
  private var word: UInt64 = 0
  private var valid = 0

  /// Reads on where a reader stands.
  init(_ reader: BitReader, parameter: Int) {
    self.reader = reader
    self.parameter = parameter
    mask = (1 &<< UInt64(parameter)) &- 1
  }

  /// Whether more was read than there was.
  var isPastEnd: Bool { reader.isPastEnd }

  /// The next pair; anything once past the end.
  @inline(__always)
  mutating func next() -> (UInt32, UInt32) {
    if valid < 32 {
      guard !reader.isPastEnd else { return (0, 0) }
      word = reader.window()
      valid = 64 &- (reader.bit & 7)
    }
    let quotient = word.trailingZeroBitCount
    let length = quotient &+ 1 &+ parameter
    // Without a one in the bits at hand the quotient is 64, and what follows is not used.
    let behind = word &>> UInt64(truncatingIfNeeded: length & 63)
    let second = behind.trailingZeroBitCount
    let size = length &+ second &+ 1
    guard size < valid, quotient < RiceCode.escape, second < RiceCode.escape else { return nextByCode() }
    let rest = (word &>> UInt64(truncatingIfNeeded: quotient &+ 1)) & mask
    word &>>= UInt64(truncatingIfNeeded: size)
    valid &-= size
    reader.bit &+= size
    return (
      UInt32(truncatingIfNeeded: quotient &<< parameter) | UInt32(truncatingIfNeeded: rest),
      UInt32(truncatingIfNeeded: second)
    )
  }

  /// A pair with an escape, or one that the bits at hand do not hold whole.
  private mutating func nextByCode() -> (UInt32, UInt32) {
    valid = 0
    let first = reader.rice(parameter)
    return (first, reader.rice(0))
  }
}
