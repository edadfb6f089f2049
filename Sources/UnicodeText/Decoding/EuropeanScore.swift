/// How much bytes look like running text of a language that adds a few letters to the Latin alphabet, in a code page of
/// these. ICU's detector looks at all letters, most of which are the same in all code pages; here only those outside ASCII
/// count, and each must be one of the language's.
///
/// The score is the mean, over these letters, of the binary logarithm of how much commoner the letter is among them than
/// one of 16 equal ones: +1 and more for running text, -2 and less under another code page.
enum EuropeanScore {
  /// A language, the code pages that it is written in, and its letters by share.
  private struct Language: Sendable {
    var encodings: Set<String>
    var weights: [UInt32: Double]

    init(_ encodings: [String], _ shares: String) {
      self.encodings = Set(encodings)
      var parsed: [UInt32: Double] = [:]
      for pair in shares.split(separator: " ") {
        if let letter = pair.unicodeScalars.first, let share = Double(String(pair.unicodeScalars.dropFirst())) {
          parsed[letter.value] = share
        }
      }
      // Names from abroad: no letter of the West costs as much as one that no language has.
      for letter in "éèáíóöüäçñ".unicodeScalars where parsed[letter.value] == nil { parsed[letter.value] = 0.02 }
      let total = parsed.values.reduce(0, +)
      weights = parsed.mapValues { ScriptScore.logarithm($0 * 16 / total) }
    }
  }

  /// The code pages, likeliest first: the first of equals counts.
  static let encodings = ["windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "windows-1257", "macintosh"]

  /// The code page under which bytes are running text of some language; nil where they are of none, or too few.
  static func best(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var best: (encoding: TextEncoding, mean: Double)?
    for name in encodings {
      let encoding = TextEncoding(name: name)
      let signs = signs(bytes, SingleByteTable.european[name] ?? SingleByteTable(encoding))
      guard signs.letters.reduce(0, { $0 + $1.value }) >= 3 else { continue }
      for language in languages where language.encodings.contains(name) {
        let mean = score(signs, language)
        if mean > (best?.mean ?? 0) + 0.001 { best = (encoding, mean) }
      }
    }
    return best?.encoding
  }

  /// The code page of a language that bytes are running text of, where under the label's code page they are of none. A
  /// language's own letters make a mean above 0, whatever the language.
  ///
  /// Macintosh is not among those that overrule, since quotation marks of the others are its letters; and where the label
  /// makes signs of what the other makes letters, these must stand where signs do not: `£` is a letter in windows-1250.
  static func contradiction(of label: TextEncoding, _ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    guard label.name != "macintosh", let own = mean(bytes, as: label.name), own.mean < 0, own.count >= 6 else {
      return nil
    }
    var best: (name: String, mean: Double)?
    for name in encodings where name != "macintosh" && name != label.name {
      guard let other = mean(bytes, as: name), other.count * 4 <= own.count * 5 else { continue }
      if other.mean > best?.mean ?? max(0, own.mean + 1) { best = (name, other.mean) }
    }
    return best.map { TextEncoding(name: $0.name) }
  }

  /// The best mean of a code page's languages, and of how many letters and misplaced signs; nil for other code pages.
  private static func mean(_ bytes: UnsafeBufferPointer<UInt8>, as name: String) -> (mean: Double, count: Int)? {
    guard let table = SingleByteTable.european[name] else { return nil }
    let signs = signs(bytes, table)
    let best = languages.lazy.filter { $0.encodings.contains(name) }.map { score(signs, $0) }.max()
    return best.map { ($0, signs.letters.reduce(signs.misplaced) { $0 + $1.value }) }
  }

  /// What stands outside ASCII under a code page: letters in lower case with their counts, and how many signs stand where
  /// none does.
  private struct Signs {
    var letters: [UInt32: Int] = [:]
    var misplaced = 0
  }

  private static func signs(_ bytes: UnsafeBufferPointer<UInt8>, _ table: SingleByteTable) -> Signs {
    var signs = Signs()
    let scalars = (UInt8(0x80)...0xFF).map { table.scalar($0) }
    func isLetter(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return byte < 0x80 ? (0x61...0x7A).contains(byte | 0x20) : scalars[Int(byte) - 0x80].properties.isAlphabetic
    }
    func isSmall(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      let byte = bytes[index]
      return byte < 0x80 ? (0x61...0x7A).contains(byte) : scalars[Int(byte) - 0x80].properties.isLowercase
    }
    for index in bytes.indices where bytes[index] >= 0x80 {
      let scalar = scalars[Int(bytes[index]) - 0x80]
      switch scalar.value {
      case 0xFFFD, 0x80..<0xA0: signs.misplaced += 1
      case 0xAD, 0x2010...0x2019: continue
      default:
        if scalar.properties.isAlphabetic, scalar.value != 0xAA, scalar.value != 0xBA {
          let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar.value
          signs.letters[lower == 0x69 ? 0x130 : lower, default: 0] += 1
          if lower != scalar.value && isSmall(index - 1) { signs.misplaced += 1 }
        } else if isLetter(index - 1) && isLetter(index + 1) {
          signs.misplaced += 1
        } else if scalar.properties.generalCategory == .otherNumber, isLetter(index - 1) || isLetter(index + 1) {
          signs.misplaced += 1
        }
      }
    }
    return signs
  }

  private static func score(_ signs: Signs, _ language: Language) -> Double {
    var sum = -6.0 * Double(signs.misplaced)
    var count = 0
    for (letter, number) in signs.letters.sorted(by: { $0.key < $1.key }) {
      sum += Double(number) * (language.weights[letter] ?? -6)
      count += number
    }
    return sum / Double(max(1, count))
  }

  private static let western = ["windows-1252", "macintosh"]
  private static let central = ["windows-1250", "iso-8859-2"]

  /// Shares of letters outside ASCII in percent of all letters, rounded.
  private static let languages: [Language] = [
    Language(western, "é1.9 à0.5 è0.3 ê0.22 ç0.09 ô0.06 î0.05 û0.06 ù0.06 â0.05 ë0.01 ï0.01 œ0.02 ü0.005"),
    Language(western + central, "ü0.65 ä0.55 ö0.3 ß0.3"),
    Language(western, "ó0.83 í0.72 á0.5 é0.43 ñ0.31 ú0.17 ü0.01"),
    Language(western, "ã0.73 ç0.53 á0.4 é0.34 ê0.45 í0.13 ó0.3 õ0.04 ú0.2 à0.07 â0.1 ô0.1"),
    Language(western, "à0.63 è0.4 ù0.16 ò0.15 é0.1 ì0.1"),
    Language(western, "ä1.8 ö1.3 å1.3"), Language(western, "ø1.0 å1.2 æ0.9"), Language(western, "ä3.6 ö0.45 å0.02"),
    Language(western, "á1.8 í1.6 ð4.4 þ1.5 ó1.0 æ0.9 ö0.8 é0.65 ú0.6 ý0.23"),
    Language(western, "à1.0 é0.5 è0.4 ò0.3 í0.4 ó0.3 ç0.15 ú0.2 ï0.05 ü0.05"),
    Language(western, "ë6.0 ç0.6"), Language(western, "ë0.7 é0.3 ï0.2 è0.1 ê0.1 ö0.1 ü0.05 ô0.05"),
    Language(western, "á1.5 í1.5 ð2.0 ø1.5 ú0.6 ó0.7 ý0.5 æ0.3 é0.05"),
    Language(central, "í3.0 á2.2 ě1.6 é1.3 ř1.2 ž1.0 č1.0 ý1.1 š0.8 ů0.65 ú0.12 ť0.04 ď0.02 ň0.02 ó0.03"),
    Language(central, "á1.9 í1.0 é0.9 č1.0 š0.8 ý0.9 ž0.8 ú0.8 ľ0.4 ť0.6 ô0.2 ň0.15 ä0.07 ď0.15 ó0.15 ĺ0.02 ŕ0.01"),
    Language(central, "ł1.8 ę1.1 ą1.0 ó0.85 ż0.83 ś0.66 ć0.4 ń0.2 ź0.06"),
    Language(central, "é3.9 á3.3 ö1.0 ó1.0 ő0.9 í0.6 ü0.6 ú0.25 ű0.25"),
    Language(central, "č1.1 š1.0 ž0.65 ć0.6 đ0.2"), Language(central, "ă2.3 î1.4 ş1.5 ţ1.1 â0.9"),
    Language(["windows-1254"], "ı5.0 ü1.9 ş1.8 ğ1.1 ç1.2 ö0.8 â0.03 İ0.3 î0.01"),
    Language(["windows-1257"], "ė1.5 š1.3 ų1.2 ž0.8 į0.6 ą0.7 ū0.45 č0.45 ę0.2"),
    Language(["windows-1257"], "ā4.0 ī2.2 š1.9 ē1.6 ū0.5 ņ0.5 ļ0.35 ž0.2 ķ0.2 ģ0.15 č0.1"),
    Language(western + ["windows-1257"], "õ1.0 ä1.2 ü0.7 ö0.2 š0.05 ž0.05"),
  ]
}
