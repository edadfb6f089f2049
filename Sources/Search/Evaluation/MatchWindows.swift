internal import InvertedIndex

/// Counts the stories that match several terms, window by window: each list's stories as bits, joined by AND, OR and AND
/// NOT, and the bits that are left counted.
struct MatchWindows {
  private static let size = UInt32(AcceptedDocuments.windowSize)
  private static let words = AcceptedDocuments.wordsPerWindow

  private let required: [TermScorer]
  private let optional: [TermScorer]
  private let excluded: [TermScorer]
  private let filter: DocumentFilter
  private let documentCount: Int
  /// The window's matches, and a list's stories in it.
  private let matches: UnsafeMutablePointer<UInt64>
  private let stories: UnsafeMutablePointer<UInt64>

  /// - Parameters:
  ///   - required: where there are any, the optional ones do not count.
  ///   - filter: without clauses that exclude; these are given apart.
  init(
    required: [TermScorer], optional: [TermScorer], excluded: [TermScorer], filter: DocumentFilter,
    documentCount: Int, _ scratch: QueryScratch
  ) {
    self.required = required.sorted { $0.documentFrequency < $1.documentFrequency }
    self.optional = required.isEmpty ? optional : []
    self.excluded = excluded
    self.filter = filter
    self.documentCount = documentCount
    matches = scratch.allocate(UInt64.self, count: MatchWindows.words)
    stories = scratch.allocate(UInt64.self, count: MatchWindows.words)
  }

  /// The number of matching stories.
  func count() -> Int {
    if filter.absentDocuments(of: documentCount) == 0, excluded.isEmpty, required.count + optional.count == 1 {
      return (required + optional)[0].documentFrequency
    }
    let leads = required.isEmpty ? optional : [required[0]]
    var count = 0
    var start = filter.first
    while true {
      // The next window that has a story of the rarest list or, if any will do, of one of them.
      var document = PostingsCursor.end
      for lead in leads { document = min(document, lead.cursor.advance(to: start)) }
      guard document < filter.end else { return count }
      let window = document / MatchWindows.size
      let stop = min(filter.end, (window + 1) * MatchWindows.size)
      count += self.count(window: window, from: max(start, window * MatchWindows.size), to: stop)
      start = stop
    }
  }

  private func count(window: UInt32, from start: UInt32, to stop: UInt32) -> Int {
    let base = window * MatchWindows.size
    matches.initialize(repeating: 0, count: MatchWindows.words)
    if let lead = required.first {
      mark(lead.cursor, in: matches, base, start, stop)
      for term in required.dropFirst() { intersect(term, keeping: true, base, start, stop) }
    } else {
      for term in optional { mark(term.cursor, in: matches, base, start, stop) }
    }
    if let accepted = filter.words(ofWindow: Int(window)) {
      for word in 0..<MatchWindows.words where matches[word] != 0 { matches[word] &= accepted[word] }
    }
    for term in excluded { intersect(term, keeping: false, base, start, stop) }
    return matchCount
  }

  private var matchCount: Int {
    var count = 0
    for word in 0..<MatchWindows.words { count += matches[word].nonzeroBitCount }
    return count
  }

  /// Sets the bits of a list's stories in the window.
  private func mark(
    _ cursor: PostingsCursor, in bits: UnsafeMutablePointer<UInt64>, _ base: UInt32, _ start: UInt32, _ stop: UInt32
  ) {
    cursor.advance(to: start)
    while cursor.doc < stop {
      let docs = cursor.state.pointee.docs
      var place = cursor.state.pointee.index
      while docs[place] < stop {
        let slot = Int(docs[place] &- base)
        bits[slot >> 6] |= 1 << UInt64(slot & 63)
        place += 1
      }
      cursor.move(toIndex: place)
    }
  }

  /// Keeps or strikes out the matches that have a term: few are looked up, many struck by the term's bits.
  private func intersect(
    _ term: TermScorer, keeping: Bool, _ base: UInt32, _ start: UInt32, _ stop: UInt32
  ) {
    let usual = term.documentFrequency * Int(MatchWindows.size) / max(1, documentCount)
    if matchCount * 4 < usual {
      for word in 0..<MatchWindows.words {
        var left = matches[word]
        while left != 0 {
          let place = left.trailingZeroBitCount
          left &= left - 1
          let found = term.cursor.find(base + UInt32(word * 64 + place))
          if found != keeping { matches[word] &= ~(1 << UInt64(place)) }
        }
      }
    } else {
      stories.initialize(repeating: 0, count: MatchWindows.words)
      mark(term.cursor, in: stories, base, start, stop)
      for word in 0..<MatchWindows.words { matches[word] &= keeping ? stories[word] : ~stories[word] }
    }
  }
}

extension TermScorer {
  /// Stories of the segment that hold the term, deleted ones included.
  var documentFrequency: Int {
    cursor.state.pointee.documentFrequency
  }
}
