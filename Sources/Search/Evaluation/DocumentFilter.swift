internal import Corpus
internal import InvertedIndex

/// Which documents of a segment may be found: live, of a date, feed, language and agency that are wanted, and not excluded
/// by a clause. Dates cost nothing: documents are in their order, so that a range of dates is a range of documents.
struct DocumentFilter {
  /// The first document that may be found.
  private(set) var first: UInt32
  /// The document behind the last that may be found.
  private(set) var end: UInt32
  /// Whether any document of the range may be found.
  private(set) var acceptsAll: Bool

  private let segment: SegmentReader
  private let hasColumns: Bool
  private var feeds: [Bool]?
  private var languages: [Bool]?
  private var agencies: [Bool]?
  private var excluded: [UInt64]?

  init(_ filters: Filters, in segment: SegmentReader) {
    self.segment = segment
    let count = segment.documentCount
    // Newest first: `until` cuts the front, `since` the back.
    let start = filters.until.map { segment.firstDocument(notAfter: $0.secondsSince1970) } ?? 0
    let stop = filters.since.map { since in
      since.secondsSince1970 == .min ? count : segment.firstDocument(notAfter: since.secondsSince1970 - 1)
    }
    first = UInt32(start)
    end = UInt32(max(start, stop ?? count))
    let tables = segment.tables
    feeds = DocumentFilter.matching(tables.feeds, filters.feeds, without: filters.excludedFeeds) { feed, wanted in
      feed.title.lowercased().contains(wanted) || DocumentFilter.shortName(feed.id).lowercased().contains(wanted)
    }
    languages = DocumentFilter.matching(
      tables.languages, filters.languages, without: filters.excludedLanguages
    ) { language, wanted in language == wanted || language.hasPrefix(wanted + "-") }
    agencies = DocumentFilter.matching(
      tables.agencies, filters.agencies, without: filters.excludedAgencies
    ) { set, wanted in set.contains { $0.lowercased() == wanted } }
    hasColumns = feeds != nil || languages != nil || agencies != nil
    acceptsAll = !hasColumns && segment.liveDocuments == nil
  }

  /// What of a feed's identity a user names it by: all of an address, but of a path the file alone. The folders above it
  /// say where an archive lies, not what a feed is.
  private static func shortName(_ id: String) -> Substring {
    guard !id.contains("://"), let slash = id.lastIndex(of: "/") else { return id[...] }
    return id[id.index(after: slash)...]
  }

  /// For each value of a table whether it is wanted; nil where all are.
  private static func matching<Value>(
    _ values: [Value], _ wanted: [String], without excluded: [String], _ matches: (Value, String) -> Bool
  ) -> [Bool]? {
    guard !wanted.isEmpty || !excluded.isEmpty else { return nil }
    return values.map { value in
      (wanted.isEmpty || wanted.contains { matches(value, $0) }) && !excluded.contains { matches(value, $0) }
    }
  }

  /// Leaves out the documents whose bits are set.
  mutating func exclude(_ bits: [UInt64]) {
    excluded = bits
    acceptsAll = false
  }

  /// Whether a document within the range may be found.
  @inline(__always)
  func accepts(_ document: UInt32) -> Bool {
    acceptsAll || acceptsSlowly(Int(document))
  }

  private func acceptsSlowly(_ document: Int) -> Bool {
    guard segment.isLive(document) else { return false }
    if let excluded, excluded[document >> 6] >> UInt64(document & 63) & 1 == 1 { return false }
    guard hasColumns else { return true }
    return DocumentFilter.accepts(feeds, segment.feed(of: document))
      && DocumentFilter.accepts(languages, segment.language(of: document))
      && DocumentFilter.accepts(agencies, segment.agencies(of: document))
  }

  private static func accepts(_ wanted: [Bool]?, _ value: Int) -> Bool {
    guard let wanted else { return true }
    return wanted.indices.contains(value) && wanted[value]
  }
}
