/// Turns the bytes of a damaged document into balanced XML that a conforming parser reads without losing text.
///
/// One pass, which copies sound stretches whole. What it mends is listed in `RepairKind`; what it drops without saying,
/// since feeds mean nothing by it, are comments, processing instructions and document type declarations. With these gone
/// a document declares no entities, so none can be expanded.
///
/// Invariant of the output: every start tag has its end tag, references are numeric or one of XML's five, and no byte
/// under 0x20 stands in it but tab, line feed and carriage return.
struct XMLRepairer {
  /// What bounds a document's shape.
  struct Limits {
    /// The deepest nesting of elements; deeper tags are dropped, their text stays.
    var depth = 256
    /// The longest name in bytes; libxml2 refuses them from 50,000 on. A longer one is no name.
    var nameBytes = 1000
    /// The largest start tag in bytes; a larger one loses its attributes.
    var tagBytes = 65_536
    /// The most attributes of a tag; libxml2 compares each with each.
    var attributes = 256
  }

  /// An element that has begun and not ended: its name's place in `bytes`.
  struct OpenElement {
    var start: Int
    var count: Int
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: Limits
  var output: [UInt8] = []
  var log = RepairLog()
  var open: [OpenElement] = []
  /// Up to here the input is in the output or dropped.
  var copied = 0
  /// Start tags dropped for depth, whose end tags are still to come.
  var suppressed = 0
  /// Where the root's end tag was met, once it was.
  var rootEnd: Int?
  var attributes: [AttributeRange] = []
  private var unterminated = (comment: false, section: false, instruction: false)

  /// A repairer for a document whose root begins at `root`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: Limits = Limits()) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The bytes that may need mending, among them every byte that ends a stretch of plain text.
  private static let isSpecial: [Bool] = (0...255).map { value in
    let byte = UInt8(value)
    return byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "]") || byte == 0xEF
      || byte == 0xC2
      || ByteClass.isForbiddenControl(byte)
  }

  /// Mends the document from its root on.
  mutating func run(from root: Int) {
    output.reserveCapacity(bytes.count - root + 1024)
    copied = root
    if bytes[..<root].contains(where: { !ByteClass.isSpace($0) }) { noteJunkBefore(root) }
    var index = root
    XMLRepairer.isSpecial.withUnsafeBufferPointer { isSpecial in
      while index < bytes.count {
        while index < bytes.count && !isSpecial[Int(bytes[index])] { index += 1 }
        if index < bytes.count { index = mend(at: index) }
      }
    }
    finish()
  }

  private mutating func noteJunkBefore(_ root: Int) {
    var index = 0
    while index < root {
      if ByteClass.isSpace(bytes[index]) {
        index += 1
      } else if bytes[index] == UInt8(ascii: "<"), index + 1 < root, bytes[index + 1] == UInt8(ascii: "?") {
        index = (ByteClass.find("?>", in: bytes, from: index) ?? root) + 2
      } else if ByteClass.matches("<!--", in: bytes, at: index) {
        index = (ByteClass.find("-->", in: bytes, from: index + 4) ?? root) + 3
      } else if bytes[index] == UInt8(ascii: "<"), index + 1 < root, bytes[index + 1] == UInt8(ascii: "!") {
        let end = documentTypeEnd(index)
        noteDeclarations(index, end)
        index = end
      } else {
        return log.note(.junkBeforeRoot, at: index)
      }
    }
  }

  /// Deals with the special byte at `index`; returns where to go on.
  private mutating func mend(at index: Int) -> Int {
    switch bytes[index] {
    case UInt8(ascii: "<"): return markup(at: index)
    case UInt8(ascii: "&"): return reference(at: index)
    case UInt8(ascii: "]"):
      if ByteClass.matches("]]>", in: bytes, at: index) {
        replace(index + 2, index + 3, with: "&gt;")
        return index + 3
      }
      return index + 1
    case 0xC2:
      // U+0080–U+009F: bytes of windows-1252 that were taken for characters.
      guard index + 1 < bytes.count, bytes[index + 1] < 0xA0 else { return index + 2 }
      log.note(.badCharacterReference, at: index)
      flush(to: index)
      output.append(contentsOf: CharacterReference.windows1252(bytes[index + 1]))
      copied = index + 2
      return index + 2
    case 0xEF:
      // U+FFFE and U+FFFF, which XML forbids.
      if index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
        log.note(.controlCharacters, at: index)
        drop(index, index + 3)
        return index + 3
      }
      return index + 1
    default:
      log.note(.controlCharacters, at: index)
      drop(index, index + 1)
      return index + 1
    }
  }

  private mutating func reference(at index: Int) -> Int {
    guard let reference = CharacterReference(in: bytes, at: index) else {
      log.note(.bareAmpersand, at: index)
      replace(index, index + 1, with: "&amp;")
      return index + 1
    }
    let end = index + reference.length
    if !reference.isXML {
      let isNumber = bytes[index + 1] == UInt8(ascii: "#")
      log.note(isNumber ? .badCharacterReference : .htmlEntity, at: index)
      flush(to: index)
      appendEscaped(reference.utf8)
      copied = end
    }
    return end
  }

  private mutating func markup(at index: Int) -> Int {
    guard index + 1 < bytes.count else {
      log.note(.truncated, at: index)
      drop(index, index + 1)
      return index + 1
    }
    let next = bytes[index + 1]
    if ByteClass.isNameStart(next) { return startTag(at: index) }
    switch next {
    case UInt8(ascii: "/"): return endTag(at: index)
    case UInt8(ascii: "?"):
      var end: Int?
      if !unterminated.instruction { end = ByteClass.find("?>", in: bytes, from: index + 2).map { $0 + 2 } }
      if end == nil { unterminated.instruction = true }
      return dropMarkup(index, end)
    case UInt8(ascii: "!"):
      if ByteClass.matches("<!--", in: bytes, at: index) {
        var end: Int?
        if !unterminated.comment { end = ByteClass.find("-->", in: bytes, from: index + 4).map { $0 + 3 } }
        if end == nil { unterminated.comment = true }
        return dropMarkup(index, end)
      }
      if ByteClass.matches("<![CDATA[", in: bytes, at: index) { return section(at: index) }
      let end = documentTypeEnd(index)
      noteDeclarations(index, end)
      drop(index, end)
      return end
    default:
      log.note(.bareLessThan, at: index)
      replace(index, index + 1, with: "&lt;")
      return index + 1
    }
  }

  /// Drops a comment or instruction; one that never ends loses its opening bracket only, so that no text goes with it.
  private mutating func dropMarkup(_ index: Int, _ end: Int?) -> Int {
    if let end {
      drop(index, end)
      return end
    }
    log.note(.truncated, at: index)
    drop(index, index + 2)
    return index + 2
  }

  /// The most bytes of a CDATA section, which libxml2 refuses from ten million on; longer ones are cut into several.
  private static let sectionBytes = 4_000_000

  private mutating func section(at index: Int) -> Int {
    let start = index + 9
    var end: Int?
    if !unterminated.section { end = ByteClass.find("]]>", in: bytes, from: start) }
    if end == nil {
      unterminated.section = true
      log.note(.truncated, at: index)
    }
    let limit = end ?? bytes.count
    var next = start
    var pieceEnd = start + XMLRepairer.sectionBytes
    while next < limit {
      if next >= pieceEnd && bytes[next] & 0xC0 != 0x80 {
        replace(next, next, with: "]]><![CDATA[")
        pieceEnd = next + XMLRepairer.sectionBytes
      }
      if ByteClass.isForbiddenControl(bytes[next]) {
        log.note(.controlCharacters, at: next)
        drop(next, next + 1)
      } else if bytes[next] == 0xEF, next + 2 < limit, bytes[next + 1] == 0xBF, bytes[next + 2] >= 0xBE {
        log.note(.controlCharacters, at: next)
        drop(next, next + 3)
        next += 2
      }
      next += 1
    }
    if end == nil {
      flush(to: limit)
      output.append(contentsOf: "]]>".utf8)
      return limit
    }
    return limit + 3
  }

  /// The end of a `<!…>` declaration, over quotes and the brackets of an internal subset.
  private func documentTypeEnd(_ index: Int) -> Int {
    var next = index + 2
    var depth = 0
    var quote: UInt8 = 0
    let limit = min(bytes.count, index + 1_048_576)
    while next < limit {
      let byte = bytes[next]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if depth > 0 && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")) {
        quote = byte
      } else if byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: "]") {
        depth -= 1
      } else if byte == UInt8(ascii: ">") && depth <= 0 {
        return next + 1
      }
      next += 1
    }
    return (bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
  }

  private mutating func noteDeclarations(_ index: Int, _ end: Int) {
    if bytes[index..<end].contains(UInt8(ascii: "[")) { log.note(.documentTypeDeclarations, at: index) }
  }

  /// Closes what is still open and takes over the rest of the input.
  private mutating func finish() {
    flush(to: bytes.count)
    if rootEnd == nil && !open.isEmpty { log.note(.truncated, at: bytes.count) }
    while let element = open.popLast() { appendEndTag(element) }
  }
}
