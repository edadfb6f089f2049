/// Divides a story's body into passages: what a search shows of it.
///
/// A passage is one to four whole sentences of one paragraph. A paragraph that is short stays whole; a longer one is
/// divided into as few passages as the limits allow, of lengths as even as possible, so that no last sentence is left
/// alone.
public enum PassageSplitter {
  /// The most words of a passage of several sentences.
  static let mostWords = 60
  /// The most words of a paragraph that stays whole.
  static let mostWordsOfParagraph = 75
  /// The most sentences of a passage.
  static let mostSentences = 4
  /// A sentence of more words is cut: it is a list, a table or text without full stops.
  static let mostWordsOfSentence = 120

  /// The passages of a body, in order, without white space around them; together they hold all but white space.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - body: byte offsets into `text`; what lies beyond it is not read.
  /// - Complexity: O(n).
  public static func passages(in text: UnsafeBufferPointer<UInt8>, body: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    guard let bytes = text.baseAddress else { return found }
    let body = body.clamped(to: 0..<text.count)
    var paragraphs = Paragraphs(bytes, from: body.lowerBound, to: body.upperBound)
    var sentences: [Range<Int>] = []
    var pieces: [Piece] = []
    while let paragraph = paragraphs.next() {
      sentences.removeAll(keepingCapacity: true)
      SentenceSegmenter.appendSentences(of: paragraph, bytes, to: &sentences)
      pieces.removeAll(keepingCapacity: true)
      for sentence in sentences { append(sentence, bytes, to: &pieces) }
      group(pieces, into: &found)
    }
    return found
  }

  /// A sentence, or a part of one that is too long, with its number of words.
  private struct Piece {
    var range: Range<Int>
    var words: Int
  }

  /// Appends a sentence, cut where it is too long.
  private static func append(_ sentence: Range<Int>, _ bytes: UnsafePointer<UInt8>, to pieces: inout [Piece]) {
    var start = sentence.lowerBound
    while start < sentence.upperBound {
      let measure = WordCount(bytes, from: start, to: sentence.upperBound, limit: mostWordsOfSentence)
      let part = WhiteSpace.trimmed(bytes, from: start, to: measure.end)
      if !part.isEmpty { pieces.append(Piece(range: part, words: measure.words)) }
      start = measure.end
    }
  }

  /// Joins pieces to passages: of all ways within the limits those with the fewest passages, and of these the one with the
  /// smallest sum of squared lengths.
  private static func group(_ pieces: [Piece], into found: inout [Range<Int>]) {
    guard let first = pieces.first, let last = pieces.last else { return }
    let words = pieces.reduce(0) { $0 + $1.words }
    if pieces.count == 1 || (pieces.count <= mostSentences && words <= mostWordsOfParagraph) {
      found.append(first.range.lowerBound..<last.range.upperBound)
      return
    }
    // best[n] is the cost of the first n pieces, and how many of them the last passage takes.
    var best: [(passages: Int, squares: Int, taken: Int)] = [(0, 0, 0)]
    for end in 1...pieces.count {
      var chosen = (passages: Int.max, squares: 0, taken: 1)
      var length = 0
      for taken in 1...min(mostSentences, end) {
        length += pieces[end - taken].words
        if taken > 1, length > mostWords { break }
        let before = best[end - taken]
        let cost = (passages: before.passages + 1, squares: before.squares + length * length, taken: taken)
        if (cost.passages, cost.squares) < (chosen.passages, chosen.squares) { chosen = cost }
      }
      best.append(chosen)
    }
    var grouped: [Range<Int>] = []
    var end = pieces.count
    while end > 0 {
      let start = end - best[end].taken
      grouped.append(pieces[start].range.lowerBound..<pieces[end - 1].range.upperBound)
      end = start
    }
    found.append(contentsOf: grouped.reversed())
  }
}
