internal import UnicodeText

/// The word rules of the `english` analyzer: fold, possessive off, stop words out, stem by alphabet.
final class EnglishWords {
  private let english: SnowballStemmer
  private let russian: SnowballStemmer

  init() throws(AnalysisError) {
    english = try SnowballStemmer(language: "english")
    russian = try SnowballStemmer(language: "russian")
  }

  /// The 1 is ours: it goes up with every change of the rules below.
  var identity: AnalyzerIdentity {
    let stemmers = english.fingerprint ^ russian.fingerprint
    let digits = String(stemmers, radix: 16)
    let snowball = String(repeating: "0", count: 8 - digits.count) + digits
    return AnalyzerIdentity(
      "english/1 icu/\(UnicodeVersions.library) unicode/\(UnicodeVersions.standard) snowball/\(snowball)")
  }

  /// What a word of at most `Analyzer.longestWord` bytes becomes.
  func analyze(_ word: UnsafeBufferPointer<UInt8>) -> AnalyzedWord? {
    guard var surface = folded(word) else { return nil }
    let count = surface.count
    if count > 2, surface[count - 2] == 0x27, surface[count - 1] == 0x73 { surface.removeLast(2) }
    if surface.isEmpty || StopWords.isEnglish(surface) { return nil }
    return AnalyzedWord(surface: surface, term: term(of: surface))
  }

  private func folded(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard word.allSatisfy({ $0 < 0x80 }) else { return WordFolding.fold(word, longest: Analyzer.longestWord) }
    return word.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
  }

  private func term(of surface: [UInt8]) -> [UInt8] {
    switch Alphabet(ofWord: surface) {
    case .latin: english.stem(surface)
    case .cyrillic: russian.stem(surface)
    case .other: surface
    }
  }
}
