import Moonwire

/// The sentence for a search without results: what was looked for, and what would help most.
enum NothingFound {
  /// Says it.
  ///
  /// Words that no story holds explain most; where each word occurs, the combination is too narrow. An empty archive
  /// and a query without anything to search for are said as such.
  static func sentence(query: String, _ results: SearchResults) -> String {
    guard results.stories > 0 else { return emptyIndex }
    let start = "nothing found for \(shortened(query))"
    let unknown = distinct(results.clauses.filter { $0.documents == 0 }.map { "'\(shortened($0.text))'" })
    if let last = unknown.last {
      guard unknown.count > 1 else { return start + "; \(last) occurs in no story" }
      guard unknown.count <= 5 else { return start + "; \(list(unknown)) occur in no story" }
      return start + "; \(unknown.dropLast().joined(separator: ", ")) and \(last) occur in no story"
    }
    switch results.clauses.count {
    case 0: return start
    case 1: return start + "; the word occurs, but in no story that the rest of the query lets through"
    default: return start + "; every word occurs, but in no story together as the query asks"
    }
  }

  /// What of the query was not used, each thing once and not all of too many.
  static func ignored(_ parts: [String]) -> String {
    "ignored: " + list(distinct(parts.map(shortened)), separator: "; ")
  }

  /// So much of a text as a sentence can bear.
  private static func shortened(_ text: String) -> String {
    DisplayWidth.cut(SafeText.line(text), to: 100)
  }

  private static func list(_ parts: [String], separator: String = ", ") -> String {
    parts.prefix(5).joined(separator: separator) + (parts.count > 5 ? " and \(parts.count - 5) more" : "")
  }

  private static func distinct(_ parts: [String]) -> [String] {
    var seen: Set<String> = []
    return parts.filter { seen.insert($0).inserted }
  }

  /// What to do about an index without stories.
  static let emptyIndex =
    "the index is empty: bring stories in with 'moonwire index', 'moonwire import' or 'moonwire update'"
}
