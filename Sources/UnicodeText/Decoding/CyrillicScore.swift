/// How much a text looks like running Cyrillic: the mean, over its letters, of the binary logarithm of how much commoner
/// the letter is in Russian than if all were equally common.
///
/// Running Russian gives about +0.6, Ukrainian +0.3; the same bytes under another Cyrillic code page -1 and less, so that
/// a word or two decide. Whatever running text does not have costs 6: a capital behind a small letter, a letter beside a
/// Latin one, a sign of drawing within a word.
enum CyrillicScore {
  /// The score and the number of letters that it rests on; nil where there are none.
  static func of(_ utf8: [UInt8]) -> (mean: Double, letters: Int)? {
    var sum = 0.0
    var letters = 0
    var previous = Kind.other
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      let kind = kind(of: scalar)
      switch kind {
      case .small, .capital:
        letters += 1
        let lower = kind == .capital ? lowercased(scalar.value) : scalar.value
        sum += lower < table.count + 0x430 && lower >= 0x430 ? table[Int(lower - 0x430)] : -4
        if kind == .capital { sum -= previous == .small ? 6 : 0.3 }
        if previous == .latin { sum -= 6 }
      case .latin, .currency: if previous == .small || previous == .capital { sum -= 6 }
      case .foreign:
        sum -= 6
        letters += 1
      case .other: break
      }
      previous = kind
    }
    return letters == 0 ? nil : (sum / Double(letters), letters)
  }

  private enum Kind {
    case small, capital, latin, currency, foreign, other
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: .latin
    case 0..<0x80: .other
    case 0x430...0x45F, 0x491: .small
    case 0x400...0x42F, 0x490: .capital
    // Quotation marks, dashes, ellipsis, number sign, no-break space, degree, section: at home in any text.
    // A price has it beside a figure; beside a letter it is another code page's letter.
    case 0x20AC: .currency
    case 0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0x2010...0x203A, 0x2116, 0x2122: .other
    default: .foreign
    }
  }

  private static func lowercased(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x410...0x42F: value + 0x20
    case 0x400...0x40F: value + 0x50
    default: value + 1
    }
  }

  /// By letter from U+0430: а … я, then ѐ ё ђ ѓ є ѕ і ї and rarer ones. From the letter frequencies of Russian (Sharov's
  /// list of the national corpus, rounded); those of Ukrainian letters are guesses that keep it above zero.
  private static let table: [Double] = [
    1.4, -0.9, 0.6, -0.8, 0.0, 1.5, -1.7, -0.9, 1.3, -1.3, 0.2, 0.5, 0.1, 1.2, 1.9, -0.1, 0.7, 0.9, 1.1, -0.2, -3.3,
    -1.6, -2.6,
    -1.1, -2.1, -2.9, -5.0, -0.7, -0.8, -3.3, -2.3, -0.6, -5, -2.5, -5, -5, -2, -5, -0.5, -2, -4, -5, -5, -5, -5, -5,
    -4, -5,
  ]
}
