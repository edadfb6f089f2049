/// Looks for bytes eight at a time, inside a 64-bit integer (Warren, "Hacker's Delight", 2nd ed., §6-1).
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The place of the next line feed, or `end`.
  @inline(__always)
  static func lineFeed(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    while end &- offset >= 8 {
      let other = eight(bytes + offset) ^ (ones &* 0x0a)
      // Zero bytes: exact up to the first of them, which is all that is asked for.
      let found = (other &- ones) & ~other & tops
      if found != 0 { return offset &+ found.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < end, bytes[offset] != 0x0a { offset &+= 1 }
    return offset
  }

  /// The place of the next byte that may begin a `SentenceMark`: `.`, `!`, `?` or one beyond ASCII; or `end`.
  @inline(__always)
  static func sentenceMark(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    while end &- offset >= 8 {
      let eight = eight(bytes + offset)
      // A byte below 0x80 is another one where adding 0x7f to the difference sets the top bit.
      let low = eight & ~tops
      let isNoStop = (low ^ (ones &* 0x2e)) &+ ~tops
      let isNoExclamation = (low ^ (ones &* 0x21)) &+ ~tops
      let isNoQuestion = (low ^ (ones &* 0x3f)) &+ ~tops
      let others = isNoStop & isNoExclamation & isNoQuestion
      let found = (~others | eight) & tops
      if found != 0 { return offset &+ found.trailingZeroBitCount / 8 }
      offset &+= 8
    }
    while offset < end {
      let byte = bytes[offset]
      if byte == 0x2e || byte == 0x21 || byte == 0x3f || byte >= 0x80 { break }
      offset &+= 1
    }
    return offset
  }

  @inline(__always)
  private static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }
}
