internal import Storage

/// Dateline, slug and urgency of each document of a segment. Opened when a filter first asks for them, and only in segments
/// that have any.
public struct WireColumns {
  /// A column of texts.
  public struct Texts {
    /// The texts that occur.
    public let values: [String]
    private let numbers: PackedColumn

    fileprivate init(_ numbers: PackedColumn, _ table: UnsafeRawBufferPointer) throws {
      self.numbers = numbers
      var reader = ByteReader(table)
      values = try (0..<(try reader.count(limit: reader.remaining))).map { _ in try reader.string() }
    }

    /// The place of a document's text in `values`; nil where it has none.
    @inline(__always)
    public func number(of document: Int) -> Int? {
      let number = numbers[document]
      return number > 0 && number <= Int64(values.count) ? Int(number) - 1 : nil
    }
  }

  private let columns: [PackedColumn]
  private let tables: [UnsafeRawBufferPointer]

  /// Reads a verified section; its memory must outlive the columns.
  ///
  /// - Throws: `ByteReader.Failure`.
  init(_ section: UnsafeRawBufferPointer, documents: Int) throws {
    var reader = ByteReader(section)
    var columns: [PackedColumn] = []
    for _ in 0..<WireTables.Field.allCases.count + 1 { columns.append(try PackedColumn(&reader)) }
    guard columns.allSatisfy({ $0.count == documents }) else { throw ByteReader.Failure.malformed(at: reader.offset) }
    var tables: [UnsafeRawBufferPointer] = []
    for _ in WireTables.Field.allCases { tables.append(try reader.slice(try reader.count(limit: reader.remaining))) }
    self.columns = columns
    self.tables = tables
  }

  private func texts(_ field: WireTables.Field) throws -> Texts {
    try Texts(columns[field.rawValue], tables[field.rawValue])
  }

  /// Places of datelines, in the wire's own words.
  ///
  /// - Complexity: O(n) in the number of distinct places, each time; so are the others.
  public func places() throws -> Texts { try texts(.place) }

  /// Days of datelines.
  public func days() throws -> Texts { try texts(.day) }

  /// Slugs.
  public func slugs() throws -> Texts { try texts(.slug) }

  /// The urgency of a document; nil where it has none.
  public func urgency(of document: Int) -> Int? {
    let urgency = columns[WireTables.Field.allCases.count][document]
    return urgency > 0 ? Int(truncatingIfNeeded: urgency) : nil
  }

  /// What `WireTables` keeps of a document.
  func row(of document: Int) -> WireRow {
    WireRow(
      place: UInt32(truncatingIfNeeded: columns[0][document]), day: UInt32(truncatingIfNeeded: columns[1][document]),
      slug: UInt32(truncatingIfNeeded: columns[2][document]),
      urgency: UInt8(truncatingIfNeeded: columns[3][document]))
  }
}
