/// Writes a flat JSON object on one line, for logs.
struct JSONText {
  private var text = "{"

  /// Adds a text. Control characters, and those that turn a terminal's writing direction around, are escaped.
  mutating func add(_ name: String, _ value: String) {
    begin(name)
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5c: text += "\\\\"
      case 0x0a: text += "\\n"
      case 0x00..<0x20, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// Adds a number.
  mutating func add(_ name: String, _ value: Int) {
    begin(name)
    text += String(value)
  }

  /// The object.
  var line: String { text + "}" }

  private mutating func begin(_ name: String) {
    if text.utf8.count > 1 { text += "," }
    text += "\"\(name)\":"
  }
}
