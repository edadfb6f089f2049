/// A character that may end a sentence.
struct SentenceMark {
  /// How it ends one.
  enum Kind {
    /// `.`: unless it belongs to an abbreviation.
    case fullStop
    /// `!`, `?`, `…` and other scripts' marks: if white space follows.
    case strong
    /// `。`, `！`, `？`: always.
    case ideographic
  }

  /// Its length in bytes; 0 where the character is no such mark.
  let length: Int
  let kind: Kind

  /// Looks at the character at `offset`, which lies before `end`.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) {
    let byte = bytes[offset]
    if byte < 0x80 {
      length = byte == 0x2e || byte == 0x21 || byte == 0x3f ? 1 : 0
      kind = byte == 0x2e ? .fullStop : .strong
    } else if byte < 0xd8 || (byte > 0xe3 && byte != 0xef) {
      length = 0
      kind = .strong
    } else {
      self = SentenceMark.beyondASCII(bytes + offset, available: end - offset)
    }
  }

  private init(length: Int, kind: Kind) {
    self.length = length
    self.kind = kind
  }

  private static func beyondASCII(_ bytes: UnsafePointer<UInt8>, available: Int) -> SentenceMark {
    let none = SentenceMark(length: 0, kind: .strong)
    guard available >= 2 else { return none }
    switch (bytes[0], bytes[1]) {
    case (0xd8, 0x9f), (0xdb, 0x94):  // Arabic question mark, Urdu full stop
      return SentenceMark(length: 2, kind: .strong)
    case (0xe0...0xe3, _), (0xef, _):
      break
    default:
      return none
    }
    guard available >= 3 else { return none }
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0xe0, 0xa5, 0xa4...0xa5),  // Devanagari dandas
      (0xe1, 0x8d, 0xa2), (0xe1, 0x8d, 0xa7...0xa8),  // Ethiopic full stop, question mark, paragraph mark
      (0xe2, 0x80, 0xa6), (0xe2, 0x80, 0xbc), (0xe2, 0x81, 0x87...0x89):  // … ‼ ⁇ ⁈ ⁉
      return SentenceMark(length: 3, kind: .strong)
    case (0xe3, 0x80, 0x82), (0xef, 0xbc, 0x81), (0xef, 0xbc, 0x9f), (0xef, 0xbc, 0x8e), (0xef, 0xbd, 0xa1):  // 。！？．｡
      return SentenceMark(length: 3, kind: .ideographic)
    default:
      return none
    }
  }
}
