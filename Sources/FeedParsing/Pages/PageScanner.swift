/// A tag of an HTML page.
struct PageTag {
  /// The element's name in lower case.
  var name: String
  /// True for `</name>`.
  var isEnd: Bool
  /// Where its `<` stands.
  var start: Int
  /// The offset after its `>`.
  var end: Int
  /// Where its attributes stand.
  var attributeRange: Range<Int>

  /// True for elements that have no content (HTML Standard, "void elements").
  var isVoid: Bool { PageTag.void.contains(name) }

  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
  ]
}

/// Walks over the tags of an HTML page, one after the other, without building a tree.
///
/// Comments, document types and the content of `script`, `style`, `textarea` and `title` are passed over. Broken markup
/// gives whatever tags there are; nothing traps, and the work is linear in the page's length.
struct PageScanner {
  /// The page in UTF-8.
  let bytes: [UInt8]
  private var index = 0
  private var commentsEnd = true

  /// A scanner at the page's beginning.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next tag, or nil at the page's end.
  mutating func next() -> PageTag? {
    while index < bytes.count {
      guard let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { break }
      index = open + 1
      guard index < bytes.count else { break }
      if bytes[index] == UInt8(ascii: "!") {
        skipDeclaration()
      } else if let tag = tag(at: open) {
        index = tag.end
        if !tag.isEnd, PageScanner.rawText.contains(tag.name) { index = endTag(of: tag.name, from: tag.end) }
        return tag
      }
    }
    index = bytes.count
    return nil
  }

  private static let rawText: Set<String> = ["script", "style", "textarea", "title"]

  /// Where the content of a raw-text element that was just returned ends.
  var contentEnd: Int { index }

  private mutating func skipDeclaration() {
    if commentsEnd, bytes[index...].starts(with: "!--".utf8) {
      guard let end = position(of: "-->", from: index + 3) else {
        // An unterminated comment hides nothing: it is read as if it were none.
        commentsEnd = false
        return
      }
      index = end + 3
    }
  }

  private func position(of text: StaticString, from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { ByteClass.find(text, in: $0, from: start) }
  }

  private func tag(at open: Int) -> PageTag? {
    var next = open + 1
    let isEnd = bytes[next] == UInt8(ascii: "/")
    if isEnd { next += 1 }
    guard next < bytes.count, ByteClass.isNameStart(bytes[next]) else { return nil }
    let nameStart = next
    while next < bytes.count, ByteClass.isName(bytes[next]) { next += 1 }
    let name = String(decoding: bytes[nameStart..<next].map(ByteClass.lowercased), as: UTF8.self)
    let attributes = next
    var quote: UInt8 = 0
    var afterEquals = false
    while next < bytes.count, next - attributes < 65_536 {
      let byte = bytes[next]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        break
      } else if afterEquals, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      if quote == 0, !ByteClass.isSpace(byte) { afterEquals = byte == UInt8(ascii: "=") }
      next += 1
    }
    return PageTag(
      name: name, isEnd: isEnd, start: open, end: min(next + 1, bytes.count), attributeRange: attributes..<next)
  }

  private func endTag(of name: String, from start: Int) -> Int {
    let wanted = Array(name.utf8)
    var next = start
    while let found = position(of: "</", from: next) {
      let rest = bytes[(found + 2)...].prefix(wanted.count)
      if rest.map(ByteClass.lowercased) == wanted { return found }
      next = found + 2
    }
    return bytes.count
  }
}

extension PageScanner {
  /// The value of an attribute with its character references decoded; nil where the tag has none of that name.
  func attribute(_ name: String, of tag: PageTag) -> String? {
    var next = tag.attributeRange.lowerBound
    let end = tag.attributeRange.upperBound
    func skip(while condition: (UInt8) -> Bool) {
      while next < end, condition(bytes[next]) { next += 1 }
    }
    while next < end {
      skip { ByteClass.isSpace($0) || $0 == UInt8(ascii: "/") }
      let start = next
      skip { !ByteClass.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/") }
      let isWanted =
        next - start == name.utf8.count
        && zip(bytes[start..<next], name.utf8).allSatisfy { ByteClass.lowercased($0) == $1 }
      skip(while: ByteClass.isSpace)
      var value = next..<next
      if next < end, bytes[next] == UInt8(ascii: "=") {
        next += 1
        skip(while: ByteClass.isSpace)
        if next < end, bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'") {
          let quote = bytes[next]
          next += 1
          let first = next
          skip { $0 != quote }
          value = first..<next
          next = min(next + 1, end)
        } else {
          let first = next
          skip { !ByteClass.isSpace($0) }
          value = first..<next
        }
      } else if next == start {
        next += 1
      }
      if isWanted, start < end { return PageScanner.decoded(bytes[value]) }
    }
    return nil
  }

  /// The words of an attribute whose value is a list, in lower case.
  func words(_ name: String, of tag: PageTag) -> [String] {
    guard let value = attribute(name, of: tag) else { return [] }
    return value.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }.map { $0.lowercased() }
  }

  private static func decoded(_ value: ArraySlice<UInt8>) -> String {
    guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self).trimmedASCII }
    return HTMLText.lineWithoutTags(value)
  }
}
