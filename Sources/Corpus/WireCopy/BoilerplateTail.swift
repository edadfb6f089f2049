/// Finds what feeds append to a text to lead readers to the site: "Read more", "[…]", "The post … appeared first on …".
enum BoilerplateTail {
  /// How many characters from the end are looked at.
  private static let window = 700
  /// How many tails are taken off one after the other.
  private static let mostTails = 8
  /// A last line that begins like a tail is one up to this length.
  private static let longestLine = 160

  /// The part of `body` before all tails, without white space around it.
  ///
  /// - Parameter looksQuickly: whether a quick look may spare the search; the answer is the same.
  static func cut(from body: Range<Int>, of text: WireText, looksQuickly: Bool = true) -> Range<Int> {
    var body = body
    for _ in 0..<mostTails {
      let kinds = looksQuickly ? QuickTail.kinds(in: text, body, window: window, line: longestLine) : .all
      guard !kinds.isEmpty else { break }
      let tail = Tail(text, body, window: window, kinds)
      guard let start = tail.start, start > body.lowerBound else { break }
      let shorter = text.trimmed(body.lowerBound..<start)
      guard !shorter.isEmpty else { break }
      body = shorter
    }
    return body
  }

  /// The last characters of a text, folded, with their offsets.
  private struct Tail {
    private var scalars: [Unicode.Scalar] = []
    private var originals: [Unicode.Scalar] = []
    private var offsets: [Int] = []
    /// Where the last line starts.
    private var lineStart = 0
    private let kinds: TailKinds

    init(_ text: WireText, _ body: Range<Int>, window: Int, _ kinds: TailKinds) {
      self.kinds = kinds
      var start = body.upperBound
      var count = 0
      while start > body.lowerBound, count < window {
        start -= text.scalar(before: start, start: body.lowerBound).length
        count += 1
      }
      originals.reserveCapacity(count)
      scalars.reserveCapacity(count)
      offsets.reserveCapacity(count)
      while start < body.upperBound {
        let next = text.scalar(at: start, end: body.upperBound)
        originals.append(next.value)
        scalars.append(next.value.folded)
        offsets.append(start)
        start += next.length
        if next.value == "\n" { lineStart = scalars.count }
      }
    }

    /// The offset where the last tail starts; nil where there is none.
    var start: Int? {
      var index: Int?
      if kinds.contains(.ending) { index = ellipsis() ?? phrase() }
      if index == nil, kinds.contains(.line) { index = line() }
      if index == nil, kinds.contains(.inner) { index = frame() ?? teaser() }
      return index.map { offsets[$0] }
    }

    /// "[…]" and "[...]".
    private func ellipsis() -> Int? {
      for mark in ["[…]", "[...]", "[…"] where ends(with: Array(mark.unicodeScalars), at: scalars.count) {
        return scalars.count - mark.unicodeScalars.count
      }
      return nil
    }

    /// A known phrase at the end, after a sentence or on a line of its own.
    private func phrase() -> Int? {
      var end = scalars.count
      while end > 0, scalars[end - 1].isTailDecoration { end -= 1 }
      for (phrases, needsLine) in [(TailPhrases.anywhere, false), (TailPhrases.onLine, true)] {
        for phrase in phrases where ends(with: phrase, at: end) {
          var start = end - phrase.count
          let isCapital = isCapital(start)
          while start > 0, scalars[start - 1] == "[" || scalars[start - 1] == "(" { start -= 1 }
          if isLineStart(start) {
            if !endsLikeSentence(from: end) || (isCapital && !needsLine) { return start }
          } else if !needsLine, isCapital, isSentenceStart(start) {
            return start
          }
        }
      }
      return nil
    }

    /// Not a small letter of a script that has capitals.
    private func isCapital(_ index: Int) -> Bool {
      originals[index] != scalars[index] || !scalars[index].properties.isLowercase
    }

    /// One full stop follows, as after a sentence whose last line is short.
    private func endsLikeSentence(from index: Int) -> Bool {
      index < scalars.count && scalars[index] == "." && (index + 1 == scalars.count || scalars[index + 1] != ".")
    }

    /// A last line that begins with a known phrase.
    private func line() -> Int? {
      let start = lineStart
      guard start < scalars.count, isLineStart(start), isCapital(start),
        scalars.count - start <= BoilerplateTail.longestLine
      else { return nil }
      return TailPhrases.lineHeads.contains { begins(with: $0, at: start) } ? start : nil
    }

    /// "The post X appeared first on Y."
    private func frame() -> Int? {
      for (opening, middle) in TailPhrases.frames {
        guard let second = lastIndex(of: middle, from: lineStart, before: scalars.count),
          let first = lastIndex(of: opening, from: 0, before: second), isLineStart(first) || isSentenceStart(first)
        else { continue }
        return first
      }
      return nil
    }

    /// "… Continue reading X →" within a line.
    private func teaser() -> Int? {
      for phrase in TailPhrases.teasers {
        guard let start = lastIndex(of: phrase, from: lineStart, before: scalars.count), scalars.count - start <= 200,
          originals[start] != scalars[start], isSentenceStart(start)
        else { continue }
        return start
      }
      return nil
    }

    private func isLineStart(_ index: Int) -> Bool {
      var before = index
      while before > 0, scalars[before - 1].isSpace {
        if scalars[before - 1] == "\n" { return true }
        before -= 1
      }
      return before == 0
    }

    private func isSentenceStart(_ index: Int) -> Bool {
      var before = index
      while before > 0, scalars[before - 1].isSpace { before -= 1 }
      guard before > 0 else { return true }
      switch scalars[before - 1] {
      case ".", "!", "?", "…", "\"", "”", "»", ")", "]", ":", "。", "！", "？", "|": return true
      default: return false
      }
    }

    private func ends(with phrase: [Unicode.Scalar], at end: Int) -> Bool {
      end >= phrase.count && begins(with: phrase, at: end - phrase.count, open: true)
    }

    /// Whether a phrase stands at `index`; unless `open`, it must not run on into a longer word.
    private func begins(with phrase: [Unicode.Scalar], at index: Int, open: Bool = false) -> Bool {
      guard scalars.count - index >= phrase.count, scalars[index..<index + phrase.count].elementsEqual(phrase) else {
        return false
      }
      let next = index + phrase.count
      return open || next == scalars.count || !scalars[next].isWordCharacter || scalars[next].value >= 0x2e80
    }

    private func lastIndex(of phrase: [Unicode.Scalar], from start: Int, before end: Int) -> Int? {
      guard end - start >= phrase.count, let first = phrase.first else { return nil }
      for index in stride(from: end - phrase.count, through: start, by: -1)
      where scalars[index] == first && begins(with: phrase, at: index, open: true) {
        return index
      }
      return nil
    }
  }
}
