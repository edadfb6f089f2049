/// A place in a line of JSON. All pointer work on the line is here; every step checks the line's end.
struct JSONCursor {
  private let base: UnsafeRawPointer
  private let count: Int
  private var offset = 0

  /// The start of a line. The line must not be empty and must stay where it is while the cursor is used.
  init(_ line: UnsafeRawBufferPointer) {
    precondition(!line.isEmpty, "an empty line has no JSON")
    base = line.baseAddress.unsafelyUnwrapped
    count = line.count
  }

  /// The column of the byte that comes next, from 1.
  var column: Int { offset + 1 }

  /// The byte that comes next; nil at the end.
  func peek() -> UInt8? {
    offset < count ? byte(at: offset) : nil
  }

  /// Goes one byte on; only after `peek` has shown that there is one.
  mutating func advance() {
    assert(offset < count)
    offset += 1
  }

  /// The next byte, gone past.
  mutating func take() throws(JSONLinesFault) -> UInt8 {
    guard offset < count else { throw .endsEarly }
    offset += 1
    return byte(at: offset - 1)
  }

  /// The fault of the byte that was last taken.
  func unexpectedLast() -> JSONLinesFault {
    .unexpected(byte: byte(at: max(0, offset - 1)), column: max(1, offset))
  }

  /// Goes past blanks, tabs and line ends.
  mutating func skipSpace() {
    while offset < count {
      let byte = byte(at: offset)
      guard byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a else { return }
      offset += 1
    }
  }

  /// The content of a string whose opening quote has been taken, and whether there are escapes in it. Goes past the
  /// closing quote.
  mutating func takeString() throws(JSONLinesFault) -> (bytes: UnsafeRawBufferPointer, hasEscapes: Bool) {
    let start = offset
    var hasEscapes = false
    while true {
      offset = nextQuoteOrBackslash()
      guard offset < count else { throw .endsEarly }
      if byte(at: offset) == UInt8(ascii: "\"") {
        let content = UnsafeRawBufferPointer(start: base + start, count: offset - start)
        offset += 1
        return (content, hasEscapes)
      }
      hasEscapes = true
      offset = min(count, offset + 2)
    }
  }

  /// Where the next `"` or `\` stands; `count` where there is none.
  ///
  /// Eight bytes at a time: a byte of `word ^ pattern` is zero where the word has the byte sought, and
  /// `(x - 0x01…) & ~x & 0x80…` marks the zero bytes, the lowest of them exactly (Bit Twiddling Hacks, "haszero").
  private func nextQuoteOrBackslash() -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = offset
    while at + 8 <= count {
      let word = UInt64(littleEndian: (base + at).loadUnaligned(as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let slashes = word ^ (ones &* 0x5c)
      let found = ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes) & highs
      if found != 0 { return at + found.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < count {
      let byte = byte(at: at)
      if byte == 0x22 || byte == 0x5c { return at }
      at += 1
    }
    return count
  }

  /// The bytes of a number, checked against the grammar of RFC 8259 §6.
  mutating func takeNumber() throws(JSONLinesFault) -> UnsafeRawBufferPointer {
    let start = offset
    if peek() == UInt8(ascii: "-") { advance() }
    if peek() == UInt8(ascii: "0") { advance() } else { try takeDigits() }
    if peek() == UInt8(ascii: ".") {
      advance()
      try takeDigits()
    }
    if let exponent = peek(), exponent | 0x20 == UInt8(ascii: "e") {
      advance()
      if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { advance() }
      try takeDigits()
    }
    return UnsafeRawBufferPointer(start: base + start, count: offset - start)
  }

  private mutating func takeDigits() throws(JSONLinesFault) {
    let first = try take()
    guard first >= 0x30, first <= 0x39 else { throw unexpectedLast() }
    while let digit = peek(), digit >= 0x30, digit <= 0x39 { advance() }
  }

  /// Goes past any value.
  mutating func skipValue(deepest: Int) throws(JSONLinesFault) {
    guard deepest > 0 else { throw .tooDeep }
    switch try take() {
    case UInt8(ascii: "\""):
      let (content, hasEscapes) = try takeString()
      if hasEscapes { try check(escapesOf: content) }
    case UInt8(ascii: "{"): try skipMembers(deepest: deepest - 1)
    case UInt8(ascii: "["): try skipElements(deepest: deepest - 1)
    case UInt8(ascii: "t"): try skip("rue")
    case UInt8(ascii: "f"): try skip("alse")
    case UInt8(ascii: "n"): try skip("ull")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      offset -= 1
      _ = try takeNumber()
    default: throw unexpectedLast()
    }
  }

  private mutating func skipMembers(deepest: Int) throws(JSONLinesFault) {
    skipSpace()
    if peek() == UInt8(ascii: "}") { return advance() }
    while true {
      skipSpace()
      guard try take() == UInt8(ascii: "\"") else { throw unexpectedLast() }
      let (content, hasEscapes) = try takeString()
      if hasEscapes { try check(escapesOf: content) }
      skipSpace()
      guard try take() == UInt8(ascii: ":") else { throw unexpectedLast() }
      skipSpace()
      try skipValue(deepest: deepest)
      skipSpace()
      let next = try take()
      if next == UInt8(ascii: "}") { return }
      guard next == UInt8(ascii: ",") else { throw unexpectedLast() }
    }
  }

  private mutating func skipElements(deepest: Int) throws(JSONLinesFault) {
    skipSpace()
    if peek() == UInt8(ascii: "]") { return advance() }
    while true {
      skipSpace()
      try skipValue(deepest: deepest)
      skipSpace()
      let next = try take()
      if next == UInt8(ascii: "]") { return }
      guard next == UInt8(ascii: ",") else { throw unexpectedLast() }
    }
  }

  private mutating func skip(_ rest: StaticString) throws(JSONLinesFault) {
    for index in 0..<rest.utf8CodeUnitCount {
      guard try take() == rest.utf8Start[index] else { throw unexpectedLast() }
    }
  }

  private func check(escapesOf content: UnsafeRawBufferPointer) throws(JSONLinesFault) {
    guard let index = JSONEscapes.fault(content) else { return }
    throw .unexpected(byte: content[index], column: offset - content.count + index)
  }

  private func byte(at index: Int) -> UInt8 {
    base.load(fromByteOffset: index, as: UInt8.self)
  }
}
