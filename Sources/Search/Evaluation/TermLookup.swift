internal import InvertedIndex

/// What the dictionaries of a snapshot say of a term.
final class TermLookup {
  /// The term's entry in each segment; nil where it has none.
  let entries: [TermEntry?]
  /// The postings of the entries: copied where a query is planned, and without arrays that would be counted.
  let postings: [TermPostings?]
  /// Stories, deleted ones included, that hold the term.
  let documentFrequency: Int

  init(_ entries: [TermEntry?]) {
    self.entries = entries
    postings = entries.map { $0?.postings }
    documentFrequency = entries.reduce(0) { $0 + ($1?.postings.documentFrequency ?? 0) }
  }
}
