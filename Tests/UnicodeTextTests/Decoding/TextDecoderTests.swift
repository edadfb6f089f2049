import Testing
import UnicodeText

@Suite struct TextDecoderTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var transport: String?
    var declared: String?
    var text: String
    var encoding: String
    var lied = false
    var replaced = 0
    var testDescription: String { "\(encoding): \(text)" }
  }

  static let samples: [Sample] = [
    Sample(bytes: Array("Привет".utf8), text: "Привет", encoding: "utf-8"),
    Sample(
      bytes: [0xEF, 0xBB, 0xBF] + Array("Aé".utf8), declared: "windows-1251", text: "Aé", encoding: "utf-8", lied: true),
    Sample(bytes: Array("Привет".utf8), transport: "windows-1251", text: "Привет", encoding: "utf-8", lied: true),
    Sample(bytes: Array("plain".utf8), transport: "windows-1251", text: "plain", encoding: "utf-8"),
    Sample(
      bytes: [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], declared: "windows-1251", text: "Привет", encoding: "windows-1251"),
    Sample(bytes: [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], declared: "KOI8-R", text: "Привет", encoding: "koi8-r"),
    Sample(
      bytes: [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], transport: "cp1251", declared: "utf-8", text: "Привет",
      encoding: "windows-1251"),
    Sample(bytes: [0xD6, 0xD0, 0xB9, 0xFA], declared: "gb2312", text: "中国", encoding: "gb18030"),
    Sample(bytes: [0x81, 0x30, 0x81, 0x30], declared: "gbk", text: "\u{80}", encoding: "gb18030"),
    Sample(bytes: [0x93, 0xFA, 0x96, 0x7B], declared: "Shift_JIS", text: "日本", encoding: "shift_jis"),
    Sample(bytes: [0xC6, 0xFC, 0xCB, 0xDC], declared: "euc-jp", text: "日本", encoding: "euc-jp"),
    Sample(bytes: [0xB3, 0xE2], declared: "ks_c_5601-1987", text: "년", encoding: "euc-kr"),
    Sample(bytes: [0xA4, 0xA4], declared: "big5", text: "中", encoding: "big5"),
    Sample(
      bytes: [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], declared: "iso-2022-jp", text: "日",
      encoding: "iso-2022-jp"),
    Sample(bytes: [0x93, 0x61, 0x94], declared: "iso-8859-1", text: "“a”", encoding: "windows-1252"),
    Sample(bytes: [0xFF, 0xFE, 0x1F, 0x04], text: "П", encoding: "utf-16le"),
    Sample(bytes: [0xFE, 0xFF, 0x04, 0x1F], declared: "utf-16", text: "П", encoding: "utf-16be"),
    Sample(bytes: [0xFF, 0xFE, 0x3D, 0xD8, 0x80, 0xDE], text: "🚀", encoding: "utf-16le"),
    Sample(bytes: [0x3C, 0, 0x61, 0, 0x3E, 0, 0x1F, 0x04], text: "<a>П", encoding: "utf-16le"),
    Sample(bytes: [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], text: "A", encoding: "utf-32le"),
    Sample(bytes: Array("Москва и Пекин ".utf8) + [0xAB], text: "Москва и Пекин «", encoding: "utf-8", replaced: 1),
    Sample(bytes: Array("äöüßéè ".utf8) + [0x93], text: "äöüßéè “", encoding: "utf-8", replaced: 1),
    Sample(bytes: [], text: "", encoding: "utf-8"),
  ]

  @Test(arguments: samples)
  func isDecoded(sample: Sample) {
    let text = TextDecoder.decode(sample.bytes, transportLabel: sample.transport, declaredLabel: sample.declared)
    #expect(String(decoding: text.utf8, as: UTF8.self) == sample.text)
    #expect(text.encoding.name == sample.encoding)
    #expect(text.labelLied == sample.lied)
    #expect(text.replaced == sample.replaced)
  }

  @Test func validUTF8IsNotCopied() {
    let bytes = Array(String(repeating: "Привет ", count: 100).utf8)
    let text = TextDecoder.decode(bytes, declaredLabel: "utf-8")
    let addresses = (bytes.withUnsafeBytes { $0.baseAddress }, text.utf8.withUnsafeBytes { $0.baseAddress })
    #expect(addresses.0 == addresses.1)
  }

  /// What the limit leaves is a beginning of the text, of as many bytes or one character or piece more.
  @Test(arguments: ["windows-1251", "gb18030", "utf-16le"])
  func aLimitCutsWhatIsConverted(name: String) throws {
    let text = String(repeating: "Привет ", count: 5000)
    var bytes: [UInt8] = []
    switch name {
    case "windows-1251": bytes = try #require(SingleByteEncoder.encode(text, as: name))
    case "gb18030": for _ in 0..<8000 { bytes += [0xA7, 0xB1, 0xA7, 0xE2, 0x20] }
    default: for unit in [0xFEFF] + text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    }
    let whole = TextDecoder.decode(bytes, declaredLabel: name)
    #expect(!whole.isCut && whole.utf8.count > 30_000)
    for limit in [1, 1000, 20_000, whole.utf8.count - 1, whole.utf8.count, whole.utf8.count + 1] {
      let cut = TextDecoder.decode(bytes, declaredLabel: name, limit: limit)
      #expect(whole.utf8.starts(with: cut.utf8), "limit \(limit)")
      #expect(cut.isCut == (cut.utf8.count < whole.utf8.count), "limit \(limit)")
      #expect(cut.utf8.count >= min(limit, whole.utf8.count) && cut.utf8.count < limit + 3 * 4096 + 4, "limit \(limit)")
    }
    let stray = Array(String(repeating: "é", count: 1000).utf8) + Array(repeating: 0x93, count: 200)
    let cut = TextDecoder.decode(stray, limit: 2100)
    #expect(cut.isCut && (2100..<2104).contains(cut.utf8.count) && cut.replaced == 200)
  }

  static let russian =
    "Генеральный директор Роскосмоса и глава Китайского национального космического управления подписали меморандум "
    + "о взаимопонимании в области создания Международной научной лунной станции."

  @Test(arguments: ["windows-1251", "koi8-r", "ibm866", "iso-8859-5"])
  func cyrillicCodePagesAreToldApart(name: String) throws {
    let bytes = try #require(SingleByteEncoder.encode(TextDecoderTests.russian, as: name))
    let feed = Array("<rss><channel><item><title>".utf8) + bytes + Array("</title></item></channel></rss>".utf8)
    #expect(TextDecoder.decode(feed).encoding.name == name)
  }

  /// ISO-2022-JP is bytes of ASCII, so that it is valid UTF-8, too.
  @Test(arguments: [nil, "utf-8", "shift_jis", "iso-8859-1"])
  func japaneseEscapesAreSeen(label: String?) {
    let bytes = Array("<t>\u{1B}$B1R@1$,50F;$K>h$C$?\u{1B}(B</t>".utf8)
    let text = TextDecoder.decode(bytes, declaredLabel: label)
    #expect(String(decoding: text.utf8, as: UTF8.self) == "<t>衛星が軌道に乗った</t>")
    #expect(text.encoding.name == "iso-2022-jp")
  }

  @Test func anEscapeAloneIsNotJapanese() {
    #expect(TextDecoder.decode(Array("price \u{1B} $B 5\u{1B}".utf8)).encoding == .utf8)
  }

  @Test func everyLabelHasAConverter() throws {
    for label in [
      "gb2312", "ISO_8859-1", "\"utf-8\"", "x-cp1251", "ms_kanji", "cp949", "tis-620", "ibm866", "macintosh",
    ] {
      #expect(TextEncoding(label: label) != nil, "\(label)")
    }
    #expect(TextEncoding(label: "x-fake") == nil)
  }

  /// Whatever the bytes, the result is valid UTF-8.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyBytesGiveValidUTF8(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let labels: [String?] = [nil, "utf-8", "gb18030", "shift_jis", "utf-16", "iso-2022-jp", "windows-1251", "x-fake"]
    for _ in 0..<400 {
      let bytes = (0..<Int(next() % 300)).map { _ in UInt8(truncatingIfNeeded: next()) }
      let text = TextDecoder.decode(bytes, declaredLabel: labels[Int(next() % 8)])
      #expect(String(validating: text.utf8, as: UTF8.self) != nil, "seed \(seed)")
      #expect(text.firstReplaced.map { (0..<max(1, bytes.count)).contains($0) } ?? true)
    }
  }
}

/// Writes text in a single-byte encoding, by decoding each of its bytes: an oracle that shares nothing with the detector.
enum SingleByteEncoder {
  /// The bytes of a text; nil where it has a character that the code page lacks, unless these are to be left out.
  static func encode(_ text: String, as name: String, leavesOut: Bool = false) -> [UInt8]? {
    let table = table(of: name)
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = table[String(scalar)] else {
        if leavesOut { continue }
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  private static func table(of name: String) -> [String: UInt8] {
    var table: [String: UInt8] = [:]
    for byte in UInt8(0)...255 {
      let decoded = TextDecoder.decode([byte, byte], declaredLabel: name)
      let character = String(String(decoding: decoded.utf8, as: UTF8.self).unicodeScalars.prefix(1))
      if byte < 0x80 || decoded.encoding.name == name { table[character] = byte }
    }
    return table
  }
}
