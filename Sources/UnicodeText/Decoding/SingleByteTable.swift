/// The upper half of a single-byte encoding, as UTF-8.
struct SingleByteTable: Sendable {
  private let sequences: [[UInt8]]

  /// The table of that encoding; what it does not define, or an encoding unknown to ICU, gives U+FFFD.
  init(_ encoding: TextEncoding) {
    let converter = TextConverter(encoding)
    sequences = (UInt8(0x80)...0xFF).map { byte in
      let utf8 = withUnsafePointer(to: byte) { pointer in
        converter?.convert(UnsafeBufferPointer(start: pointer, count: 1)).utf8
      }
      return utf8 ?? [0xEF, 0xBF, 0xBD]
    }
  }

  /// The character of a byte, as UTF-8.
  func utf8(_ byte: UInt8) -> [UInt8] {
    byte < 0x80 ? [byte] : sequences[Int(byte) - 0x80]
  }

  /// The character of a byte.
  func scalar(_ byte: UInt8) -> Unicode.Scalar {
    String(decoding: utf8(byte), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  /// The tables of the code pages that `EuropeanScore` tells apart, made once.
  static let european = Dictionary(
    uniqueKeysWithValues: EuropeanScore.encodings.map { ($0, SingleByteTable(TextEncoding(name: $0))) })

  /// The tables that stray bytes are read by, made once.
  static func of(_ encoding: TextEncoding) -> SingleByteTable {
    encoding == .windows1251 ? cyrillic : western
  }

  private static let cyrillic = SingleByteTable(.windows1251)
  private static let western = SingleByteTable(.windows1252)
}
