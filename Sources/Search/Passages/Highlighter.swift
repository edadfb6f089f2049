internal import Analysis

/// Finds where a text matches a query, by analysing the text as it was when indexed. Only what is shown is analysed.
struct Highlighter {
  private let analyzer: Analyzer
  private let clauses: [Query.Clause]

  init(_ query: Query, _ analyzer: Analyzer) {
    self.analyzer = analyzer
    clauses = query.clauses.filter { $0.occurrence != .mustNot }
  }

  /// UTF-8 ranges of the words that match, ascending. Words of a phrase match only where all of it stands.
  func ranges(in text: String, isTitle: Bool) -> [Range<Int>] {
    guard !clauses.isEmpty else { return [] }
    var text = text
    return text.withUTF8 { utf8 in
      var buffer = TokenBuffer()
      analyzer.tokenize(utf8, into: &buffer)
      let words = (0..<buffer.count).map {
        analyzer.analyze(word: UnsafeBufferPointer(rebasing: utf8[buffer[$0]]))
      }
      var marked = [Bool](repeating: false, count: words.count)
      for clause in clauses where isTitle || !clause.titleOnly {
        for start in words.indices where matches(clause, words, at: start) {
          for word in clause.words { marked[start + word.offset - clause.words[0].offset] = true }
        }
      }
      return marked.indices.filter { marked[$0] }.map { buffer[$0] }
    }
  }

  private func matches(_ clause: Query.Clause, _ words: [AnalyzedWord?], at start: Int) -> Bool {
    clause.words.allSatisfy { word in
      let place = start + word.offset - clause.words[0].offset
      guard words.indices.contains(place), let found = words[place] else { return false }
      return found.term == word.term && (!word.isExact || found.surface == word.surface)
    }
  }
}
