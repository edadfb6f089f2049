/// A JSON text to be written, with its keys in the order in which they were given.
///
/// The command line writes its own JSON: the same bytes for the same results, scores with the digits that they have
/// and no more, and nothing in it that could move a terminal's cursor.
enum JSONValue: Equatable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case float(Float)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  struct Member: Equatable, Sendable {
    var key: String
    var value: JSONValue
  }

  /// A text where there is one, else null.
  static func text(orNull text: String) -> JSONValue {
    text.isEmpty ? .null : .string(text)
  }

  /// The value in one line, without spaces.
  var line: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .boolean(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .float(let value): result += value.isFinite ? value.description : "null"
    case .double(let value): result += value.isFinite ? value.description : "null"
    case .string(let value): JSONValue.write(value, to: &result)
    case .array(let values):
      result += "["
      for (index, value) in values.enumerated() {
        if index > 0 { result += "," }
        value.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { result += "," }
        JSONValue.write(member.key, to: &result)
        result += ":"
        member.value.write(to: &result)
      }
      result += "}"
    }
  }

  /// RFC 8259 §7. Beyond what it demands, DEL, the C1 controls, line separators and whatever `SafeText` would drop
  /// are escaped, so that JSON shown on a terminal is harmless too.
  private static func write(_ text: String, to result: inout String) {
    result += "\""
    // What needs no escape is copied in one piece: scalar by scalar takes many times as long.
    let scalars = text.unicodeScalars
    var copied = scalars.startIndex
    var place = copied
    while place < scalars.endIndex {
      let next = scalars.index(after: place)
      if let escape = escape(scalars[place]) {
        result += text[copied..<place]
        result += escape
        copied = next
      }
      place = next
    }
    result += text[copied...]
    result += "\""
  }

  /// What stands for a scalar; nil where it stands for itself.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case " ": nil
    default:
      SafeText.fate(of: scalar) == .keep
        ? nil
        : String(scalar).utf16.map { unit in
          let digits = String(unit, radix: 16)
          return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member(key: $0.0, value: $0.1) })
  }

  init(arrayLiteral values: JSONValue...) {
    self = .array(values)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) {
    self = .string(value)
  }

  init(integerLiteral value: Int64) {
    self = .integer(value)
  }

  init(booleanLiteral value: Bool) {
    self = .boolean(value)
  }
}
