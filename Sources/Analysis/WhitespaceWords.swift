/// The `whitespace` analyzer's words: whatever stands between characters of Unicode's White_Space property.
enum WhitespaceWords {
  /// Appends the words of a text; faulty UTF-8 counts as part of a word.
  static func append(of text: UnsafeBufferPointer<UInt8>, to buffer: inout TokenBuffer) {
    let end = min(text.count, Int(UInt32.max))
    var start = 0
    var offset = 0
    while offset < end {
      let length = spaceLength(text, at: offset, end: end)
      if length > 0 {
        close(start, offset, &buffer)
        start = offset + length
      }
      offset += max(length, 1)
    }
    close(start, end, &buffer)
  }

  private static func close(_ start: Int, _ end: Int, _ buffer: inout TokenBuffer) {
    guard start < end else { return }
    buffer.starts.append(UInt32(truncatingIfNeeded: start))
    buffer.ends.append(UInt32(truncatingIfNeeded: end))
  }

  /// How many bytes of white space start at `offset`: 0 where there is none, else the length of one character.
  ///
  /// Beyond ASCII these are U+0085, U+00A0, U+1680, U+2000–200A, U+2028, U+2029, U+202F, U+205F and U+3000.
  private static func spaceLength(_ text: UnsafeBufferPointer<UInt8>, at offset: Int, end: Int) -> Int {
    let first = text[offset]
    if first < 0x80 { return first == 0x20 || (first >= 0x09 && first <= 0x0d) ? 1 : 0 }
    if first == 0xc2 {
      return offset + 1 < end && (text[offset + 1] == 0x85 || text[offset + 1] == 0xa0) ? 2 : 0
    }
    guard first >= 0xe1, first <= 0xe3, offset + 2 < end else { return 0 }
    switch (first, text[offset + 1], text[offset + 2]) {
    case (0xe1, 0x9a, 0x80), (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xa8), (0xe2, 0x80, 0xa9), (0xe2, 0x80, 0xaf),
      (0xe2, 0x81, 0x9f), (0xe3, 0x80, 0x80):
      return 3
    default:
      return 0
    }
  }
}
