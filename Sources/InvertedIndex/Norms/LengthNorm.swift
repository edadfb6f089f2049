/// A story's length in tokens as one byte: exact up to 39, then four significant bits (less than an eighth is lost).
///
/// The code is Lucene's (org.apache.lucene.util.SmallFloat, intToByte4): 24 values of their own, then a float of four
/// significant bits above them. It is monotonic, so that a smaller byte is a shorter story.
public enum LengthNorm {
  private static let free = 24

  /// The code of a length; longer than 2^31 − 1 counts as that.
  public static func encode(_ length: Int) -> UInt8 {
    let length = min(max(length, 0), Int(Int32.max))
    guard length >= free else { return UInt8(length) }
    let rest = UInt64(length - free)
    let bits = 64 - rest.leadingZeroBitCount
    guard bits >= 4 else { return UInt8(free + Int(rest)) }
    let shift = bits - 4
    return UInt8(free + (Int(rest >> UInt64(shift)) & 7 | (shift + 1) << 3))
  }

  /// The shortest length that has this code: what ranking takes for the length.
  public static func decode(_ code: UInt8) -> Int {
    let code = Int(code)
    guard code >= free else { return code }
    let bits = (code - free) & 7
    let shift = (code - free) >> 3 - 1
    return free + (shift < 0 ? bits : (bits | 8) << shift)
  }
}
