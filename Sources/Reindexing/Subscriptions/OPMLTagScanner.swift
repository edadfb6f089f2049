/// Finds the tags of an XML text one after another, forgivingly: enough for OPML, of which only tags count. Comments,
/// CDATA sections, processing instructions and declarations are passed over; a `&` that begins no reference stands for
/// itself, as in most lists that people have.
struct OPMLTagScanner {
  /// A tag. Names of elements and attributes are in lower case: lists have `xmlUrl`, `xmlURL` and `xmlurl`.
  struct Tag {
    var name: String
    var attributes: [String: String] = [:]
    /// Where each attribute stands: from the first byte of its name to behind the closing quote, and its value.
    var places: [String: (whole: Range<Int>, value: Range<Int>)] = [:]
    var range: Range<Int>
    var isEnd = false
    var isEmptyElement = false
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next tag; nil at the end.
  mutating func next() -> Tag? {
    while let start = find(UInt8(ascii: "<"), from: offset) {
      if hasPrefix("<!--", at: start) {
        offset = end(of: "-->", from: start + 4)
      } else if hasPrefix("<![CDATA[", at: start) {
        offset = end(of: "]]>", from: start + 9)
      } else if hasPrefix("<?", at: start) {
        offset = end(of: "?>", from: start + 2)
      } else if hasPrefix("<!", at: start) {
        offset = end(of: ">", from: start + 2)
      } else if let tag = tag(at: start) {
        return tag
      } else {
        offset = start + 1
      }
    }
    return nil
  }

  private mutating func tag(at start: Int) -> Tag? {
    var at = start + 1
    let isEnd = at < bytes.count && bytes[at] == UInt8(ascii: "/")
    if isEnd { at += 1 }
    let nameStart = at
    while at < bytes.count, isName(bytes[at]) { at += 1 }
    guard at > nameStart else { return nil }
    var tag = Tag(name: lowered(nameStart..<at), range: start..<at, isEnd: isEnd)
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: ">") {
        tag.range = start..<(at + 1)
        offset = at + 1
        return tag
      }
      tag.isEmptyElement = byte == UInt8(ascii: "/")
      guard isName(byte) else {
        if byte == UInt8(ascii: "<") { return nil }
        at += 1
        continue
      }
      let attributeStart = at
      while at < bytes.count, isName(bytes[at]) { at += 1 }
      let attribute = lowered(attributeStart..<at)
      while at < bytes.count, isSpace(bytes[at]) { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < bytes.count, isSpace(bytes[at]) { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { continue }
      guard let close = find(bytes[at], from: at + 1) else { return nil }
      tag.attributes[attribute] = OPMLTagScanner.unescaped(bytes[(at + 1)..<close])
      tag.places[attribute] = (attributeStart..<(close + 1), (at + 1)..<close)
      at = close + 1
    }
    return nil
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    start < bytes.count ? bytes[start...].firstIndex(of: byte) : nil
  }

  private func hasPrefix(_ prefix: StaticString, at start: Int) -> Bool {
    prefix.withUTF8Buffer { bytes.count - start >= $0.count && bytes[start..<(start + $0.count)].elementsEqual($0) }
  }

  private func end(of text: StaticString, from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      if hasPrefix(text, at: at) { return at + text.utf8CodeUnitCount }
      at += 1
    }
    return bytes.count
  }

  private func lowered(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private func isName(_ byte: UInt8) -> Bool {
    !isSpace(byte) && !"<>/=\"'".utf8.contains(byte)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }

  /// A value with its references replaced: the five of XML, and numbers.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "&"), let end = bytes[at..<min(at + 12, bytes.endIndex)].firstIndex(of: 0x3b),
        let scalar = scalar(named: String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
      {
        text += Array(String(Character(scalar)).utf8)
        at = end + 1
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func scalar(named name: String) -> UnicodeScalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap { $0 == 0 ? nil : UnicodeScalar($0) }
    }
  }
}
