internal import Storage

/// A column as a segment's file has it: nothing of it is read, or verified, before a value is asked for.
///
/// A segment of a million stories has columns and keys of some twenty megabytes, of which a query wants the values of a few
/// hundred documents. Verifying all of them when the segment is opened would take longer than the query. So the region of
/// 16 KiB around a value is verified on its first use; as a value is no place to throw, damage is noted and thrown by
/// `SegmentReader.throwNotedDamage` before an answer is given.
struct DocumentColumn {
  private let column: PackedColumn
  private let file: SectionedFile
  private let verified: UnsafePointer<UInt8>
  /// Where the packed integers start in the file.
  private let start: Int

  /// The longest header: a count, a base and a factor of at most ten bytes each, and a width.
  private static let longestHeader = 31

  /// Reads a column's header, `reader` being on the bytes of the section that starts at `sectionStart` of the file.
  ///
  /// - Throws: `StorageError.corrupt`, `ByteReader.Failure`.
  init(_ reader: inout ByteReader, in file: SectionedFile, sectionStart: Int) throws {
    let head = sectionStart + reader.offset
    try file.verify(head..<head + min(DocumentColumn.longestHeader, reader.remaining))
    column = try PackedColumn(&reader)
    start = sectionStart + reader.offset - DocumentColumn.packedLength(column)
    self.file = file
    verified = file.verifiedRegions
  }

  /// Bytes of the packed integers and of the zeros behind them.
  private static func packedLength(_ column: PackedColumn) -> Int {
    (column.count * column.width + 7) / 8 + 8
  }

  /// Documents.
  var count: Int { column.count }

  /// The value of a document.
  @inline(__always)
  subscript(document: Int) -> Int64 {
    // Every read loads eight bytes, which may lie in two regions.
    let first = start &+ (document &* column.width) >> 3
    if verified[first / Checksum.regionSize] & verified[(first &+ 7) / Checksum.regionSize] == 0 { note(document) }
    return column[document]
  }

  @inline(never)
  private func note(_ document: Int) {
    let first = start + (document * column.width) >> 3
    file.note(first..<first + 8)
  }
}
