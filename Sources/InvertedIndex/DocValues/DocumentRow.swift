internal import Corpus

/// What a segment keeps of each story in columns: what filters, orders and identifies it.
struct DocumentRow {
  var key: StoryKey
  /// Orders stories: published, else updated, else first seen.
  var date: Int64
  var firstSeen: Int64
  /// Places in the segment's tables.
  var feed: UInt32
  var language: UInt32
  var agencies: UInt32
  /// Token positions below this belong to the title.
  var titleEnd: UInt32
  /// Indexed tokens.
  var length: UInt32
  /// The record in the document store.
  var stored: UInt32
  var passages: UInt32
  var wire = WireRow()
  /// Held apart: a merge keeps a row of each document in memory, and nearly none has a version.
  private var versionBox: VersionBox?
  /// `Story.contentKey` and `Story.headlineKey` (0: none) of a story that waits to be written.
  var content: UInt64 = 0
  var headline: UInt64 = 0
  /// Of the story as put, while it waits to be written; 0 otherwise.
  var checksum: UInt64 = 0

  /// Nil for nearly all.
  var version: DocumentVersion? {
    get { versionBox?.version }
    set { versionBox = newValue.map(VersionBox.init) }
  }

  /// The order of documents in a segment: newest first, then by key. It is also the order in which equal scores rank, so
  /// that within a segment an equal later document never displaces an earlier one.
  static func precedes(_ first: DocumentRow, _ second: DocumentRow) -> Bool {
    first.date != second.date ? first.date > second.date : first.key < second.key
  }
}

extension DocumentRow {
  /// A row of what a story or another segment says.
  init(
    key: StoryKey, date: Int64, firstSeen: Int64, feed: Int, language: Int, agencies: Int, titleEnd: UInt32 = 0,
    length: UInt32 = 0, stored: Int = 0, passages: UInt32 = 0
  ) {
    self.key = key
    self.date = date
    self.firstSeen = firstSeen
    self.feed = UInt32(feed)
    self.language = UInt32(language)
    self.agencies = UInt32(agencies)
    self.titleEnd = titleEnd
    self.length = length
    self.stored = UInt32(stored)
    self.passages = passages
  }
}

/// A version that never changes: changing a row's makes another.
private final class VersionBox: Sendable {
  let version: DocumentVersion

  init(_ version: DocumentVersion) {
    self.version = version
  }
}
