/// Text as teletypes print it: short lines, a new paragraph where a line begins with spaces or a tab, or after an empty line.
enum TeletypeText {
  /// The text as paragraphs that are parted by an empty line.
  ///
  /// Where lines begin with spaces, these begin paragraphs and all others continue theirs. Where none does, the lines
  /// stay as they are, since nothing says which of them belong together.
  static func paragraphs(_ bytes: [UInt8]) -> String {
    guard isIndented(bytes) else { return bytes.withUnsafeBufferPointer { HTMLText.tidy($0) } }
    return split(bytes).joined(separator: "\n\n")
  }

  /// True where some lines begin with white space to mark paragraphs: at least two do, and others do not.
  ///
  /// - Parameter isMarkup: The text is of an XML element, whose lines an editor may have indented all but the first; then
  ///   most lines must begin without space.
  static func isIndented(_ bytes: [UInt8], isMarkup: Bool = false) -> Bool {
    var indented = 0
    var flush = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard line.contains(where: { $0 > 0x20 }), let first = line.first else { continue }
      if first == UInt8(ascii: "\t") || line.starts(with: "  ".utf8) { indented += 1 } else { flush += 1 }
    }
    return indented >= 2 && (isMarkup ? flush > indented : flush >= 1 && flush * 4 >= indented)
  }

  /// The paragraphs, each in one line.
  static func split(_ bytes: [UInt8]) -> [String] {
    var paragraphs: [String] = []
    var current: [UInt8] = []
    func flush() {
      let line = current.withUnsafeBufferPointer { HTMLText.tidy($0, isOneLine: true) }
      if !line.isEmpty { paragraphs.append(line) }
      current = []
    }
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let isEmpty = !line.contains { $0 > 0x20 }
      if isEmpty || line.first == UInt8(ascii: "\t") || line.starts(with: "  ".utf8) { flush() }
      if !isEmpty {
        current.append(contentsOf: line)
        current.append(UInt8(ascii: "\n"))
      }
    }
    flush()
    return paragraphs
  }
}
