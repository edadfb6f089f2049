/// A script that ICU's detector does not know.
extension EncodingDetector {
  /// True where the bytes look like Thai in windows-874: its vowels and tone marks stand on consonants and nowhere else.
  static func looksThai(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var high = 0
    var marks = 0
    var misplaced = 0
    var undefined = 0
    var previous: UInt8 = 0
    for byte in bytes {
      if byte >= 0x80 { high += 1 }
      if isThaiMark(byte) {
        marks += 1
        if !(0xA1...0xCE).contains(previous) && !isThaiMark(previous) { misplaced += 1 }
      } else if byte >= 0x80 && (byte < 0xA1 || (0xDB...0xDE).contains(byte) || byte >= 0xFC) {
        undefined += 1
      }
      previous = byte
    }
    return high >= 8 && marks * 12 >= high && misplaced * 20 <= marks && undefined * 50 <= high
  }

  private static func isThaiMark(_ byte: UInt8) -> Bool {
    byte == 0xD1 || (0xD4...0xDA).contains(byte) || (0xE7...0xED).contains(byte)
  }
}
