internal import FoundationEssentials

extension JSONValue {
  /// Levels of objects and arrays at most; JSON-LD of pages has up to ten.
  private static let deepest = 64

  /// The value that a text holds; nil where it is no JSON, or too deep to be read without care for the stack.
  init?(text: String) {
    guard JSONValue.depth(text) <= JSONValue.deepest,
      let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return nil }
    self = value
  }

  private static func depth(_ text: String) -> Int {
    var depth = 0
    var deepest = 0
    var isInString = false
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          deepest = max(deepest, depth)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        default: break
        }
      }
    }
    return deepest
  }
}
