/// White space in UTF-8, as far as it stands around sentences: the ASCII kinds, the no-break space and the ideographic one.
enum WhiteSpace {
  /// How many bytes of white space start at `offset`, which lies before `end`: one character's length or 0.
  @inline(__always)
  static func length(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Int {
    let byte = bytes[offset]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0 }
    if byte == 0xc2 { return offset + 1 < end && bytes[offset + 1] == 0xa0 ? 2 : 0 }
    let isIdeographic = byte == 0xe3 && offset + 2 < end && bytes[offset + 1] == 0x80 && bytes[offset + 2] == 0x80
    return isIdeographic ? 3 : 0
  }

  /// The offset of the first character that is not white space, or `end`.
  @inline(__always)
  static func skip(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      let length = length(bytes, at: offset, end: end)
      if length == 0 { break }
      offset += length
    }
    return offset
  }

  /// `start..<end` without white space at its ends.
  static func trimmed(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    let first = skip(bytes, from: start, to: end)
    var last = end
    while last > first {
      if length(bytes, at: last - 1, end: last) == 1 {
        last -= 1
      } else if last - first >= 2, length(bytes, at: last - 2, end: last) == 2 {
        last -= 2
      } else if last - first >= 3, length(bytes, at: last - 3, end: last) == 3 {
        last -= 3
      } else {
        break
      }
    }
    return first..<last
  }
}
