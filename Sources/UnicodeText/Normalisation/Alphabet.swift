internal import CICU

/// The writing that a word is in, as far as the choice of a stemmer needs it.
public enum Alphabet: Equatable, Sendable {
  /// Latin letters, apostrophes among them.
  case latin
  /// Cyrillic letters.
  case cyrillic
  /// Another script, several scripts, or digits and signs among the letters.
  case other

  /// The alphabet of a word in UTF-8.
  public init(ofWord word: [UInt8]) {
    self = word.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return .other }
      var found: Alphabet?
      var offset = 0
      while offset < bytes.count {
        let scalar = UTF8Scalar(start, at: offset, end: bytes.count)
        offset += scalar.length
        if scalar.value == 0x27 { continue }
        let alphabet = Alphabet(of: scalar.value)
        guard alphabet != .other, found == nil || found == alphabet else { return .other }
        found = alphabet
      }
      return found ?? .other
    }
  }

  /// The alphabet of one character.
  init(of scalar: UInt32) {
    if scalar < 0x80 {
      self = (0x61...0x7a).contains(scalar | 0x20) ? .latin : .other
      return
    }
    var status: Int32 = 0
    switch icu_script(Int32(scalar), &status) {
    case icu_script_latin: self = .latin
    case icu_script_cyrillic: self = .cyrillic
    default: self = .other
    }
  }
}
