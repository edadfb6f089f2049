import FoundationEssentials

/// A JSON value of any shape.
enum AnyJSON: Decodable, Sendable, Equatable {
  case null, bool(Bool), number(Double), string(String), array([AnyJSON]), object([String: AnyJSON])

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.singleValueContainer().decode([String: AnyJSON].self) {
      self = .object(object)
    } else if let array = try? decoder.singleValueContainer().decode([AnyJSON].self) {
      self = .array(array)
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let string = try? value.decode(String.self) {
        self = .string(string)
      } else if let bool = try? value.decode(Bool.self) {
        self = .bool(bool)
      } else {
        self = .number(try value.decode(Double.self))
      }
    }
  }

  subscript(_ name: String) -> AnyJSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var array: [AnyJSON] { if case .array(let elements) = self { elements } else { [] } }
  var isTrue: Bool { self == .bool(true) }
}

/// One file of feedparser's tests, with what feedparser makes of it.
struct FeedparserCase: Sendable {
  var file: String
  var group: String
  var headers: [String: String]
  var assertions: [AnyJSON]

  /// All cases, in the order of the list.
  static let all: [FeedparserCase] = {
    guard let list = try? SharedData.bytes("feeds/conformance/feedparser/assertions.jsonl") else { return [] }
    return list.split(separator: 0x0A).compactMap { line in
      guard let row = try? JSONDecoder().decode(AnyJSON.self, from: Data(line)), let file = row["file"]?.string else {
        return nil
      }
      var headers: [String: String] = [:]
      if case .object(let members) = row["headers"] ?? .null {
        for (name, value) in members { headers[name.lowercased()] = value.string ?? "" }
      }
      let group = file.split(separator: "/").dropLast().joined(separator: "/")
      return FeedparserCase(file: file, group: group, headers: headers, assertions: row["assertions"]?.array ?? [])
    }
  }()
}

/// What came of holding an assertion against our reading.
enum Verdict: Equatable {
  case holds
  case fails(String)
  /// It is about something that we do not keep.
  case unmapped
}
