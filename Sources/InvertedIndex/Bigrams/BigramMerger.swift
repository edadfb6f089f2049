internal import Storage

/// Makes the bigrams of a merged segment out of those of its parts.
///
/// Lists of pairs that a part has are taken over. Bigrams of small parts, which may lack frequent terms of the whole, are
/// made out from the positions again. So that large parts never need that, only terms are chosen that all of them have.
struct BigramMerger {
  /// A part with less than one in so many of the stories is small, unless it has `largeCount`: otherwise all of an index that
  /// comes in many parts would be made out anew, in memory.
  private static let smallShare = 16
  private static let largeCount = 8192

  /// A part of the merged segment.
  private struct Part {
    let segment: SegmentReader
    /// The new number of each document; UInt32.max for deleted ones.
    let numbers: [UInt32]
    let index: BigramIndex
    /// Whether its lists are taken over.
    let isLarge: Bool
  }

  private let parts: [Part]
  /// A term of the merged segment: what each part's dictionary says of it.
  private var entries: [[TermPostings?]] = []
  private var candidates: [BigramCandidates.Candidate] = []

  init(_ segments: [SegmentReader], numbers: [[UInt32]]) throws {
    let documents = segments.reduce(0) { $0 + $1.documentCount }
    var parts: [Part] = []
    for (segment, numbers) in zip(segments, numbers) {
      let index = try segment.bigrams()
      parts.append(
        Part(
          segment: segment, numbers: numbers, index: index,
          isLarge: index.termCount > 0
            && (segment.documentCount >= BigramMerger.largeCount
              || segment.documentCount * BigramMerger.smallShare >= documents)
        ))
    }
    self.parts = parts
  }

  /// Takes note of a merged term.
  ///
  /// - Parameters:
  ///   - postings: its postings in the merged segment.
  ///   - sources: its postings in each part.
  mutating func add(_ postings: TermPostings, sources: [TermPostings?]) {
    guard postings.documentFrequency >= BlockPacking.size else { return }
    for (part, source) in zip(parts, sources) where part.isLarge {
      guard let source, part.index.place(ofTermAt: source.offset) != nil else { return }
    }
    candidates.append(BigramCandidates.Candidate(postings: postings, origin: entries.count))
    entries.append(sources)
  }

  /// Writes the bigrams.
  ///
  /// - Parameter pause: called between parts, and between the pairs of one first term and those of the next: nothing that
  ///   has been read is looked at again then.
  func write(into file: inout SegmentFileWriter, norms: [UInt8], pause: () -> Void) throws {
    let candidates = BigramCandidates(self.candidates)
    var occurrences = BigramOccurrences()
    for (place, part) in parts.enumerated() {
      if part.isLarge {
        try count(part, candidates.terms.map { entries[$0.origin][place] }, &occurrences)
      } else {
        try collect(part, candidates.terms.map { entries[$0.origin][place] }, &occurrences)
      }
      pause()
    }
    let count = occurrences.termCount(candidates: candidates.terms.count, postings: file.summary.postings)
    let (places, offsets) = candidates.places(count: count)
    let small = occurrences.sorted(places: places, count: count)
    // The chosen terms in the order of their places, and their places in each part that is taken over.
    var chosen = [Int](repeating: 0, count: count)
    for number in 0..<count { chosen[places[number]] = candidates.terms[number].origin }
    let placesInParts = parts.indices.map { part in
      chosen.map { entry in entries[entry][part].flatMap { parts[part].index.place(ofTermAt: $0.offset) } }
    }
    let scratch = QueryScratch()
    try file.appendBigrams(offsets: offsets, norms: norms) { first, second, list in
      if second == 0 { pause() }
      small.append(pair: first * count + second, to: &list)
      for (number, part) in parts.enumerated() where part.isLarge {
        guard let first = placesInParts[number][first], let second = placesInParts[number][second],
          let pair = try part.segment.reading({ try part.index.pair(first: first, second: second) })
        else { continue }
        try append(pair, of: part, to: &list, scratch)
      }
      list.sortByDocument()
    }
  }

  /// The occurrences in a part that is taken over, by its stories: near enough for choosing.
  private func count(_ part: Part, _ terms: [TermPostings?], _ occurrences: inout BigramOccurrences) throws {
    var numbers: [Int: Int] = [:]
    for (number, term) in terms.enumerated() {
      if let term, let place = part.index.place(ofTermAt: term.offset) { numbers[place] = number }
    }
    for first in 0..<part.index.termCount {
      guard let firstNumber = numbers[first] else { continue }
      for pair in try part.segment.reading({ try part.index.pairs(ofFirst: first) }) {
        guard let secondNumber = numbers[part.index.second(ofPair: pair)] else { continue }
        let postings = try part.segment.postings(ofPair: pair, part.index)
        occurrences.count(postings.documentFrequency, first: firstNumber, second: secondNumber)
      }
    }
  }

  private func append(_ pair: Int, of part: Part, to list: inout PostingsList, _ scratch: QueryScratch) throws {
    scratch.reset()
    let cursor = try part.segment.postings(
      of: BigramPostings(postings: try part.segment.postings(ofPair: pair, part.index)), scratch)
    while cursor.doc != PostingsCursor.end {
      let number = part.numbers[Int(cursor.doc)]
      if number != .max {
        list.docs.append(number)
        list.frequencies.append(cursor.frequency)
      }
      cursor.next()
    }
    if let failure = part.segment.error(for: cursor.state.pointee.fault) { throw failure }
  }

  /// Makes out the bigrams of a part from the positions of its terms, some thousand stories at a time.
  private func collect(_ part: Part, _ terms: [TermPostings?], _ occurrences: inout BigramOccurrences) throws {
    let window: UInt32 = 4096
    let scratch = QueryScratch()
    var readers: [(number: Int, cursor: PostingsCursor, positions: PositionsCursor)] = []
    for (number, term) in terms.enumerated() {
      guard let term else { continue }
      let cursor = try part.segment.postings(of: term, scratch)
      readers.append((number, cursor, try part.segment.positions(of: term, at: cursor, scratch)))
    }
    var tokens: [UInt64] = []
    var start: UInt32 = 0
    while start < part.segment.documentCount {
      tokens.removeAll(keepingCapacity: true)
      for reader in readers {
        while reader.cursor.doc < start &+ window {
          let document = reader.cursor.doc
          if part.numbers[Int(document)] != .max {
            guard reader.positions.read() else { throw part.segment.damaged("positions are malformed") }
            let found = reader.positions.state.pointee
            for place in 0..<found.count {
              // Story, position and term in one number: 12, 32 and 10 bits.
              tokens.append(
                UInt64(document &- start) << 42 | UInt64(found.positions[place]) << 10 | UInt64(reader.number))
            }
          }
          reader.cursor.next()
        }
        if let failure = part.segment.error(for: reader.cursor.state.pointee.fault) { throw failure }
      }
      tokens.sort()
      for place in tokens.indices.dropFirst() where tokens[place - 1] >> 10 &+ 1 == tokens[place] >> 10 {
        let document = start &+ UInt32(truncatingIfNeeded: tokens[place] >> 42)
        occurrences.add(
          first: Int(tokens[place - 1] & 1023), second: Int(tokens[place] & 1023),
          document: part.numbers[Int(document)])
      }
      start &+= window
    }
  }
}

extension PostingsList {
  /// Brings lists without positions that were put together from several parts into the order of documents.
  fileprivate mutating func sortByDocument() {
    guard docs.indices.dropFirst().contains(where: { docs[$0] <= docs[$0 - 1] }) else { return }
    let order = docs.indices.sorted { docs[$0] < docs[$1] }
    docs = order.map { docs[$0] }
    frequencies = order.map { frequencies[$0] }
  }
}
