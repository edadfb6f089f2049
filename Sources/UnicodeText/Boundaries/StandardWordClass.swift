internal import CICU

/// What a character is to the rules of `StandardWordSegmenter`: the properties that they name. A character may have
/// several (㊗ is Han and emoji).
struct StandardWordClass: OptionSet {
  var rawValue: UInt16

  /// ALetter and Hebrew_Letter.
  static let letter = StandardWordClass(rawValue: 1)
  static let hebrewLetter = StandardWordClass(rawValue: 1 << 1)
  /// Numeric, and the full-width digits, which Unicode 12 counted among "other".
  static let numeric = StandardWordClass(rawValue: 1 << 2)
  static let katakana = StandardWordClass(rawValue: 1 << 3)
  /// ExtendNumLet: the low line and its like.
  static let connector = StandardWordClass(rawValue: 1 << 4)
  /// MidLetter, MidNumLet and Single_Quote.
  static let midLetter = StandardWordClass(rawValue: 1 << 5)
  /// MidNum, MidNumLet and Single_Quote.
  static let midNumber = StandardWordClass(rawValue: 1 << 6)
  static let singleQuote = StandardWordClass(rawValue: 1 << 7)
  static let doubleQuote = StandardWordClass(rawValue: 1 << 8)
  /// Extend, Format and ZWJ: what belongs to the character before it (WB4).
  static let extend = StandardWordClass(rawValue: 1 << 9)
  /// Line_Break SA: Thai, Lao, Khmer, Myanmar.
  static let southEastAsian = StandardWordClass(rawValue: 1 << 10)
  /// Scripts Han and Hiragana: words of one character.
  static let ideographic = StandardWordClass(rawValue: 1 << 11)
  /// Emoji that stand for themselves: no digits, flags' letters, skin tones or signs such as ©.
  static let emoji = StandardWordClass(rawValue: 1 << 12)
  /// Emoji that may have a skin tone behind them.
  static let emojiBase = StandardWordClass(rawValue: 1 << 13)
  /// Skin tones.
  static let emojiModifier = StandardWordClass(rawValue: 1 << 14)
  static let regionalIndicator = StandardWordClass(rawValue: 1 << 15)

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The class of a code point, asked of ICU: some hundred nanoseconds. `StandardWordClasses` remembers.
  init(of scalar: UInt32) {
    self = []
    if StandardWordClass.isKnown(scalar) { self = StandardWordClass(wordRules: scalar) }
    formUnion(StandardWordClass(emojiRules: scalar))
  }

  private init(wordRules scalar: UInt32) {
    let character = Int32(bitPattern: scalar)
    switch Int(icu_property(character, Int32(icu_word_break))) {
    case icu_wb_aletter: self = .letter
    case icu_wb_hebrew_letter: self = [.letter, .hebrewLetter]
    case icu_wb_numeric: self = .numeric
    case icu_wb_katakana: self = .katakana
    case icu_wb_extendnumlet: self = .connector
    case icu_wb_midletter: self = .midLetter
    case icu_wb_midnum: self = .midNumber
    case icu_wb_midnumlet: self = [.midLetter, .midNumber]
    case icu_wb_single_quote: self = [.midLetter, .midNumber, .singleQuote]
    case icu_wb_double_quote: self = .doubleQuote
    case icu_wb_extend, icu_wb_format, icu_wb_zwj: self = .extend
    case icu_wb_regional_indicator: self = .regionalIndicator
    default: self = scalar >= 0xff10 && scalar <= 0xff19 ? .numeric : []
    }
    if icu_property(character, Int32(icu_line_break)) == icu_complex_context { insert(.southEastAsian) }
    var status: Int32 = 0
    let script = icu_script(character, &status)
    if script == icu_han || script == icu_hiragana { insert(.ideographic) }
  }

  private init(emojiRules scalar: UInt32) {
    self = []
    let character = Int32(bitPattern: scalar)
    func has(_ property: Int) -> Bool { icu_property(character, Int32(property)) != 0 }
    guard scalar >= 0x80 else { return }
    if has(icu_emoji_modifier) {
      self = .emojiModifier
      return
    }
    if scalar >= 0x1fb00, scalar <= 0x1fbff {  // kept for emoji until Unicode 13
      self = .emoji
      return
    }
    let isFlagLetter = scalar >= 0x1f1e6 && scalar <= 0x1f1ff
    if has(icu_extended_pictographic) || (has(icu_emoji) && !isFlagLetter) { insert(.emoji) }
    if has(icu_emoji_modifier_base) { insert(.emojiBase) }
  }

  /// Whether Lucene's word rules know a character: they were made of Unicode 12.1. The ranges named are those to which
  /// later versions gave a word property that they had not then (found by asking Lucene 10.5 for each code point).
  private static func isKnown(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2e5...0x2eb, 0x55a, 0x55f, 0x58a, 0xa708...0xa716, 0x16fe2: return false
    default: break
    }
    guard let age = Unicode.Scalar(scalar)?.properties.age else { return false }
    return age.major < 12 || (age.major == 12 && age.minor <= 1)
  }
}

/// Classes of characters, asked for by pages of 256 when first needed.
struct StandardWordClasses {
  private static let unread = UInt16.max
  private var pages = [UInt16](repeating: unread, count: 0x110000 >> 8)
  private var classes: [StandardWordClass] = []

  init() {}

  /// The class of a code point below 0x110000.
  @inline(__always)
  subscript(scalar: UInt32) -> StandardWordClass {
    mutating get {
      let page = Int(scalar >> 8)
      if pages[page] == StandardWordClasses.unread { read(page) }
      return classes[Int(pages[page]) << 8 | Int(scalar & 0xff)]
    }
  }

  private mutating func read(_ page: Int) {
    pages[page] = UInt16(classes.count >> 8)
    for low in 0..<256 { classes.append(StandardWordClass(of: UInt32(page << 8 | low))) }
  }
}
