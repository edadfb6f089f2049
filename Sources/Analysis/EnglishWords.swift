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
  ///
  /// - Returns: false where it is not indexed.
  func analyze(_ word: UnsafeBufferPointer<UInt8>, into analyzed: inout AnalyzedWord) -> Bool {
    guard fold(word, into: &analyzed.surface) else { return false }
    let count = analyzed.surface.count
    if count > 2, analyzed.surface[count - 2] == 0x27, analyzed.surface[count - 1] == 0x73 {
      analyzed.surface.removeLast(2)
    }
    if analyzed.surface.isEmpty || StopWords.isEnglish(analyzed.surface) { return false }
    analyzed.term.removeAll(keepingCapacity: true)
    switch Alphabet(ofWord: analyzed.surface) {
    case .latin: english.stem(analyzed.surface, into: &analyzed.term)
    case .cyrillic: russian.stem(analyzed.surface, into: &analyzed.term)
    case .other: analyzed.term.append(contentsOf: analyzed.surface)
    }
    return true
  }

  private func fold(_ word: UnsafeBufferPointer<UInt8>, into surface: inout [UInt8]) -> Bool {
    var all: UInt8 = 0
    for byte in word { all |= byte }
    guard all < 0x80 else {
      guard let folded = WordFolding.fold(word, longest: Analyzer.longestWord) else { return false }
      surface = folded
      return true
    }
    surface.removeAll(keepingCapacity: true)
    for byte in word { surface.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) }
    return true
  }
}
