/// Reads bytes of an uncertain encoding as text.
///
/// The order of trust: byte order mark; zero bytes (UTF-16, UTF-32); the escapes of ISO-2022-JP; valid UTF-8, which beats a
/// wrong label because text in another encoding is practically never valid UTF-8; nearly valid UTF-8 with stray bytes; the transport's label; the
/// document's own label; statistics. A label under which many bytes mean nothing is passed over.
public enum TextDecoder {
  /// Decodes the bytes; never fails. Valid UTF-8 is not copied.
  ///
  /// - Parameters:
  ///   - bytes: The source.
  ///   - transportLabel: The charset that came with the bytes (HTTP), if any.
  ///   - declaredLabel: The encoding that the document itself names, if any.
  ///   - limit: The most bytes of UTF-8 that a conversion gives; what comes then is left out, and `DecodedText.isCut` says
  ///     so. Text of one byte a letter becomes up to three times as long.
  public static func decode(
    _ bytes: [UInt8], transportLabel: String? = nil, declaredLabel: String? = nil, limit: Int = .max
  ) -> DecodedText {
    let labels = [(transportLabel, EncodingEvidence.transport), (declaredLabel, .declaration)].compactMap {
      label, evidence in label.flatMap(TextEncoding.init(label:)).map { (encoding: $0, evidence: evidence) }
    }
    var text = bytes.withUnsafeBufferPointer {
      Decoding(source: bytes, bytes: $0, limit: limit).text(labels: labels)
    }
    if let first = labels.first, text.evidence != .transport, text.evidence != .declaration {
      text.labelLied = text.labelLied || !agrees(first.encoding, with: text)
    }
    return text
  }

  /// A single-byte label takes any bytes. Text of letters in a Western encoding next to letters only, with hardly an
  /// ASCII letter between, is another script under a wrong label.
  fileprivate static func isPlausible(_ text: DecodedText, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.encoding == .windows1252 else { return true }
    var pairs = 0
    var high = 0
    for index in 1..<max(1, bytes.count) where bytes[index] >= 0xC0 {
      high += 1
      if bytes[index - 1] >= 0xC0 { pairs += 1 }
    }
    return high < 16 || pairs * 2 < high
  }

  private static func agrees(_ label: TextEncoding, with text: DecodedText) -> Bool {
    if label == text.encoding || (label.isWide && text.encoding.isWide) { return true }
    return !label.isWide && text.encoding == .utf8 && !text.utf8.contains { $0 >= 0x80 }
  }

  fileprivate static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, encoding: TextEncoding)? {
    func starts(_ mark: UInt8...) -> Bool { bytes.starts(with: mark) }
    if starts(0xEF, 0xBB, 0xBF) { return (3, .utf8) }
    if starts(0xFF, 0xFE, 0, 0) { return (4, .utf32LittleEndian) }
    if starts(0, 0, 0xFE, 0xFF) { return (4, .utf32BigEndian) }
    if starts(0xFF, 0xFE) { return (2, .utf16LittleEndian) }
    if starts(0xFE, 0xFF) { return (2, .utf16BigEndian) }
    return nil
  }

  /// UTF-16 or UTF-32 without a mark, by where the zero bytes of its first ASCII characters stand.
  fileprivate static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let head = min(bytes.count, 256) & ~3
    guard head >= 4 else { return nil }
    var zeros = (0, 0, 0, 0)
    for index in stride(from: 0, to: head, by: 4) {
      if bytes[index] == 0 { zeros.0 += 1 }
      if bytes[index + 1] == 0 { zeros.1 += 1 }
      if bytes[index + 2] == 0 { zeros.2 += 1 }
      if bytes[index + 3] == 0 { zeros.3 += 1 }
    }
    let most = head / 4 - head / 16
    let few = head / 32
    if zeros.0 >= most && zeros.1 >= most && zeros.2 >= most && zeros.3 <= few { return .utf32BigEndian }
    if zeros.1 >= most && zeros.2 >= most && zeros.3 >= most && zeros.0 <= few { return .utf32LittleEndian }
    let half = head / 8
    if zeros.0 + zeros.2 >= half && zeros.1 + zeros.3 <= few { return .utf16BigEndian }
    if zeros.1 + zeros.3 >= half && zeros.0 + zeros.2 <= few { return .utf16LittleEndian }
    return nil
  }

  /// True for bytes that go over to a Japanese set (ISO-2022-JP): the sequences `ESC $ B` and `ESC $ @`, which no other text
  /// holds.
  fileprivate static func holdsJapaneseEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while let escape = bytes[index...].firstIndex(of: 0x1B) {
      guard escape + 2 < bytes.count else { return false }
      if bytes[escape + 1] == 0x24, bytes[escape + 2] == 0x42 || bytes[escape + 2] == 0x40 { return true }
      index = escape + 1
    }
    return false
  }

  fileprivate static func holdsEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] == 0x1B || bytes[index] == 0x7E { return true }
    return false
  }
}

/// One text that is decoded.
private struct Decoding {
  /// The bytes, and the same bytes as memory.
  let source: [UInt8]
  let bytes: UnsafeBufferPointer<UInt8>
  let limit: Int

  typealias Label = (encoding: TextEncoding, evidence: EncodingEvidence)

  func text(labels: [Label]) -> DecodedText {
    if let (mark, encoding) = TextDecoder.byteOrderMark(bytes) {
      let rest = UnsafeBufferPointer(rebasing: bytes[mark...])
      if encoding == .utf8 { return repairedUTF8(rest, scan: UTF8Scan(rest), evidence: .byteOrderMark, offset: mark) }
      if let text = converted(rest, from: encoding, evidence: .byteOrderMark, offset: mark) { return text }
    }
    let scan = UTF8Scan(bytes)
    if scan.zeros > 0, let encoding = TextDecoder.wideEncoding(bytes),
      let text = converted(bytes, from: encoding, evidence: .zeroBytes)
    {
      return text
    }
    if let stateful = labels.first(where: { $0.encoding.isStateful }), scan.invalid == 0,
      TextDecoder.holdsEscapes(bytes),
      let text = converted(bytes, from: stateful.encoding, evidence: stateful.evidence)
    {
      return text
    }
    if scan.invalid == 0, scan.multibyte == 0, TextDecoder.holdsJapaneseEscapes(bytes),
      let text = converted(bytes, from: TextEncoding(name: "iso-2022-jp"), evidence: .statistics)
    {
      return text
    }
    // A label of UTF-8 makes half as much enough.
    let isLabelled = labels.contains { $0.encoding == .utf8 }
    if scan.invalid == 0 || scan.multibyte >= (isLabelled ? 2 : 4) * scan.invalid {
      return repairedUTF8(bytes, scan: scan, evidence: .validUTF8)
    }
    // A label is believed unless more than one sequence in 50 of those outside ASCII means nothing under it.
    let tolerated = (scan.invalid + scan.multibyte) / 50
    var best: (label: Label, replaced: Int)?
    var hasDoubt = false
    for label in labels where label.encoding != .utf8 && !label.encoding.isWide {
      if EncodingDetector.contradiction(of: label.encoding, bytes) != nil {
        hasDoubt = true
        continue
      }
      guard let text = converted(bytes, from: label.encoding, evidence: label.evidence) else { continue }
      if text.replaced <= tolerated && TextDecoder.isPlausible(text, of: bytes) { return text }
      // Not kept beside the next: a long text is twice as long as its bytes.
      if best.map({ text.replaced < $0.replaced }) ?? true { best = (label, text.replaced) }
    }
    if let encoding = EncodingDetector.detect(bytes),
      var text = converted(bytes, from: encoding, evidence: .statistics),
      hasDoubt || (best.map({ text.replaced <= $0.replaced }) ?? true)
    {
      text.labelLied = !labels.isEmpty
      return text
    }
    if let label = best?.label, let text = converted(bytes, from: label.encoding, evidence: label.evidence) {
      return text
    }
    return repairedUTF8(bytes, scan: scan, evidence: .statistics)
  }

  private func converted(
    _ bytes: UnsafeBufferPointer<UInt8>, from encoding: TextEncoding, evidence: EncodingEvidence, offset: Int = 0
  ) -> DecodedText? {
    guard let converter = TextConverter(encoding) else { return nil }
    let output = converter.convert(bytes, limit: limit)
    return DecodedText(
      utf8: output.utf8, encoding: encoding, evidence: evidence, replaced: output.replaced,
      firstReplaced: output.firstReplaced.map { $0 + offset }, isCut: output.isCut)
  }

  /// UTF-8 with stray bytes of a single-byte encoding read as that: windows-1251 beside Cyrillic, else windows-1252.
  private func repairedUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, scan: UTF8Scan, evidence: EncodingEvidence, offset: Int = 0
  ) -> DecodedText {
    guard scan.invalid > 0 else {
      return DecodedText(utf8: offset == 0 ? source : Array(bytes), encoding: .utf8, evidence: evidence)
    }
    let table = SingleByteTable.of(scan.cyrillic * 2 > scan.multibyte ? .windows1251 : .windows1252)
    var utf8: [UInt8] = []
    utf8.reserveCapacity(min(limit, bytes.count + 2 * scan.invalid) + 4)
    var index = 0
    while index < bytes.count && utf8.count < limit {
      let length = UTF8Scan.sequenceLength(bytes, at: index)
      if length == 0 {
        utf8.append(contentsOf: table.utf8(bytes[index]))
        index += 1
      } else {
        for position in index..<index + length { utf8.append(bytes[position]) }
        index += length
      }
    }
    return DecodedText(
      utf8: utf8, encoding: .utf8, evidence: evidence, replaced: scan.invalid,
      firstReplaced: scan.firstInvalid.map { $0 + offset }, isCut: index < bytes.count)
  }
}
