/// How many columns text takes on a terminal.
///
/// Wide are the characters that Unicode's EastAsianWidth.txt calls W or F, and those shown as emoji by default;
/// nothing at all is taken by combining marks and invisible formatting. Terminals differ on rarer things; these rules
/// are those of `wcwidth` as current C libraries have it.
enum DisplayWidth {
  /// Blocks of wide characters (UAX #11), in order. Emoji are asked of the standard library's tables instead.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]

  /// Columns of one scalar on its own: 0, 1 or 2.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 {
      return scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value != 0xAD ? 1 : 0
    }
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    if scalar.value >= 0x1100, wideRanges.contains(where: { $0.contains(scalar.value) }) { return 2 }
    return scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// Columns of one character as people count them: that of its base, or 2 where it asks to be shown as an emoji.
  static func of(_ character: Character) -> Int {
    if let byte = character.asciiValue { return byte >= 0x20 && byte != 0x7F ? 1 : 0 }
    if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    return character.unicodeScalars.lazy.map { of($0) }.first { $0 > 0 } ?? 0
  }

  /// The text, or so much of it as fits into so many columns with an ellipsis.
  static func cut(_ text: String, to columns: Int) -> String {
    guard of(text) > columns else { return text }
    var kept = ""
    var used = 1
    for character in text {
      used += of(character)
      if used > columns { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Columns of a text in one line.
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }
}
