/// The sentence for a search without results: what was looked for, and what would help most.
enum NothingFound {
  /// A term of the query and the number of stories that hold it.
  struct Term: Equatable {
    var text: String
    var stories: Int
  }

  /// Says it.
  ///
  /// Words that no story holds explain most; where each word occurs, the combination is too narrow. An empty archive
  /// and a query without anything to search for are said as such.
  static func sentence(query: String, terms: [Term], hasFilters: Bool, storiesInArchive: Int) -> String {
    if storiesInArchive == 0 {
      return "the index is empty: bring stories in with 'moonwire index', 'moonwire import' or 'moonwire update'"
    }
    let start = "nothing found for \(query)"
    let unknown = terms.filter { $0.stories == 0 }.map { "'\($0.text)'" }
    if terms.isEmpty, !hasFilters { return start + "; it holds no word to search for" }
    switch unknown.count {
    case 0 where hasFilters: return start + "; every word occurs, but in no story that the filters let through"
    case 0: return start + (terms.count > 1 ? "; every word occurs, but not together like that" : "")
    case 1: return start + "; \(unknown[0]) occurs in no story"
    default:
      let last = unknown[unknown.count - 1]
      return start + "; \(unknown.dropLast().prefix(4).joined(separator: ", ")) and \(last) occur in no story"
    }
  }
}
