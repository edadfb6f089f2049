/// Words too frequent to be worth finding.
enum StopWords {
  /// The 33 words that Lucene's EnglishAnalyzer leaves out (`EnglishAnalyzer.ENGLISH_STOP_WORDS_SET`): so few that hardly
  /// a query loses anything.
  static let english: Set<[UInt8]> = Set(
    [
      "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of",
      "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with",
    ].map { Array($0.utf8) })

  /// The longest of them has so many bytes.
  private static let longest = english.reduce(0) { max($0, $1.count) }

  /// Whether a word in lower case is one of them.
  static func isEnglish(_ word: [UInt8]) -> Bool {
    word.count <= longest && english.contains(word)
  }
}
