/// The words at the head or the tail of a body, in segments: lines, and sentences within them.
///
/// A word is a run of letters and digits, in lower case; in writing without spaces (Chinese, Japanese, Thai and their like)
/// each character is one. Where the story's headline stands, one stand-in takes its place, so that "The post HEADLINE
/// appeared first on SITE" reads the same in every story.
struct EdgeWords {
  /// A segment: a range of words, and where its text lies.
  struct Segment {
    var words: Range<Int>
    var text: Range<Int>
    /// It begins a line.
    var beginsLine: Bool
    /// It ends a line, or the body.
    var endsLine: Bool
  }

  /// Hashes of the words.
  private(set) var words: [UInt64] = []
  /// The segments, in the order of the text, without what a window cut in two.
  private(set) var segments: [Segment] = []
  /// How many of the words are numbers, up to each.
  private var numbers: [Int] = [0]

  /// Stands for a headline.
  static let headline: UInt64 = 1

  /// The share of numbers among a segment's words is at most a quarter; what has more is data, not words.
  func isProse(_ segment: Segment) -> Bool {
    (numbers[segment.words.upperBound] - numbers[segment.words.lowerBound]) * 4 <= segment.words.count
  }

  /// The words of a window of a text, which begins or ends the body.
  ///
  /// - Parameters:
  ///   - window: The part that is looked at.
  ///   - body: The whole of what is indexed.
  ///   - headline: Hashes of the headline's words, as `hashes(of:)` gives them; replaced where there are two and more.
  init(_ text: WireText, window: Range<Int>, body: Range<Int>, headline: [UInt64]) {
    var start = window.lowerBound
    // A window may begin within a segment, which then is left out.
    var isWhole = window.lowerBound == body.lowerBound
    var beginsLine = isWhole
    var first = 0
    var word: UInt64 = 0
    var isNumber = true
    var offset = window.lowerBound
    func end(_ offset: Int, endsLine: Bool, _ edge: inout EdgeWords) {
      let content = text.trimmed(start..<offset)
      if isWhole, first < edge.words.count {
        edge.segments.append(
          Segment(words: first..<edge.words.count, text: content, beginsLine: beginsLine, endsLine: endsLine))
      }
    }
    func endWord(_ edge: inout EdgeWords) {
      guard word != 0 else { return }
      edge.append(word, isNumber: isNumber, headline: headline, after: first)
      (word, isNumber) = (0, true)
    }
    while offset < window.upperBound {
      let next = text.scalar(at: offset, end: window.upperBound)
      let value = next.value.value
      if next.value.isWordCharacter {
        if EdgeWords.standsAlone(value) {
          endWord(&self)
          append(EdgeWords.mix(EdgeWords.seed, value), isNumber: false, headline: headline, after: first)
        } else {
          word = EdgeWords.mix(word == 0 ? EdgeWords.seed : word, next.value.folded.value)
          if !(0x30...0x39).contains(value) { isNumber = false }
        }
        offset += next.length
        continue
      }
      let isLineEnd = value == 0x0A
      // An apostrophe within a word ends none.
      if (value == 0x27 || value == 0x2019) && word != 0 {
        offset += next.length
        continue
      }
      endWord(&self)
      offset += next.length
      guard isLineEnd || EdgeWords.endsSentence(next.value, text, at: offset, end: window.upperBound) else { continue }
      end(offset, endsLine: isLineEnd || EdgeWords.lineEnds(text, at: offset, end: window.upperBound), &self)
      (isWhole, beginsLine, first, start) = (
        true, isLineEnd || EdgeWords.lineEnds(text, at: offset, end: window.upperBound), words.count, offset
      )
    }
    endWord(&self)
    if window.upperBound == body.upperBound { end(offset, endsLine: true, &self) }
  }

  /// The last bytes of a body, from the beginning of a character on.
  static func tail(of body: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> Range<Int> {
    var start = max(body.lowerBound, body.upperBound - count)
    while start < body.upperBound, bytes[start] & 0xc0 == 0x80 { start += 1 }
    return start..<body.upperBound
  }

  /// The first bytes of a body, up to the end of a character.
  static func head(of body: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> Range<Int> {
    var end = min(body.upperBound, body.lowerBound + count)
    while end > body.lowerBound, end < body.upperBound, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    return body.lowerBound..<end
  }

  /// The words of a headline.
  static func hashes(of headline: String) -> [UInt64] {
    var headline = headline
    return headline.withUTF8 { bytes in
      let text = WireText(bytes)
      return EdgeWords(text, window: 0..<bytes.count, body: 0..<bytes.count, headline: []).words
    }
  }

  private mutating func append(_ word: UInt64, isNumber: Bool, headline: [UInt64], after first: Int) {
    words.append(word)
    numbers.append(numbers[numbers.count - 1] + (isNumber ? 1 : 0))
    guard headline.count >= 2, words.count - first >= headline.count,
      words.suffix(headline.count).elementsEqual(headline)
    else { return }
    words.removeLast(headline.count)
    numbers.removeLast(headline.count)
    words.append(EdgeWords.headline)
    numbers.append(numbers[numbers.count - 1])
  }

  /// A sentence's last mark, with white space or the end behind it; those of Chinese and Japanese need none.
  private static func endsSentence(_ mark: Unicode.Scalar, _ text: WireText, at offset: Int, end: Int) -> Bool {
    switch mark {
    case "。", "！", "？": return true
    case ".", "!", "?", "…": return offset == end || text.scalar(at: offset, end: end).value.isSpace
    default: return false
    }
  }

  /// Nothing but spaces up to the end of the line.
  private static func lineEnds(_ text: WireText, at offset: Int, end: Int) -> Bool {
    var offset = offset
    while offset < end {
      let next = text.scalar(at: offset, end: end)
      if next.value == "\n" { return true }
      guard next.value.isSpace else { return false }
      offset += next.length
    }
    return true
  }

  /// Characters of writing that puts no spaces between words.
  private static func standsAlone(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0xA4CF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  /// One step of FNV-1a, over characters for bytes: order and letters count, nothing else of the text does.
  static func mix(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x100_0000_01b3
  }

  /// One number for several words.
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    var hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
    hash ^= hash >> 29
    return hash
  }
}
