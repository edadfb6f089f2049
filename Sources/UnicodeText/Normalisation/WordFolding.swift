internal import CICU

/// Brings the spellings of a word together: case, width, ligatures and diacritics.
///
///     Élysée → elysee    Ｒｏｓｃｏｓｍｏｓ → roscosmos    Øresund → oresund    Ёлка → елка    Байконур → байконур
public enum WordFolding {
  /// Room for the folded word in UTF-16; what needs more is no word.
  private static let capacity = 512

  /// The folded form in UTF-8, or nil where it would be longer than `longest` bytes or is empty.
  ///
  /// In order:
  /// 1. Unicode's NFKC_Casefold (Unicode 15, §3.13, D147 and UAX #44): case folding, compatibility forms and widths,
  ///    invisible characters out;
  /// 2. typographic apostrophes (U+2018, U+2019, U+02BC) to `'`;
  /// 3. Latin letters without their marks, and those that have no decomposition by the usual spelling (`ø` o, `ß` ss,
  ///    `æ` ae, `þ` th, `ł` l …);
  /// 4. Cyrillic `ё` to `е`, and stress marks off; `й`, `ї` and `ў` are letters of their own and stay.
  ///
  /// Other scripts keep their marks. Faulty UTF-8 reads as U+FFFD. The environment's locale plays no part.
  public static func fold(_ word: UnsafeBufferPointer<UInt8>, longest: Int) -> [UInt8]? {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: capacity * 2) { scratch in
      guard let first = scratch.baseAddress else { return nil }
      guard let count = caseFold(word, into: first, scratch: first + capacity) else { return nil }
      let folded = foldMarks(UnsafeBufferPointer(start: first, count: count))
      return folded.isEmpty || folded.count > longest ? nil : folded
    }
  }

  /// NFKC_Casefold; the number of UTF-16 units, or nil where they are too many.
  private static func caseFold(
    _ word: UnsafeBufferPointer<UInt8>, into result: UnsafeMutablePointer<UInt16>,
    scratch: UnsafeMutablePointer<UInt16>
  ) -> Int? {
    var length = 0
    for unit in String(decoding: word, as: UTF8.self).utf16 {
      guard length < capacity else { return nil }
      scratch[length] = unit
      length += 1
    }
    var status: Int32 = 0
    guard let form = icu_nfkc_casefold(&status) else { return nil }
    let count = icu_normalize(form, scratch, Int32(length), result, Int32(capacity), &status)
    return icu_failed(status) == 0 ? Int(count) : nil
  }

  /// Steps 2 to 4.
  private static func foldMarks(_ units: UnsafeBufferPointer<UInt16>) -> [UInt8] {
    var status: Int32 = 0
    let form = icu_nfc(&status)
    var folded: [UInt8] = []
    folded.reserveCapacity(units.count * 2)
    var base = Alphabet.other
    let text = String(decoding: units, as: UTF16.self)
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if value < 0x80 {
        folded.append(UInt8(value))
        base = .latin
      } else if value == 0x2019 || value == 0x2018 || value == 0x2bc {
        folded.append(0x27)
      } else if icu_is_nonspacing_mark(Int32(value)) != 0 {
        let isFolded = base == .latin || (base == .cyrillic && value == 0x301)
        if !isFolded { append(scalar, to: &folded) }
      } else {
        base = Alphabet(of: value)
        if base == .latin {
          appendLatin(scalar, form, to: &folded)
        } else {
          append(value == 0x451 ? "\u{435}" : scalar, to: &folded)
        }
      }
    }
    return folded
  }

  /// A Latin letter above U+007F without its marks.
  private static func appendLatin(_ letter: Unicode.Scalar, _ form: OpaquePointer?, to folded: inout [UInt8]) {
    if let spelling = spelling(of: letter) {
      folded.append(contentsOf: spelling.utf8)
      return
    }
    var status: Int32 = 0
    let base = withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 8) { parts -> Unicode.Scalar? in
      guard let form, let first = parts.baseAddress else { return nil }
      let count = icu_decomposition(form, Int32(letter.value), first, 8, &status)
      return count > 0 && icu_failed(status) == 0 ? Unicode.Scalar(first[0]) : nil
    }
    let bare = base ?? letter
    if bare != letter, let spelling = spelling(of: bare) {
      folded.append(contentsOf: spelling.utf8)
    } else {
      append(bare, to: &folded)
    }
  }

  /// How letters without a canonical decomposition are written where there is only ASCII.
  private static func spelling(of letter: Unicode.Scalar) -> String? {
    switch letter.value {
    case 0xe6: "ae"
    case 0x153: "oe"
    case 0xf8: "o"
    case 0xdf: "ss"
    case 0xf0, 0x111: "d"
    case 0xfe: "th"
    case 0x142: "l"
    case 0x131: "i"
    case 0x127: "h"
    case 0x167: "t"
    case 0x14b: "n"
    case 0x138: "k"
    default: nil
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout [UInt8]) {
    folded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
