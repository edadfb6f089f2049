/// Reads HTML, tag by tag, and writes its text. Forgiving: there is no input that it refuses.
struct HTMLReader {
  /// The text so far, valid UTF-8 where the input was.
  private(set) var output: [UInt8] = []

  private let isOneLine: Bool
  private let keepsLines: Bool
  /// White space that is due before the next character.
  private var pending = Gap.none
  /// Cells of a table row are parted where both have text.
  private var isCellDue = false
  private var preformatted = 0
  /// True once a comment was met that never ends.
  private var holdsOpenComment = false
  /// True right after a list item's dash, which its text follows without a gap.
  private var isAfterDash = false
  /// The element whose content is left out, and how deep its namesakes are nested in it.
  private var hidden: (tag: HTMLTag, depth: Int)?

  /// White space due before the next character, the stronger winning.
  private enum Gap: Int {
    case none, space, line, paragraph
  }

  /// - Parameters:
  ///   - isOneLine: Whether every gap is written as one space.
  ///   - keepsLines: Whether line ends of the input are line ends of the text.
  init(isOneLine: Bool, keepsLines: Bool = false) {
    self.isOneLine = isOneLine
    self.keepsLines = keepsLines
  }

  /// Reads a whole piece of HTML.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        index = markup(bytes, at: index)
      } else if byte == UInt8(ascii: "&") {
        index = reference(bytes, at: index)
      } else {
        index = run(bytes, from: index, stopsAtMarkup: true)
      }
    }
  }

  /// Reads a whole piece of plain text, in which `<` and `&` mean themselves.
  mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>) {
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count { index = run(bytes, from: index, stopsAtMarkup: false) }
  }

  /// Takes white space at `index`, or a stretch of text up to the next white space (or markup).
  private mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, stopsAtMarkup: Bool) -> Int {
    let byte = bytes[index]
    if byte <= 0x20 {
      space(byte, next: index + 1 < bytes.count ? bytes[index + 1] : 0)
      return index + 1
    }
    if let length = spaceLength(bytes, at: index) {
      raise(.space)
      return index + length
    }
    var end = index + 1
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0x20, end + 1 < bytes.count, ByteClass.isName(bytes[end + 1]) {
        // A single space within running text, the commonest case by far, is already what the text will have.
        end += 2
        continue
      }
      if byte <= 0x20 || (stopsAtMarkup && (byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&"))) { break }
      if byte >= 0xC2, byte <= 0xE3, spaceLength(bytes, at: end) != nil { break }
      end += 1
    }
    if hidden == nil { append(UnsafeBufferPointer(rebasing: bytes[index..<end])) }
    return end
  }

  /// The length of a space outside ASCII: no-break, en, em, thin, ideographic, zero-width, byte order mark.
  private func spaceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    switch bytes[index] {
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: return 2
    case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80:
      let last = bytes[index + 2]
      return last <= 0x8B || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : nil
    case 0xE3 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80: return 3
    default: return nil
    }
  }

  private mutating func space(_ byte: UInt8, next: UInt8) {
    guard keepsLines || preformatted > 0, byte == 0x0A || byte == 0x0D else { return raise(.space) }
    if byte == 0x0D && next == 0x0A { return }
    pending = pending.rawValue >= Gap.line.rawValue ? .paragraph : .line
  }

  private mutating func raise(_ gap: Gap) {
    if gap.rawValue > pending.rawValue { pending = gap }
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    fillGap()
    output.append(contentsOf: text)
  }

  private mutating func fillGap() {
    if !output.isEmpty && !isAfterDash {
      if isOneLine {
        if pending != .none || isCellDue { output.append(0x20) }
      } else {
        switch pending {
        case .none: if isCellDue { output.append(contentsOf: " | ".utf8) }
        case .space:
          if isCellDue { output.append(contentsOf: " | ".utf8) } else { output.append(0x20) }
        case .line: output.append(0x0A)
        case .paragraph:
          output.append(0x0A)
          output.append(0x0A)
        }
      }
    }
    pending = .none
    isCellDue = false
    isAfterDash = false
  }

  private mutating func reference(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard let reference = CharacterReference(in: bytes, at: index) else {
      if hidden == nil { append(UnsafeBufferPointer(rebasing: bytes[index...index])) }
      return index + 1
    }
    if hidden == nil {
      reference.utf8.withUnsafeBufferPointer { text in
        guard let first = text.first else { return }
        if first <= 0x20 {
          space(first, next: 0)
        } else if spaceLength(text, at: 0) == text.count {
          raise(.space)
        } else {
          append(text)
        }
      }
    }
    return index + reference.length
  }

  /// Takes a tag, comment or declaration; returns where to go on.
  private mutating func markup(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    if ByteClass.matches("<!--", in: bytes, at: index) {
      if !holdsOpenComment {
        if let end = ByteClass.find("-->", in: bytes, from: index + 4) { return end + 3 }
        holdsOpenComment = true
      }
      return bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? index + 4
    }
    if ByteClass.matches("<![CDATA[", in: bytes, at: index) { return index + 9 }
    if next == UInt8(ascii: "?") || (next == UInt8(ascii: "!") && isDeclaration(bytes, at: index + 2)),
      let end = bytes[index...].firstIndex(of: UInt8(ascii: ">"))
    {
      return end + 1
    }
    let isEnd = next == UInt8(ascii: "/")
    let nameStart = index + (isEnd ? 2 : 1)
    guard nameStart < bytes.count, ByteClass.isNameStart(bytes[nameStart]) else {
      if isEnd, let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) { return end + 1 }
      if hidden == nil { append(UnsafeBufferPointer(rebasing: bytes[index...index])) }
      return index + 1
    }
    var nameEnd = nameStart
    while nameEnd < bytes.count && ByteClass.isName(bytes[nameEnd]) { nameEnd += 1 }
    let attributes = HTMLTag.attributesEnd(bytes, from: nameEnd)
    let tag = HTMLTag(UnsafeBufferPointer(rebasing: bytes[nameStart..<nameEnd]))
    if isEnd {
      end(tag)
    } else {
      begin(tag, attributes: UnsafeBufferPointer(rebasing: bytes[nameEnd..<attributes.content]))
      if tag.isRawText && hidden?.tag == tag {
        // Whatever looks like markup in a script is none, but for its end.
        return HTMLTag.rawTextEnd(bytes, from: attributes.next, tag: tag)
      }
    }
    return attributes.next
  }

  private func isDeclaration(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    index < bytes.count && (ByteClass.isNameStart(bytes[index]) || bytes[index] == UInt8(ascii: "["))
  }

  private mutating func begin(_ tag: HTMLTag, attributes: UnsafeBufferPointer<UInt8>) {
    if let hidden {
      if hidden.tag == tag && !tag.isVoid { self.hidden = (tag, hidden.depth + 1) }
      return
    }
    let isEmpty = attributes.last == UInt8(ascii: "/")
    if !tag.isVoid, tag.isLeftOut || HTMLTag.isHidden(attributes) {
      if !isEmpty || tag.isRawText { hidden = (tag, 1) }
      return
    }
    switch tag.layout {
    case .inline: break
    case .lineBreak:
      if isOneLine {
        raise(.space)
      } else {
        pending = pending.rawValue >= Gap.line.rawValue && !output.isEmpty ? .paragraph : .line
      }
    case .line: raise(.line)
    case .block: raise(.paragraph)
    case .item:
      raise(.line)
      if !isOneLine && !isAfterDash {
        fillGap()
        output.append(contentsOf: "- ".utf8)
        isAfterDash = true
      }
    case .cell: isCellDue = !output.isEmpty && pending.rawValue < Gap.line.rawValue
    case .preformatted:
      raise(.paragraph)
      preformatted += 1
    }
  }

  private mutating func end(_ tag: HTMLTag) {
    if let hidden {
      if hidden.tag == tag { self.hidden = hidden.depth > 1 ? (tag, hidden.depth - 1) : nil }
      return
    }
    switch tag.layout {
    case .inline, .cell: break
    case .lineBreak: raise(.line)
    case .line, .item: raise(.line)
    case .block: raise(.paragraph)
    case .preformatted:
      raise(.paragraph)
      preformatted = max(0, preformatted - 1)
    }
  }
}
