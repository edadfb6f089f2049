/// The 2,125 named characters of HTML (`nbsp`, `eacute`, `hellip`).
struct HTMLEntities: Sendable {
  /// The table, made on first use.
  static let shared = HTMLEntities()

  /// A name's character.
  struct Entry: Sendable {
    /// The character, or in some cases two, as UTF-8.
    var utf8: ShortText
    /// True where the name also counts without its semicolon (`&amp`, `&nbsp`, `&eacute`).
    var standsAlone: Bool
  }

  private var entries: [UInt64: Entry] = [:]
  /// The longest name, in bytes.
  static let longestName = 31
  /// The longest of those that count without semicolon (`thorn` and `frac14` are among them).
  static let longestAloneName = 6

  private init() {
    entries.reserveCapacity(2300)
    for half in [HTMLEntities.upperHalf, HTMLEntities.lowerHalf] {
      var half = half
      half.withUTF8 { read($0) }
    }
  }

  /// Reads rows of `name=HEX[+HEX]`, parted by spaces or line ends.
  private mutating func read(_ table: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while start < table.count {
      var end = start
      while end < table.count && table[end] > 0x20 { end += 1 }
      if end > start { readRow(UnsafeBufferPointer(rebasing: table[start..<end])) }
      start = end + 1
    }
  }

  private mutating func readRow(_ row: UnsafeBufferPointer<UInt8>) {
    guard let mark = row.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "!") }) else { return }
    var utf8 = ShortText()
    for hexadecimal in row[(mark + 1)...].split(separator: UInt8(ascii: "+")) {
      if let value = UInt32(String(decoding: hexadecimal, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        utf8.append(scalar)
      }
    }
    let name = UnsafeBufferPointer(rebasing: row[..<mark])
    entries[HTMLEntities.hash(name)] = Entry(utf8: utf8, standsAlone: row[mark] == UInt8(ascii: "!"))
  }

  /// The character of a name without `&` and `;`; nil for an unknown name. Case counts.
  func entry(named name: UnsafeBufferPointer<UInt8>) -> Entry? {
    name.count <= HTMLEntities.longestName ? entries[HTMLEntities.hash(name)] : nil
  }

  /// What a name stands for in XML, where that is not what it stands for in HTML: `lang` and `rang`. The document type of
  /// XHTML 1.0 (xhtml-symbol.ent), which names in a feed's own XML are taken from, has them at U+2329 and U+232A; the HTML
  /// standard moved them to U+27E8 and U+27E9.
  static func inXHTML(_ character: ShortText) -> ShortText? {
    switch character {
    case ShortText("\u{27E8}"): ShortText("\u{2329}")
    case ShortText("\u{27E9}"): ShortText("\u{232A}")
    default: nil
    }
  }

  /// 64-bit FNV-1a. A test proves that no two names share a value; an unknown name meets a known one's value once in
  /// 8·10¹⁵ tries.
  static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
