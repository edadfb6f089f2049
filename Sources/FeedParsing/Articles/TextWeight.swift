/// How much text a text is, comparable between scripts.
///
/// A character of Chinese or Japanese says about as much as three letters (parallel corpora: UN documents have 3.0 Latin
/// letters of English to one ideograph of Chinese), so that bounds given in letters hold for all.
public enum TextWeight {
  /// Letters and digits, ideographs and kana counting three.
  /// - Complexity: O(n).
  public static func of(_ text: some StringProtocol) -> Int {
    var weight = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: weight += 1
      case 0...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0xFF00...0xFF0F, 0xFF1A...0xFF1F: continue
      case 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: weight += 3
      case 0xAC00...0xD7AF: weight += 2
      default: weight += 1
      }
    }
    return weight
  }

  /// Ends of sentences and clauses: what running text has and menus have not.
  static func marks(_ text: some StringProtocol) -> Int {
    var marks = 0
    var before: UInt32 = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x2C, 0x2E, 0x21, 0x3F, 0x3B:
        // Not the comma of a number, the point of "example.org", or an ellipsis.
        if before > 0x40 || before == 0x29 || before == 0x22 { marks += 1 }
      case 0x3001, 0x3002, 0xFF0C, 0xFF01, 0xFF1F, 0xFF1B, 0x060C, 0x061B, 0x061F, 0x0964, 0x1362: marks += 1
      default: break
      }
      before = scalar.value
    }
    return marks
  }
}
