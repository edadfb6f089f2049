/// The sections of a segment file, by the ids that its table has. The layout is in docs/FORMAT.md.
enum SegmentSection {
  static let storedBlocks: UInt32 = 1
  static let storedIndex: UInt32 = 2
  static let postings: UInt32 = 3
  static let termBlocks: UInt32 = 4
  static let termIndex: UInt32 = 5
  static let norms: UInt32 = 6
  static let columns: UInt32 = 7
  static let keys: UInt32 = 8
  static let tables: UInt32 = 9
  static let summary: UInt32 = 10
  static let storedDictionary: UInt32 = 11
  static let bigrams: UInt32 = 12
  static let bigramIndex: UInt32 = 13
  static let wire: UInt32 = 14
  static let versions: UInt32 = 15

  static let names: [(id: UInt32, name: String)] = [
    (storedBlocks, "stored_stories"), (storedIndex, "stored_index"), (storedDictionary, "stored_dictionary"),
    (termBlocks, "terms"), (termIndex, "term_index"), (bigrams, "bigrams"), (bigramIndex, "bigram_index"),
    (norms, "norms"), (columns, "doc_values"), (keys, "keys"), (wire, "wire"), (versions, "versions"),
    (tables, "tables"), (summary, "summary"),
  ]
}
