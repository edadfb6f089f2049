/// A quick measure of a text's length in words, and the place where it grows too long.
///
/// White space counts words; two Han or kana characters count as one, and so do 32 bytes without white space. That is near
/// enough to lay out passages, at a byte loop's speed.
struct WordCount {
  /// The words from the start to `end`.
  let words: Int
  /// The end of the text, or, where it has more than the limit, the best place for a cut before that: after the last
  /// clause mark of its second half, else after the last white space there, else after a character.
  let end: Int

  /// Measures `start..<stop`, to at most `limit` words.
  init(_ bytes: UnsafePointer<UInt8>, from start: Int, to stop: Int, limit: Int) {
    var halves = 0
    var run = 0
    var clause = (end: 0, halves: 0)
    var space = (end: 0, halves: 0)
    var offset = start
    while offset < stop {
      // Beyond a run of 24 bytes the 32nd may lie in front of white space: those few go byte by byte.
      if halves < limit, stop - offset >= 8, let eight = EightBytes(bytes + offset), run <= 24 || eight.isSolid {
        halves += 2 * eight.wordStarts(after: run)
        run = eight.isSolid ? run + 8 : eight.trailingRun
        offset += 8
        continue
      }
      let byte = bytes[offset]
      var length = 1
      if byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) {
        run = 0
        if halves >= limit {
          space = (offset + 1, halves)
          if WordCount.isClauseMark(bytes[offset - 1]) { clause = space }
        }
      } else if byte >= 0xe3 && byte <= 0xe9 {
        length = UTF8Scalar(bytes, at: offset, end: stop).length
        halves += 1
        run = 0
      } else {
        if run & 31 == 0 { halves += 2 }
        run += 1
      }
      if byte >= 0xe3, halves >= limit, WordCount.isWideClauseMark(bytes, at: offset, end: stop) {
        length = 3
        clause = (offset + 3, halves)
      }
      if halves > limit * 2 {
        let cut = clause.end > 0 ? clause : space.end > 0 ? space : (end: offset, halves: halves - 2)
        end = max(WordCount.characterStart(bytes, at: cut.end, notBefore: start), start + length)
        words = cut.halves / 2
        return
      }
      offset += length
    }
    end = stop
    words = (halves + 1) / 2
  }

  /// `,`, `;`, `:`.
  @inline(__always)
  private static func isClauseMark(_ byte: UInt8) -> Bool {
    byte == 0x2c || byte == 0x3b || byte == 0x3a
  }

  /// `、`, `，`, `；`, `：`.
  private static func isWideClauseMark(_ bytes: UnsafePointer<UInt8>, at offset: Int, end: Int) -> Bool {
    switch UTF8Scalar(bytes, at: offset, end: end).value {
    case 0x3001, 0xff0c, 0xff1b, 0xff1a: true
    default: false
    }
  }

  /// The start of the character that `offset` lies in.
  private static func characterStart(_ bytes: UnsafePointer<UInt8>, at offset: Int, notBefore start: Int) -> Int {
    var offset = offset
    while offset > start, bytes[offset] & 0xc0 == 0x80 { offset -= 1 }
    return offset
  }
}

/// Eight ASCII bytes, which is what most of a text in Latin letters consists of.
private struct EightBytes {
  /// The top bit of each byte that is not white space.
  private let solid: UInt64

  /// Nil where a byte is not ASCII. White space is a space or a control character.
  @inline(__always)
  init?(_ bytes: UnsafePointer<UInt8>) {
    let tops: UInt64 = 0x8080_8080_8080_8080
    let eight = UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    solid = (eight &+ 0x5f5f_5f5f_5f5f_5f5f) & tops
    if eight & tops != 0 { return nil }
  }

  /// Whether none is white space.
  @inline(__always)
  var isSolid: Bool {
    solid == 0x8080_8080_8080_8080
  }

  /// How many words start here after so many bytes of one. One without white space starts again every 32 bytes.
  @inline(__always)
  func wordStarts(after run: Int) -> Int {
    if isSolid { return (run &+ 7) >> 5 &- (run &- 1) >> 5 }
    let starts = solid & ~(solid << 8 | (run > 0 ? 0x80 : 0))
    // The sum of the bits, each at the top of its byte.
    return Int(truncatingIfNeeded: ((starts >> 7) &* 0x0101_0101_0101_0101) >> 56)
  }

  /// The number of bytes after the last white space.
  @inline(__always)
  var trailingRun: Int {
    (~solid & 0x8080_8080_8080_8080).leadingZeroBitCount / 8
  }
}
