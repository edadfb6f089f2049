internal import InvertedIndex

/// What the dictionaries of a snapshot say of a term.
final class TermLookup {
  /// The term's entry in each segment; nil where it has none.
  let entries: [TermEntry?]
  /// Stories, deleted ones included, that hold the term.
  let documentFrequency: Int

  init(_ entries: [TermEntry?]) {
    self.entries = entries
    documentFrequency = entries.reduce(0) { $0 + ($1?.postings.documentFrequency ?? 0) }
  }
}
