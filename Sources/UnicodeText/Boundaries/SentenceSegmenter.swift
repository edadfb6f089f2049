/// Finds the sentences of a text.
///
///     "Dr. Lee flew to St. Louis. It took 3.5 hours."   →   [Dr. Lee flew to St. Louis.]  [It took 3.5 hours.]
///
/// The rules are ours, over bytes, and meant for news: UAX #29's sentence boundaries know no abbreviations and would end one
/// after "U.S." and "Mr.". They err towards the longer sentence, since a passage that starts in the middle of one reads
/// worse than one that holds two.
///
/// - A sentence ends after `.`, `!`, `?` or `…` with closing quotes and brackets, if white space follows, and at once after
///   `。`, `！`, `？` and the full stops of Indic, Arabic and Ethiopic scripts (those too want white space).
/// - Not if a lower-case letter, a comma or a dash with a lower-case word follows ("“Is it?” he asked").
/// - A single `.` does not end one after an abbreviation or an initial (`Abbreviation`), nor after the number of a list
///   item at the sentence's start; the mark in "(...)" and "(!)" ends none.
/// - A paragraph always ends one: at a blank line, or before a line that is indented by two or more spaces.
public enum SentenceSegmenter {
  /// The sentences in a part of a text, in order, without white space around them; faulty UTF-8 does no harm.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - range: byte offsets into `text`; what lies beyond it is not read.
  /// - Complexity: O(n).
  public static func sentences(in text: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    guard let bytes = text.baseAddress else { return found }
    let range = range.clamped(to: 0..<text.count)
    var paragraphs = Paragraphs(bytes, from: range.lowerBound, to: range.upperBound)
    while let paragraph = paragraphs.next() {
      appendSentences(of: paragraph, bytes, to: &found)
    }
    return found
  }

  /// Appends the sentences of one paragraph, which has no white space around it.
  static func appendSentences(
    of paragraph: Range<Int>, _ bytes: UnsafePointer<UInt8>, to found: inout [Range<Int>]
  ) {
    let end = paragraph.upperBound
    var start = paragraph.lowerBound
    var offset = start
    while true {
      offset = ByteScan.sentenceMark(bytes, from: offset, to: end)
      guard offset < end else { break }
      let mark = SentenceMark(bytes, at: offset, end: end)
      guard mark.length > 0 else {
        offset += 1
        continue
      }
      let candidate = SentenceEnd(bytes, mark: mark, at: offset, sentence: start, end: end)
      offset = candidate.offset
      if candidate.isEnd {
        found.append(start..<offset)
        start = WhiteSpace.skip(bytes, from: offset, to: end)
        offset = start
      }
    }
    if start < end { found.append(WhiteSpace.trimmed(bytes, from: start, to: end)) }
  }
}
