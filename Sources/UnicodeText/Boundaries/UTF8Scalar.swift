/// One character read from UTF-8 bytes that may be faulty.
///
/// A byte that starts no well-formed sequence (Unicode 15, table 3-7) reads as U+FFFD of length 1, so a reader always
/// moves on and never looks past `end`.
struct UTF8Scalar {
  /// The code point.
  var value: UInt32
  /// How many bytes it took, 1–4.
  var length: Int

  /// Reads the character at `offset`, which must lie before `end`.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) {
    assert(offset < end)
    let first = bytes[offset]
    if first < 0x80 {
      value = UInt32(first)
      length = 1
    } else if first >= 0xc2, first < 0xe0, end - offset >= 2, bytes[offset + 1] & 0xc0 == 0x80 {
      value = UInt32(first & 0x1f) << 6 | UInt32(bytes[offset + 1] & 0x3f)
      length = 2
    } else {
      self = UTF8Scalar.long(bytes + offset, available: end - offset)
    }
  }

  private init(value: UInt32, length: Int) {
    self.value = value
    self.length = length
  }

  /// The sequences of three and four bytes, and the faulty ones.
  private static func long(_ bytes: UnsafePointer<UInt8>, available: Int) -> UTF8Scalar {
    let faulty = UTF8Scalar(value: 0xfffd, length: 1)
    let first = bytes[0]
    guard first >= 0xe0, available >= 3, bytes[1] & 0xc0 == 0x80, bytes[2] & 0xc0 == 0x80 else { return faulty }
    let tail = UInt32(bytes[1] & 0x3f) << 6 | UInt32(bytes[2] & 0x3f)
    if first < 0xf0 {
      let value = UInt32(first & 0x0f) << 12 | tail
      let isSurrogate = value >= 0xd800 && value < 0xe000
      return value >= 0x800 && !isSurrogate ? UTF8Scalar(value: value, length: 3) : faulty
    }
    guard first < 0xf5, available >= 4, bytes[3] & 0xc0 == 0x80 else { return faulty }
    let value = UInt32(first & 0x07) << 18 | tail << 6 | UInt32(bytes[3] & 0x3f)
    return value >= 0x10000 && value < 0x110000 ? UTF8Scalar(value: value, length: 4) : faulty
  }
}
