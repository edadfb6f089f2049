internal import InvertedIndex

/// Where the words of a query stand in one story, read from the postings.
struct WordOccurrences {
  /// One word of one clause.
  struct Entry {
    /// The clause and the word's place in it.
    let clause: Int
    let word: Int
    let idf: Float
    /// Token positions, ascending.
    let positions: [UInt32]
    /// Whether some position has the surface form as typed.
    let hasExactForm: Bool
    /// Occurrences of the term, whether or not they count for the clause.
    let frequency: UInt32
  }

  private(set) var entries: [Entry] = []
  let titleEnd: UInt32

  /// The positions of a clause's occurrences: of a phrase, its first word's.
  func starts(ofClause clause: Int, _ words: [Query.Word]) -> [UInt32] {
    let own = entries.filter { $0.clause == clause }
    guard own.count == words.count, let first = own.first else { return [] }
    return first.positions.filter { start in
      own.allSatisfy { entry in
        let (position, overflow) = start.addingReportingOverflow(
          UInt32(clamping: words[entry.word].offset - words[first.word].offset))
        return !overflow && entry.positions.holds(position)
      }
    }
  }
}

extension [UInt32] {
  /// The first place whose value is not below a bound, of ascending values.
  func firstPlace(notBelow bound: UInt32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a value is among ascending values.
  func holds(_ value: UInt32) -> Bool {
    let place = firstPlace(notBelow: value)
    return place < count && self[place] == value
  }
}

/// Reads the occurrences of a query's words in stories of a segment, asked for in ascending order.
final class OccurrenceReader {
  private struct Slot {
    let clause: Int
    let word: Int
    let idf: Float
    let cursor: PostingsCursor
    let positions: PositionsCursor
    let exactVariant: UInt32?
    let onlyExact: Bool
    let titleOnly: Bool
  }

  private let segment: SegmentReader
  private let scratch = QueryScratch()
  private var slots: [Slot] = []

  /// - Parameter clauses: those that score, with the places they have among all.
  init(_ clauses: [Query.Clause], in segment: SegmentReader, _ searcher: Searcher) throws {
    self.segment = segment
    for (number, clause) in clauses.enumerated() where clause.occurrence != .mustNot {
      for (place, word) in clause.words.enumerated() {
        guard let entry = try segment.entry(for: word.term) else { continue }
        let cursor = try segment.postings(of: entry.postings, scratch)
        let variant = entry.forms.firstIndex { $0.bytes == word.surface }
        if word.isExact && variant == nil { continue }
        slots.append(
          Slot(
            clause: number, word: place, idf: try searcher.inverseDocumentFrequency(of: word.term), cursor: cursor,
            positions: try segment.positions(of: entry.postings, at: cursor, scratch),
            exactVariant: variant.map { UInt32($0) },
            onlyExact: word.isExact, titleOnly: clause.titleOnly))
      }
    }
  }

  /// The occurrences in a document.
  func read(_ document: Int) throws -> WordOccurrences {
    var occurrences = WordOccurrences(titleEnd: UInt32(clamping: segment.titleEnd(of: document)))
    for slot in slots where slot.cursor.advance(to: UInt32(document)) == UInt32(document) {
      let read = slot.positions.read(withVariants: true)
      for fault in [slot.cursor.state.pointee.fault, slot.positions.state.pointee.fault] {
        if let error = segment.error(for: fault) { throw error }
      }
      let found = slot.positions.state.pointee
      var positions: [UInt32] = []
      var exact = false
      for place in 0..<(read ? found.count : 0) {
        let isExact = found.variants[place] == slot.exactVariant
        if slot.onlyExact && !isExact { continue }
        if slot.titleOnly && found.positions[place] >= occurrences.titleEnd { continue }
        positions.append(found.positions[place])
        exact = exact || isExact
      }
      occurrences.append(slot.clause, slot.word, slot.idf, positions, exact, slot.cursor.frequency)
    }
    return occurrences
  }
}

extension WordOccurrences {
  init(titleEnd: UInt32) {
    self.titleEnd = titleEnd
    entries = []
  }

  mutating func append(
    _ clause: Int, _ word: Int, _ idf: Float, _ positions: [UInt32], _ exact: Bool, _ frequency: UInt32
  ) {
    entries.append(
      Entry(clause: clause, word: word, idf: idf, positions: positions, hasExactForm: exact, frequency: frequency))
  }
}
