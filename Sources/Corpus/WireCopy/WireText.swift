/// The bytes of a story's text, which are well-formed UTF-8 as they come from a `String`, with reading by character.
struct WireText {
  private let bytes: UnsafeBufferPointer<UInt8>

  /// A view; valid as long as the buffer.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  subscript(offset: Int) -> UInt8 { bytes[offset] }

  /// The text of a range.
  func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Whether the bytes at `offset` are those of `word`, all before `end`.
  func hasPrefix(_ word: [UInt8], at offset: Int, end: Int) -> Bool {
    guard end - offset >= word.count else { return false }
    for place in word.indices where bytes[offset + place] != word[place] { return false }
    return true
  }

  /// Whether the bytes before `offset` are those of `word`, all from `start` on.
  func hasSuffix(_ word: [UInt8], at offset: Int, start: Int) -> Bool {
    offset - start >= word.count && hasPrefix(word, at: offset - word.count, end: offset)
  }

  /// Four bytes, the first one lowest; they must lie within the text.
  @inline(__always)
  func word(at offset: Int) -> UInt32 {
    UInt32(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes, the first one lowest; they must lie within the text.
  @inline(__always)
  func doubleWord(at offset: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The character at `offset`, which must be below `end`, and its length.
  func scalar(at offset: Int, end: Int) -> (value: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    guard first >= 0xc0, end - offset >= length else { return ("\u{fffd}", 1) }
    var value = UInt32(first) & (0xff >> UInt32(length + 1))
    for next in 1..<length { value = value << 6 | UInt32(bytes[offset + next] & 0x3f) }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }

  /// The character that ends at `offset`, which must be above `start`, and its length.
  func scalar(before offset: Int, start: Int) -> (value: Unicode.Scalar, length: Int) {
    var first = offset - 1
    while first > start, bytes[first] & 0xc0 == 0x80 { first -= 1 }
    return (scalar(at: first, end: offset).value, offset - first)
  }

  /// A range without white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = skipWhiteSpace(from: range.lowerBound, to: range.upperBound)
    var end = range.upperBound
    while end > start {
      let last = scalar(before: end, start: start)
      if !last.value.isSpace { break }
      end -= last.length
    }
    start = min(start, end)
    return start..<end
  }

  /// The offset of the first character that is no white space, or `end`.
  func skipWhiteSpace(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      let next = scalar(at: offset, end: end)
      if !next.value.isSpace { break }
      offset += next.length
    }
    return offset
  }
}

extension Unicode.Scalar {
  /// Whether it can be part of a word.
  var isWordCharacter: Bool {
    if value < 0x80 { return isASCIILetter || (value >= 0x30 && value <= 0x39) }
    return properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
  }

  /// White space, in Unicode's sense.
  var isSpace: Bool {
    value < 0x80 ? value == 0x20 || (value >= 0x09 && value <= 0x0d) : properties.isWhitespace
  }

  /// The lower-case letter of this one, or itself.
  var folded: Unicode.Scalar {
    if value < 0x80 { return value >= 0x41 && value <= 0x5a ? Unicode.Scalar(UInt8(value | 0x20)) : self }
    if value >= 0x2e80 && value < 0xa000 { return self }
    let mapping = properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first ?? self : self
  }

  /// A letter of any script.
  var isLetter: Bool {
    value < 0x80 ? isASCIILetter : properties.isAlphabetic
  }

  /// A capital letter.
  var isCapital: Bool {
    value < 0x80 ? value >= 0x41 && value <= 0x5a : properties.isUppercase
  }

  /// A letter of ASCII.
  var isASCIILetter: Bool {
    (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7a
  }

  /// `-`, `–`, `—`, `―` and `_`, with which datelines end.
  var isDash: Bool {
    value == 0x2d || value == 0x5f || (value >= 0x2012 && value <= 0x2015) || value == 0x2212
  }
}
