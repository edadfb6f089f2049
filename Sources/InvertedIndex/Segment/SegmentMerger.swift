internal import Corpus
internal import Storage

/// Makes one segment out of several, without their deleted documents. Documents keep their order by date and key, so each
/// segment's documents stay in order among themselves and the lists are merged, not sorted.
///
/// Sources are read from front to back, and what has been read is taken out of the process's memory again. Held are some
/// 25 bytes a document (150 for a moment, while their columns are made), the dictionaries of terms, and one list at a time.
struct SegmentMerger {
  let segments: [SegmentReader]
  private let manner: StoredMerger.Manner
  let work: BackgroundWork
  private let report: MergeProgress.Report
  private let mapped: MappedMemory

  /// A merger of segments, in any order.
  ///
  /// - Parameters:
  ///   - work: the threads that lists are merged on besides the caller's.
  ///   - manner: How stored stories are merged; nil: as the options say, by copying.
  ///   - report: Told the share that is done; false stops the merge, which then throws `MergeProgress.Stopped`.
  init(
    _ segments: [SegmentReader], options: IndexWriterOptions, work: BackgroundWork = BackgroundWork(threads: 0),
    manner: StoredMerger.Manner? = nil, report: @escaping MergeProgress.Report = { _ in true }
  ) {
    // Of newer stories first: lists then come in ascending order, mostly.
    func newest(_ segment: SegmentReader) -> Int64 { segment.documentCount > 0 ? segment.date(of: 0) : .min }
    self.segments = segments.sorted { newest($0) != newest($1) ? newest($0) > newest($1) : $0.name > $1.name }
    self.manner = manner ?? .copying(level: options.mergeCompressionLevel)
    self.work = work
    self.report = report
    for segment in segments { segment.release() }
    mapped = MappedMemory(limit: options.mappedMemory)
  }

  /// Takes the sources' pages out of memory when many have come in.
  func releaseIfMuchIsMapped() {
    guard mapped.isExceeded else { return }
    for segment in segments { segment.release() }
  }

  /// Writes the merged segment and closes its file.
  ///
  /// - Returns: the file's size and the number of documents.
  func write(to path: String, fileSystem: any FileSystem) throws -> (size: Int, documents: Int) {
    var progress = MergeProgress(total: segments.reduce(0) { $0 + $1.fileSize }, report: report)
    var stored = StoredMerger(segments, manner: manner)
    var file = try SegmentFileWriter(
      path: path, fileSystem: fileSystem, compressionLevel: manner.level, dictionary: try stored.dictionary())
    let made = Documents()
    let lane = work.makeLane()
    do {
      try work.add(to: lane, cost: 0, limit: .max) { try arrange(made) }
      try stored.store(in: &file, &progress)
    } catch {
      work.drop(lane)
      throw error
    }
    try work.finish(lane)
    let passages = stored.passages
    let (numbers, norms) = (made.numbers, made.norms)
    let documents = made.sections(records: stored.ordinals)
    stored = StoredMerger([], manner: manner)
    try file.beginPostings()
    let positions = segments.allSatisfy { $0.summary.hasPositions }
    try mergeTerms(into: &file, numbers: numbers, norms: norms, positions: positions, &progress)
    let size = try file.finish(
      documents, norms: norms, analyzer: segments.first?.summary.analyzer ?? "", positions: positions,
      passages: passages)
    return (size, documents.documents)
  }

  /// What the merged segment keeps of its documents, besides their terms. One thread makes it while another copies stories.
  private final class Documents: @unchecked Sendable {
    /// In their new order; the records are not in them yet.
    var rows: [DocumentRow] = []
    var tables = SegmentTables()
    var wire = WireTables()
    /// The new number of each segment's documents; UInt32.max for deleted ones.
    var numbers: [[UInt32]] = []
    /// The length codes.
    var norms: [UInt8] = []

    /// The sections, once.
    ///
    /// - Parameter records: the record of each segment's documents in the merged store.
    func sections(records: [[UInt32]]) -> DocumentSections {
      defer { rows = [] }
      for (numbers, records) in zip(numbers, records) {
        for (number, record) in zip(numbers, records) where number != .max { rows[Int(number)].stored = record }
      }
      return DocumentSections(rows, tables: tables, wire: wire)
    }
  }

  /// Brings the documents into their new order.
  private func arrange(_ made: Documents) throws {
    var tables = SegmentTables()
    var wire = try WireMerger(segments)
    var rows: [DocumentRow] = []
    rows.reserveCapacity(segments.reduce(0) { $0 + $1.liveCount })
    var norms: [UInt8] = []
    norms.reserveCapacity(rows.capacity)
    var numbers = segments.map { [UInt32](repeating: .max, count: $0.documentCount) }
    try forEachDocument { place, document in
      let segment = segments[place]
      var row = try self.row(of: document, in: segment, &tables)
      row.wire = wire.row(of: document, in: place)
      row.version = segment.versionEntry(of: document)
      numbers[place][document] = UInt32(rows.count)
      norms.append(segment.norms[document])
      rows.append(row)
    }
    for segment in segments { try segment.throwNotedDamage() }
    (made.rows, made.tables, made.wire, made.numbers, made.norms) = (rows, tables, wire.tables, numbers, norms)
  }

  /// Live documents of all segments, newest first, then by key.
  private func forEachDocument(_ body: (_ segment: Int, _ document: Int) throws -> Void) throws {
    struct Head {
      var date: Int64
      var key: StoryKey
      var place: Int
      var document: Int
    }
    func head(_ place: Int, from first: Int) -> Head? {
      let segment = segments[place]
      var document = first
      while document < segment.documentCount && !segment.isLive(document) { document += 1 }
      guard document < segment.documentCount else { return nil }
      return Head(date: segment.date(of: document), key: segment.key(of: document), place: place, document: document)
    }
    var queue = MergeQueue(segments.indices.compactMap { head($0, from: 0) }) {
      $0.date != $1.date ? $0.date > $1.date : $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place
    }
    while let first = queue.first {
      try body(first.place, first.document)
      queue.replaceFirst(with: head(first.place, from: first.document + 1))
    }
  }

  private func row(of document: Int, in segment: SegmentReader, _ tables: inout SegmentTables) throws -> DocumentRow {
    let source = segment.tables
    let feed = segment.feed(of: document)
    let language = segment.language(of: document)
    let agencies = segment.agencies(of: document)
    guard source.feeds.indices.contains(feed), source.languages.indices.contains(language),
      source.agencies.indices.contains(agencies)
    else { throw segment.damaged("a story names a feed, language or agency that is not there") }
    return DocumentRow(
      key: segment.key(of: document), date: segment.date(of: document),
      firstSeen: segment.firstSeen(of: document).secondsSince1970, feed: tables.number(of: source.feeds[feed]),
      language: tables.number(ofLanguage: source.languages[language]),
      agencies: tables.number(ofAgencies: source.agencies[agencies]),
      titleEnd: UInt32(clamping: segment.titleEnd(of: document)),
      length: segment.norms[document] == 0 ? 0 : 1)
  }
}
