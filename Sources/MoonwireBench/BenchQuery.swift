import Analysis
import Foundation
import Search

/// A line of a query file: a class with terms, or a topic in plain words.
struct BenchQuery: Decodable {
  var _id: String
  var `class`: String?
  var terms: [String]?
  var text: String

  /// Reads a query file.
  static func read(_ path: String) throws -> [BenchQuery] {
    let decoder = JSONDecoder()
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      try decoder.decode(BenchQuery.self, from: Data($0.utf8))
    }
  }

  /// The query in the index's own terms. The class begins with the operator; a topic is any of its words, repeated ones
  /// counted.
  func query(_ analyzer: Analyzer) -> Query {
    guard let kind = self.class, let terms else {
      return Query(clauses: words(text, analyzer).map { Query.Clause(.should, [$0]) })
    }
    let words = terms.flatMap { self.words($0, analyzer) }
    if kind.hasPrefix("phrase") {
      var placed: [Query.Word] = []
      for var word in words {
        word.offset = placed.count
        placed.append(word)
      }
      return Query(clauses: placed.isEmpty ? [] : [Query.Clause(.must, placed)])
    }
    let occurrence: Query.Occurrence = kind.hasPrefix("and") ? .must : .should
    return Query(clauses: words.map { Query.Clause(occurrence, [$0]) })
  }

  private func words(_ text: String, _ analyzer: Analyzer) -> [Query.Word] {
    var text = text
    return text.withUTF8 { utf8 in
      var buffer = TokenBuffer()
      analyzer.tokenize(utf8, into: &buffer)
      return (0..<buffer.count).compactMap { place in
        analyzer.analyze(word: UnsafeBufferPointer(rebasing: utf8[buffer[place]])).map {
          Query.Word(term: $0.term, surface: $0.surface)
        }
      }
    }
  }
}
