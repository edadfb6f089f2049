/// A quick look at the end of a text in ASCII: whether `BoilerplateTail` could find anything there. It says yes too often, and
/// never no where there is something; most stories end without a tail, and for them this is all that is looked at.
enum ASCIITail {
  private static let ellipsis = Array("[...]".utf8)
  private static let endings = ascii(TailPhrases.anywhere + TailPhrases.onLine)
  private static let heads = ascii(TailPhrases.lineHeads)
  private static let inner = ascii(TailPhrases.frames.map(\.1) + TailPhrases.teasers)

  private static func ascii(_ phrases: [[Unicode.Scalar]]) -> [[UInt8]] {
    phrases.filter { $0.allSatisfy(\.isASCII) }.map { $0.map { UInt8(truncatingIfNeeded: $0.value) } }
  }

  /// Whether the last `window` characters may hold a tail; true where they are not all ASCII.
  static func mayBeIn(_ text: WireText, _ body: Range<Int>, window: Int) -> Bool {
    let start = max(body.lowerBound, body.upperBound - window)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: window) { bytes in
      var all: UInt8 = 0
      var lineStart = 0
      let count = body.upperBound - start
      for place in 0..<count {
        let byte = text[start + place]
        all |= byte
        if byte == 0x0a { lineStart = place + 1 }
        bytes[place] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      }
      guard all < 0x80 else { return true }
      let folded = UnsafeBufferPointer(rebasing: bytes[..<count])
      if folded.suffix(ellipsis.count).elementsEqual(ellipsis) { return true }
      var end = count
      while end > 0, isDecoration(folded[end - 1]) { end -= 1 }
      if endings.contains(where: { folded[..<end].suffix($0.count).elementsEqual($0) }) { return true }
      if heads.contains(where: { folded[lineStart...].prefix($0.count).elementsEqual($0) }) { return true }
      return inner.contains { phrase in
        guard let first = phrase.first, count - lineStart >= phrase.count else { return false }
        let second = phrase[1]
        for place in lineStart...count - phrase.count where folded[place] == first && folded[place + 1] == second {
          if folded[place...].prefix(phrase.count).elementsEqual(phrase) { return true }
        }
        return false
      }
    }
  }

  /// What may stand behind a phrase at the end; all white space and control characters are taken for it.
  private static func isDecoration(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x2e, 0x3e, 0x3a, 0x5d, 0x29, 0x21: true
    default: false
    }
  }
}
