/// What the attributes of a tag say that matters for text.
struct HTMLAttributes {
  /// Where the text goes on after the tag.
  private(set) var next: Int
  /// True for `<tag/>`.
  private(set) var isEmpty = false
  /// True for the attribute `hidden` and for a style of `display:none` or `visibility:hidden`. `aria-hidden` hides from
  /// screen readers only, so its text counts.
  private(set) var isHidden = false
  /// The number of `start` and `value`, with which lists and their items count on; nil where there is none from 1 on.
  private(set) var number: Int?

  /// Reads attributes from the end of a tag's name on, as browsers do: a `>` in quotes is no end, but a quote that never
  /// closes is no quote.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    next = start
    while next < bytes.count {
      let byte = bytes[next]
      if byte == UInt8(ascii: ">") {
        next += 1
        return
      }
      if ByteClass.isSpace(byte) || byte == UInt8(ascii: "/") {
        isEmpty = byte == UInt8(ascii: "/")
        next += 1
      } else {
        isEmpty = false
        attribute(bytes)
      }
    }
  }

  private mutating func attribute(_ bytes: UnsafeBufferPointer<UInt8>) {
    let nameStart = next
    next += 1
    while next < bytes.count, !ByteClass.isSpace(bytes[next]), bytes[next] != UInt8(ascii: "="),
      bytes[next] != UInt8(ascii: ">"), bytes[next] != UInt8(ascii: "/")
    {
      next += 1
    }
    let name = nameStart..<next
    while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    var value = next..<next
    if next < bytes.count, bytes[next] == UInt8(ascii: "=") { value = self.value(bytes) }
    switch name.count {
    case 6 where matches(bytes, name, "hidden"): isHidden = true
    case 5 where matches(bytes, name, "style"):
      if HTMLAttributes.hides(UnsafeBufferPointer(rebasing: bytes[value])) { isHidden = true }
    case 5 where matches(bytes, name, "start") || matches(bytes, name, "value"):
      guard value.count <= 9 else { break }
      number = Int(String(decoding: bytes[value], as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    default: break
    }
  }

  private mutating func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    next += 1
    while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count else { return next..<next }
    let quote = bytes[next]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let end = ByteScan.byte(quote, in: bytes, from: next + 1)
      if end < bytes.count {
        defer { next = end + 1 }
        return next + 1..<end
      }
    }
    let start = next
    while next < bytes.count, !ByteClass.isSpace(bytes[next]), bytes[next] != UInt8(ascii: ">") { next += 1 }
    return start..<next
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ name: StaticString) -> Bool {
    for offset in 0..<range.count where bytes[range.lowerBound + offset] | 0x20 != name.utf8Start[offset] {
      return false
    }
    return true
  }

  /// True for a style that takes an element out of sight.
  private static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < style.count {
      let end = ByteScan.byte(UInt8(ascii: ";"), in: style, from: index)
      var declaration: [UInt8] = []
      for byte in style[index..<end] where byte > 0x20 && declaration.count <= 40 {
        declaration.append(ByteClass.lowercased(byte))
      }
      for hiding in ["display:none", "visibility:hidden", "visibility:collapse"] as [StaticString] {
        let matches = declaration.withUnsafeBufferPointer { ByteClass.matches(hiding, in: $0, at: 0) }
        let rest = declaration.dropFirst(hiding.utf8CodeUnitCount)
        if matches && (rest.isEmpty || rest.first == UInt8(ascii: "!")) { return true }
      }
      index = end + 1
    }
    return false
  }
}
