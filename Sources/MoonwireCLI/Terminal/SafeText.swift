/// Text from feeds, made harmless for a terminal.
///
/// A feed may hold escape sequences that move the cursor, retitle the window or paste commands, and bidirectional
/// overrides that show text in another order than it has. None of them reaches the terminal: controls become U+FFFD
/// (visible, so that a reader sees that something was there), overrides and invisible tags vanish, line ends and tabs
/// become spaces.
enum SafeText {
  /// What a scalar becomes.
  enum Fate: Equatable {
    case keep, drop, space, replace
  }

  /// Decides about one scalar. Directional marks (U+200E, U+200F, U+061C) and joiners are kept: Arabic, Hebrew,
  /// Persian and Indic text needs them, and they cannot reorder more than themselves.
  static func fate(of scalar: Unicode.Scalar) -> Fate {
    switch scalar.value {
    case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: .space
    case 0x00...0x1F, 0x7F...0x9F: .replace
    case 0x202A...0x202E, 0x2066...0x2069, 0x206A...0x206F: .drop
    case 0xAD, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: .drop
    default: .keep
    }
  }

  /// The text in one line, harmless.
  static func line(_ text: String) -> String {
    if isHarmlessLine(text.utf8) { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var endsInSpace = true
    for scalar in text.unicodeScalars {
      switch fate(of: scalar) {
      case .drop: continue
      case .space:
        if endsInSpace { continue }
        result.append(UInt8(ascii: " "))
      case .replace: result += "\u{FFFD}".utf8
      case .keep: result += scalar.utf8
      }
      endsInSpace = result.last == UInt8(ascii: " ")
    }
    if endsInSpace, !result.isEmpty { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a text may stay as it is: printable ASCII, each space between two other signs. Most lines of news are so.
  private static func isHarmlessLine(_ text: String.UTF8View) -> Bool {
    var endsInSpace = true
    for byte in text {
      guard (0x20...0x7E).contains(byte), !(byte == 0x20 && endsInSpace) else { return false }
      endsInSpace = byte == 0x20
    }
    return !endsInSpace || text.isEmpty
  }

  /// An address for a terminal: harmless, and without spaces, so that what follows cannot pass for a part of it.
  static func address(_ text: String) -> String {
    String(line(text).map { $0 == " " ? "\u{FFFD}" : $0 })
  }
}
