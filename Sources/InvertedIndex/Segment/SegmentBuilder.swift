internal import Analysis
internal import Corpus
internal import Storage
internal import UnicodeText

/// A segment that is being filled in memory (single-pass in-memory indexing: S. Heinz and J. Zobel, 2003).
///
/// Tokens are kept in the order of the text, four bytes each; writing the segment sorts them by term with a counting sort,
/// going through the stories in their final order, so that posting lists come out sorted. Stored stories go to the file at
/// once.
final class SegmentBuilder {
  /// Token positions above this are not indexed: a story of sixteen million words.
  static let positionLimit = 1 << 24
  /// Bytes that a story takes besides its tokens, in columns and in what sorts them.
  private static let bytesOfRow = 240
  /// Segments of more tokens are sorted in three parts.
  private static let smallTokenCount = 4 << 20

  /// Records that are handed over at once, in bytes.
  private static let batchSize = 256 << 10
  /// Bytes of records that may wait for being compressed.
  private static let mostWaiting = 16 << 20

  /// The segment's name.
  let name: String
  private let work: BackgroundWork
  private let lane: BackgroundWork.Lane
  private let analyzer: Analyzer
  private let options: IndexWriterOptions
  private var file: SegmentFileWriter
  private var words = WordTable()
  private var rows: [DocumentRow] = []
  private var deleted: [Bool] = []
  private var related = RelatedDocuments()
  private var log = TokenLog()
  /// The end of each document's tokens in the log.
  private var tokenEnds: [Int] = []
  private(set) var tables = SegmentTables()
  private var wire = WireTables()
  private var buffer = TokenBuffer()
  /// Records that have not been handed over, and the length of each.
  private var batch = ByteBuffer()
  private var batchLengths: [Int] = []
  private var storedCount = 0

  /// Creates the segment's file.
  ///
  /// - Parameter work: where stored stories are compressed and the segment is written.
  init(
    name: String, in directory: String, fileSystem: any FileSystem, analyzer: Analyzer, options: IndexWriterOptions,
    work: BackgroundWork
  ) throws {
    self.name = name
    self.analyzer = analyzer
    self.options = options
    self.work = work
    file = try SegmentFileWriter(
      path: directory + "/" + name, fileSystem: fileSystem, compressionLevel: options.compressionLevel)
    lane = work.makeLane()
  }

  /// Documents added, deleted ones included.
  var documentCount: Int {
    rows.count
  }

  /// Bytes that the segment holds, and those that writing it will need.
  var memory: Int {
    log.count * 4 + sliceSize * 8 + words.memory + rows.count * SegmentBuilder.bytesOfRow
  }

  /// Whether a limit of the structures in memory is near: the segment must be written, whatever memory is left.
  var isFull: Bool {
    words.isFull || rows.count >= SortedTokens.documentLimit
  }

  private var sliceSize: Int {
    log.count <= SegmentBuilder.smallTokenCount ? log.count : max(SegmentBuilder.smallTokenCount, log.count / 3)
  }

  /// The row of a document.
  func row(_ document: Int) -> DocumentRow {
    rows[document]
  }

  /// Takes a document out again, before it was written.
  func delete(_ document: Int) {
    deleted[document] = true
  }

  /// Adds a story and returns its number among those added.
  ///
  /// - Parameter version: what is kept of its versions; nil for nearly all.
  func add(_ story: Story, key: StoryKey, version: DocumentVersion? = nil) throws -> Int {
    var next = 0
    var title = story.title
    let ofTitle = title.withUTF8 { index($0, from: 0, next: &next) }
    // One position lies between title and text, so that no phrase matches across them.
    let bodyStart = ofTitle.end == 0 ? 0 : ofTitle.end + 1
    var length = ofTitle.indexed
    var text = story.text
    let passages = text.withUTF8 { utf8 in
      indexBody(utf8, story.body, from: bodyStart, next: &next, length: &length)
    }
    tokenEnds.append(log.count)
    let start = batch.count
    StoredStoryCodec.append(options.storesText ? story : story.withoutText, to: &batch)
    let checksum = Checksum.xxh3(batch.bytes[(start + StoredStoryCodec.firstSeenSize)...])
    StoredStoryCodec.append(passages, to: &batch)
    batchLengths.append(batch.count - start)
    if batch.count >= SegmentBuilder.batchSize { try handOver() }
    rows.append(
      DocumentRow(
        key: key, date: story.date.secondsSince1970, firstSeen: story.firstSeen.secondsSince1970,
        feed: UInt32(tables.number(of: FeedName(id: story.identity.feed, title: story.feedTitle))),
        language: UInt32(tables.number(ofLanguage: story.language)),
        agencies: UInt32(tables.number(ofAgencies: story.credits)),
        titleEnd: UInt32(ofTitle.end), length: UInt32(length), stored: UInt32(storedCount),
        passages: UInt32(passages.count), wire: wire.row(of: story), version: version,
        content: story.contentKey, headline: story.headlineKey ?? 0, checksum: checksum))
    related.note(rows.count - 1, rows[rows.count - 1], slug: story.slugKey)
    deleted.append(false)
    storedCount += 1
    return rows.count - 1
  }

  /// Has the records that have come in compressed and written.
  private func handOver() throws {
    let (records, lengths) = (batch.bytes, batchLengths)
    batch = ByteBuffer()
    batchLengths = []
    try work.add(to: lane, cost: records.count, limit: SegmentBuilder.mostWaiting) { [self] in
      try records.withUnsafeBytes { bytes in
        var start = 0
        for length in lengths {
          try file.store(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
          start += length
        }
      }
    }
  }

  /// Indexes the words of a text; every word takes a position, stop words included.
  private func index(
    _ utf8: UnsafeBufferPointer<UInt8>, from start: Int, next: inout Int
  ) -> (end: Int, count: Int, indexed: Int) {
    buffer.removeAll()
    analyzer.tokenize(utf8, into: &buffer)
    let count = min(buffer.count, max(0, SegmentBuilder.positionLimit - start))
    let indexed = buffer.starts.withUnsafeBufferPointer { starts in
      buffer.ends.withUnsafeBufferPointer { ends in
        words.append(
          utf8, starts: UnsafeBufferPointer(rebasing: starts[..<count]),
          ends: UnsafeBufferPointer(rebasing: ends[..<count]), at: start, next: &next, to: &log, analyzer)
      }
    }
    return (start + count, count, indexed)
  }

  /// Indexes the body and finds which positions its passages cover.
  private func indexBody(
    _ utf8: UnsafeBufferPointer<UInt8>, _ body: Range<Int>, from start: Int, next: inout Int, length: inout Int
  ) -> [StoredPassage] {
    let body = body.clamped(to: 0..<utf8.count)
    let found = index(UnsafeBufferPointer(rebasing: utf8[body]), from: start, next: &next)
    length += found.indexed
    guard options.storesText, !body.isEmpty else { return [] }
    return buffer.starts.withUnsafeBufferPointer { starts in
      var place = 0
      return PassageSplitter.passages(in: utf8, body: body).map { range in
        while place < found.count && Int(starts[place]) + body.lowerBound < range.lowerBound { place += 1 }
        let first = place
        while place < found.count && Int(starts[place]) + body.lowerBound < range.upperBound { place += 1 }
        return StoredPassage(positions: start + first..<start + place, text: range)
      }
    }
  }

  // MARK: - Writing

  /// Has the segment written, without the deleted documents, and its file closed. Nothing may be added any more.
  ///
  /// - Throws: what went wrong with the stored stories.
  func finish() throws {
    try handOver()
    try work.add(to: lane, cost: 0, limit: .max) { [self] in try write() }
  }

  /// Waits until the segment is written.
  ///
  /// - Throws: what went wrong.
  func wait() throws {
    try work.finish(lane)
  }

  private func write() throws {
    try file.beginPostings()
    let order = rows.indices.filter { !deleted[$0] }.sorted { DocumentRow.precedes(rows[$0], rows[$1]) }
    let sortedRows = order.map { rows[$0] }
    let norms = sortedRows.map { LengthNorm.encode(Int($0.length)) }
    let sorted = SortedTokens(order: order, log: log, ends: tokenEnds, words: words, sliceSize: sliceSize)
    var candidates: [BigramCandidates.Candidate] = []
    try sorted.forEachTerm(log: log, words: words, positions: options.storesPositions) { term, forms, list in
      let postings = try file.append(term: Array(words.terms[term]), forms: forms, list: list, norms: norms)
      if postings.documentFrequency >= BlockPacking.size {
        candidates.append(BigramCandidates.Candidate(postings: postings, origin: Int(term)))
      }
    }
    if options.storesPositions { try writeBigrams(BigramCandidates(candidates), order: order, norms: norms) }
    log.free()
    _ = try file.finish(
      rows: sortedRows, norms: norms, tables: tables, wire: wire, analyzer: analyzer.identity.description,
      positions: options.storesPositions, passages: sortedRows.reduce(0) { $0 + Int($1.passages) })
  }
}

extension SegmentBuilder {
  /// Says what is kept of a document's versions, and under which key.
  func setVersion(_ version: DocumentVersion, key: StoryKey, of document: Int) {
    rows[document].version = version
    rows[document].key = key
    related.note(document, rows[document], slug: nil)
  }

  /// Documents of a chain of versions.
  func documents(ofChain chain: StoryKey) -> [Int] {
    related.chains[chain, default: []].filter { !deleted[$0] && rows[$0].version?.version.chain == chain }
  }

  /// Documents with a headline, or a slug and day, of that hash, and revisions that wait for such.
  func documents(related key: UInt64) -> [Int] {
    related.documents(key, rows).filter { !deleted[$0] }
  }

  /// Documents in whose place others are shown.
  var supersededCount: Int {
    related.chains.values.joined().reduce(into: Set<Int>()) { found, document in
      if !deleted[document] && rows[document].version?.version.supersededFrom != nil { found.insert(document) }
    }.count
  }

  /// Writes the lists of frequent terms that stand side by side.
  private func writeBigrams(_ candidates: BigramCandidates, order: [Int], norms: [UInt8]) throws {
    var numberOfTerm = [Int](repeating: -1, count: words.terms.count)
    for (number, candidate) in candidates.terms.enumerated() { numberOfTerm[candidate.origin] = number }
    let numberOfForm = words.termOfForm.map { numberOfTerm[Int($0)] }
    var occurrences = BigramOccurrences()
    numberOfForm.withUnsafeBufferPointer { numberOfForm in
      for (document, added) in order.enumerated() {
        var previous = (number: -1, position: -2)
        log.forEachToken(in: (added == 0 ? 0 : tokenEnds[added - 1])..<tokenEnds[added]) { form, position in
          let number = numberOfForm[form]
          guard number >= 0 else { return }
          if previous.position + 1 == position {
            occurrences.add(first: previous.number, second: number, document: UInt32(truncatingIfNeeded: document))
          }
          previous = (number, position)
        }
      }
    }
    let count = occurrences.termCount(candidates: candidates.terms.count, postings: file.summary.postings)
    let (places, offsets) = candidates.places(count: count)
    let sorted = occurrences.sorted(places: places, count: count)
    try file.appendBigrams(offsets: offsets, norms: norms) { first, second, list in
      sorted.append(pair: first * count + second, to: &list)
    }
  }
}

extension Story {
  /// The same story with nothing but what identifies it, for indexes that store no text.
  fileprivate var withoutText: Story {
    Story(identity: identity, title: "", text: "", firstSeen: firstSeen)
  }
}
