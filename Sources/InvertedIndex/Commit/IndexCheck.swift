internal import Corpus
public import Storage

/// Walks every byte of an index and reports every fault it finds.
public struct IndexCheck {
  /// What was found.
  public struct Report: Equatable, Sendable {
    /// The generation that was checked.
    public var generation = 0
    /// Files read.
    public var files = 0
    /// Bytes read.
    public var bytes = 0
    /// Live stories; versions of a story are one.
    public var stories = 0
    /// Earlier versions of them.
    public var earlierVersions = 0
    /// Terms walked.
    public var terms = 0
    /// Postings walked.
    public var postings = 0
    /// Each fault in one sentence; empty where the index is whole.
    public var faults: [String] = []
  }

  /// Checks the newest generation in a folder: checksums of all regions, then that every structure reads and agrees with
  /// the others (terms in order, postings ascending, frequencies, positions, variants, lengths, keys, dates, stories).
  ///
  /// - Throws: `IndexError.noIndex` where there is none, `IndexError.olderFormat`; damage is reported, not thrown.
  public static func run(directory: String, fileSystem: any FileSystem = DiskFileSystem()) throws -> Report {
    var report = Report()
    let names: [String]
    do { names = try fileSystem.list(directory) } catch { throw IndexError.noIndex(path: directory) }
    guard let newest = Manifest.generations(in: names).first else { throw IndexError.noIndex(path: directory) }
    let path = directory + "/" + Manifest.fileName(of: newest)
    let manifest: Manifest
    do {
      let file = try fileSystem.map(path)
      report.files += 1
      report.bytes += file.bytes.count
      manifest = try Manifest(file)
    } catch {
      report.faults.append("\(IndexError(error, path: path))")
      return report
    }
    guard manifest.format == Manifest.version else {
      throw IndexError.olderFormat(path: directory, format: manifest.format)
    }
    report.generation = manifest.generation
    var keys: Set<UInt64> = []
    for entry in manifest.segments {
      let path = directory + "/" + entry.name
      do {
        let live = try entry.live.map { name in
          let file = try fileSystem.map(directory + "/" + name)
          report.files += 1
          report.bytes += file.bytes.count
          return try LiveDocuments(file)
        }
        let file = try fileSystem.map(path)
        report.files += 1
        report.bytes += file.bytes.count
        let segment = try SegmentReader(name: entry.name, file: file, live: live)
        let damaged = segment.file.damagedRegions()
        for offset in damaged {
          report.faults.append("\(path): the 16 KiB from byte \(offset) on do not match their checksum")
        }
        if segment.documentCount != entry.documents || segment.liveCount != entry.liveDocuments {
          report.faults.append("\(path): the number of stories is not the manifest's")
        }
        if damaged.isEmpty { try check(segment, path, &report, &keys) }
      } catch {
        report.faults.append("\(IndexError(error, path: path))")
      }
    }
    return report
  }

  private static func check(
    _ segment: SegmentReader, _ path: String, _ report: inout Report, _ keys: inout Set<UInt64>
  ) throws {
    func fault(_ what: String) { report.faults.append("\(path): \(what)") }
    let count = segment.documentCount
    var lengths = [Int](repeating: 0, count: count)
    var previous: [UInt8] = []
    var first = true
    var tokens = 0
    let scratch = QueryScratch()
    try segment.forEachTerm { entry in
      let name = "the term '\(String(decoding: entry.term, as: UTF8.self))'"
      if !first && !previous.lexicographicallyPrecedes(entry.term) { fault("\(name) is out of order") }
      first = false
      previous = entry.term
      report.terms += 1
      report.postings += entry.postings.documentFrequency
      tokens += entry.postings.totalFrequency
      scratch.reset()
      let cursor = try segment.postings(of: entry.postings, scratch)
      let positions =
        segment.summary.hasPositions ? try segment.positions(of: entry.postings, at: cursor, scratch) : nil
      var documents = 0
      var last = -1
      var occurrences = 0
      while cursor.doc != PostingsCursor.end {
        let document = Int(cursor.doc)
        if document <= last { fault("\(name) has postings out of order") }
        last = document
        documents += 1
        let frequency = Int(cursor.frequency)
        occurrences += frequency
        lengths[document] += frequency
        if !covered(cursor, by: segment.norms[document], frequency) {
          fault("\(name) has a posting in story \(document) above its block's impacts")
        }
        if let positions, let what = positionFault(positions, frequency, forms: entry.forms.count) {
          fault("\(name) has \(what) in story \(document)")
        }
        cursor.next()
      }
      if let failure = segment.error(for: cursor.state.pointee.fault) { fault("\(name): \(failure)") }
      if documents != entry.postings.documentFrequency || occurrences != entry.postings.totalFrequency {
        fault("\(name) has \(documents) postings where the dictionary says \(entry.postings.documentFrequency)")
      }
    }
    for fault in try bigramFaults(segment) { report.faults.append("\(path): \(fault)") }
    if tokens != segment.summary.tokens {
      fault("the postings have \(tokens) tokens, the summary \(segment.summary.tokens)")
    }
    for document in 0..<count {
      if LengthNorm.encode(lengths[document]) != segment.norms[document] {
        fault("story \(document) has \(lengths[document]) tokens and the length code \(segment.norms[document])")
      }
      if document > 0 {
        let (now, before) = (segment.date(of: document), segment.date(of: document - 1))
        if now > before || (now == before && segment.key(of: document) <= segment.key(of: document - 1)) {
          fault("story \(document) is out of order")
        }
      }
      let story = try segment.story(of: document).story
      if segment.isLive(document) {
        if segment.isSuperseded(document) { report.earlierVersions += 1 } else { report.stories += 1 }
        let key = segment.key(of: document)
        if !keys.insert(key.value).inserted { fault("story \(key) is live twice") }
        if story.key != key { fault("story \(key) is stored under another key") }
      }
      if !segment.tables.feeds.indices.contains(segment.feed(of: document))
        || !segment.tables.languages.indices.contains(segment.language(of: document))
        || !segment.tables.agencies.indices.contains(segment.agencies(of: document))
      {
        fault("story \(document) names a feed, language or agency that is not there")
      }
    }
  }

  /// What is wrong with the positions of the story that the cursor stands on.
  private static func positionFault(_ cursor: PositionsCursor, _ frequency: Int, forms: Int) -> String? {
    let read = cursor.read(withVariants: true)
    let found = cursor.state.pointee
    guard read, found.count == frequency else { return "no \(frequency) positions" }
    for place in 0..<found.count {
      if place > 0 && found.positions[place] <= found.positions[place - 1] { return "positions out of order" }
      if Int(found.variants[place]) >= forms { return "a position of no surface form" }
    }
    return nil
  }

  /// Whether some impact of the cursor's block has at least that frequency at no greater length.
  private static func covered(_ cursor: PostingsCursor, by norm: UInt8, _ frequency: Int) -> Bool {
    var covered = false
    cursor.impacts(ofBlock: cursor.state.pointee.block) {
      if ($0.frequency == 255 || Int($0.frequency) >= frequency) && $0.norm <= norm { covered = true }
    }
    return covered
  }

  /// What is wrong with the lists of bigrams.
  private static func bigramFaults(_ segment: SegmentReader) throws -> [String] {
    var faults: [String] = []
    let index = try segment.bigrams()
    let scratch = QueryScratch()
    for first in 0..<index.termCount {
      var previous = -1
      for pair in try segment.reading({ try index.pairs(ofFirst: first) }) {
        let second = index.second(ofPair: pair)
        if second <= previous || second >= index.termCount { faults.append("bigram \(pair) is out of order") }
        previous = second
        scratch.reset()
        let bigram = BigramPostings(postings: try segment.postings(ofPair: pair, index))
        let cursor = try segment.postings(of: bigram, scratch)
        var documents = 0
        var last = -1
        while cursor.doc != PostingsCursor.end {
          let document = Int(cursor.doc)
          if document <= last { faults.append("bigram \(pair) has postings out of order") }
          last = document
          documents += 1
          if !covered(cursor, by: segment.norms[document], Int(cursor.frequency)) {
            faults.append("bigram \(pair) has a posting in story \(document) above its block's impacts")
          }
          cursor.next()
        }
        if let failure = segment.error(for: cursor.state.pointee.fault) { faults.append("bigram \(pair): \(failure)") }
        if documents != bigram.documentFrequency {
          faults.append("bigram \(pair) has \(documents) postings instead of \(bigram.documentFrequency)")
        }
      }
    }
    return faults
  }
}
