/// A JSON document of any shape, for reading feeds whose fields have other types than they should.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The member of that name of an object; `.null` for anything else.
  subscript(name: String) -> JSONValue {
    if case .object(let members) = self { return members[name] ?? .null }
    return .null
  }

  /// The text of a string or number; empty for anything else.
  var text: String {
    switch self {
    case .string(let text): text.trimmedASCII
    case .number(let number): JSONValue.plain(number)
    default: ""
    }
  }

  /// The elements of an array; a single object or string counts as an array of one.
  var elements: [JSONValue] {
    switch self {
    case .array(let elements): elements
    case .null: []
    default: [self]
    }
  }

  /// True for an object.
  var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// The first of those members that has text.
  func text(_ names: String...) -> String {
    names.lazy.map { self[$0].text }.first { !$0.isEmpty } ?? ""
  }

  /// A whole number without fraction and exponent, `7` for `7.0`; any other as written.
  private static func plain(_ number: String) -> String {
    if Int(number) != nil { return number }
    return Double(number).flatMap { Int(exactly: $0) }.map(String.init) ?? number
  }
}
