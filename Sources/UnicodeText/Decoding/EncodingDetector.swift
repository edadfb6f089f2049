internal import CICU

/// Guesses the encoding of bytes that nothing reliable labels.
///
/// Families are told apart by what their languages write most, since ICU's detector errs on them in short texts full of
/// ASCII markup: the Cyrillic code pages (`CyrillicScore`), those of Greek, Hebrew and Arabic (`ScriptScore`), the encodings
/// of Chinese, Japanese and Korean (`EastAsianScore`), and the code pages of Latin letters (`EuropeanScore`). Where none of
/// these fits ICU's detector (n-gram statistics per language) decides.
enum EncodingDetector {
  /// The Cyrillic code pages, likeliest first.
  static let cyrillicEncodings = ["windows-1251", "koi8-r", "ibm866", "iso-8859-5", "x-mac-cyrillic", "koi8-u"]

  /// The likeliest encoding, or nil where nothing speaks for any.
  static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let sample = sampled(bytes)
    return sample.withUnsafeBufferPointer { sample in
      if let (encoding, _) = script(of: sample) { return encoding }
      if looksThai(sample) { return TextEncoding(name: "windows-874") }
      if let encoding = EuropeanScore.best(sample) { return encoding }
      let guesses = candidates(sample)
      // What the scores have ruled out is not let in again by statistics of letters.
      let ruledOut = Set(cyrillicEncodings + EastAsianScore.encodings)
      return guesses.first { !ruledOut.contains($0.name) } ?? guesses.first
    }
  }

  /// The encoding of another script than Latin in which bytes are running text, and how sure that is: 0 to 1.
  private static func script(of sample: UnsafeBufferPointer<UInt8>) -> (encoding: TextEncoding, certainty: Double)? {
    var best: (encoding: TextEncoding, certainty: Double)?
    for name in EastAsianScore.encodings {
      guard let score = EastAsianScore.of(sample, as: name), score.share > 0.2, score.characters >= 2 else { continue }
      if score.share > best?.certainty ?? 0 { best = (TextEncoding(name: name), min(1, score.share)) }
    }
    var alphabet: (encoding: TextEncoding, mean: Double)?
    for name in cyrillicEncodings {
      guard let score = cyrillicScore(sample, as: name), score.letters >= 3, score.mean > -0.4 else { continue }
      if score.mean > alphabet?.mean ?? -.infinity { alphabet = (TextEncoding(name: name), score.mean) }
    }
    for script in ScriptScore.all {
      for name in script.encodings {
        guard let score = script.of(sample, as: name), score.letters >= 4, score.mean > 0 else { continue }
        if score.mean > alphabet?.mean ?? -.infinity { alphabet = (TextEncoding(name: name), score.mean) }
      }
    }
    // Either score is near its best only for its own script; between the two that of an alphabet needs less text.
    if let alphabet, best.map({ alphabet.mean > 0 || $0.certainty < 0.3 }) ?? true {
      return (alphabet.encoding, min(1, max(0, (alphabet.mean + 1) / 1.6)))
    }
    return best
  }

  private static func cyrillicScore(
    _ bytes: UnsafeBufferPointer<UInt8>, as name: String
  ) -> (mean: Double, letters: Int)? {
    guard let converter = TextConverter(TextEncoding(name: name)) else { return nil }
    return CyrillicScore.of(converter.convert(bytes).utf8)
  }

  /// The encoding that bytes plainly are in, where a label names another of which they are no running text; nil where the
  /// label may be right.
  ///
  /// A label is overruled only for an encoding that fits well, and only where the label's own script, or languages, fit
  /// badly: between two readings that are both plausible the label decides.
  static func contradiction(of label: TextEncoding, _ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let sample = sampled(bytes)
    return sample.withUnsafeBufferPointer { sample in
      guard let (encoding, certainty) = script(of: sample), encoding != label, certainty > 0.45 else {
        return EuropeanScore.contradiction(of: label, sample)
      }
      if cyrillicEncodings.contains(label.name) {
        guard let own = cyrillicScore(sample, as: label.name), own.letters >= 6 else { return nil }
        return own.mean < -0.6 ? encoding : nil
      }
      if EastAsianScore.encodings.contains(label.name) {
        guard let own = EastAsianScore.of(sample, as: label.name), own.characters >= 4 else { return nil }
        return own.share < 0.15 ? encoding : nil
      }
      if let script = ScriptScore.script(of: label) {
        guard let own = script.of(sample, as: label.name), own.letters >= 6 else { return nil }
        return own.mean < -0.6 ? encoding : nil
      }
      // Another script altogether: bytes of many letters on end are not what Western text has.
      return sample.count { $0 >= 0x80 } >= 8 ? encoding : nil
    }
  }

  /// About the most bytes that are looked at: each is read under twenty encodings.
  private static let largestSample = 65_536

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
        if sample.count > largestSample { break }
      } else if run.count > largestSample {
        // A line without end: its beginning is enough, or, where that is ASCII, what follows.
        if high { break }
        run.removeAll(keepingCapacity: true)
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
}
