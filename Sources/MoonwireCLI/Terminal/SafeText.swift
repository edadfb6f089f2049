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
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var endsInSpace = true
    for scalar in text.unicodeScalars {
      switch fate(of: scalar) {
      case .drop: continue
      case .space: if !endsInSpace { result.append(" ") }
      case .replace: result.append("\u{FFFD}")
      case .keep: result.unicodeScalars.append(scalar)
      }
      endsInSpace = result.unicodeScalars.last == " "
    }
    if endsInSpace, !result.isEmpty { result.removeLast() }
    return result
  }

  /// An address for a terminal: harmless, and without spaces, so that what follows cannot pass for a part of it.
  static func address(_ text: String) -> String {
    String(line(text).map { $0 == " " ? "\u{FFFD}" : $0 })
  }
}
