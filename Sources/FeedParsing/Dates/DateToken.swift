/// A piece of a date as written.
enum DateToken: Equatable {
  /// Digits, with how many there were.
  case number(Int64, digits: Int)
  /// Letters, in lower case and without marks (`DateWord.folded`).
  case word(String)
  /// Anything else but white space.
  case mark(UInt8)

  /// The pieces of a text. A number of more than 18 digits is a word, since it is no date.
  ///
  /// Digits of the Arabic, Persian, Devanagari and full-width sets count as digits, and Chinese numerals where they stand
  /// for numbers (not in names of weekdays).
  static func tokens(of text: String) -> [DateToken] {
    var reader = Reader()
    for scalar in text.lowercased().unicodeScalars { reader.take(scalar) }
    reader.flush()
    return reader.tokens
  }

  private struct Reader {
    var tokens: [DateToken] = []
    private var word = ""
    private var digits: [UInt8] = []
    private var numerals: [UInt8] = []

    mutating func flush() {
      if !word.isEmpty { tokens.append(.word(DateWord.folded(word))) }
      word = ""
      if !digits.isEmpty {
        if digits.count <= 18 {
          tokens.append(.number(digits.reduce(0) { $0 * 10 + Int64($1) }, digits: digits.count))
        } else {
          tokens.append(.word("#"))
        }
      }
      digits = []
      if !numerals.isEmpty { tokens.append(ChineseNumeral.number(numerals)) }
      numerals = []
    }

    mutating func take(_ scalar: Unicode.Scalar) {
      let value = scalar.value
      switch value {
      case 0x30...0x39, 0xFF10...0xFF19: digit(UInt8(value & 0xF))
      case 0x660...0x669, 0x6F0...0x6F9: digit(UInt8(value & 0xF))
      case 0x966...0x96F: digit(UInt8(value - 0x966))
      // Combining marks, soft hyphen, directional marks.
      case 0x300...0x36F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
      case 0...0x20, 0xA0, 0x3000, 0x2009, 0x200A, 0x202F: flush()
      case 0x2D, 0x2010...0x2015, 0x2212, 0xFF0D: mark("-")
      case 0xFF1A: mark(":")
      case 0xFF0F: mark("/")
      case 0xFF0E: mark(".")
      case 0x60C, 0x3001, 0xFF0C: mark(",")
      case 0xFF08: mark("(")
      case 0xFF09: mark(")")
      case 0x21..<0x61, 0x7B..<0x80: mark(scalar)
      default:
        if let numeral = ChineseNumeral.value(scalar), !namesWeekday {
          if !word.isEmpty || !digits.isEmpty { flush() }
          numerals.append(numeral)
          return
        }
        if !digits.isEmpty || !numerals.isEmpty { flush() }
        word.unicodeScalars.append(scalar)
      }
    }

    private mutating func digit(_ value: UInt8) {
      if !word.isEmpty || !numerals.isEmpty { flush() }
      digits.append(value)
    }

    private mutating func mark(_ scalar: Unicode.Scalar) {
      flush()
      tokens.append(.mark(UInt8(truncatingIfNeeded: scalar.value)))
    }

    /// True after 星期, 周 and 礼拜, where a numeral counts weekdays.
    private var namesWeekday: Bool { word.unicodeScalars.last.map { "期周週拜".unicodeScalars.contains($0) } ?? false }
  }
}

/// Numbers in Chinese characters as dates have them: digit by digit (二〇二一) or with tens (二十一).
enum ChineseNumeral {
  /// 0–9 for a digit, 10 for ten, nil for any other character.
  static func value(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "〇", "零", "○": 0
    case "一", "元": 1
    case "二": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    case "十": 10
    default: nil
    }
  }

  /// The number of a run of numerals.
  static func number(_ numerals: [UInt8]) -> DateToken {
    guard numerals.count <= 8 else { return .word("#") }
    if let ten = numerals.firstIndex(of: 10) {
      let tens = ten > 0 ? Int64(numerals[ten - 1]) : 1
      let ones = ten + 1 < numerals.count ? Int64(numerals[ten + 1]) : 0
      return .number(tens * 10 + ones % 10, digits: 2)
    }
    return .number(numerals.reduce(0) { $0 * 10 + Int64($1) }, digits: numerals.count)
  }
}

/// Words of dates, made comparable.
enum DateWord {
  /// The word without the marks on its letters, so that `août` and `aout`, `Μαΐου` and `Μαιου` are one. Letters that only
  /// look marked (й, ñ as a letter of its own) lose nothing that tells months apart.
  static func folded(_ word: String) -> String {
    guard word.utf8.contains(where: { $0 >= 0x80 }) else { return word }
    var result = ""
    for scalar in word.unicodeScalars {
      if let plain = plain[scalar] { result.unicodeScalars.append(plain) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(Unicode.Scalar, String)] = [
      ("a", "áàâäãåą"), ("c", "çćč"), ("e", "éèêëęěė"), ("g", "ğ"), ("i", "íìîïıī"), ("l", "ł"), ("n", "ñńň"),
      ("o", "óòôöőõø"),
      ("s", "şśšș"), ("t", "țţ"), ("u", "úùûüűů"), ("y", "ýÿ"), ("z", "źżž"), ("α", "ά"), ("ε", "έ"), ("η", "ή"),
      ("ι", "ίϊΐ"),
      ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"), ("σ", "ς"), ("ا", "أإآ"), ("ه", "ة"), ("е", "ё"), ("ي", "ى"),
    ]
    var plain: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (letter, marked) in groups {
      for scalar in marked.unicodeScalars { plain[scalar] = letter }
    }
    return plain
  }()
}
