internal import Corpus

/// The documents of a segment in memory by what relates them to others: chains, headlines, slugs, what revisions wait for.
struct RelatedDocuments {
  private(set) var chains: [StoryKey: [Int]] = [:]
  /// By slug and day, and by the links of revisions.
  private var others: [UInt64: [Int]] = [:]
  /// Made when a headline is first looked for: without revisions it costs nothing.
  private var headlines: [UInt64: [Int]]?
  /// Those that may be found by more than their headline, by rising document.
  private var sketches: [(document: Int, sketch: HeadlineSketch, link: UInt64)] = []
  /// By address; made when one is first looked for, and kept from then on.
  private var addresses: [UInt64: [Int]]?

  /// Notes a story that was added: its address, its slug, and of its headline enough to tell whether another is like it.
  mutating func note(_ document: Int, _ row: DocumentRow, _ story: Story) {
    let slug = story.slugKey
    note(document, row, slug: slug)
    let link = story.linkKey
    guard slug != nil || link != nil else { return }
    sketches.append((document, HeadlineSketch(story), link ?? 0))
    if addresses != nil, let link { addresses?[link, default: []].append(document) }
  }

  /// The sketch of a document's headline; nil of those that have neither address nor slug.
  func sketch(of document: Int) -> HeadlineSketch? {
    var range = sketches.indices
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if sketches[middle].document == document { return sketches[middle].sketch }
      range = sketches[middle].document < document ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// Notes a document of which other versions became known.
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

  /// The documents of a hash of a headline, a slug and day, an address, or a link.
  mutating func documents(_ key: UInt64, _ rows: [DocumentRow]) -> [Int] {
    if headlines == nil {
      var made: [UInt64: [Int]] = [:]
      for (document, row) in rows.enumerated() where row.headline != 0 {
        made[row.headline, default: []].append(document)
      }
      headlines = made
    }
    if addresses == nil {
      var made: [UInt64: [Int]] = [:]
      for entry in sketches where entry.link != 0 { made[entry.link, default: []].append(entry.document) }
      addresses = made
    }
    return (headlines?[key] ?? []) + (others[key] ?? []) + (addresses?[key] ?? [])
  }
}
