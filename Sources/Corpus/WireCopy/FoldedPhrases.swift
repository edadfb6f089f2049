/// Phrases to be found in a text without regard to capitals, all of them in one pass over the bytes.
///
/// Of each phrase four bytes are looked for whose bit 5 is all that capitals change: letters of ASCII, spaces, and а to п.
/// Where they stand, the rest of the phrase is compared by character.
struct FoldedPhrases: Sendable {
  private struct Phrase: Sendable {
    let anchor: UInt32
    /// The phrase from the anchor on, folded.
    let rest: [Unicode.Scalar]
  }

  private static let caseBits: UInt32 = 0x2020_2020

  private var phrases: [Phrase] = []
  /// A bit for each hash of an anchor.
  private var anchors = [UInt64](repeating: 0, count: 16)
  /// Whether a phrase has no such bytes: it may be anywhere then.
  private var hasOthers = false

  /// Phrases of folded characters.
  init(_ list: [[Unicode.Scalar]]) {
    for phrase in list {
      guard let found = FoldedPhrases.anchor(of: phrase) else {
        hasOthers = true
        continue
      }
      phrases.append(found)
      let hash = FoldedPhrases.hash(found.anchor)
      anchors[hash >> 6] |= 1 << UInt64(hash & 63)
    }
  }

  /// Whether one of the phrases may be in a range; never no where one is.
  func mayBeIn(_ text: WireText, _ range: Range<Int>) -> Bool {
    guard !hasOthers else { return true }
    guard range.count >= 4 else { return false }
    for place in range.lowerBound...range.upperBound - 4 {
      let word = text.word(at: place) | FoldedPhrases.caseBits
      let hash = FoldedPhrases.hash(word)
      guard anchors[hash >> 6] >> UInt64(hash & 63) & 1 != 0 else { continue }
      for phrase in phrases where phrase.anchor == word && text.holds(phrase.rest, at: place, end: range.upperBound) {
        return true
      }
    }
    return false
  }

  private static func hash(_ word: UInt32) -> Int {
    Int((word &* 0x9e37_79b1) >> 22)
  }

  private static func anchor(of phrase: [Unicode.Scalar]) -> Phrase? {
    for start in phrase.indices {
      var bytes: [UInt8] = []
      var place = start
      while bytes.count < 4, place < phrase.count, isSafe(phrase[place]) {
        bytes += Array(String(phrase[place]).utf8)
        place += 1
      }
      guard bytes.count == 4 else { continue }
      let word = bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Phrase(anchor: word | caseBits, rest: Array(phrase[start...]))
    }
    return nil
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value >= 0x61 && scalar.value <= 0x7a) || (scalar.value >= 0x430 && scalar.value <= 0x43f)
  }
}

extension WireText {
  /// Whether folded characters stand at `offset`, whatever the capitals of the text.
  func holds(_ folded: [Unicode.Scalar], at offset: Int, end: Int) -> Bool {
    var offset = offset
    for wanted in folded {
      guard offset < end else { return false }
      let next = scalar(at: offset, end: end)
      guard next.value.folded == wanted else { return false }
      offset += next.length
    }
    return true
  }
}
