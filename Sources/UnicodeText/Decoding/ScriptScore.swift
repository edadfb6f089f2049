/// How much a text looks like running Greek, Hebrew or Arabic: `CyrillicScore` for alphabets of which a table of letters and
/// the letters' places within a word tell enough.
///
/// Running text gives +0.4 and more, the same bytes under another code page -1 and less. What no running text has costs 6:
/// a letter that only ends words within one, a capital behind a small letter, a letter beside a Latin one, a sign of
/// drawing. All of the frequencies are rounded shares in hundredths of a percent, from memory of published tables; they
/// need to be right within a factor of two only.
struct ScriptScore: Sendable {
  /// The code pages that the script is written in, likeliest first.
  let encodings: [String]
  /// By letter, in lower case: the binary logarithm of how much commoner it is than one of 32 equal ones.
  private let weights: [UInt32: Double]
  /// Letters that stand at the end of a word only.
  private let finals: Set<UInt32>
  /// Letters that are written otherwise at the end of a word.
  private let initials: Set<UInt32>
  /// Signs above and below letters, which say nothing.
  private let marks: ClosedRange<UInt32>

  static let all = [greek, hebrew, arabic]

  /// The script that is written in that code page.
  static func script(of encoding: TextEncoding) -> ScriptScore? {
    all.first {
      $0.encodings.contains(encoding.name) || (encoding.name == "iso-8859-8-i" && $0.encodings == hebrew.encodings)
    }
  }

  /// The score of bytes read under one of the script's code pages, and the number of letters that it rests on; nil where
  /// there are none.
  func of(_ bytes: UnsafeBufferPointer<UInt8>, as name: String) -> (mean: Double, letters: Int)? {
    guard let converter = TextConverter(TextEncoding(name: name)) else { return nil }
    return of(converter.convert(bytes).utf8)
  }

  /// The score of a text.
  func of(_ utf8: [UInt8]) -> (mean: Double, letters: Int)? {
    var sum = 0.0
    var letters = 0
    var previous = Kind.other
    var last: UInt32 = 0
    var opensWithQuote = false
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      let (kind, letter) = classify(scalar)
      // A letter of one Greek code page is the other's closing quotation mark: it opens no word.
      if opensWithQuote && kind.isLetter { sum -= 6 }
      opensWithQuote = scalar.value == 0x2019 && !previous.isLetter
      if previous.isLetter && !kind.isLetter && kind != .mark && initials.contains(last) { sum -= 2 }
      switch kind {
      case .small, .capital:
        letters += 1
        sum += weights[letter] ?? -4
        if kind == .capital { sum -= previous == .small ? 6 : 0.3 }
        if previous == .latin || (previous.isLetter && finals.contains(last)) { sum -= 6 }
      case .latin: if previous.isLetter { sum -= 6 }
      case .foreign:
        sum -= 6
        letters += 1
      case .mark: continue
      case .other: break
      }
      previous = kind
      last = letter
    }
    return letters == 0 ? nil : (sum / Double(letters), letters)
  }

  private enum Kind {
    case small, capital, mark, latin, foreign, other
    var isLetter: Bool { self == .small || self == .capital }
  }

  private func classify(_ scalar: Unicode.Scalar) -> (Kind, UInt32) {
    let value = scalar.value
    switch value {
    case 0x41...0x5A, 0x61...0x7A: return (.latin, 0)
    case 0..<0x80: return (.other, 0)
    // Punctuation that any text has, and directions of writing.
    case 0xA0, 0xA7, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xB7, 0xBB, 0x2010...0x203A, 0x200C...0x200F, 0x20AA, 0x20AC, 0x2122,
      0x2015, 0x60C, 0x61B, 0x61F, 0x640, 0x384, 0x385, 0x387:
      return (.other, 0)
    default: break
    }
    if marks.contains(value) { return (.mark, 0) }
    if weights[value] != nil { return (.small, value) }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first?.value ?? value
    return lower != value && weights[lower] != nil ? (.capital, lower) : (.foreign, 0)
  }

  private init(
    encodings: [String], shares: String, finals: String, initials: String, marks: ClosedRange<UInt32>
  ) {
    self.encodings = encodings
    var weights: [UInt32: Double] = [:]
    for pair in shares.split(separator: " ") {
      guard let letter = pair.unicodeScalars.first, let share = Double(String(pair.unicodeScalars.dropFirst())) else {
        continue
      }
      weights[letter.value] = ScriptScore.logarithm(share * 32 / 10_000)
    }
    self.weights = weights
    self.finals = Set(finals.unicodeScalars.map(\.value))
    self.initials = Set(initials.unicodeScalars.map(\.value))
    self.marks = marks
  }

  /// The binary logarithm of a positive number, to a hundredth: the room has no mathematics library and needs no other.
  static func logarithm(_ value: Double) -> Double {
    var mantissa = value.significand
    var fraction = 0.0
    var step = 0.5
    for _ in 0..<8 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        fraction += step
      }
      step /= 2
    }
    return Double(value.exponent) + fraction
  }

  static let greek = ScriptScore(
    encodings: ["windows-1253", "iso-8859-7"],
    shares:
      "α870 τ820 ο790 ε690 ι650 ν640 σ490 η450 ρ420 π400 κ410 ς390 υ370 μ330 λ280 ί290 ό220 έ200 ά190 ή180 δ180 γ170 "
      + "ω170 ώ130 χ120 θ120 ύ100 φ90 β70 ξ40 ζ40 ψ15 ϊ5 ΐ2 ϋ2 ΰ1",
    finals: "ς", initials: "σ", marks: 0x300...0x36F)

  static let hebrew = ScriptScore(
    encodings: ["windows-1255", "iso-8859-8"],
    shares:
      "י1100 ה1080 ו1040 ל740 א630 ר560 ת500 ב470 מ460 ש440 ע320 נ290 ם280 ד260 כ250 ח250 ק210 פ170 ס150 ז130 ט125 ג125 "
      + "צ120 ן120 ך80 ף30 ץ15",
    finals: "ךםןףץ", initials: "כמנצ", marks: 0x591...0x5C7)

  static let arabic = ScriptScore(
    encodings: ["windows-1256", "iso-8859-6"],
    shares:
      "ا1250 ل1120 ي720 م600 و580 ن560 ر460 ت440 ب360 ع360 د320 ة310 ه300 س290 ف270 ق240 أ230 ك210 ح190 ج150 ش120 "
      + "ص110 ط110 ى100 إ100 خ90 ز80 ض70 ث60 ذ60 غ50 ئ50 ء50 ظ20 آ20 ؤ15 پ20 گ20 چ15 ژ5 ک30 ی30",
    finals: "ةى", initials: "", marks: 0x64B...0x652)
}
