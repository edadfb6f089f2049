/// What a line is that should have been a JSON object, as far as its beginning tells.
public enum LineContent: String, Equatable, Sendable {
  /// It has NUL or other control characters, or is no UTF-8.
  case binary = "binary data"
  /// It begins with `<`.
  case markup = "XML or HTML"
  /// It begins with `[`: a whole file in one array, most often.
  case array = "a JSON array"
  /// Anything else.
  case text = "plain text"

  /// How many bytes are looked at.
  private static let headLength = 256

  /// Judges a line by its first bytes.
  init(_ line: UnsafeRawBufferPointer) {
    let head = line.prefix(LineContent.headLength)
    let isControl = { (byte: UInt8) in byte < 0x20 && byte != 0x09 && byte != 0x0c && byte != 0x0d || byte == 0x7f }
    // The last character may be cut, so the last three bytes do not count.
    let whole = line.count > head.count ? head.dropLast(3).prefixOfWholeCharacters : head
    if head.contains(where: isControl) || String(validating: whole, as: UTF8.self) == nil {
      self = .binary
      return
    }
    switch head.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"): self = .markup
    case UInt8(ascii: "["): self = .array
    default: self = .text
    }
  }
}

extension Slice<UnsafeRawBufferPointer> {
  /// Without the bytes at the end that may be the beginning of a character.
  fileprivate var prefixOfWholeCharacters: Slice<UnsafeRawBufferPointer> {
    var end = endIndex
    while end > startIndex, self[end - 1] >= 0x80 { end -= 1 }
    return end == startIndex ? self : self[..<end]
  }
}
