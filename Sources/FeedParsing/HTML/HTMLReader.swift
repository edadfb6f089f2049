/// Reads HTML, tag by tag, and writes its text. Forgiving: there is no input that it refuses.
///
/// White space is never written when it is met but when text follows it: `pending` holds the strongest gap since the last
/// character, `cellIsDue` and `dueMark` what a table or list puts there. So nothing has to be taken back, and a text neither
/// begins nor ends with a gap.
///
/// Complexity: O(n), also for markup that never ends (`noMarkAfter`).
struct HTMLReader {
  /// The text so far, valid UTF-8 where the input was.
  var output: [UInt8] = []

  let isOneLine: Bool
  private let keepsLines: Bool
  /// White space that is due before the next character.
  var pending = Gap.none
  /// Spaces of preformatted text that are due before the next character.
  private var pendingSpaces = 0
  /// The next text is of another cell of the row.
  var cellIsDue = false
  /// Where the output stood when the row of a table began; nil outside of rows.
  var rowStart: Int?
  /// How many `pre`, and how many elements of code, are open.
  var preformatted = 0
  var code = 0
  /// The lists that are open: the number that the next item takes, 0 where items have none.
  var lists: [Int] = []
  /// The mark of a list item without text so far: its number, 0 for a dash.
  var dueMark: Int?
  /// The length of what is read. Once the text is as long, lists are no longer indented: items of
  /// lists that never end would take many times the room of their source.
  private var sourceCount = 0
  /// The element whose content is left out, and how deep its namesakes are nested in it.
  var hidden: (tag: HTMLTag, depth: Int)?
  /// No `>` stands at or after this place, as far as is known; and the same of `-->`.
  private var noMarkAfter = Int.max
  private var noCommentEndAfter = Int.max

  /// White space due before the next character, the stronger winning.
  enum Gap: Int {
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
    sourceCount = bytes.count
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        index = markup(bytes, at: index)
      } else if hidden != nil {
        index = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: index)
      } else if byte == UInt8(ascii: "&") {
        index = reference(bytes, at: index)
      } else {
        index = text(bytes, from: index, isPlain: false)
      }
    }
  }

  /// Reads a whole piece of plain text, in which `<` and `&` mean themselves.
  mutating func readPlain(_ bytes: UnsafeBufferPointer<UInt8>) {
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count { index = text(bytes, from: index, isPlain: true) }
  }

  /// Takes white space at `index`, or a stretch of text up to the next white space that is more than a single space (or
  /// up to markup).
  private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, isPlain: Bool) -> Int {
    let byte = bytes[index]
    if byte <= 0x20 {
      space(byte, next: index + 1 < bytes.count ? bytes[index + 1] : 0)
      return index + 1
    }
    if let (length, isSpace) = HTMLReader.invisible(bytes, at: index) {
      if isSpace { space(0x20, next: 0) }
      return index + length
    }
    var end = index + 1
    while true {
      end = isPlain ? ByteScan.plain(bytes, from: end) : ByteScan.html(bytes, from: end)
      guard end < bytes.count else { break }
      let byte = bytes[end]
      if byte == 0x20 {
        guard end + 1 < bytes.count, bytes[end + 1] > 0x20 else { break }
      } else if byte < 0x80 || HTMLReader.invisible(bytes, at: end) != nil {
        break
      }
      end += 1
    }
    // A single space before markup belongs to what follows.
    let endsInSpace = bytes[end - 1] == 0x20
    append(UnsafeBufferPointer(rebasing: bytes[index..<(endsInSpace ? end - 1 : end)]))
    if endsInSpace { space(0x20, next: 0) }
    return end
  }

  /// The length of what shows no ink outside ASCII: spaces (no-break, en, em, thin, ideographic, zero-width, line and
  /// paragraph separators), and the soft hyphen, which is no space.
  @inline(__always)
  private static func invisible(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (length: Int, isSpace: Bool)? {
    switch bytes[index] {
    case 0xC2 where index + 1 < bytes.count:
      return bytes[index + 1] == 0xA0 ? (2, true) : bytes[index + 1] == 0xAD ? (2, false) : nil
    case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80:
      let last = bytes[index + 2]
      return last <= 0x8B || last == 0xA8 || last == 0xA9 || last == 0xAF ? (3, true) : nil
    case 0xE3 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80: return (3, true)
    default: return nil
    }
  }

  private mutating func space(_ byte: UInt8, next: UInt8) {
    if preformatted > 0, byte != 0x0A, byte != 0x0D {
      // The end of a line in preformatted text takes its spaces with it.
      pendingSpaces = min(pendingSpaces + (byte == 0x09 ? 4 : 1), 80)
      return raise(.space)
    }
    guard keepsLines || preformatted > 0, byte == 0x0A || byte == 0x0D else { return raise(.space) }
    if byte == 0x0D && next == 0x0A { return }
    pendingSpaces = 0
    pending = pending.rawValue >= Gap.line.rawValue ? .paragraph : .line
  }

  /// Makes the gap before the next character at least that strong. None comes between an item's mark and its text.
  mutating func raise(_ gap: Gap) {
    if gap.rawValue > pending.rawValue && (dueMark == nil || gap == .space) { pending = gap }
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    fillGap()
    output.append(contentsOf: text)
  }

  private mutating func fillGap() {
    guard pending != .none || cellIsDue || dueMark != nil else { return }
    if isOneLine {
      if !output.isEmpty { output.append(0x20) }
    } else if let mark = dueMark {
      writeMark(mark)
    } else if !output.isEmpty {
      switch pending {
      case _ where cellIsDue: output.append(contentsOf: " | ".utf8)
      case .none: break
      case .space: if pendingSpaces == 0 { output.append(0x20) }
      case .line: output.append(0x0A)
      case .paragraph:
        output.append(0x0A)
        output.append(0x0A)
      }
      for _ in 0..<pendingSpaces { output.append(0x20) }
    }
    pending = .none
    pendingSpaces = 0
    cellIsDue = false
    dueMark = nil
  }

  /// Writes the gap before a list item, and its mark: two spaces a level, then a dash or a number.
  private mutating func writeMark(_ mark: Int) {
    if !output.isEmpty {
      output.append(0x0A)
      if pending == .paragraph { output.append(0x0A) }
      let levels = output.count < sourceCount ? min(lists.count, 16) : 0
      for _ in 1..<max(1, levels) { output.append(contentsOf: "  ".utf8) }
    }
    output.append(contentsOf: (mark > 0 ? "\(mark). " : "- ").utf8)
  }

  private mutating func reference(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard var reference = CharacterReference(in: bytes, at: index) ?? CharacterReference(prefixIn: bytes, at: index)
    else {
      append(UnsafeBufferPointer(rebasing: bytes[index...index]))
      return index + 1
    }
    if code == 0, preformatted == 0, let twice = CharacterReference(escapedTwiceIn: bytes, at: index) {
      reference = twice
    }
    reference.utf8.withBytes { text in
      guard let first = text.first else { return }
      if first <= 0x20 {
        space(first, next: 0)
      } else if let (length, isSpace) = HTMLReader.invisible(text, at: 0), length == text.count {
        if isSpace { space(0x20, next: 0) }
      } else {
        append(text)
      }
    }
    return index + reference.length
  }

  /// Takes a tag, comment or declaration; returns where to go on.
  private mutating func markup(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    let isEnd = next == UInt8(ascii: "/")
    let nameStart = index + (isEnd ? 2 : 1)
    guard nameStart < bytes.count, ByteClass.isNameStart(bytes[nameStart]) else {
      return noTag(bytes, at: index, next: next)
    }
    var nameEnd = nameStart
    while nameEnd < bytes.count && ByteClass.isName(bytes[nameEnd]) { nameEnd += 1 }
    let tag = HTMLTag(UnsafeBufferPointer(rebasing: bytes[nameStart..<nameEnd]))
    let attributes = HTMLAttributes(bytes, from: nameEnd)
    if isEnd {
      end(tag)
    } else {
      begin(tag, attributes)
      if tag.isRawText && hidden?.tag == tag {
        // Whatever looks like markup in a script is none, but for its end.
        return HTMLTag.rawTextEnd(bytes, from: attributes.next, tag: tag)
      }
    }
    return attributes.next
  }

  /// Takes a comment or declaration, or a `<` that is neither.
  private mutating func noTag(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, next: UInt8) -> Int {
    if ByteClass.matches("<!--", in: bytes, at: index) {
      if index + 4 < bytes.count, bytes[index + 4] == UInt8(ascii: ">") { return index + 5 }
      if index < noCommentEndAfter {
        if let end = ByteClass.find("-->", in: bytes, from: index + 4) { return end + 3 }
        noCommentEndAfter = index
      }
      return markEnd(bytes, from: index) ?? index + 4
    }
    if ByteClass.matches("<![CDATA[", in: bytes, at: index) { return index + 9 }
    let isDeclaration =
      next == UInt8(ascii: "?") || next == UInt8(ascii: "/")
      || (next == UInt8(ascii: "!") && index + 2 < bytes.count
        && (ByteClass.isNameStart(bytes[index + 2]) || bytes[index + 2] == UInt8(ascii: "[")))
    if isDeclaration, let end = markEnd(bytes, from: index) { return end }
    if hidden == nil { append(UnsafeBufferPointer(rebasing: bytes[index...index])) }
    return index + 1
  }

  /// The place after the next `>`.
  private mutating func markEnd(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
    guard index < noMarkAfter else { return nil }
    let end = ByteScan.byte(UInt8(ascii: ">"), in: bytes, from: index)
    if end < bytes.count { return end + 1 }
    noMarkAfter = index
    return nil
  }
}
