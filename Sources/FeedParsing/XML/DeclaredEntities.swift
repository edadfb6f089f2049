/// The entities that a document's DOCTYPE declares as short plain text (`<!ENTITY desk "Moon Desk">`).
///
/// Only such are read: no references to other entities, no markup, nothing external. So expanding one costs its own length,
/// and what all of them may add is bounded: beyond that, references stay as they are written.
struct DeclaredEntities {
  /// The most entities, the longest value, and the most bytes that all expansions may add.
  private static let (mostEntities, longestValue, mostBytes) = (64, 256, 65_536)

  private var values: [(name: [UInt8], text: [UInt8])] = []
  private var expanded = 0

  /// Reads the declarations of a document type.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while values.count < DeclaredEntities.mostEntities,
      let found = ByteClass.find("<!ENTITY", in: bytes, from: index)
    {
      index = found + 8
      if let (name, value, end) = declaration(bytes, from: index) {
        index = end
        if let text = DeclaredEntities.text(UnsafeBufferPointer(rebasing: bytes[value])) {
          values.append((Array(bytes[name]), text))
        }
      }
    }
  }

  /// The text of the reference `&name;` at `index`, and its length; nil where no such entity is declared.
  mutating func reference(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (text: [UInt8], length: Int)? {
    guard !values.isEmpty else { return nil }
    var end = index + 1
    while end < bytes.count, end - index < 64, ByteClass.isName(bytes[end]) { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else { return nil }
    let name = bytes[index + 1..<end]
    guard let entity = values.first(where: { $0.name.elementsEqual(name) }) else { return nil }
    expanded += entity.text.count
    return expanded <= DeclaredEntities.mostBytes ? (entity.text, end + 1 - index) : nil
  }

  /// Name and quoted value from after `<!ENTITY` on.
  private func declaration(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (name: Range<Int>, value: Range<Int>, end: Int)? {
    var next = start
    func skipSpace() {
      while next < bytes.count && ByteClass.isSpace(bytes[next]) { next += 1 }
    }
    skipSpace()
    let nameStart = next
    while next < bytes.count, next - nameStart < 64, ByteClass.isName(bytes[next]) { next += 1 }
    let name = nameStart..<next
    skipSpace()
    guard !name.isEmpty, next < bytes.count, bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'")
    else { return nil }
    let limit = min(bytes.count, next + 2 + DeclaredEntities.longestValue)
    guard let close = bytes[next + 1..<limit].firstIndex(of: bytes[next]) else { return nil }
    return (name, next + 1..<close, close + 1)
  }

  /// A value's text: character references decoded; nil where it holds more than text.
  private static func text(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var text: [UInt8] = []
    var index = 0
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "&"):
        guard index + 1 < value.count, value[index + 1] == UInt8(ascii: "#"),
          let reference = CharacterReference(in: value, at: index)
        else { return nil }
        reference.utf8.withBytes { text.append(contentsOf: $0) }
        index += reference.length
      case UInt8(ascii: "<"), UInt8(ascii: "%"): return nil
      case let byte:
        if !ByteClass.isForbiddenControl(byte) { text.append(byte) }
        index += 1
      }
    }
    return text
  }
}
