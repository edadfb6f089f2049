/// The paragraphs of a text, one after the other.
///
/// A paragraph ends at a blank line, or where the next line starts with a tab or two or more spaces: so the older wires,
/// whose lines are broken by hand, show a paragraph's start.
struct Paragraphs {
  private let bytes: UnsafePointer<UInt8>
  private let end: Int
  private var offset: Int

  /// The paragraphs of `start..<end`.
  init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = end
    offset = start
  }

  /// The next paragraph, without white space around it; nil after the last.
  mutating func next() -> Range<Int>? {
    while offset < end {
      let start = offset
      let stop = paragraphEnd()
      let trimmed = WhiteSpace.trimmed(bytes, from: start, to: stop)
      if !trimmed.isEmpty { return trimmed }
    }
    return nil
  }

  /// Moves to the start of the next paragraph and returns the end of this one.
  private mutating func paragraphEnd() -> Int {
    while offset < end {
      offset = ByteScan.lineFeed(bytes, from: offset, to: end)
      guard offset < end else { return end }
      let lineEnd = offset
      offset += 1
      var indent = 0
      while offset < end {
        let byte = bytes[offset]
        if byte == 0x20 {
          indent += 1
        } else if byte == 0x09 {
          indent += 2
        } else if byte != 0x0d {
          break
        }
        offset += 1
      }
      if offset == end || bytes[offset] == 0x0a || indent >= 2 { return lineEnd }
    }
    return end
  }
}
