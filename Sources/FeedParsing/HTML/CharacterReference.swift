/// A reference such as `&eacute;`, `&#233;` or `&#xE9;` at some place of a text.
struct CharacterReference {
  /// The number of bytes of the reference, `&` and `;` included.
  var length: Int
  /// What it stands for, as UTF-8; empty for characters that text does not hold (NUL and other controls).
  var utf8: ShortText
  /// True where the reference is one that XML reads the same way without help: numeric, or one of the five names.
  var isXML: Bool
  /// True where it is several references that spell the UTF-8 of one character, byte by byte (`&#226;&#128;&#166;` for …).
  var isDoubleEncoded = false

  /// Reads the reference that starts with the `&` at `index`; nil where there is none, and the `&` is a plain character.
  ///
  /// After the HTML standard (§13.2.5.72–80): numbers 128–159 mean windows-1252, a missing semicolon is forgiven after a
  /// number and after the old names, but not before a letter, digit or `=` (`?a=1&copy=2`).
  init?(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    self.init(singleIn: bytes, at: index)
    if utf8.first == 0xC3, index + length < bytes.count, bytes[index + length] == UInt8(ascii: "&") {
      mendDoubleEncoding(bytes, at: index)
    }
  }

  /// Reads one reference.
  private init?(singleIn bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let start = index + 1
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "#") {
      self.init(numberIn: bytes, at: index)
    } else {
      self.init(nameIn: bytes, at: index)
    }
  }

  /// Reads `&amp;nbsp;`, `&amp;#8217;` and their like at `index`: references that were escaped once too often. Those that
  /// prose about markup shows as they are (`&amp;lt;`, `&amp;gt;`, `&amp;amp;`) are not among them.
  init?(escapedTwiceIn bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    guard ByteClass.matches("&amp;", in: bytes, at: index), index + 6 < bytes.count else { return nil }
    let inner = UnsafeBufferPointer(rebasing: bytes[(index + 4)...])
    guard let found = CharacterReference(in: inner, at: 0), inner[found.length - 1] == UInt8(ascii: ";"),
      !found.utf8.isMarkup, found.utf8.count > 0
    else { return nil }
    self = found
    length += 4
  }

  /// Reads a name without semicolon that other letters follow (`&nbspMore`, `&copy2026`): the longest of the old names that
  /// the letters begin with, as browsers do in text (HTML standard §13.2.5.73). Before `=` the letters are a parameter of an
  /// address (`?a=1&region=2`), and no reference.
  ///
  /// That is for HTML. In a feed's own XML an `&` like that is one that somebody forgot to escape.
  init?(prefixIn bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let start = index + 1
    var end = start
    while end < bytes.count, end - start <= HTMLEntities.longestName, CharacterReference.isAlphanumeric(bytes[end]) {
      end += 1
    }
    guard end - start >= 2, end == bytes.count || bytes[end] != UInt8(ascii: "=") else { return nil }
    var next = min(end, start + HTMLEntities.longestAloneName)
    while next - start >= 2 {
      let name = UnsafeBufferPointer(rebasing: bytes[start..<next])
      if let entry = HTMLEntities.shared.entry(named: name), entry.standsAlone {
        (length, utf8, isXML) = (next - index, entry.utf8, false)
        return
      }
      next -= 1
    }
    return nil
  }

  /// Takes the references behind this one to it, where together they spell a character in UTF-8 as if each byte were a
  /// character of windows-1252 or ISO-8859-1: what happens to text that is encoded twice and then escaped.
  private mutating func mendDoubleEncoding(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    guard let lead = byte, (0xC2...0xF4).contains(lead) else { return }
    let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0xFF >> UInt32(count + 1))
    var next = index + length
    for _ in 1..<count {
      guard next < bytes.count, bytes[next] == UInt8(ascii: "&"),
        let part = CharacterReference(singleIn: bytes, at: next), let byte = part.byte, byte & 0xC0 == 0x80
      else { return }
      value = value << 6 | UInt32(byte & 0x3F)
      next += part.length
    }
    // Shorter forms exist for what is below; and no text has the controls.
    guard value >= (count == 2 ? 0xA0 : count == 3 ? 0x800 : 0x10000), let scalar = Unicode.Scalar(value) else {
      return
    }
    (length, utf8, isXML, isDoubleEncoded) = (next - index, ShortText(scalar), false, true)
  }

  /// The byte that the character is in windows-1252, or in ISO-8859-1 where that has none.
  private var byte: UInt8? {
    let scalar: UInt32? = utf8.withBytes { text in
      var scalars = String(decoding: text, as: UTF8.self).unicodeScalars.makeIterator()
      guard let first = scalars.next(), scalars.next() == nil else { return nil }
      return first.value
    }
    guard let scalar, scalar >= 0x80 else { return nil }
    if let place = CharacterReference.windows1252.firstIndex(of: scalar) { return UInt8(0x80 + place) }
    return scalar <= 0xFF ? UInt8(scalar) : nil
  }

  private init?(numberIn bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    guard var (value, length, isStandard) = CharacterReference.number(in: bytes, at: index) else { return nil }
    // Two halves of UTF-16, each a reference of its own.
    if (0xD800...0xDBFF).contains(value), index + length < bytes.count, bytes[index + length] == UInt8(ascii: "&"),
      let low = CharacterReference.number(in: bytes, at: index + length), (0xDC00...0xDFFF).contains(low.value)
    {
      value = 0x10000 + (value & 0x3FF) << 10 + (low.value & 0x3FF)
      length += low.length
      isStandard = false
    }
    self.length = length
    let isPlain = (0x20...0x7E).contains(value) || (0xA0...0xFFFD).contains(value) || value == 9 || value == 10
    isXML = isStandard && (isPlain || (0x10000...0x10FFFF).contains(value)) && !(0xD800...0xDFFF).contains(value)
    if (0x80...0x9F).contains(value) { value = CharacterReference.windows1252[Int(value) - 0x80] }
    if let scalar = Unicode.Scalar(value), value >= 0x20 || value == 9 || value == 10 || value == 13 {
      utf8 = ShortText(scalar)
    } else {
      utf8 = ShortText()
    }
  }

  /// The number of a reference `&#…` at a place; `isStandard` where it is written as XML wants it.
  private static func number(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (value: UInt32, length: Int, isStandard: Bool)? {
    var next = index + 2
    guard next < bytes.count, bytes[index + 1] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = bytes[next] | 0x20 == UInt8(ascii: "x")
    let isCapital = bytes[next] == UInt8(ascii: "X")
    if isHexadecimal { next += 1 }
    let digits = next
    var value: UInt32 = 0
    while next < bytes.count, next - digits < 32, let digit = digit(bytes[next], isHexadecimal) {
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x110000)
      next += 1
    }
    guard next > digits else { return nil }
    let isTerminated = next < bytes.count && bytes[next] == UInt8(ascii: ";")
    if !isTerminated {
      guard next - digits >= 2, next == bytes.count || !isAlphanumeric(bytes[next]) else { return nil }
    }
    return (value, (isTerminated ? next + 1 : next) - index, isTerminated && !isCapital)
  }

  private init?(nameIn bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let start = index + 1
    if let (length, character) = CharacterReference.commonest(bytes, at: start) {
      (self.length, utf8, isXML) = (length + 1, ShortText(character), true)
      return
    }
    var next = start
    while next < bytes.count, next - start <= HTMLEntities.longestName, CharacterReference.isAlphanumeric(bytes[next]) {
      next += 1
    }
    guard next > start else { return nil }
    let name = UnsafeBufferPointer(rebasing: bytes[start..<next])
    let terminated = next < bytes.count && bytes[next] == UInt8(ascii: ";")
    guard let entry = HTMLEntities.shared.entry(named: name) else { return nil }
    if !terminated {
      guard entry.standsAlone, next == bytes.count || bytes[next] != UInt8(ascii: "=") else { return nil }
    }
    length = next - index + (terminated ? 1 : 0)
    utf8 = entry.utf8
    isXML = terminated && CharacterReference.isPredefined(name)
  }

  /// The character of a byte 128–159 in windows-1252, as UTF-8.
  static func windows1252(_ byte: UInt8) -> ShortText {
    Unicode.Scalar(windows1252[Int(byte & 0x1F)]).map { ShortText($0) } ?? ShortText()
  }

  /// `lt;`, `gt;`, `amp;` and `quot;`: nearly all references of escaped HTML.
  @inline(__always)
  private static func commonest(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> (length: Int, character: Unicode.Scalar)? {
    guard start + 3 <= bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "l") where bytes[start + 1] == UInt8(ascii: "t") && bytes[start + 2] == UInt8(ascii: ";"):
      return (3, "<")
    case UInt8(ascii: "g") where bytes[start + 1] == UInt8(ascii: "t") && bytes[start + 2] == UInt8(ascii: ";"):
      return (3, ">")
    case UInt8(ascii: "a") where ByteClass.matches("amp;", in: bytes, at: start): return (4, "&")
    case UInt8(ascii: "q") where ByteClass.matches("quot;", in: bytes, at: start): return (5, "\"")
    default: return nil
    }
  }

  private static func isPredefined(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    switch name.count {
    case 2: name.elementsEqual("lt".utf8) || name.elementsEqual("gt".utf8)
    case 3: name.elementsEqual("amp".utf8)
    case 4: name.elementsEqual("quot".utf8) || name.elementsEqual("apos".utf8)
    default: false
    }
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41 + 10)
    case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// Code points of the bytes 128–159 in windows-1252; the five that it leaves open stand for themselves.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}
