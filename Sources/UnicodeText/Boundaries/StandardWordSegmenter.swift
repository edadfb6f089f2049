/// Finds the words of a text as the StandardTokenizer of Lucene 10 does.
///
///     "The SLS-1 can't fly: 月球 😀"   →   The  SLS  1  can't  fly  月  球  😀
///
/// They are the words of UAX #29 with these particulars, each Lucene's:
///
/// - no dictionaries: each Han and each Hiragana character is a word, and a run of Thai, Lao, Khmer or Myanmar is one;
/// - a word has a letter, a digit, or is an emoji sequence (UTS #51) or a flag; a colon joins letters (`a:b`);
/// - characters have the properties of Unicode 12.1, and those assigned later are in no word; emoji are the present ones;
/// - no word is longer than `longestWord` units of UTF-16: what is longer is cut there.
///
/// `WordSegmenter` is the segmenter to search with; this one exists so that results can be compared with Lucene's. The
/// grammar is that of Lucene's `StandardTokenizerImpl.jflex`, which takes the longest match of its rules at each place.
/// An instance keeps a cache: use one a thread.
public final class StandardWordSegmenter {
  /// Lucene's default `maxTokenLength`, in UTF-16 units.
  public static let longestWord = 255

  /// More bytes than `longestWord` units can take, so that a scan for one word stays short.
  private static let window = longestWord * 3 + 4

  var classes = StandardWordClasses()

  /// A segmenter that has read nothing yet.
  public init() {}

  /// Appends the words of a text to `starts` and `ends` as byte offsets, in order.
  ///
  /// - Parameters:
  ///   - text: UTF-8; faulty bytes are in no word. What lies beyond 2³² − 1 bytes is not read.
  ///   - starts: takes the offset of each word's first byte.
  ///   - ends: takes the offset after each word's last byte.
  /// - Complexity: O(n).
  public func appendWords(
    of text: UnsafeBufferPointer<UInt8>, starts: inout [UInt32], ends: inout [UInt32]
  ) {
    guard let bytes = text.baseAddress else { return }
    let count = min(text.count, Int(UInt32.max))
    var offset = 0
    while offset < count {
      var end = wordEnd(bytes, from: offset, to: min(count, offset + StandardWordSegmenter.window))
      if end - offset > StandardWordSegmenter.longestWord {
        let limit = StandardWordSegmenter.limit(bytes, from: offset, to: end)
        if limit < end { end = wordEnd(bytes, from: offset, to: limit) }
      }
      if end > offset {
        starts.append(UInt32(truncatingIfNeeded: offset))
        ends.append(UInt32(truncatingIfNeeded: end))
        offset = end
      } else {
        offset += UTF8Scalar(bytes, at: offset, end: count).length
      }
    }
  }

  /// The end of the longest word that starts at `start`, or `start` where none does.
  private func wordEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    let first = UTF8Scalar(bytes, at: start, end: end)
    let kind = classes[first.value]
    var longest = start
    if !kind.isDisjoint(with: [.letter, .numeric, .katakana, .connector]) {
      longest = alphanumericEnd(bytes, from: start, to: end)
    }
    if first.value < 0x80 {
      guard (first.value >= 0x30 && first.value <= 0x39) || first.value == 0x23 || first.value == 0x2a else {
        return longest
      }
      return max(longest, keycapEnd(bytes, from: start + 1, to: end) ?? start)
    }
    if kind.contains(.ideographic) {
      longest = max(longest, extensionEnd(bytes, from: start + first.length, to: end))
    }
    if kind.contains(.southEastAsian) { longest = max(longest, southEastAsianEnd(bytes, from: start, to: end)) }
    if kind.contains(.regionalIndicator) {
      longest = max(longest, flagEnd(bytes, from: start + first.length, to: end) ?? start)
    }
    if !kind.isDisjoint(with: [.emoji, .emojiBase, .emojiModifier]) || first.value == StandardWordSegmenter.joiner {
      longest = max(longest, emojiEnd(bytes, from: start, to: end) ?? start)
    }
    return longest
  }

  /// The offset behind the characters of class Extend, Format and ZWJ from `start` on.
  func extensionEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      guard classes[scalar.value].contains(.extend) else { break }
      offset += scalar.length
    }
    return offset
  }

  /// The end of a run of South East Asian characters, each with what extends it.
  private func southEastAsianEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      guard !classes[scalar.value].isDisjoint(with: [.southEastAsian, .extend]) else { break }
      offset += scalar.length
    }
    return offset
  }

  /// Where `longestWord` units of UTF-16 from `start` on end, or `end` if that comes first; pairs stay whole.
  private static func limit(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var offset = start
    var units = 0
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      units += scalar.length == 4 ? 2 : 1
      if units > longestWord { break }
      offset += scalar.length
    }
    return offset
  }
}
