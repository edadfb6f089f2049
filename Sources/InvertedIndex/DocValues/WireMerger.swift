/// Brings dateline, slug and urgency of several segments' documents under common numbers.
struct WireMerger {
  private(set) var tables = WireTables()
  private let columns: [WireColumns?]
  private let texts: [[[String]]]
  /// The common number of each segment's texts; 0 where it is not known yet.
  private var numbers: [[[UInt32]]]

  /// - Throws: `IndexError`.
  init(_ segments: [SegmentReader]) throws {
    columns = try segments.map { try $0.wireColumns() }
    texts = try zip(segments, columns).map { segment, columns in
      guard let columns else { return [] }
      return try segment.reading {
        [try columns.places().values, try columns.days().values, try columns.slugs().values]
      }
    }
    numbers = texts.map { $0.map { [UInt32](repeating: 0, count: $0.count + 1) } }
  }

  /// The row of a segment's document.
  mutating func row(of document: Int, in segment: Int) -> WireRow {
    guard let row = columns[segment]?.row(of: document) else { return WireRow() }
    return WireRow(
      place: number(of: row.place, .place, segment), day: number(of: row.day, .day, segment),
      slug: number(of: row.slug, .slug, segment), urgency: row.urgency)
  }

  private mutating func number(of old: UInt32, _ field: WireTables.Field, _ segment: Int) -> UInt32 {
    let old = Int(old)
    // A number that no table has comes from a damaged column.
    guard old > 0, old < numbers[segment][field.rawValue].count else { return 0 }
    if numbers[segment][field.rawValue][old] == 0 {
      numbers[segment][field.rawValue][old] = tables.number(of: texts[segment][field.rawValue][old - 1], field)
    }
    return numbers[segment][field.rawValue][old]
  }
}
