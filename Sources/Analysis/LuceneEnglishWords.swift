internal import UnicodeText

/// The word rules of the `lucene-english` analyzer: those of Lucene 10's `EnglishAnalyzer`, filter by filter.
///
///     word     by StandardWordSegmenter               "Rockets’s"
///     1        EnglishPossessiveFilter                "Rockets"
///     2        LowerCaseFilter                        "rockets"
///     3        StopFilter, EnglishAnalyzer's 33 words
///     4        PorterStemFilter                       "rocket"
///
/// Unlike `english` it folds no diacritics, widths or ligatures and knows no language but English.
enum LuceneEnglishWords {
  /// The 1 is ours: it goes up with every change of the rules.
  static var identity: AnalyzerIdentity {
    AnalyzerIdentity("lucene-english/1 icu/\(UnicodeVersions.library) unicode/\(UnicodeVersions.standard)")
  }

  /// What a word of at most `Analyzer.longestWord` bytes becomes.
  static func analyze(_ word: UnsafeBufferPointer<UInt8>) -> AnalyzedWord? {
    let surface = lowercased(word[..<withoutPossessive(word)])
    guard surface.count <= Analyzer.longestWord, !surface.isEmpty, !StopWords.english.contains(surface) else {
      return nil
    }
    return AnalyzedWord(surface: surface, term: PorterStemmer.stem(surface))
  }

  /// How many bytes stay when `'s`, `’s` or `＇s`, in either case, is taken off.
  private static func withoutPossessive(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let count = word.count
    guard count >= 2, word[count - 1] | 0x20 == 0x73 else { return count }
    if word[count - 2] == 0x27 { return count - 2 }
    guard count >= 4 else { return count }
    switch (word[count - 4], word[count - 3], word[count - 2]) {
    case (0xe2, 0x80, 0x99), (0xef, 0xbc, 0x87): return count - 4
    default: return count
    }
  }

  /// Each character in lower case by itself: Unicode's simple mapping, without regard to its neighbours (a sigma at the
  /// end of a word stays σ).
  private static func lowercased(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    if word.allSatisfy({ $0 < 0x80 }) { return word.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 } }
    var lower: [UInt8] = []
    for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
      if scalar == "\u{130}" {  // İ: its full mapping has a second character, its simple one has not
        lower.append(0x69)
      } else {
        lower.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
    }
    return lower
  }
}
