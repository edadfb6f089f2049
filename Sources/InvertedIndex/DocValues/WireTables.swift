internal import Corpus
internal import Storage

/// Places, days and slugs of a segment's stories, numbered from 1; 0 stands for none.
struct WireTables {
  /// What is numbered.
  enum Field: Int, CaseIterable {
    case place, day, slug
  }

  private(set) var values: [[String]] = Field.allCases.map { _ in [] }
  private var numbers: [[String: UInt32]] = Field.allCases.map { _ in [:] }

  /// The number of a text.
  mutating func number(of text: String, _ field: Field) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    if let number = numbers[field.rawValue][text] { return number }
    values[field.rawValue].append(text)
    let number = UInt32(values[field.rawValue].count)
    numbers[field.rawValue][text] = number
    return number
  }

  /// The numbers of a story.
  mutating func row(of story: Story) -> WireRow {
    guard story.dateline != nil || !story.wire.slug.isEmpty || story.wire.urgency != nil else { return WireRow() }
    return WireRow(
      place: number(of: story.dateline?.place ?? "", .place), day: number(of: story.dateline?.day ?? "", .day),
      slug: number(of: story.wire.slug, .slug), urgency: UInt8(clamping: max(0, story.wire.urgency ?? 0)))
  }

  /// The section's content: four columns, then the three tables, each behind its length in bytes.
  func serialized(_ rows: [DocumentRow]) -> ByteBuffer {
    var output = ByteBuffer()
    PackedColumn.append(rows.map { Int64($0.wire.place) }, to: &output)
    PackedColumn.append(rows.map { Int64($0.wire.day) }, to: &output)
    PackedColumn.append(rows.map { Int64($0.wire.slug) }, to: &output)
    PackedColumn.append(rows.map { Int64($0.wire.urgency) }, to: &output)
    for texts in values {
      var table = ByteBuffer()
      table.append(varint: texts.count)
      for text in texts { table.append(string: text) }
      output.append(varint: table.count)
      output.append(contentsOf: table.bytes)
    }
    return output
  }
}

/// What a document has of `WireTables`.
struct WireRow: Equatable {
  var place: UInt32 = 0
  var day: UInt32 = 0
  var slug: UInt32 = 0
  /// 0 where the story has none.
  var urgency: UInt8 = 0
}
