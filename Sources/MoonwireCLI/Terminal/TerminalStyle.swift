/// The few ways in which text stands out on a terminal, as ANSI escape sequences (ECMA-48, select graphic rendition),
/// or not at all where colour is off.
struct TerminalStyle: Equatable, Sendable {
  /// What a piece of text is. The look follows from it.
  enum Role: String, Sendable {
    /// Text as it is.
    case plain = "0"
    /// A headline: bold.
    case title = "1"
    /// A word of the query in a headline: bold and coloured.
    case titleMatch = "1;33"
    /// A word of the query in a passage: bold and coloured.
    case match = "1;93"
    /// What is said about a story, not by it: dim.
    case detail = "2"
    /// An address: dim and underlined.
    case link = "2;4"
    /// Something wrong: red.
    case alarm = "31"
  }

  /// Escape sequences are written.
  var usesColour: Bool

  /// The text in a role. The role ends where the text ends; text is printed as it is, so it must be safe already.
  func apply(_ role: Role, to text: String) -> String {
    guard usesColour, role != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m"
  }
}
