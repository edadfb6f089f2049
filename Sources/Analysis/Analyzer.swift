internal import UnicodeText

/// Turns text into words, and words into terms. The index writer and the query parser use the same one, so that what was
/// written can be found.
///
/// Analysis is two steps. `tokenize` finds where the words are, over a whole text at once; `analyze` says what one word is
/// indexed as. The second depends on nothing but the word, so a caller may remember its answers: a million stories hold
/// some hundred thousand different words.
///
///     let analyzer = try Analyzer.named("english")
///     analyzer.tokenize(text, into: &tokens)       // "The Moon's craters" → The, Moon's, craters
///     analyzer.analyze(word: moons)                // surface "moon", term "moon"
///
/// **Threads.** An analyzer keeps scratch memory, an ICU iterator and Snowball stemmers, none of which two threads may use
/// at once: it is not `Sendable`; make one a thread. That takes 0.2 ms; ICU's word rules, which take 1 ms more, are read
/// only when a text needs them.
public final class Analyzer {
  /// The names that `named(_:)` knows, the default first.
  public static let names = ["english", "lucene-english", "whitespace"]

  /// Longer words, in bytes, before or after analysis, take their position but are not indexed: such are encoded images
  /// and keys, which no one searches for and which would fill the term dictionary.
  public static let longestWord = 255

  /// What decides this analyzer's answers.
  public let identity: AnalyzerIdentity

  private enum Rules {
    case english(EnglishWords, WordSegmenter)
    case luceneEnglish(StandardWordSegmenter)
    case whitespace
  }

  private let rules: Rules

  private init(_ rules: Rules, identity: AnalyzerIdentity) {
    self.rules = rules
    self.identity = identity
  }

  /// The analyzer of that name.
  ///
  /// - `english`: words by Unicode's rules (UAX #29, dictionaries for Chinese, Japanese and Thai), folded
  ///   (`WordFolding`), without English possessive and stop words, stemmed by the word's alphabet: Latin by Snowball's
  ///   English stemmer, Cyrillic by its Russian one, others and words with digits not at all.
  /// - `lucene-english`: what Lucene 10's EnglishAnalyzer makes of it (`LuceneEnglishWords`), so that results can be
  ///   compared with Lucene's.
  /// - `whitespace`: what white space separates, byte for byte.
  public static func named(_ name: String) throws(AnalysisError) -> Analyzer {
    switch name {
    case "english":
      let words = try EnglishWords()
      return Analyzer(.english(words, WordSegmenter()), identity: words.identity)
    case "lucene-english":
      return Analyzer(.luceneEnglish(StandardWordSegmenter()), identity: LuceneEnglishWords.identity)
    case "whitespace":
      return Analyzer(.whitespace, identity: AnalyzerIdentity("whitespace/1"))
    default:
      throw .unknownAnalyzer(name: name, known: names)
    }
  }

  /// Appends the words of a text to `buffer`.
  ///
  /// - Parameters:
  ///   - text: UTF-8; faulty bytes are in no word (with `whitespace`: are kept). Only the first 2³² − 1 bytes are read.
  ///   - buffer: takes the words, after those that it holds.
  /// - Complexity: O(n).
  public func tokenize(_ text: UnsafeBufferPointer<UInt8>, into buffer: inout TokenBuffer) {
    switch rules {
    case .english(_, let segmenter):
      segmenter.appendWords(of: text, starts: &buffer.starts, ends: &buffer.ends)
    case .luceneEnglish(let segmenter):
      segmenter.appendWords(of: text, starts: &buffer.starts, ends: &buffer.ends)
    case .whitespace:
      WhitespaceWords.append(of: text, to: &buffer)
    }
  }

  /// What a raw word is indexed as; nil where it is not: a stop word, or one longer than `longestWord`.
  ///
  /// Context-free: the same bytes give the same answer at all times.
  public func analyze(word: UnsafeBufferPointer<UInt8>) -> AnalyzedWord? {
    var analyzed = AnalyzedWord(surface: [], term: [])
    return analyze(word: word, into: &analyzed) ? analyzed : nil
  }

  /// The same into memory that is there already, for callers with many words.
  ///
  /// - Parameter analyzed: takes the answer; anything where there is none.
  /// - Returns: whether the word is indexed.
  public func analyze(word: UnsafeBufferPointer<UInt8>, into analyzed: inout AnalyzedWord) -> Bool {
    guard !word.isEmpty, word.count <= Analyzer.longestWord else { return false }
    switch rules {
    case .english(let words, _):
      return words.analyze(word, into: &analyzed)
    case .luceneEnglish:
      guard let answer = LuceneEnglishWords.analyze(word) else { return false }
      analyzed = answer
    case .whitespace:
      analyzed.surface.removeAll(keepingCapacity: true)
      analyzed.surface.append(contentsOf: word)
      analyzed.term.removeAll(keepingCapacity: true)
      analyzed.term.append(contentsOf: word)
    }
    return true
  }
}
