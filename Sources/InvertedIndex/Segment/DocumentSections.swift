internal import Corpus
internal import Storage

/// The sections of a segment that hold values of documents, as bytes. They take a sixth of the rows' memory, so that a merge
/// makes them as soon as it knows the order of documents, and does not keep the rows while it merges lists.
struct DocumentSections {
  /// Documents, and those of them that have terms.
  let documents: Int
  let documentsWithTerms: Int
  /// Section and content, in the order of the file.
  let sections: [(id: UInt32, bytes: ByteBuffer)]

  /// - Parameter rows: in the order of documents.
  init(_ rows: [DocumentRow], tables: SegmentTables, wire: WireTables) {
    documents = rows.count
    documentsWithTerms = rows.reduce(0) { $0 + ($1.length > 0 ? 1 : 0) }
    var columns = ByteBuffer()
    PackedColumn.append(rows.map { $0.date }, to: &columns)
    PackedColumn.append(rows.map { $0.firstSeen }, to: &columns)
    PackedColumn.append(rows.map { Int64($0.feed) }, to: &columns)
    PackedColumn.append(rows.map { Int64($0.language) }, to: &columns)
    PackedColumn.append(rows.map { Int64($0.agencies) }, to: &columns)
    PackedColumn.append(rows.map { Int64($0.titleEnd) }, to: &columns)
    PackedColumn.append(rows.map { Int64($0.stored) }, to: &columns)
    var keys = ByteBuffer()
    keys.reserve(12 * rows.count)
    for row in rows { keys.append(fixed: row.key.value) }
    let order = rows.indices.sorted { rows[$0].key < rows[$1].key }
    PackedColumn.append(order.map { Int64($0) }, to: &keys)
    var sections = [(id: SegmentSection.columns, bytes: columns), (id: SegmentSection.keys, bytes: keys)]
    if rows.contains(where: { $0.wire != WireRow() }) { sections.append((SegmentSection.wire, wire.serialized(rows))) }
    let versions = rows.indices.compactMap { document in rows[document].version.map { (document, $0) } }
    if !versions.isEmpty { sections.append((SegmentSection.versions, DocumentVersions.serialized(versions))) }
    var bytes = ByteBuffer()
    tables.append(to: &bytes)
    sections.append((SegmentSection.tables, bytes))
    self.sections = sections
  }
}
