internal import Corpus
internal import InvertedIndex

/// What filters by dateline, slug and urgency accept in a segment.
struct WireFilter {
  /// For each value whether it is accepted; a document without a value is accepted where `takesNone`.
  private struct Texts {
    let column: WireColumns.Texts
    let accepted: [Bool]
    let takesNone: Bool

    init?(
      _ column: WireColumns.Texts, _ wanted: [String], without excluded: [String],
      _ matches: (String, String) -> Bool
    ) {
      guard !wanted.isEmpty || !excluded.isEmpty else { return nil }
      self.column = column
      takesNone = wanted.isEmpty
      accepted = column.values.map { value in
        (wanted.isEmpty || wanted.contains { matches(value, $0) }) && !excluded.contains { matches(value, $0) }
      }
    }

    func accepts(_ document: Int) -> Bool {
      guard let number = column.number(of: document) else { return takesNone }
      return accepted[number]
    }
  }

  private let columns: WireColumns?
  private let places: Texts?
  private let slugs: Texts?
  /// Place and day, either of which may have a part that is wanted.
  private let datelines: (place: WireColumns.Texts, day: WireColumns.Texts, filters: Filters)?
  private let urgencies: [ClosedRange<Int>]
  private let excludedUrgencies: [ClosedRange<Int>]
  /// Whether the segment has none of what is wanted.
  private let refusesAll: Bool

  /// - Returns: nil where the filters ask about none of it, or leave out what the segment does not have.
  /// - Throws: `IndexError.damaged`.
  init?(_ filters: Filters, in segment: SegmentReader) throws {
    let wants =
      !(filters.places.isEmpty && filters.datelines.isEmpty && filters.slugs.isEmpty && filters.urgencies.isEmpty)
    let excludes =
      !(filters.excludedPlaces.isEmpty && filters.excludedDatelines.isEmpty && filters.excludedSlugs.isEmpty
      && filters.excludedUrgencies.isEmpty)
    guard wants || excludes else { return nil }
    columns = try segment.wireColumns()
    guard let columns else {
      guard wants else { return nil }
      (refusesAll, places, slugs, datelines, urgencies, excludedUrgencies) = (true, nil, nil, nil, [], [])
      return
    }
    refusesAll = false
    places = Texts(
      try segment.reading { try columns.places() }, filters.places, without: filters.excludedPlaces
    ) { PlaceName.matches($0, $1) }
    slugs = Texts(
      try segment.reading { try columns.slugs() }, filters.slugs, without: filters.excludedSlugs
    ) { $0.lowercased().contains($1) }
    datelines =
      filters.datelines.isEmpty && filters.excludedDatelines.isEmpty
      ? nil
      : (
        try segment.reading { try columns.places() }, try segment.reading { try columns.days() }, filters
      )
    urgencies = filters.urgencies
    excludedUrgencies = filters.excludedUrgencies
  }

  /// The bits of those of 64 documents that are accepted.
  func keep(_ bits: UInt64, from start: Int) -> UInt64 {
    guard !refusesAll else { return 0 }
    var (kept, left): (UInt64, UInt64) = (0, bits)
    while left != 0 {
      let place = left.trailingZeroBitCount
      left &= left - 1
      if accepts(start + place) { kept |= 1 << UInt64(place) }
    }
    return kept
  }

  private func accepts(_ document: Int) -> Bool {
    if let places, !places.accepts(document) { return false }
    if let slugs, !slugs.accepts(document) { return false }
    if let datelines {
      let texts = [datelines.place, datelines.day].compactMap { column in
        column.number(of: document).map { column.values[$0] }
      }
      func holds(_ wanted: String) -> Bool { texts.contains { PlaceName.folded($0).contains(wanted) } }
      let filters = datelines.filters
      guard filters.datelines.isEmpty || filters.datelines.contains(where: holds) else { return false }
      guard !filters.excludedDatelines.contains(where: holds) else { return false }
    }
    guard !urgencies.isEmpty || !excludedUrgencies.isEmpty else { return true }
    guard let urgency = columns?.urgency(of: document) else { return urgencies.isEmpty }
    return (urgencies.isEmpty || urgencies.contains { $0.contains(urgency) })
      && !excludedUrgencies.contains { $0.contains(urgency) }
  }
}
