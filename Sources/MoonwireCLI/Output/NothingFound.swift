import Moonwire

/// The sentence for a search without results: what was looked for, and what would help most.
enum NothingFound {
  /// Says it.
  ///
  /// Words that no story holds explain most; where each word occurs, the combination is too narrow. An empty archive
  /// and a query without anything to search for are said as such.
  static func sentence(query: String, _ results: SearchResults) -> String {
    guard results.stories > 0 else { return emptyIndex }
    let start = "nothing found for \(query)"
    let unknown = results.clauses.filter { $0.documents == 0 }.map { "'\($0.text)'" }
    if let last = unknown.last {
      guard unknown.count > 1 else { return start + "; \(last) occurs in no story" }
      return start + "; \(unknown.dropLast().prefix(4).joined(separator: ", ")) and \(last) occur in no story"
    }
    switch results.clauses.count {
    case 0: return start
    case 1: return start + "; the word occurs, but in no story that the rest of the query lets through"
    default: return start + "; every word occurs, but in no story together as the query asks"
    }
  }

  /// What to do about an index without stories.
  static let emptyIndex =
    "the index is empty: bring stories in with 'moonwire index', 'moonwire import' or 'moonwire update'"
}
