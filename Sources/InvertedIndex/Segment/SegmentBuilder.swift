internal import Analysis
internal import Corpus
internal import Storage
internal import UnicodeText

/// A segment that is being filled in memory (single-pass in-memory indexing: S. Heinz and J. Zobel, 2003).
///
/// Tokens are kept in the order of the text, eight bytes each; writing the segment sorts them by term with one counting
/// sort, going through the stories in their final order, so that posting lists come out sorted. Stored stories go to the
/// file at once.
struct SegmentBuilder {
  /// Token positions above this are not indexed: a story of sixteen million words.
  static let positionLimit = 1 << 24

  private let analyzer: Analyzer
  private let options: IndexWriterOptions
  private var file: SegmentFileWriter
  private var words = WordTable()
  private var rows: [DocumentRow] = []
  private var deleted: [Bool] = []
  private var tokenForms: [UInt32] = []
  private var tokenPositions: [UInt32] = []
  /// The end of each document's tokens.
  private var tokenEnds: [Int] = []
  private(set) var tables = SegmentTables()
  private var buffer = TokenBuffer()
  private var record = ByteBuffer()

  init(path: String, fileSystem: any FileSystem, analyzer: Analyzer, options: IndexWriterOptions) throws {
    self.analyzer = analyzer
    self.options = options
    file = try SegmentFileWriter(path: path, fileSystem: fileSystem, compressionLevel: options.compressionLevel)
  }

  /// Documents added, deleted ones included.
  var documentCount: Int {
    rows.count
  }

  /// Bytes that the segment holds, and those that writing it will need: twelve more a token.
  var memory: Int {
    tokenForms.count * 20 + words.memory + rows.count * 120
  }

  /// The row of a document.
  func row(_ document: Int) -> DocumentRow {
    rows[document]
  }

  /// Takes a document out again, before it was written.
  mutating func delete(_ document: Int) {
    deleted[document] = true
  }

  /// Adds a story and returns its number among those added.
  mutating func add(_ story: Story, key: StoryKey) throws -> Int {
    let tokensBefore = tokenForms.count
    var title = story.title
    let titleEnd = title.withUTF8 { index($0, from: 0) }.end
    // One position lies between title and text, so that no phrase matches across them.
    let bodyStart = titleEnd == 0 ? 0 : titleEnd + 1
    var text = story.text
    let passages = text.withUTF8 { utf8 in indexBody(utf8, story.body, from: bodyStart) }
    tokenEnds.append(tokenForms.count)
    record.removeAll()
    StoredStoryCodec.append(options.storesText ? story : story.withoutText, to: &record)
    let checksum = Checksum.xxh3(record.bytes[StoredStoryCodec.firstSeenSize...])
    StoredStoryCodec.append(passages, to: &record)
    let ordinal = file.storedCount
    try record.bytes.withUnsafeBytes { try file.store($0) }
    rows.append(
      DocumentRow(
        key: key, date: story.date.secondsSince1970, firstSeen: story.firstSeen.secondsSince1970,
        feed: tables.number(of: FeedName(id: story.identity.feed, title: story.feedTitle)),
        language: tables.number(ofLanguage: story.language), agencies: tables.number(ofAgencies: story.agencies),
        titleEnd: titleEnd, length: tokenForms.count - tokensBefore, stored: ordinal, passages: passages.count,
        checksum: checksum))
    deleted.append(false)
    return rows.count - 1
  }

  /// Indexes the words of a text; every word takes a position, stop words included.
  private mutating func index(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, count: Int) {
    buffer.removeAll()
    analyzer.tokenize(utf8, into: &buffer)
    let count = min(buffer.count, max(0, SegmentBuilder.positionLimit - start))
    for place in 0..<count {
      let form = words.form(of: UnsafeBufferPointer(rebasing: utf8[buffer[place]]), analyzer)
      if form != WordTable.notIndexed {
        tokenForms.append(form)
        tokenPositions.append(UInt32(start + place))
      }
    }
    return (start + count, count)
  }

  /// Indexes the body and finds which positions its passages cover.
  private mutating func indexBody(
    _ utf8: UnsafeBufferPointer<UInt8>, _ body: Range<Int>, from start: Int
  ) -> [StoredPassage] {
    let body = body.clamped(to: 0..<utf8.count)
    let count = index(UnsafeBufferPointer(rebasing: utf8[body]), from: start).count
    guard options.storesText, !body.isEmpty else { return [] }
    var place = 0
    var passages: [StoredPassage] = []
    for range in PassageSplitter.passages(in: utf8, body: body) {
      while place < count && buffer[place].lowerBound + body.lowerBound < range.lowerBound { place += 1 }
      let first = place
      while place < count && buffer[place].lowerBound + body.lowerBound < range.upperBound { place += 1 }
      passages.append(StoredPassage(positions: start + first..<start + place, text: range))
    }
    return passages
  }

  // MARK: - Writing

  /// Writes the segment without the deleted documents and closes its file.
  ///
  /// - Returns: the file's size.
  mutating func write() throws -> Int {
    try file.beginPostings()
    let order = rows.indices.filter { !deleted[$0] }.sorted { DocumentRow.precedes(rows[$0], rows[$1]) }
    let sortedRows = order.map { rows[$0] }
    let norms = sortedRows.map { LengthNorm.encode($0.length) }
    let sorted = SortedTokens(
      order: order, forms: tokenForms, positions: tokenPositions, ends: tokenEnds, words: words)
    var candidates: [BigramCandidates.Candidate] = []
    try sorted.forEachTerm(words: words, positions: options.storesPositions) { term, forms, list in
      let postings = try file.append(term: words.terms[term], forms: forms, list: list, norms: norms)
      candidates.append(BigramCandidates.Candidate(postings: postings, origin: term))
    }
    if options.storesPositions { try writeBigrams(BigramCandidates(candidates), order: order, norms: norms) }
    tokenForms = []
    tokenPositions = []
    return try file.finish(
      rows: sortedRows, norms: norms, tables: tables, analyzer: analyzer.identity.description,
      positions: options.storesPositions)
  }
}

extension SegmentBuilder {
  /// Writes the lists of frequent terms that stand side by side.
  private mutating func writeBigrams(_ candidates: BigramCandidates, order: [Int], norms: [UInt8]) throws {
    var numberOfTerm = [Int](repeating: -1, count: words.terms.count)
    for (number, candidate) in candidates.terms.enumerated() { numberOfTerm[candidate.origin] = number }
    let numberOfForm = words.termOfForm.map { numberOfTerm[Int($0)] }
    var occurrences = BigramOccurrences()
    for (document, added) in order.enumerated() {
      var previous = (number: -1, position: UInt32.max)
      for token in (added == 0 ? 0 : tokenEnds[added - 1])..<tokenEnds[added] {
        let number = numberOfForm[Int(tokenForms[token])]
        guard number >= 0 else { continue }
        let position = tokenPositions[token]
        if previous.number >= 0 && previous.position &+ 1 == position {
          occurrences.add(first: previous.number, second: number, document: UInt32(truncatingIfNeeded: document))
        }
        previous = (number, position)
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
