internal import Corpus
internal import Storage

/// Writes a segment file in the order of its parts: stored stories while they come in, then terms and postings in byte
/// order, then columns. Both the in-memory segment and the merger write through it.
struct SegmentFileWriter {
  private let file: SectionedFileWriter
  private var stored: StoredFieldsWriter
  private var dictionary = TermDictionaryWriter()
  private var postingsOffset = 0
  private(set) var summary = SegmentSummary()

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - compressionLevel: zstd's level for stored stories.
  ///   - dictionary: what they are compressed against; nil: the first of them.
  init(path: String, fileSystem: any FileSystem, compressionLevel: Int, dictionary: [UInt8]? = nil) throws {
    file = try SectionedFileWriter(path: path, fileSystem: fileSystem)
    stored = StoredFieldsWriter(level: compressionLevel, dictionary: dictionary)
    try file.beginSection(SegmentSection.storedBlocks)
  }

  /// The number of records stored: the next record's ordinal.
  var storedCount: Int {
    stored.count
  }

  /// Stores a record.
  mutating func store(_ record: UnsafeRawBufferPointer) throws {
    if let block = stored.append(record) { try file.append(block) }
  }

  /// Takes over a dictionary of another store, for blocks that are copied from there.
  ///
  /// - Returns: its number here; nil where the blocks must be compressed anew.
  mutating func adopt(dictionary: [UInt8]) -> Int? {
    stored.adopt(dictionary)
  }

  /// Copies a block of another store as it is.
  mutating func copy(_ block: StoredFields.Block, _ frame: UnsafeRawBufferPointer, dictionary: Int) throws {
    if let pending = stored.close() { try file.append(pending) }
    stored.copied(
      records: block.records.count, rawLength: block.rawLength, storedBytes: frame.count, dictionary: dictionary)
    try file.append(frame)
  }

  /// Ends the stored stories and begins the postings.
  mutating func beginPostings() throws {
    if let block = stored.close() { try file.append(block) }
    try file.beginSection(SegmentSection.storedIndex)
    try file.append(stored.indexBytes().bytes)
    try section(SegmentSection.storedDictionary, stored.dictionaryBytes())
    try file.beginSection(SegmentSection.postings)
  }

  /// Adds the lists of the next terms; terms come in ascending byte order.
  ///
  /// - Parameters:
  ///   - names: gives the term of each list, and its surface forms, into memory that is there already.
  ///   - note: told what the dictionary says of each term's postings.
  mutating func append(
    _ lists: EncodedLists, names: (_ place: Int, inout TermName) -> Void,
    note: (_ place: Int, TermPostings) -> Void
  ) throws {
    try file.append(lists.bytes.bytes)
    var name = TermName()
    for (place, var postings) in lists.postings.enumerated() {
      postings.offset = postingsOffset
      postingsOffset += postings.documentBytes + postings.positionBytes
      summary.postingBytes += postings.documentBytes
      summary.positionBytes += postings.positionBytes
      summary.postings += postings.documentFrequency
      summary.tokens += postings.totalFrequency
      summary.terms += 1
      names(place, &name)
      dictionary.append(&name, postings)
      note(place, postings)
    }
  }

  /// Adds the bigrams, after all terms: the body gives the list of each pair of places that occurs.
  ///
  /// - Parameters:
  ///   - offsets: where the postings of the terms start that bigrams are made of, ascending.
  ///   - fill: puts a pair's postings into a list, which stays empty where the pair does not occur.
  mutating func appendBigrams(
    offsets: [Int], norms: [UInt8], _ fill: (_ first: Int, _ second: Int, inout PostingsList) throws -> Void
  ) throws {
    guard !offsets.isEmpty else { return }
    var writer = BigramWriter(offsets: offsets)
    try file.beginSection(SegmentSection.bigrams)
    var list = PostingsList()
    for first in offsets.indices {
      for second in offsets.indices {
        list.removeAll()
        try fill(first, second, &list)
        if !list.docs.isEmpty {
          try file.append(writer.append(first: first, second: second, list: list, norms: norms))
        }
      }
    }
    writer.finish()
    try section(SegmentSection.bigramIndex, writer.index)
  }

  /// Writes the rest and closes the file.
  ///
  /// - Returns: the file's size.
  mutating func finish(
    _ documents: DocumentSections, norms: [UInt8], analyzer: String, positions: Bool, passages: Int
  ) throws -> Int {
    dictionary.finish()
    try section(SegmentSection.termBlocks, dictionary.blocks)
    try section(SegmentSection.termIndex, dictionary.index)
    try file.beginSection(SegmentSection.norms)
    try file.append(norms)
    for (id, bytes) in documents.sections { try section(id, bytes) }
    summary.analyzer = analyzer
    summary.documents = documents.documents
    summary.documentsWithTerms = documents.documentsWithTerms
    summary.passages = passages
    summary.storedRawBytes = stored.rawBytes
    summary.hasPositions = positions
    var bytes = ByteBuffer()
    summary.append(to: &bytes)
    try section(SegmentSection.summary, bytes)
    return try file.finish()
  }

  private func section(_ id: UInt32, _ bytes: ByteBuffer) throws {
    try file.beginSection(id)
    try file.append(bytes.bytes)
  }
}
