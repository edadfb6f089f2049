/// Classes of bytes that the XML repair pass and the HTML reader look for.
enum ByteClass {
  /// True for bytes that may begin the name of an element or attribute. Names outside ASCII are left out on purpose: no
  /// feed vocabulary has any, while `<Слово>` in running text is common.
  @inline(__always)
  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  /// True for bytes that may follow in a name.
  @inline(__always)
  static func isName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (0x30...0x3A).contains(byte) || byte == 0x2D || byte == 0x2E
  }

  /// Space, tab, line feed, carriage return.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// True for the control characters that XML forbids.
  @inline(__always)
  static func isForbiddenControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && !isSpace(byte)
  }

  /// True where two ASCII names are the same but for case.
  static func equalIgnoringCase(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where lowercased(left[index]) != lowercased(right[index]) { return false }
    return true
  }

  /// The ASCII letter in lower case; other bytes as they are.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 32 : byte
  }

  /// The place of the needle at or after `start`, or nil.
  static func find(_ needle: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let length = needle.utf8CodeUnitCount
    let first = needle.utf8Start[0]
    var index = start
    while index + length <= bytes.count {
      if bytes[index] == first {
        var matched = 1
        while matched < length && bytes[index + matched] == needle.utf8Start[matched] { matched += 1 }
        if matched == length { return index }
      }
      index += 1
    }
    return nil
  }

  /// True where the bytes at that place are the needle.
  static func matches(_ needle: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let length = needle.utf8CodeUnitCount
    guard index >= 0, index + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[index + offset] != needle.utf8Start[offset] { return false }
    return true
  }
}
