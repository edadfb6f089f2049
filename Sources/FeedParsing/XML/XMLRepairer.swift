/// Turns a document, damaged or not, into what the XML parser reads: its tags, balanced, and its text beside them.
///
/// One pass. Tags go to `markup`; each stretch of text between two tags becomes one `TextRun` and one byte of markup in its
/// place, so that libxml2 sees the document's structure and no more, while text goes to the sink from where it lies. A run
/// that needs no mending and holds no reference is a range of the document; only others are written anew, to `mended`.
///
/// What is mended is listed in `RepairKind`; what is dropped without saying, since feeds mean nothing by it, are comments,
/// processing instructions and document type declarations. With these gone libxml2 knows of no entity that it could expand;
/// short plain ones are expanded here (`DeclaredEntities`).
///
/// Invariants. Of the markup: every start tag has its end tag, references in attributes are numeric or one of XML's five.
/// Of the text: valid UTF-8 where the document was, without bytes under 0x20 but tab, line feed and carriage return.
/// Of the work: each byte is looked at a bounded number of times, and what libxml2 is given to do is counted (`Work`).
struct XMLRepairer {
  /// What bounds a document's shape.
  struct Limits {
    /// The deepest nesting of elements; deeper tags are dropped, their text stays.
    var depth = 64
    /// The longest name in bytes; libxml2 refuses them from 50,000 on. A longer one is no name.
    var nameBytes = 1000
    /// The largest start tag in bytes; a larger one loses its attributes.
    var tagBytes = 65_536
    /// The most attributes of a tag; libxml2 compares each with each.
    var attributes = 256
    /// The most bytes that are kept of one run of text that had to be written anew.
    var runBytes = 1_100_000
    /// The most work, in `Work.units`.
    var work = 2_000_000
  }

  /// An element that has begun and not ended: its name's place in `bytes`.
  struct OpenElement {
    var start: Int
    var count: Int
    /// The namespaces that it declares.
    var namespaces = 0
    /// What it may hold, once that was asked.
    var kind = FieldKind.unknown
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: Limits
  /// Whether the document is a feed, whose fields do not hold each other.
  let knowsFields: Bool
  /// Tags as libxml2 is to read them, with one byte for each run of text. Taken away and emptied by `drain`.
  var markup: [UInt8] = []
  /// The runs of text that `markup` has places for.
  var runs: [TextRun] = []
  /// The text of runs that were written anew.
  var mended: [UInt8] = []
  var log = RepairLog()
  var open: [OpenElement] = []
  /// Up to here the input is markup, part of a run or dropped.
  var copied = 0
  /// Start tags dropped for depth, whose end tags are still to come.
  var suppressed = 0
  /// Where the root's end tag was met, once it was.
  var rootEnd: Int?
  var attributes: [AttributeRange] = []
  /// What libxml2 was given to do so far.
  var work = Work()
  var run = OpenRun()
  private var entities = DeclaredEntities()
  private var unterminated = (comment: false, section: false, instruction: false, declaration: false)

  /// The run of text that is being collected.
  struct OpenRun {
    /// Its first piece, a range of the document.
    var first = 0..<0
    /// Where in `mended` it begins, once it stands there.
    var start: Int?
  }

  /// True where no run is being written anew, so that `mended` may be emptied.
  var isBetweenRuns: Bool { run.start == nil }

  /// A repairer for a document.
  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: Limits = Limits(), knowsFields: Bool = true) {
    self.bytes = bytes
    self.knowsFields = knowsFields
    self.limits = limits
  }

  /// Mends the document from its root on. `drain` is called now and then to take the markup away; it answers whether any
  /// more is wanted.
  mutating func run(from root: Int, drain: (inout XMLRepairer) -> Bool) {
    copied = root
    if bytes[..<root].contains(where: { !ByteClass.isSpace($0) }) { noteJunkBefore(root) }
    var index = root
    while index < bytes.count {
      index = ByteScan.text(bytes, from: index)
      if index < bytes.count { index = mend(at: index) }
      if markup.count >= 32_768 || mended.count >= 262_144 {
        guard drain(&self) else { return }
      }
      if work.units > limits.work {
        log.note(.tooManyElements, at: index)
        copied = max(copied, index)
        return finish(drain: drain)
      }
    }
    flush(to: bytes.count)
    finish(drain: drain)
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
    case 0x09, 0x0A, 0x0D: return index + 1
    case 0xC2:
      // U+0080–U+009F: bytes of windows-1252 that were taken for characters.
      guard index + 1 < bytes.count, bytes[index + 1] < 0xA0 else { return index + 2 }
      let text = CharacterReference.windows1252(bytes[index + 1])
      log.note(
        .badCharacterReference, at: index, before: Repair.text(bytes[index..<index + 2]), after: Repair.text(text))
      replace(index, index + 2, with: text)
      return index + 2
    case 0xEF:
      // U+FFFE and U+FFFF, which XML forbids.
      if index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE {
        log.note(.controlCharacters, at: index, before: Repair.text(bytes[index..<index + 3]))
        drop(index, index + 3)
        return index + 3
      }
      return index + 1
    default:
      log.note(.controlCharacters, at: index, before: Repair.text(bytes[index...index]))
      drop(index, index + 1)
      return index + 1
    }
  }

  private mutating func reference(at index: Int) -> Int {
    // Before a space, a figure or another `&` there is nothing to look up.
    guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "#") || ByteClass.isNameStart(bytes[index + 1])
    else {
      log.note(.bareAmpersand, at: index, before: "&", after: "&amp;")
      return index + 1
    }
    guard let reference = CharacterReference(in: bytes, at: index) else {
      if let (text, length) = entities.reference(bytes, at: index) {
        flush(to: index)
        if beginMended() { mended.append(contentsOf: text) }
        copied = index + length
        return index + length
      }
      log.note(.bareAmpersand, at: index, before: "&", after: "&amp;")
      return index + 1
    }
    let end = index + reference.length
    var text = reference.utf8
    if reference.isDoubleEncoded {
      log.note(
        .doubleEncoding, at: index, detail: "windows-1252", before: Repair.text(bytes[index..<end]),
        after: Repair.text(text))
    }
    if !reference.isXML {
      let isNumber = bytes[index + 1] == UInt8(ascii: "#")
      if !isNumber, reference.length == 6, let old = HTMLEntities.inXHTML(text) { text = old }
      if !isNumber || !reference.isDoubleEncoded {
        log.note(
          isNumber ? .badCharacterReference : .htmlEntity, at: index, before: Repair.text(bytes[index..<end]),
          after: Repair.text(text))
      }
    }
    replace(index, end, with: text)
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
      // Within the root there is no declaration but a page's document type: this is text, or a damaged section.
      if !open.isEmpty, !isNamed("doctype", index + 2..<min(bytes.count, index + 9)) {
        log.note(.bareLessThan, at: index, before: "<", after: "&lt;")
        return index + 1
      }
      let end = documentTypeEnd(index)
      noteDeclarations(index, end)
      drop(index, end)
      return end
    default:
      log.note(.bareLessThan, at: index, before: "<", after: "&lt;")
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

  private mutating func section(at index: Int) -> Int {
    drop(index, index + 9)
    var next = index + 9
    let forgotten = endOfForgottenSection(from: next)
    while true {
      next = ByteScan.section(bytes, from: next)
      if let forgotten, next >= forgotten {
        log.note(.unclosedElement, at: index, after: "]]>")
        return forgotten
      }
      guard next < bytes.count else { break }
      let byte = bytes[next]
      if byte == UInt8(ascii: "]") {
        if ByteClass.matches("]]>", in: bytes, at: next) {
          drop(next, next + 3)
          return next + 3
        }
      } else if ByteClass.isForbiddenControl(byte) {
        log.note(.controlCharacters, at: next, before: Repair.text(bytes[next...next]))
        drop(next, next + 1)
      } else if byte == 0xEF, next + 2 < bytes.count, bytes[next + 1] == 0xBF, bytes[next + 2] >= 0xBE {
        log.note(.controlCharacters, at: next, before: Repair.text(bytes[next..<next + 3]))
        drop(next, next + 3)
        next += 2
      }
      next += 1
    }
    log.note(.truncated, at: index)
    return bytes.count
  }

  /// Where a section ends that was never closed, nil where it was: another begins before its end mark, and the element that
  /// it lies in ends before that. Else the section would go on to the other's end, and take all between for its text.
  private mutating func endOfForgottenSection(from start: Int) -> Int? {
    guard knowsFields, let element = open.last else { return nil }
    var next = start
    while true {
      next = ByteScan.either(UInt8(ascii: "["), UInt8(ascii: "]"), in: bytes, from: next)
      guard next < bytes.count, !ByteClass.matches("]]>", in: bytes, at: next) else { return nil }
      if next >= start + 8, ByteClass.matches("<![CDATA[", in: bytes, at: next - 8) { break }
      next += 1
    }
    let other = next - 8
    next = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: start)
    while next < other {
      let name = next + 2..<next + 2 + element.count
      if bytes[next + 1] == UInt8(ascii: "/"), name.upperBound < other, isSame(element, name),
        !ByteClass.isName(bytes[name.upperBound])
      {
        return next
      }
      next = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: next + 1)
    }
    return nil
  }

  /// The end of a `<!…>` declaration, over quotes and the brackets of an internal subset.
  private mutating func documentTypeEnd(_ index: Int) -> Int {
    var next = index + 2
    var depth = 0
    var quote: UInt8 = 0
    // Looked for once in vain, it is not looked for again: a document of such beginnings would take quadratic time.
    let limit = unterminated.declaration ? next : min(bytes.count, index + 1_048_576)
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
    unterminated.declaration = true
    return min(bytes.count, ByteScan.byte(UInt8(ascii: ">"), in: bytes, from: index) + 1)
  }

  private mutating func noteDeclarations(_ index: Int, _ end: Int) {
    guard bytes[index..<end].contains(UInt8(ascii: "[")) else { return }
    log.note(.documentTypeDeclarations, at: index, before: Repair.text(bytes[index..<end]))
    entities.read(UnsafeBufferPointer(rebasing: bytes[index..<end]))
  }

  /// Closes what is still open.
  private mutating func finish(drain: (inout XMLRepairer) -> Bool) {
    if rootEnd == nil && !open.isEmpty {
      let tags = endTags(from: 0, for: .truncated)
      log.note(.truncated, at: bytes.count, after: tags)
    }
    endRun()
    while let element = open.popLast() { appendEndTag(element) }
    _ = drain(&self)
  }
}
