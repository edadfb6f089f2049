internal import Corpus
internal import Storage

/// Makes one segment out of several, without their deleted documents. Documents keep their order by date and key, so each
/// segment's documents stay in order among themselves and the lists are merged, not sorted.
struct SegmentMerger {
  private let segments: [SegmentReader]
  private let options: IndexWriterOptions

  init(_ segments: [SegmentReader], options: IndexWriterOptions) {
    self.segments = segments
    self.options = options
  }

  /// Writes the merged segment and closes its file.
  ///
  /// - Returns: the file's size and the number of documents.
  func write(to path: String, fileSystem: any FileSystem) throws -> (size: Int, documents: Int) {
    var file = try SegmentFileWriter(path: path, fileSystem: fileSystem, compressionLevel: options.compressionLevel)
    var tables = SegmentTables()
    var rows: [DocumentRow] = []
    var norms: [UInt8] = []
    /// The new number of each segment's documents; UInt32.max for deleted ones.
    var numbers = segments.map { [UInt32](repeating: .max, count: $0.documentCount) }
    try forEachDocument { place, document in
      let segment = segments[place]
      var row = try self.row(of: document, in: segment, &tables)
      row.stored = file.storedCount
      row.passages = try segment.withRecord(of: document) { record in
        try file.store(record)
        return try StoredStoryCodec.passageCount(record)
      }
      numbers[place][document] = UInt32(rows.count)
      norms.append(segment.norms[document])
      rows.append(row)
    }
    try file.beginPostings()
    let positions = segments.allSatisfy { $0.summary.hasPositions }
    try mergeTerms(into: &file, numbers: numbers, norms: norms, positions: positions)
    let size = try file.finish(
      rows: rows, norms: norms, tables: tables, analyzer: segments.first?.summary.analyzer ?? "", positions: positions)
    return (size, rows.count)
  }

  /// Live documents of all segments, newest first, then by key.
  private func forEachDocument(_ body: (_ segment: Int, _ document: Int) throws -> Void) throws {
    var next = [Int](repeating: 0, count: segments.count)
    while true {
      var best: (place: Int, date: Int64, key: StoryKey)?
      for (place, segment) in segments.enumerated() {
        while next[place] < segment.documentCount && !segment.isLive(next[place]) { next[place] += 1 }
        guard next[place] < segment.documentCount else { continue }
        let date = segment.date(of: next[place])
        let key = segment.key(of: next[place])
        if let known = best, known.date != date ? known.date > date : known.key < key { continue }
        best = (place, date, key)
      }
      guard let best else { return }
      try body(best.place, next[best.place])
      next[best.place] += 1
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
      agencies: tables.number(ofAgencies: source.agencies[agencies]), titleEnd: segment.titleEnd(of: document),
      length: segment.norms[document] == 0 ? 0 : 1, stored: 0, passages: 0)
  }

  /// Merges the dictionaries in byte order and the lists of each term.
  private func mergeTerms(
    into file: inout SegmentFileWriter, numbers: [[UInt32]], norms: [UInt8], positions: Bool
  ) throws {
    var walks = segments.map { TermWalk($0) }
    var bigrams = try BigramMerger(segments, numbers: numbers)
    for place in walks.indices { try walks[place].load() }
    var merged = MergedList()
    while true {
      var smallest: [UInt8]?
      for walk in walks {
        guard let term = walk.current?.term else { continue }
        if let known = smallest, !term.lexicographicallyPrecedes(known) { continue }
        smallest = term
      }
      guard let smallest else { break }
      var forms: [[UInt8]: Int] = [:]
      let holders = walks.indices.filter { walks[$0].current?.term == smallest }
      merged.removeAll()
      var sources = [TermPostings?](repeating: nil, count: segments.count)
      // The forms' numbers are settled only when all occurrences that stay are counted.
      var surfaces: [[UInt8]] = []
      for place in holders {
        guard let entry = walks[place].current else { continue }
        sources[place] = entry.postings
        var variants: [UInt32] = []
        for form in entry.forms {
          let number = forms[form.bytes] ?? surfaces.count
          if number == surfaces.count { surfaces.append(form.bytes) }
          forms[form.bytes] = number
          variants.append(UInt32(number))
        }
        try merged.add(entry, from: segments[place], numbers: numbers[place], variants: variants, positions: positions)
        try walks[place].advance()
      }
      let list = merged.sorted(surfaces: surfaces)
      if !list.list.docs.isEmpty {
        bigrams.add(
          try file.append(term: smallest, forms: list.forms, list: list.list, norms: norms), sources: sources)
      }
    }
    if positions { try bigrams.write(into: &file, norms: norms) }
  }
}

/// Walks the terms of a segment in byte order.
private struct TermWalk {
  private let segment: SegmentReader
  private var block = 0
  private var entries: [TermEntry] = []
  private var place = 0

  init(_ segment: SegmentReader) {
    self.segment = segment
  }

  /// The current term; nil at the end.
  var current: TermEntry? {
    place < entries.count ? entries[place] : nil
  }

  mutating func load() throws {
    place = 0
    entries = block < segment.termBlockCount ? try segment.terms(ofBlock: block) : []
    block += 1
  }

  mutating func advance() throws {
    place += 1
    if place == entries.count { try load() }
  }
}

/// Collects one term's postings from several segments under their new numbers.
private struct MergedList {
  private let scratch = QueryScratch()
  private var list = PostingsList()
  /// Where each document's positions start.
  private var starts: [Int] = []
  /// The occurrences of each form as the dictionaries say, for indexes without positions: deleted stories' included.
  private var counts: [Int] = []
  private var occurrences = 0

  mutating func removeAll() {
    list.removeAll()
    starts.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    occurrences = 0
  }

  mutating func add(
    _ entry: TermEntry, from segment: SegmentReader, numbers: [UInt32], variants: [UInt32], positions: Bool
  ) throws {
    scratch.reset()
    for (form, number) in zip(entry.forms, variants) {
      while counts.count <= Int(number) { counts.append(0) }
      counts[Int(number)] += form.count
    }
    let cursor = try segment.postings(of: entry.postings, scratch)
    let reader = positions ? try segment.positions(of: entry.postings, at: cursor, scratch) : nil
    var last: UInt32?
    while cursor.doc != PostingsCursor.end {
      let number = numbers[Int(cursor.doc)]
      if number != .max {
        let frequency = cursor.frequency
        occurrences += Int(frequency)
        // What the encoder takes for granted: ascending stories, each with an occurrence, and sums of 32 bits.
        guard frequency > 0, last.map({ $0 < number }) ?? true, occurrences <= UInt32.max else {
          throw segment.damaged("a posting list is malformed")
        }
        last = number
        list.docs.append(number)
        list.frequencies.append(frequency)
        starts.append(list.positions.count)
        if let reader { try append(reader, segment, variants) }
      }
      cursor.next()
    }
    if let failure = segment.error(for: cursor.state.pointee.fault) { throw failure }
  }

  private mutating func append(_ reader: PositionsCursor, _ segment: SegmentReader, _ variants: [UInt32]) throws {
    guard reader.read(withVariants: true) else {
      throw segment.error(for: reader.state.pointee.fault) ?? segment.damaged("positions are missing")
    }
    let found = reader.state.pointee
    for place in 0..<found.count {
      let variant = Int(found.variants[place])
      guard variant < variants.count else { throw segment.damaged("a position names no surface form") }
      guard place == 0 || found.positions[place - 1] < found.positions[place] else {
        throw segment.damaged("positions are out of order")
      }
      list.positions.append(found.positions[place])
      list.variants.append(variants[variant])
    }
  }

  /// The list in ascending order, its variants renumbered by falling count.
  func sorted(surfaces: [[UInt8]]) -> (list: PostingsList, forms: [SurfaceForm]) {
    var counts = [Int](repeating: 0, count: surfaces.count)
    for variant in list.variants { counts[Int(variant)] += 1 }
    if list.positions.isEmpty { counts = self.counts }
    var order = surfaces.indices.filter { counts[$0] > 0 }
    order.sort {
      counts[$0] != counts[$1] ? counts[$0] > counts[$1] : surfaces[$0].lexicographicallyPrecedes(surfaces[$1])
    }
    var variantOf = [UInt32](repeating: 0, count: surfaces.count)
    for (variant, number) in order.enumerated() { variantOf[number] = UInt32(variant) }
    var sorted = PostingsList()
    var ascending = true
    for place in list.docs.indices.dropFirst() where list.docs[place] < list.docs[place - 1] { ascending = false }
    let places = ascending ? Array(list.docs.indices) : list.docs.indices.sorted { list.docs[$0] < list.docs[$1] }
    for place in places {
      sorted.docs.append(list.docs[place])
      sorted.frequencies.append(list.frequencies[place])
      guard !list.positions.isEmpty else { continue }
      let range = starts[place]..<starts[place] + Int(list.frequencies[place])
      sorted.positions.append(contentsOf: list.positions[range])
      for variant in list.variants[range] { sorted.variants.append(variantOf[Int(variant)]) }
    }
    return (sorted, order.map { SurfaceForm(bytes: surfaces[$0], count: counts[$0]) })
  }
}
