/// The documents in bytes, one after the other, as services write items a line each (JSON Lines; RFC 7464, whose record
/// separators are passed over). The sequence ends at whatever is no array or object.
struct JSONDocuments {
  private let bytes: [UInt8]
  private var index = 0

  /// - Parameter bytes: Valid UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next document; nil after the last. Once it throws there are no more.
  mutating func next() throws(JSONReader.Fault) -> JSONValue? {
    while index < bytes.count, ByteClass.isSpace(bytes[index]) || bytes[index] == 0x1E { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else {
      return nil
    }
    var end = bytes.count
    defer { index = end }
    return try JSONReader.read(bytes[index...], end: &end)
  }
}

/// Reads JSON (RFC 8259) in one pass over its bytes, which are valid UTF-8.
///
/// Lenient where real feeds err and nothing is lost by it: control characters within strings, a comma before a closing
/// bracket, whatever follows the document. Of members of one name the last counts.
struct JSONReader {
  /// Why a text is no JSON.
  struct Fault: Error {
    /// Half a sentence: "a value is missing at byte 12".
    var reason: String
    /// True where the text is larger than what is read, and perhaps sound.
    var isLimit = false
  }

  /// Deeper arrays and objects are refused, so that the stack is safe.
  static let mostLevels = 256

  /// More values are refused: fifteen for each of the most entries that are read. A value takes some hundred bytes, and an
  /// object, which counts as three, some hundreds.
  static let mostValues = 300_000

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var depth = 0
  private var values = 0

  /// The document in those bytes.
  static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    var end = 0
    return try read(bytes[...], end: &end)
  }

  /// The document in those bytes of an array.
  static func read(_ bytes: ArraySlice<UInt8>) throws(Fault) -> JSONValue {
    var end = 0
    return try read(bytes, end: &end)
  }

  /// The document in those bytes of an array, and the index after it, unless it throws.
  static func read(_ bytes: ArraySlice<UInt8>, end: inout Int) throws(Fault) -> JSONValue {
    var result: Result<JSONValue, Fault> = .failure(Fault(reason: ""))
    bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(bytes: buffer)
      do throws(Fault) {
        result = .success(try reader.value())
        end = bytes.startIndex + reader.index
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(_ what: String) -> Fault {
    Fault(reason: index >= bytes.count ? "it ends early, at byte \(index)" : "\(what) at byte \(index)")
  }

  private mutating func skipSpace() {
    while index < bytes.count, ByteClass.isSpace(bytes[index]) { index += 1 }
  }

  private mutating func value() throws(Fault) -> JSONValue {
    skipSpace()
    values += next == UInt8(ascii: "{") ? 3 : 1
    guard values <= JSONReader.mostValues else {
      throw Fault(
        reason: "it holds more than \(JSONReader.mostValues) values, an object counted as three", isLimit: true)
    }
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte): return number()
    default: throw fault("a value is missing")
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard ByteClass.matches(word, in: bytes, at: index) else { throw fault("a value is missing") }
    index += word.utf8CodeUnitCount
    return value
  }

  private mutating func number() -> JSONValue {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) { index += 1 }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func enter() throws(Fault) {
    depth += 1
    index += 1
    guard depth <= JSONReader.mostLevels else {
      throw Fault(reason: "it nests more than \(JSONReader.mostLevels) levels", isLimit: true)
    }
  }

  /// Takes a comma or the closing bracket; true at the latter.
  private mutating func closes(_ bracket: UInt8) throws(Fault) -> Bool {
    skipSpace()
    if next == UInt8(ascii: ",") {
      index += 1
      skipSpace()
      guard next == bracket else { return false }
    }
    guard next == bracket else { throw fault("a comma is missing") }
    index += 1
    depth -= 1
    return true
  }

  private mutating func array() throws(Fault) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      index += 1
      depth -= 1
      return .array([])
    }
    repeat { elements.append(try value()) } while try !closes(UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func object() throws(Fault) -> JSONValue {
    try enter()
    var members: [String: JSONValue] = [:]
    skipSpace()
    if next == UInt8(ascii: "}") {
      index += 1
      depth -= 1
      return .object([:])
    }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
      index += 1
      members[name] = try value()
    } while try !closes(UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func string() throws(Fault) -> String {
    index += 1
    var text: [UInt8] = []
    var start = index
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        defer { index += 1 }
        if text.isEmpty { return String(decoding: bytes[start..<index], as: UTF8.self) }
        text.append(contentsOf: bytes[start..<index])
        return String(decoding: text, as: UTF8.self)
      }
      guard byte == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      text.append(contentsOf: bytes[start..<index])
      index += 1
      try escape(into: &text)
      start = index
    }
    throw fault("a string does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Fault) {
    guard let byte = next else { throw fault("a string does not end") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if unit & 0xFC00 == 0xD800, ByteClass.matches("\\u", in: bytes, at: index) {
        let place = index
        index += 2
        let low = try hexadecimal()
        if low & 0xFC00 == 0xDC00 {
          unit = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        } else {
          index = place
        }
      }
      // A surrogate alone is no character.
      text.append(contentsOf: String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8)
    // `\"`, `\\`, `\/`, and a stray backslash before anything else.
    default: text.append(byte)
    }
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    guard index + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    index += 4
    return value
  }
}
