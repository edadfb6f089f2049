/// What a character means for word boundaries: the part of UAX #29's Word_Break property that words of Latin and
/// Cyrillic letters, ASCII digits and common punctuation need.
///
/// Everything else is `.beyond`, and its neighbourhood is left to ICU: combining marks and format characters (rule WB4),
/// Hebrew, kana, Han and the scripts that need a dictionary. `WordSegmenterTests` compares the answer for each character
/// below U+3000 with ICU's.
enum WordBreakClass {
  /// ALetter.
  case letter
  /// Numeric, ASCII only.
  case digit
  /// ExtendNumLet: the low line.
  case connector
  /// MidLetter. ICU's root rules take the colon out of it, and so does this.
  case midLetter
  /// MidNumLet and Single_Quote: joins letters with letters and digits with digits.
  case midNumberOrLetter
  /// MidNum.
  case midNumber
  /// ASCII white space, before which a text may be cut in two without changing its words.
  case whiteSpace
  /// What no rule joins to anything.
  case other
  /// Not for this table.
  case beyond

  /// The class of a code point.
  @inline(__always)
  init(_ scalar: UInt32) {
    if scalar < 0x80 {
      self.init(ascii: scalar)
    } else if scalar >= 0x400 && scalar <= 0x52f {
      self = scalar <= 0x481 || scalar >= 0x48a ? .letter : scalar == 0x482 ? .other : .beyond
    } else if scalar < 0x250 {
      self.init(latin: scalar)
    } else {
      self.init(punctuation: scalar)
    }
  }

  @inline(__always)
  private init(ascii scalar: UInt32) {
    switch scalar {
    case 0x61...0x7a, 0x41...0x5a: self = .letter
    case 0x30...0x39: self = .digit
    case 0x20, 0x09...0x0d: self = .whiteSpace
    case 0x2e, 0x27: self = .midNumberOrLetter
    case 0x2c, 0x3b: self = .midNumber
    case 0x5f: self = .connector
    default: self = .other
    }
  }

  /// U+0080 to U+024F.
  private init(latin scalar: UInt32) {
    switch scalar {
    case 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x24f, 0xaa, 0xb5, 0xba: self = .letter
    case 0xb7: self = .midLetter
    case 0x80...0x9f, 0xad: self = .beyond
    default: self = .other
    }
  }

  /// U+0250 and above: quotation marks, dashes and signs that are frequent in news.
  private init(punctuation scalar: UInt32) {
    switch scalar {
    case 0x2018, 0x2019: self = .midNumberOrLetter
    case 0x2010...0x2017, 0x201a...0x2023, 0x2025, 0x2026, 0x2030...0x203e, 0x20a0...0x20bf, 0x2116, 0x2122:
      self = .other
    default: self = .beyond
    }
  }
}
