/// The escapes of JSON strings (RFC 8259 §7).
enum JSONEscapes {
  /// Copies a string's content with its escapes undone; `output` must have room for `count` bytes and not overlap.
  ///
  /// - Returns: The number of bytes written; nil where an escape is none.
  static func undo(_ input: UnsafeRawPointer, count: Int, into output: UnsafeMutableRawPointer) -> Int? {
    var read = 0
    var written = 0
    while read < count {
      let byte = input.load(fromByteOffset: read, as: UInt8.self)
      guard byte == UInt8(ascii: "\\") else {
        let run = plainRun(input, count: count, at: read, into: output + written)
        read += run
        written += run
        continue
      }
      guard read + 1 < count else { return nil }
      let escape = input.load(fromByteOffset: read + 1, as: UInt8.self)
      if escape == UInt8(ascii: "u") {
        guard var scalar = codeUnit(input, count: count, at: read) else { return nil }
        read += 6
        if scalar & 0xf800 == 0xd800 {
          if scalar < 0xdc00, let low = codeUnit(input, count: count, at: read), low & 0xfc00 == 0xdc00 {
            scalar = 0x10000 + (scalar - 0xd800) << 10 + (low - 0xdc00)
            read += 6
          } else {
            scalar = 0xfffd
          }
        }
        written += encode(scalar, output + written)
      } else {
        guard let plain = simple(escape) else { return nil }
        output.storeBytes(of: plain, toByteOffset: written, as: UInt8.self)
        read += 2
        written += 1
      }
    }
    return written
  }

  /// Copies bytes up to the next backslash, eight at a time; returns how many. The words that are stored reach no further
  /// than the input does, since the output is never ahead of it.
  private static func plainRun(
    _ input: UnsafeRawPointer, count: Int, at start: Int, into output: UnsafeMutableRawPointer
  ) -> Int {
    var offset = start
    while offset + 8 <= count {
      let word = (input + offset).loadUnaligned(as: UInt64.self)
      let slashes = UInt64(littleEndian: word) ^ 0x5c5c_5c5c_5c5c_5c5c
      let found = (slashes &- 0x0101_0101_0101_0101) & ~slashes & 0x8080_8080_8080_8080
      (output + (offset - start)).storeBytes(of: word, as: UInt64.self)
      if found != 0 { return offset + found.trailingZeroBitCount >> 3 - start }
      offset += 8
    }
    while offset < count, input.load(fromByteOffset: offset, as: UInt8.self) != UInt8(ascii: "\\") {
      output.storeBytes(
        of: input.load(fromByteOffset: offset, as: UInt8.self), toByteOffset: offset - start, as: UInt8.self)
      offset += 1
    }
    return offset - start
  }

  /// Where the first escape that is none stands; nil where all are good.
  static func fault(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { return index }
      if bytes[index + 1] == UInt8(ascii: "u") {
        guard let base = bytes.baseAddress, codeUnit(base, count: bytes.count, at: index) != nil else { return index }
        index += 6
      } else {
        guard simple(bytes[index + 1]) != nil else { return index }
        index += 2
      }
    }
    return nil
  }

  private static func simple(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "n"): 0x0a
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0d
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0c
    default: nil
    }
  }

  /// The UTF-16 code unit of `\uXXXX` at an offset; nil where no such escape stands there.
  private static func codeUnit(_ input: UnsafeRawPointer, count: Int, at offset: Int) -> UInt32? {
    guard count - offset >= 6, input.load(fromByteOffset: offset, as: UInt8.self) == UInt8(ascii: "\\"),
      input.load(fromByteOffset: offset + 1, as: UInt8.self) == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for index in 2..<6 {
      let byte = input.load(fromByteOffset: offset + index, as: UInt8.self)
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  /// Writes a scalar as UTF-8; at most three bytes for one escape, four for two.
  private static func encode(_ scalar: UInt32, _ output: UnsafeMutableRawPointer) -> Int {
    func put(_ byte: UInt32, _ index: Int) {
      output.storeBytes(of: UInt8(truncatingIfNeeded: byte), toByteOffset: index, as: UInt8.self)
    }
    switch scalar {
    case ..<0x80:
      put(scalar, 0)
      return 1
    case ..<0x800:
      put(0xc0 | scalar >> 6, 0)
      put(0x80 | scalar & 0x3f, 1)
      return 2
    case ..<0x10000:
      put(0xe0 | scalar >> 12, 0)
      put(0x80 | scalar >> 6 & 0x3f, 1)
      put(0x80 | scalar & 0x3f, 2)
      return 3
    default:
      put(0xf0 | scalar >> 18, 0)
      put(0x80 | scalar >> 12 & 0x3f, 1)
      put(0x80 | scalar >> 6 & 0x3f, 2)
      put(0x80 | scalar & 0x3f, 3)
      return 4
    }
  }
}
