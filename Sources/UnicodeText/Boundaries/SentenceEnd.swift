/// The judgement whether a sentence ends at a mark.
struct SentenceEnd {
  /// Where to go on: after the marks and the closing quotes and brackets.
  let offset: Int
  /// Whether the sentence ends there.
  let isEnd: Bool

  /// Judges the mark at `offset` in the sentence that starts at `sentence`; `end` is the paragraph's.
  init(_ bytes: UnsafePointer<UInt8>, mark: SentenceMark, at offset: Int, sentence: Int, end: Int) {
    var after = offset + mark.length
    var isSingleStop = mark.kind == .fullStop
    var isIdeographic = mark.kind == .ideographic
    while after < end {
      let next = SentenceMark(bytes, at: after, end: end)
      let closing = next.length > 0 ? next.length : SentenceEnd.closingLength(bytes, at: after, end: end)
      if closing == 0 { break }
      if next.length > 0 {
        isSingleStop = false
        isIdeographic = isIdeographic || next.kind == .ideographic
      }
      after += closing
    }
    self.offset = after
    let following = WhiteSpace.skip(bytes, from: after, to: end)
    if following == end {
      isEnd = true
    } else if isIdeographic {
      isEnd = true
    } else if following == after || SentenceEnd.isAfterOpeningBracket(bytes, at: offset, sentence: sentence) {
      isEnd = false
    } else if SentenceEnd.goesOn(bytes, at: following, end: end) {
      isEnd = false
    } else if isSingleStop {
      isEnd = !Abbreviation.stands(before: offset, in: bytes, sentence: sentence, following: following, end: end)
    } else {
      isEnd = true
    }
  }

  /// "(...)", "[!]".
  private static func isAfterOpeningBracket(_ bytes: UnsafePointer<UInt8>, at offset: Int, sentence: Int) -> Bool {
    offset > sentence && (bytes[offset - 1] == 0x28 || bytes[offset - 1] == 0x5b)
  }

  /// Whether what follows the white space continues a sentence: a lower-case letter, a comma, a semicolon, a dot of a
  /// spaced ellipsis, or a dash before
  /// a lower-case letter.
  private static func goesOn(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Bool {
    let scalar = UTF8Scalar(bytes, at: offset, end: end)
    switch scalar.value {
    case 0x2c, 0x3b, 0x2e: return true
    case 0x2d, 0x2013, 0x2014:
      let next = WhiteSpace.skip(bytes, from: offset + scalar.length, to: end)
      return next < end && LetterCase(UTF8Scalar(bytes, at: next, end: end).value) == .lower
    default: return LetterCase(scalar.value) == .lower
    }
  }

  /// The length of a closing quote or bracket, or 0.
  private static func closingLength(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Int {
    let byte = bytes[offset]
    if byte < 0x80 { return byte == 0x22 || byte == 0x27 || byte == 0x29 || byte == 0x5d || byte == 0x7d ? 1 : 0 }
    let scalar = UTF8Scalar(bytes, at: offset, end: end)
    switch scalar.value {
    case 0xbb, 0x2019, 0x201c, 0x201d, 0x203a, 0x300b, 0x300d, 0x300f, 0x3011, 0xff09, 0xff3d: return scalar.length
    default: return 0
    }
  }
}
