/// How much bytes look like running Chinese, Japanese or Korean in an encoding of these.
enum EastAsianScore {
  /// The encodings that can be told apart.
  static let encodings = ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"]

  /// The share of common characters among those outside ASCII, less what the encoding does not define: 0.4 and more for
  /// running text, below 0.1 for any other. Nil where the encoding is none of these or there is nothing to judge.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, as name: String) -> (share: Double, characters: Int)? {
    guard encodings.contains(name), let converter = TextConverter(TextEncoding(name: name)) else { return nil }
    let output = converter.convert(bytes)
    var characters = 0
    var points = 0.0
    for scalar in String(decoding: output.utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      switch scalar.value {
      // Punctuation of these scripts, full-width forms: no evidence, since all share them.
      case 0x3000...0x303F, 0xFF01...0xFF60, 0xA0...0xBF, 0x2000...0x206F: continue
      case 0xFFFD:
        points -= 2
        characters += 1
      default:
        characters += 1
        points += weight(scalar, name)
      }
    }
    return characters == 0 ? nil : (points / Double(characters), characters)
  }

  private static func weight(_ scalar: Unicode.Scalar, _ name: String) -> Double {
    switch name {
    case "gb18030": CommonCharacters.simplified.contains(scalar) ? 1 : isHan(scalar) ? 0 : -0.5
    case "big5": CommonCharacters.traditional.contains(scalar) ? 1 : isHan(scalar) ? 0 : -0.5
    case "euc-kr": CommonCharacters.hangul.contains(scalar) ? 1 : (0xAC00...0xD7A3).contains(scalar.value) ? 0.2 : -0.5
    default:
      switch scalar.value {
      // Hiragana carries the grammar, katakana the foreign words.
      case 0x3041...0x3096: 1
      case 0x30A1...0x30FE: 0.8
      // Half-width katakana: single bytes in Shift_JIS, hence what others' bytes turn into.
      case 0xFF61...0xFF9F: -1
      default:
        CommonCharacters.traditional.contains(scalar) || CommonCharacters.simplified.contains(scalar)
          ? 0.4 : isHan(scalar) ? 0 : -0.5
      }
    }
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }
}
