/// The case of a letter of the alphabets that news comes in most: Latin as far as U+00FF, and Cyrillic.
enum LetterCase: Equatable {
  case upper
  case lower
  /// No letter, or one that this does not know.
  case unknown

  @inline(__always)
  init(_ scalar: UInt32) {
    switch scalar {
    case 0x61...0x7a, 0xdf...0xf6, 0xf8...0xff, 0x430...0x45f: self = .lower
    case 0x41...0x5a, 0xc0...0xd6, 0xd8...0xde, 0x400...0x42f: self = .upper
    default: self = .unknown
    }
  }
}
