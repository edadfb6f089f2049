extension FeedBuilder {
  /// The text of a field as paragraphs.
  func block(_ frame: Frame) -> String {
    withText(frame) { bytes, isHTML in isHTML ? HTMLText.plainText(known: bytes) : HTMLText.tidy(bytes) }
  }

  /// The text of a field in one line.
  func line(_ frame: Frame) -> String {
    withText(frame) { bytes, isHTML in isHTML ? HTMLText.line(bytes) : HTMLText.tidy(bytes, isOneLine: true) }
  }

  /// The text of a field as it is, without the white space around it.
  func string(_ frame: Frame) -> String {
    text.withUnsafeBufferPointer { bytes in
      var start = min(frame.start, bytes.count)
      var end = bytes.count
      while start < end && bytes[start] <= 0x20 { start += 1 }
      while end > start && bytes[end - 1] <= 0x20 { end -= 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
  }

  private func withText(_ frame: Frame, _ body: (UnsafeBufferPointer<UInt8>, Bool) -> String) -> String {
    let start = min(frame.start, text.count)
    if frame.type == .base64, !frame.holdsMarkup {
      let decoded = Base64.decode(text[start...]) ?? Array(text[start...])
      return String(decoding: decoded, as: UTF8.self).withContiguousUTF8 { body($0, true) }
    }
    return text.withUnsafeBufferPointer { bytes in
      body(UnsafeBufferPointer(rebasing: bytes[start...]), frame.holdsMarkup || frame.type != .plain)
    }
  }

  /// Markup begins in a field (a frame, by its index) that held plain characters so far: these are escaped, so that the
  /// whole reads as HTML. Where they are themselves escaped markup, they stay.
  func escapeTextBefore(_ index: Int) {
    guard !frames[index].holdsMarkup else { return }
    frames[index].holdsMarkup = true
    let start = min(frames[index].start, text.count)
    let before = Array(text[start...])
    guard before.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return }
    before.withUnsafeBufferPointer {
      guard ByteClass.find("</", in: $0, from: 0) == nil else { return }
      text.removeLast(text.count - start)
      appendEscaped($0)
    }
  }

  /// Writes characters of markup's text.
  func appendEscaped(_ piece: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in 0..<piece.count {
      let escape: StaticString
      switch piece[index] {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      default: continue
      }
      text.append(contentsOf: UnsafeBufferPointer(rebasing: piece[start..<index]))
      text.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
      start = index + 1
    }
    text.append(contentsOf: UnsafeBufferPointer(rebasing: piece[start...]))
  }

  /// Writes the start tag of markup, with the attributes that matter for its text. The frame's `start` stays before it,
  /// so that the end tag knows the name.
  func openMarkup(_ element: XMLElement) {
    text.append(UInt8(ascii: "<"))
    var next = element.local
    while next.pointee != 0 {
      text.append(next.pointee)
      next += 1
    }
    for (name, prefix) in FeedBuilder.attributesOfText {
      guard let value = element.attributes.bytes(name), !value.contains(UInt8(ascii: "\"")) else { continue }
      text.append(contentsOf: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
      for byte in value where byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">") { text.append(byte) }
      text.append(UInt8(ascii: "\""))
    }
    text.append(UInt8(ascii: ">"))
  }

  private static let attributesOfText: [(StaticString, StaticString)] = [
    ("hidden", " hidden=\""), ("style", " style=\""), ("start", " start=\""), ("value", " value=\""),
  ]

  /// Writes the end tag of the markup that began where the frame says.
  func closeMarkup(_ frame: Frame) {
    var end = frame.start + 1
    while end < text.count && ByteClass.isName(text[end]) { end += 1 }
    guard end > frame.start + 1, end <= text.count else { return }
    let name = Array(text[(frame.start + 1)..<end])
    text.append(contentsOf: "</".utf8)
    text.append(contentsOf: name)
    text.append(UInt8(ascii: ">"))
  }
}

/// Base64 (RFC 4648 §4), white space passed over.
enum Base64 {
  /// The bytes, or nil for anything else.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text where byte > 0x20 {
      let value: UInt8
      switch byte {
      case 0x41...0x5A: value = byte - 0x41
      case 0x61...0x7A: value = byte - 0x61 + 26
      case 0x30...0x39: value = byte - 0x30 + 52
      case 0x2B: value = 62
      case 0x2F: value = 63
      case 0x3D:
        padding += 1
        continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count % 4 == 0 {
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits))
      }
    }
    switch count % 4 {
    case 0: break
    case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: return nil
    }
    return bytes
  }
}

extension String {
  /// The same without white space and controls (up to U+0020) at either end.
  var trimmedASCII: String {
    guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
    let bytes = Array(utf8)
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    return String(decoding: bytes[start...end], as: UTF8.self)
  }

  /// Calls `body` with the string's bytes.
  func withContiguousUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var copy = self
    return copy.withUTF8(body)
  }
}
