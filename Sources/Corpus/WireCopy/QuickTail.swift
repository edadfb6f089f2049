/// What may be found at the end of a text.
struct TailKinds: OptionSet {
  let rawValue: UInt8
  /// A phrase or an ellipsis at the very end.
  static let ending = TailKinds(rawValue: 1)
  /// A last line that begins with a phrase.
  static let line = TailKinds(rawValue: 2)
  /// A phrase within the last line.
  static let inner = TailKinds(rawValue: 4)
  static let all: TailKinds = [.ending, .line, .inner]
}

/// A quick look at the end of a text: what `BoilerplateTail` could find there. It says yes too often, and never no where there
/// is something; most stories end without a tail, and for them this is all that is looked at.
enum QuickTail {
  /// What the end of `body` may be; `window` and `line` are the search's own limits, in characters.
  static func kinds(in text: WireText, _ body: Range<Int>, window: Int, line: Int) -> TailKinds {
    var kinds: TailKinds = []
    let end = body.upperBound
    if marks.contains(where: { text.hasSuffix($0, at: end, start: body.lowerBound) }) { kinds.insert(.ending) }
    if endings.mayHave(lastTwo(text, body)) { kinds.insert(.ending) }
    // A character has four bytes at most.
    let earliest = max(body.lowerBound, end - 4 * window)
    var lineStart = end
    while lineStart > earliest, text[lineStart - 1] != 0x0a { lineStart -= 1 }
    if end - lineStart <= 4 * line, heads.mayHave(firstTwo(text, lineStart, end)) { kinds.insert(.line) }
    if inner.mayBeIn(text, lineStart..<end) { kinds.insert(.inner) }
    return kinds
  }

  private static let marks = ["[…]", "[...]", "[…"].map { Array($0.utf8) }
  private static let endings = Pairs((TailPhrases.anywhere + TailPhrases.onLine).map { Array($0.suffix(2)) })
  private static let heads = Pairs(TailPhrases.lineHeads.map { Array($0.prefix(2)) })
  private static let inner = FoldedPhrases(TailPhrases.frames.map(\.1) + TailPhrases.teasers)

  /// The last two characters before what may stand behind a phrase, folded.
  private static func lastTwo(_ text: WireText, _ body: Range<Int>) -> (Unicode.Scalar, Unicode.Scalar) {
    var offset = body.upperBound
    func previous() -> Unicode.Scalar {
      guard offset > body.lowerBound else { return "\0" }
      let previous = text.scalar(before: offset, start: body.lowerBound)
      offset -= previous.length
      return previous.value
    }
    var last = previous()
    while last.isTailDecoration { last = previous() }
    let second = previous()
    return (second.folded, last.folded)
  }

  private static func firstTwo(_ text: WireText, _ start: Int, _ end: Int) -> (Unicode.Scalar, Unicode.Scalar) {
    guard start < end else { return ("\0", "\0") }
    let first = text.scalar(at: start, end: end)
    let second = start + first.length < end ? text.scalar(at: start + first.length, end: end).value : "\0"
    return (first.value.folded, second.folded)
  }

  /// A set of pairs of characters that may hold others besides: 512 bytes.
  private struct Pairs: Sendable {
    private var bits = [UInt64](repeating: 0, count: 64)

    init(_ pairs: [[Unicode.Scalar]]) {
      for pair in pairs where pair.count == 2 {
        let place = Pairs.place((pair[0], pair[1]))
        bits[place >> 6] |= 1 << UInt64(place & 63)
      }
    }

    func mayHave(_ pair: (Unicode.Scalar, Unicode.Scalar)) -> Bool {
      let place = Pairs.place(pair)
      return bits[place >> 6] >> UInt64(place & 63) & 1 != 0
    }

    private static func place(_ pair: (Unicode.Scalar, Unicode.Scalar)) -> Int {
      Int(((pair.0.value &* 31 &+ pair.1.value) &* 0x9e37_79b1) >> 20)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it may stand behind the phrase of a tail.
  var isTailDecoration: Bool {
    switch self {
    case ".", "…", ">", "»", "→", "➡", "\u{fe0f}", "›", ":", "]", ")", "!": true
    default: isSpace
    }
  }
}
