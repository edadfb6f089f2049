public import Corpus
internal import Storage

/// An open segment: an immutable part of the index, with the documents that have been deleted from it since.
///
/// Documents are numbered from 0, newest first, so that a range of dates is a range of documents.
public final class SegmentReader {
  /// The segment's name in the manifest.
  public let name: String
  /// Its counts.
  public let summary: SegmentSummary
  /// Feeds, languages and agencies by number.
  public let tables: SegmentTables
  /// The length code of each document.
  public let norms: UnsafePointer<UInt8>
  /// One bit a document, set where it is live; nil where all are.
  public let liveDocuments: UnsafePointer<UInt64>?
  /// Live documents.
  public let liveCount: Int
  /// The size of its file in bytes.
  public let fileSize: Int

  let file: SectionedFile
  private let live: LiveDocuments?
  private let dictionary: TermDictionary
  let stored: StoredFields
  private let keys: UnsafeRawBufferPointer
  private let keysStart: Int
  private let keyOrder: DocumentColumn
  private let dates: DocumentColumn
  private let firstSeen: DocumentColumn
  private let feeds: DocumentColumn
  private let languages: DocumentColumn
  private let agencies: DocumentColumn
  private let titleEnds: DocumentColumn
  let storedOrdinals: DocumentColumn
  private var termCache: [[UInt8]: TermEntry?] = [:]
  private var openedBigrams: BigramIndex?
  private var openedWire: WireColumns??
  /// By rising document; of few documents as a rule.
  let versions: [(document: Int, version: DocumentVersion)]

  init(name: String, file: MappedFile, live: LiveDocuments?) throws {
    self.name = name
    let path = file.path
    fileSize = file.bytes.count
    let file = try SectionedFile(file)
    self.file = file
    do {
      var reader = ByteReader(try file.section(SegmentSection.summary))
      summary = try SegmentSummary(&reader)
      let count = summary.documents
      reader = ByteReader(try file.section(SegmentSection.tables))
      tables = try SegmentTables(&reader)
      dictionary = try TermDictionary(
        file: file, indexSection: SegmentSection.termIndex, blocksSection: SegmentSection.termBlocks)
      stored = try StoredFields(
        file: file, indexSection: SegmentSection.storedIndex, blocksSection: SegmentSection.storedBlocks,
        dictionarySection: SegmentSection.storedDictionary)
      let normBytes = try file.section(SegmentSection.norms)
      guard normBytes.count == count else { throw IndexError.damaged(path: path, what: "lengths are missing") }
      norms = normBytes.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? UnsafePointer(SegmentReader.nothing)
      func column(_ reader: inout ByteReader, of section: UInt32) throws -> DocumentColumn {
        try DocumentColumn(&reader, in: file, sectionStart: file.range(section).lowerBound)
      }
      reader = ByteReader(file.unverified(SegmentSection.columns))
      dates = try column(&reader, of: SegmentSection.columns)
      firstSeen = try column(&reader, of: SegmentSection.columns)
      feeds = try column(&reader, of: SegmentSection.columns)
      languages = try column(&reader, of: SegmentSection.columns)
      agencies = try column(&reader, of: SegmentSection.columns)
      titleEnds = try column(&reader, of: SegmentSection.columns)
      storedOrdinals = try column(&reader, of: SegmentSection.columns)
      keys = file.unverified(SegmentSection.keys)
      keysStart = file.range(SegmentSection.keys).lowerBound
      guard keys.count >= 8 * count else { throw IndexError.damaged(path: path, what: "keys are missing") }
      reader = ByteReader(keys, at: 8 * count)
      keyOrder = try column(&reader, of: SegmentSection.keys)
      for column in [dates, firstSeen, feeds, languages, agencies, titleEnds, storedOrdinals, keyOrder]
      where column.count != count {
        throw IndexError.damaged(path: path, what: "a column has \(column.count) values for \(count) stories")
      }
      versions = try DocumentVersions.read(try file.section(SegmentSection.versions), documents: count)
      if let live, live.documentCount != count {
        throw IndexError.damaged(path: path, what: "the list of live stories is of another segment")
      }
    } catch {
      throw IndexError(error, path: path)
    }
    self.live = live
    liveDocuments = live?.words
    liveCount = live?.liveCount ?? summary.documents
  }

  /// Somewhere to point for a segment without documents.
  private nonisolated(unsafe) static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  /// Documents, deleted ones included: ids are below it.
  public var documentCount: Int {
    summary.documents
  }

  /// An error that names this segment's file.
  func damaged(_ what: String) -> IndexError {
    .damaged(path: file.file.path, what: what)
  }

  /// Runs a reading step and turns its failure into an `IndexError` that names the file.
  public func reading<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw IndexError(error, path: file.file.path) }
  }

  /// Whether the document has not been deleted.
  @inline(__always)
  public func isLive(_ document: Int) -> Bool {
    guard let liveDocuments else { return true }
    return liveDocuments[document >> 6] >> UInt64(document & 63) & 1 == 1
  }

  // MARK: - Terms and postings

  /// The dictionary's entry of a term, or nil. Looked up once, then remembered.
  public func entry(for term: [UInt8]) throws -> TermEntry? {
    if let known = termCache[term] { return known }
    let entry = try reading { try dictionary.entry(for: term) }
    if termCache.count > 4096 { termCache.removeAll() }
    termCache[term] = .some(entry)
    return entry
  }

  /// Calls the body with every term in byte order.
  public func forEachTerm(_ body: (TermEntry) throws -> Void) throws {
    try reading { try dictionary.forEach(body) }
  }

  /// Blocks of terms, for walking several segments' terms together.
  var termBlockCount: Int {
    dictionary.blockCount
  }

  func terms(ofBlock block: Int) throws -> [TermEntry] {
    try reading { try dictionary.entries(ofBlock: block) }
  }

  /// A cursor on the first posting of a term, in the query's scratch; where it is not to be placed, on none until it is
  /// told to stand on a document.
  public func postings(
    of term: TermPostings, isPlaced: Bool = true, _ scratch: QueryScratch
  ) throws -> PostingsCursor {
    let bytes = try bytes(SegmentSection.postings, at: term.offset, length: term.documentBytes)
    return try PostingsCursor(term, bytes, in: self, isPlaced: isPlaced, scratch)
  }

  /// A reader of the positions where a cursor stands.
  public func positions(
    of term: TermPostings, at cursor: PostingsCursor, _ scratch: QueryScratch
  ) throws -> PositionsCursor {
    try PositionsCursor(of: cursor, term, in: self, scratch)
  }

  /// The error for what a cursor found wrong; nil where nothing is.
  public func error(for fault: PostingsFault) -> IndexError? {
    fault.text.map(damaged)
  }

  /// The index over the bigrams, opened when it is first asked for.
  func bigrams() throws -> BigramIndex {
    if let openedBigrams { return openedBigrams }
    let index = try reading { try BigramIndex(try file.section(SegmentSection.bigramIndex)) }
    openedBigrams = index
    return index
  }

  /// Dateline, slug and urgency of the documents, opened when first asked for; nil where none has any.
  ///
  /// - Throws: `IndexError.damaged`.
  public func wireColumns() throws -> WireColumns? {
    if let openedWire { return openedWire }
    let columns = try reading {
      let section = try file.section(SegmentSection.wire)
      return section.isEmpty ? nil : try WireColumns(section, documents: documentCount)
    }
    openedWire = .some(columns)
    return columns
  }

  /// Verified bytes of a section that holds posting lists.
  func bytes(_ section: UInt32, at offset: Int, length: Int) throws -> UnsafeRawBufferPointer {
    let whole = file.range(section)
    guard offset >= 0, length >= 0, offset <= whole.count, length <= whole.count - offset else {
      throw damaged("a posting list lies outside the postings")
    }
    let range = whole.lowerBound + offset..<whole.lowerBound + offset + length
    return try reading {
      try file.verify(range)
      return UnsafeRawBufferPointer(rebasing: file.file.bytes[range])
    }
  }

  // MARK: - Columns

  /// Throws the damage that reading dates, keys, feeds and other values of single documents met. They are verified where
  /// they are first read, which is no place to throw; so whoever rests an answer on them asks here before giving it.
  ///
  /// - Throws: `IndexError.damaged`.
  public func throwNotedDamage() throws {
    try reading { try file.throwNotedDamage() }
  }

  /// The date that orders the document, in seconds since 1970.
  @inline(__always)
  public func date(of document: Int) -> Int64 {
    dates[document]
  }

  /// When the archive first saw the document's story.
  public func firstSeen(of document: Int) -> Timestamp {
    Timestamp(secondsSince1970: firstSeen[document])
  }

  /// The number of its feed in `tables`.
  public func feed(of document: Int) -> Int {
    Int(truncatingIfNeeded: feeds[document])
  }

  /// The number of its language in `tables`.
  public func language(of document: Int) -> Int {
    Int(truncatingIfNeeded: languages[document])
  }

  /// The number of its set of agencies in `tables`.
  public func agencies(of document: Int) -> Int {
    Int(truncatingIfNeeded: agencies[document])
  }

  /// Token positions below this are of its title.
  public func titleEnd(of document: Int) -> Int {
    Int(truncatingIfNeeded: titleEnds[document])
  }

  /// Its key.
  @inline(__always)
  public func key(of document: Int) -> StoryKey {
    precondition(document >= 0 && document < documentCount, "a document outside its segment")
    // Keys start at multiples of eight: none lies in two regions.
    let place = keysStart &+ 8 &* document
    if file.verifiedRegions[place / Checksum.regionSize] == 0 { file.note(place..<place + 8) }
    return StoryKey(UInt64(littleEndian: keys.loadUnaligned(fromByteOffset: 8 * document, as: UInt64.self)))
  }

  /// The first document that is not newer than a date; `documentCount` if none.
  public func firstDocument(notAfter date: Int64) -> Int {
    var low = 0
    var high = documentCount
    while low < high {
      let middle = (low + high) / 2
      if dates[middle] > date { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Calls the body with the documents whose keys lie in a range, deleted ones included, in the order of keys.
  public func forEachDocument(withKeyIn range: ClosedRange<StoryKey>, _ body: (Int) throws -> Void) throws {
    var low = 0
    var high = documentCount
    while low < high {
      let middle = (low + high) / 2
      if key(of: try keyOrdered(middle)) < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    while low < documentCount {
      let document = try keyOrdered(low)
      let key = key(of: document)
      try throwNotedDamage()
      guard key <= range.upperBound else { return }
      try body(document)
      low += 1
    }
    try throwNotedDamage()
  }

  private func keyOrdered(_ place: Int) throws -> Int {
    let document = keyOrder[place]
    guard document >= 0, document < Int64(documentCount) else { throw damaged("the order of keys names no story") }
    return Int(document)
  }

  /// The live document of a key, or nil.
  public func document(withKey key: StoryKey) throws -> Int? {
    var found: Int?
    try forEachDocument(withKeyIn: key...key) { if isLive($0) { found = $0 } }
    return found
  }

  // MARK: - Stored stories

  /// The story of a document and its passages.
  public func story(of document: Int) throws -> StoredStory {
    try withRecord(of: document) { record in
      try reading {
        var stored = try StoredStoryCodec.read(record)
        if let entry = versionEntry(of: document) { stored.story.version = entry.version }
        return stored
      }
    }
  }

  /// Calls the body with the stored bytes of a document.
  func withRecord<Result>(of document: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
    let ordinal = storedOrdinals[document]
    try throwNotedDamage()
    return try reading { try stored.withRecord(Int(clamping: ordinal), body) }
  }

  /// Takes the file's pages out of this process's memory; those that are touched again come back.
  func release() {
    file.file.release(0..<fileSize)
  }

  /// Bytes of each part of the file.
  public var componentBytes: [(name: String, bytes: Int)] {
    var parts = [("postings", summary.postingBytes), ("positions", summary.positionBytes)]
    parts += SegmentSection.names.map { ($0.name, file.range($0.id).count) }
    parts.append(("tables_and_checksums", fileSize - parts.reduce(0) { $0 + $1.1 }))
    return parts.map { (name: $0.0, bytes: $0.1) }
  }
}

extension IndexError {
  /// Any error of reading a file, as one that names it.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as IndexError: self = error
    case StorageError.corrupt(let path, let offset, let expected):
      self = .damaged(path: path, what: "at byte \(offset), not \(expected)")
    case let error as StorageError: self = .storage(error)
    case ByteReader.Failure.truncated(let offset):
      self = .damaged(path: path, what: "a structure is cut short at its byte \(offset)")
    case ByteReader.Failure.malformed(let offset):
      self = .damaged(path: path, what: "a structure is malformed at its byte \(offset)")
    default: self = .damaged(path: path, what: "\(error)")
    }
  }
}
