internal import Corpus

/// The documents of a segment in memory by what relates them to others: chains, headlines, slugs, what revisions wait for.
struct RelatedDocuments {
  private(set) var chains: [StoryKey: [Int]] = [:]
  /// By slug and day, and by the links of revisions.
  private var others: [UInt64: [Int]] = [:]
  /// Made when a headline is first looked for: without revisions it costs nothing.
  private var headlines: [UInt64: [Int]]?

  /// Notes a document that was added, or of which other versions became known.
  mutating func note(_ document: Int, _ row: DocumentRow, slug: UInt64?) {
    if let chain = row.version?.version.chain, chains[chain]?.contains(document) != true {
      chains[chain, default: []].append(document)
    }
    for link in row.version?.links ?? [] { note(document, link) }
    if let slug { note(document, slug) }
    if headlines != nil, row.headline != 0, headlines?[row.headline]?.contains(document) != true {
      headlines?[row.headline, default: []].append(document)
    }
  }

  private mutating func note(_ document: Int, _ key: UInt64) {
    if others[key]?.contains(document) != true { others[key, default: []].append(document) }
  }

  /// The documents of a hash of a headline, a slug and day, or a link.
  mutating func documents(_ key: UInt64, _ rows: [DocumentRow]) -> [Int] {
    if headlines == nil {
      var made: [UInt64: [Int]] = [:]
      for (document, row) in rows.enumerated() where row.headline != 0 {
        made[row.headline, default: []].append(document)
      }
      headlines = made
    }
    return (headlines?[key] ?? []) + (others[key] ?? [])
  }
}
