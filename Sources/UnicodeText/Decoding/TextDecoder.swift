/// Reads bytes of an uncertain encoding as text.
///
/// The order of trust: byte order mark; zero bytes (UTF-16, UTF-32); valid UTF-8, which beats a wrong label because text
/// in another encoding is practically never valid UTF-8; nearly valid UTF-8 with stray bytes; the transport's label; the
/// document's own label; statistics. A label under which many bytes mean nothing is passed over.
public enum TextDecoder {
  /// Decodes all of the bytes; never fails.
  ///
  /// - Parameters:
  ///   - bytes: The source.
  ///   - transportLabel: The charset that came with the bytes (HTTP), if any.
  ///   - declaredLabel: The encoding that the document itself names, if any.
  public static func decode(
    _ bytes: [UInt8], transportLabel: String? = nil, declaredLabel: String? = nil
  ) -> DecodedText {
    bytes.withUnsafeBufferPointer { decode($0, transportLabel: transportLabel, declaredLabel: declaredLabel) }
  }

  /// Decodes all of the bytes; never fails.
  public static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, transportLabel: String? = nil, declaredLabel: String? = nil
  ) -> DecodedText {
    let labels = [(transportLabel, EncodingEvidence.transport), (declaredLabel, .declaration)].compactMap {
      label, evidence in label.flatMap(TextEncoding.init(label:)).map { (encoding: $0, evidence: evidence) }
    }
    var text = decode(bytes, labels: labels)
    if let first = labels.first, text.evidence != .transport, text.evidence != .declaration {
      text.labelLied = text.labelLied || !agrees(first.encoding, with: text)
    }
    return text
  }

  private typealias Label = (encoding: TextEncoding, evidence: EncodingEvidence)

  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, labels: [Label]) -> DecodedText {
    if let (mark, encoding) = byteOrderMark(bytes) {
      let rest = UnsafeBufferPointer(rebasing: bytes[mark...])
      if encoding == .utf8 { return repairedUTF8(rest, scan: UTF8Scan(rest), evidence: .byteOrderMark, offset: mark) }
      if let text = converted(rest, from: encoding, evidence: .byteOrderMark, offset: mark) { return text }
    }
    let scan = UTF8Scan(bytes)
    if scan.zeros > 0, let encoding = wideEncoding(bytes),
      let text = converted(bytes, from: encoding, evidence: .zeroBytes)
    {
      return text
    }
    if let stateful = labels.first(where: { $0.encoding.isStateful }), scan.invalid == 0, holdsEscapes(bytes),
      let text = converted(bytes, from: stateful.encoding, evidence: stateful.evidence)
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
    var best: DecodedText?
    var hasDoubt = false
    for label in labels where label.encoding != .utf8 && !label.encoding.isWide {
      if EncodingDetector.contradiction(of: label.encoding, bytes) != nil {
        hasDoubt = true
        continue
      }
      guard let text = converted(bytes, from: label.encoding, evidence: label.evidence) else { continue }
      if text.replaced <= tolerated && isPlausible(text, of: bytes) { return text }
      if best.map({ text.replaced < $0.replaced }) ?? true { best = text }
    }
    if let encoding = EncodingDetector.detect(bytes),
      var text = converted(bytes, from: encoding, evidence: .statistics),
      hasDoubt || (best.map({ text.replaced <= $0.replaced }) ?? true)
    {
      text.labelLied = !labels.isEmpty
      return text
    }
    return best ?? repairedUTF8(bytes, scan: scan, evidence: .statistics)
  }

  /// A single-byte label takes any bytes. Text of letters in a Western encoding next to letters only, with hardly an
  /// ASCII letter between, is another script under a wrong label.
  private static func isPlausible(_ text: DecodedText, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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

  private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, encoding: TextEncoding)? {
    func starts(_ mark: UInt8...) -> Bool { bytes.starts(with: mark) }
    if starts(0xEF, 0xBB, 0xBF) { return (3, .utf8) }
    if starts(0xFF, 0xFE, 0, 0) { return (4, .utf32LittleEndian) }
    if starts(0, 0, 0xFE, 0xFF) { return (4, .utf32BigEndian) }
    if starts(0xFF, 0xFE) { return (2, .utf16LittleEndian) }
    if starts(0xFE, 0xFF) { return (2, .utf16BigEndian) }
    return nil
  }

  /// UTF-16 or UTF-32 without a mark, by where the zero bytes of its first ASCII characters stand.
  private static func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
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

  private static func holdsEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<bytes.count where bytes[index] == 0x1B || bytes[index] == 0x7E { return true }
    return false
  }

  private static func converted(
    _ bytes: UnsafeBufferPointer<UInt8>, from encoding: TextEncoding, evidence: EncodingEvidence, offset: Int = 0
  ) -> DecodedText? {
    guard let converter = TextConverter(encoding) else { return nil }
    let output = converter.convert(bytes)
    return DecodedText(
      utf8: output.utf8, encoding: encoding, evidence: evidence, replaced: output.replaced,
      firstReplaced: output.firstReplaced.map { $0 + offset })
  }

  /// UTF-8 with stray bytes of a single-byte encoding read as that: windows-1251 beside Cyrillic, else windows-1252.
  private static func repairedUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, scan: UTF8Scan, evidence: EncodingEvidence, offset: Int = 0
  ) -> DecodedText {
    guard scan.invalid > 0 else {
      return DecodedText(utf8: Array(bytes), encoding: .utf8, evidence: evidence)
    }
    let table = SingleByteTable.of(scan.cyrillic * 2 > scan.multibyte ? .windows1251 : .windows1252)
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + 2 * scan.invalid)
    var index = 0
    while index < bytes.count {
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
      firstReplaced: scan.firstInvalid.map { $0 + offset })
  }
}
