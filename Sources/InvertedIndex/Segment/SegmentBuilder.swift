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
  /// Of so many stories one tells how many bigrams there will be.
  private static let storiesPerSample = 16
  /// No fewer tokens are worth a job of their own.
  private static let leastSlice = 1 << 16

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

  /// Tokens to sort at once. With several threads two ranges of terms are sorted at a time, in the memory of one.
  private var sortedAtOnce: Int {
    guard work.threadCount > 0 else { return sliceSize }
    return min(sliceSize / 2, max(SegmentBuilder.leastSlice, log.count / 4))
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

  /// Enters a story and returns its number among those entered. Its words and its record have to follow, in the same order.
  ///
  /// - Parameter version: what is kept of its versions; nil for nearly all.
  func enter(_ story: Story, key: StoryKey, version: DocumentVersion? = nil) -> Int {
    var row = DocumentRow(
      key: key, date: story.date.secondsSince1970, firstSeen: story.firstSeen.secondsSince1970,
      feed: tables.number(of: FeedName(id: story.identity.feed, title: story.feedTitle)),
      language: tables.number(ofLanguage: story.language), agencies: tables.number(ofAgencies: story.credits),
      stored: rows.count)
    row.wire = wire.row(of: story)
    row.version = version
    row.content = story.contentKey
    row.headline = story.headlineKey ?? 0
    rows.append(row)
    related.note(rows.count - 1, row, story)
    deleted.append(false)
    return rows.count - 1
  }

  /// Documents whose words and records are there.
  var filledCount: Int {
    tokenEnds.count
  }

  /// Adds the words of the stories of a batch, which were entered after those that are there, and has their records
  /// compressed and written.
  func fill(_ batch: StoryBatch) throws {
    for (place, prepared) in batch.prepared.enumerated() {
      let document = tokenEnds.count
      var next = 0
      let story = batch.entries[place].story
      let ofTitle = append(story.title, 0..<Int.max, batch.tokens, prepared.title, at: 0, next: &next)
      let ofBody = append(
        story.text, story.body, batch.tokens, prepared.body, at: prepared.bodyStart, next: &next)
      tokenEnds.append(log.count)
      rows[document].titleEnd = UInt32(prepared.title.count)
      rows[document].length = UInt32(ofTitle + ofBody)
      rows[document].passages = UInt32(prepared.passages)
      rows[document].checksum = prepared.checksum
    }
    try handOver(batch.takeRecords(), batch.prepared.map { $0.record.count })
  }

  /// Adds the words of a part of a text to the log; every word takes a position, stop words included.
  ///
  /// - Returns: the number of those that are indexed.
  private func append(
    _ text: String, _ part: Range<Int>, _ tokens: TokenBuffer, _ range: Range<Int>, at start: Int, next: inout Int
  ) -> Int {
    var text = text
    return text.withUTF8 { utf8 in
      tokens.starts.withUnsafeBufferPointer { starts in
        tokens.ends.withUnsafeBufferPointer { ends in
          words.append(
            UnsafeBufferPointer(rebasing: utf8[part.clamped(to: 0..<utf8.count)]),
            starts: UnsafeBufferPointer(rebasing: starts[range]), ends: UnsafeBufferPointer(rebasing: ends[range]),
            at: start, next: &next, to: &log, analyzer)
        }
      }
    }
  }

  /// Has the records that have come in compressed and written.
  private func handOver(_ records: [UInt8], _ lengths: [Int]) throws {
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

  // MARK: - Writing

  /// Has the segment written, without the deleted documents, and its file closed. Nothing may be added any more.
  ///
  /// - Throws: what went wrong with the stored stories.
  func finish() throws {
    try work.add(to: lane, cost: 0, limit: .max, isLeaf: false) { [self] in try write() }
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
    let sorted = SortedTokens(order: order, log: log, ends: tokenEnds, words: words, sliceSize: sortedAtOnce)
    var candidates: [BigramCandidates.Candidate] = []
    try work.inOrder(
      count: sorted.slices.count,
      make: { [self] in sorted.lists($0, log: log, norms: norms, positions: options.storesPositions) },
      take: { number, lists in
        try file.append(lists, names: { sorted.getName(number, $0, words, &$1) }) { place, postings in
          guard postings.documentFrequency >= BlockPacking.size else { return }
          candidates.append(BigramCandidates.Candidate(postings: postings, origin: sorted.term(number, place)))
        }
      })
    if options.storesPositions { try writeBigrams(BigramCandidates(candidates), order: order, norms: norms) }
    log.free()
    _ = try file.finish(
      DocumentSections(sortedRows, tables: tables, wire: wire), norms: norms, analyzer: analyzer.identity.description,
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

  /// The sketch of a document's headline; nil of those that have neither address nor slug.
  func sketch(of document: Int) -> HeadlineSketch? {
    related.sketch(of: document)
  }

  /// Documents with a headline, a slug and day, or an address of that hash, and revisions that wait for such. May be asked
  /// while the segment is being written.
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
    let postings = file.summary.postings
    let all = candidates.terms.count
    // How many terms take part is known once the pairs of all of them have been counted; a part of the stories tells how
    // many are worth collecting.
    let step = SegmentBuilder.storiesPerSample
    let sample =
      order.count < step * step
      ? all
      : pairs(candidates, of: all, in: order, every: step)
        .termCount(candidates: all, postings: postings / step)
    let likely = min(all, sample + sample / 4 + step)
    var occurrences = pairs(candidates, of: likely, in: order)
    var count = occurrences.termCount(candidates: likely, postings: postings)
    if count == likely, likely < all {
      occurrences = pairs(candidates, of: all, in: order)
      count = occurrences.termCount(candidates: all, postings: postings)
    }
    let (places, offsets) = candidates.places(count: count)
    let sorted = occurrences.sorted(places: places, count: count)
    try file.appendBigrams(offsets: offsets, norms: norms) { first, second, list in
      sorted.append(pair: first * count + second, to: &list)
    }
  }

  /// The pairs of the first terms of some that stand side by side in every so many of the stories.
  private func pairs(
    _ candidates: BigramCandidates, of terms: Int, in order: [Int], every step: Int = 1
  ) -> BigramOccurrences {
    // Small numbers, so that all of them stay in the cache.
    var numberOfTerm = [Int16](repeating: -1, count: words.terms.count)
    for (number, candidate) in candidates.terms.prefix(terms).enumerated() {
      numberOfTerm[candidate.origin] = Int16(number)
    }
    let numberOfForm = words.termOfForm.map { numberOfTerm[Int($0)] }
    var occurrences = BigramOccurrences()
    numberOfForm.withUnsafeBufferPointer { numberOfForm in
      for document in stride(from: 0, to: order.count, by: step) {
        let added = order[document]
        var previous = (number: -1, position: -2)
        log.forEachToken(in: (added == 0 ? 0 : tokenEnds[added - 1])..<tokenEnds[added]) { form, position in
          let number = Int(numberOfForm[form])
          guard number >= 0 else { return }
          if previous.position + 1 == position {
            occurrences.add(first: previous.number, second: number, document: UInt32(truncatingIfNeeded: document))
          }
          previous = (number, position)
        }
      }
    }
    return occurrences
  }
}
