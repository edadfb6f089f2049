internal import CICU

/// Guesses the encoding of bytes that nothing reliable labels.
///
/// ICU's detector (n-gram statistics per language) gives candidates; its weak spot is telling the Cyrillic code pages
/// apart in short texts full of ASCII markup, so those are decided by letter frequencies and case: running Russian is
/// lower case inside words and rich in о е а и н т, and only the right code page shows it so.
enum EncodingDetector {
  /// The likeliest encoding, or nil where nothing speaks for any.
  static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let sample = sampled(bytes)
    return sample.withUnsafeBufferPointer { sample in
      let guesses = candidates(sample)
      if looksThai(sample) { return TextEncoding(name: "windows-874") }
      if looksHebrew(sample), guesses.contains(where: { ["windows-1255", "iso-8859-8"].contains($0.name) }) {
        return TextEncoding(name: "windows-1255")
      }
      if let cyrillic = cyrillicEncoding(sample), !hasMultibyteGuess(guesses, sample) { return cyrillic }
      return guesses.first
    }
  }

  /// The lines of the text that hold bytes outside ASCII, without markup: what statistics can learn from.
  private static func sampled(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var sample: [UInt8] = []
    var run: [UInt8] = []
    var high = false
    var inTag = false
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x3C || byte == 0x3E || byte == 0x0A }
    for byte in bytes {
      if isBreak(byte) {
        if high && !inTag {
          sample.append(contentsOf: run)
          sample.append(0x20)
        }
        run.removeAll(keepingCapacity: true)
        high = false
        inTag = byte == 0x3C ? true : byte == 0x3E ? false : inTag
        if sample.count > 65_536 { break }
      } else {
        if byte >= 0x80 { high = true }
        run.append(byte)
      }
    }
    if high { sample.append(contentsOf: run) }
    return sample
  }

  private static func candidates(_ bytes: UnsafeBufferPointer<UInt8>) -> [TextEncoding] {
    guard let base = bytes.baseAddress, let detector = moonwire_ucsdet_open() else { return [] }
    defer { moonwire_ucsdet_close(detector) }
    var count: Int32 = 0
    let length = Int32(clamping: bytes.count)
    return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { chars in
      guard let matches = moonwire_ucsdet_detect_all(detector, chars, length, &count) else { return [] }
      return (0..<Int(count)).compactMap { index in
        guard let match = matches[index], moonwire_ucsdet_confidence(match) >= 10,
          let name = moonwire_ucsdet_name(match), let encoding = TextEncoding(label: String(cString: name)),
          encoding != .utf8, !encoding.isWide
        else { return nil }
        return encoding
      }
    }
  }

  private static func hasMultibyteGuess(_ guesses: [TextEncoding], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = guesses.first, ["gb18030", "big5", "euc-jp", "euc-kr", "shift_jis"].contains(first.name),
      let converter = TextConverter(first)
    else { return false }
    return converter.convert(bytes).replaced * 50 <= bytes.count
  }

  /// The Cyrillic code page whose reading looks like running text, or nil where none does.
  private static func cyrillicEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var best: (score: Double, encoding: TextEncoding)?
    for name in ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic"] {
      let encoding = TextEncoding(name: name)
      guard let converter = TextConverter(encoding) else { continue }
      let score = cyrillicScore(converter.convert(bytes).utf8)
      if score > best?.score ?? 0.25 { best = (score, encoding) }
    }
    return best?.encoding
  }

  /// The share of the ten commonest lower-case letters among all scalars outside ASCII, less twice the share of
  /// capitals that follow a lower-case letter. Running Russian gives 0.55–0.7.
  private static func cyrillicScore(_ utf8: [UInt8]) -> Double {
    var total = 0
    var frequent = 0
    var misplaced = 0
    var foreign = 0
    var previousLower = false
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 || scalar == " " {
      let value = scalar.value
      if value < 0x80 {
        previousLower = false
        continue
      }
      total += 1
      switch value {
      case 0x430...0x44F, 0x451, 0x454, 0x456, 0x457:
        if [0x43E, 0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x432, 0x43B].contains(value) { frequent += 1 }
        previousLower = true
      case 0x410...0x42F:
        if previousLower { misplaced += 1 }
        previousLower = false
      case 0x2010...0x2122, 0xA0, 0xAB, 0xBB:
        previousLower = false
      default:
        foreign += 1
        previousLower = false
      }
    }
    return total == 0 ? 0 : Double(frequent - 2 * misplaced - 2 * foreign) / Double(total)
  }
}
