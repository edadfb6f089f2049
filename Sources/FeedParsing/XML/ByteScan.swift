/// Finds the next byte that matters, sixteen at a time.
///
/// Feeds are nine tenths text in which nothing happens. Each scan names the few bytes at which something may, and compares
/// them in one vector step; what a found byte means is the caller's affair.
enum ByteScan {
  /// The first place from `start` on where text of a document may need attention: `<`, `&`, a control character, C2 (which
  /// may begin U+0080–U+009F) or EF (U+FFFE, U+FFFF). `bytes.count` where there is none.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    first(bytes, from: start) { lanes in
      (lanes .== each(0x3C)) .| (lanes .== each(0x26)) .| (lanes .< each(0x20)) .| (lanes .== each(0xC2))
        .| (lanes .== each(0xEF))
    } scalar: {
      $0 == 0x3C || $0 == 0x26 || $0 < 0x20 || $0 == 0xC2 || $0 == 0xEF
    }
  }

  /// The same within a CDATA section: `]`, a control character or EF.
  static func section(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    first(bytes, from: start) { lanes in
      (lanes .== each(0x5D)) .| (lanes .< each(0x20)) .| (lanes .== each(0xEF))
    } scalar: {
      $0 == 0x5D || $0 < 0x20 || $0 == 0xEF
    }
  }

  /// The same in HTML: `<`, `&`, white space that is more than one space within a line, and C2, E2, E3, which may begin a
  /// space outside ASCII.
  static func html(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    first(bytes, from: start, lookahead: 1) { lanes, next in
      (lanes .== each(0x3C)) .| (lanes .== each(0x26)) .| (lanes .< each(0x20)) .| (lanes .== each(0xC2))
        .| ((lanes | each(1)) .== each(0xE3)) .| ((lanes .== each(0x20)) .& (next .<= each(0x20)))
    } scalar: {
      $0 == 0x3C || $0 == 0x26 || $0 <= 0x20 || $0 == 0xC2 || $0 | 1 == 0xE3
    }
  }

  /// The same in plain text, where `<` and `&` mean themselves.
  static func plain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    first(bytes, from: start, lookahead: 1) { lanes, next in
      (lanes .< each(0x20)) .| (lanes .== each(0xC2)) .| ((lanes | each(1)) .== each(0xE3))
        .| ((lanes .== each(0x20)) .& (next .<= each(0x20)))
    } scalar: {
      $0 <= 0x20 || $0 == 0xC2 || $0 | 1 == 0xE3
    }
  }

  /// The first place of a byte from `start` on; `bytes.count` where there is none.
  static func byte(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let wanted = SIMD16<UInt8>(repeating: byte)
    return first(bytes, from: start) {
      $0 .== wanted
    } scalar: {
      $0 == byte
    }
  }

  /// The first place of either byte from `start` on; `bytes.count` where there is neither.
  static func either(_ one: UInt8, _ other: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let (left, right) = (SIMD16<UInt8>(repeating: one), SIMD16<UInt8>(repeating: other))
    return first(bytes, from: start) {
      ($0 .== left) .| ($0 .== right)
    } scalar: {
      $0 == one || $0 == other
    }
  }

  @inline(__always)
  private static func first(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int,
    lanes match: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>, scalar: (UInt8) -> Bool
  ) -> Int {
    var index = start
    guard let base = bytes.baseAddress else { return index }
    let raw = UnsafeRawPointer(base)
    while index + 16 <= bytes.count {
      let found = match(raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self))
      if let lane = lowest(found) { return index + lane }
      index += 16
    }
    while index < bytes.count && !scalar(base[index]) { index += 1 }
    return index
  }

  /// The same where a byte's meaning depends on the one after it.
  @inline(__always)
  private static func first(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, lookahead: Int,
    lanes match: (SIMD16<UInt8>, SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>, scalar: (UInt8) -> Bool
  ) -> Int {
    var index = start
    guard let base = bytes.baseAddress else { return index }
    let raw = UnsafeRawPointer(base)
    while index + 16 + lookahead <= bytes.count {
      let found = match(
        raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self),
        raw.loadUnaligned(fromByteOffset: index + lookahead, as: SIMD16<UInt8>.self))
      if let lane = lowest(found) { return index + lane }
      index += 16
    }
    while index < bytes.count && !scalar(base[index]) { index += 1 }
    return index
  }

  /// The lowest lane that is set.
  @inline(__always)
  private static func lowest(_ mask: SIMDMask<SIMD16<Int8>>) -> Int? {
    let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    if halves.x | halves.y == 0 { return nil }
    let (low, high) = (UInt64(littleEndian: halves.x), UInt64(littleEndian: halves.y))
    return low != 0 ? low.trailingZeroBitCount >> 3 : 8 + high.trailingZeroBitCount >> 3
  }

  @inline(__always)
  private static func each(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }
}
