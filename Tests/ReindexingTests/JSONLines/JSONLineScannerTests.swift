import Foundation
import TestSupport
import Testing

@testable import Reindexing

func scan(_ bytes: [UInt8]) throws -> JSONLinesRecord {
  var scanner = JSONLineScanner()
  return try bytes.withUnsafeBytes { bytes in try scanner.scan(bytes) }
}

func scan(_ text: String) throws -> JSONLinesRecord {
  try scan(Array(text.utf8))
}

@Suite struct JSONLineScannerTests {
  @Test func everyMemberFindsItsPlace() throws {
    let record = try scan(
      #" { "id" : "1", "title":"T", "text":"X", "date":"2021-03-09","link":"https://l/", "language":"en", "feed":"f" } "#
    )
    var expected = JSONLinesRecord()
    (expected.id, expected.title, expected.text, expected.date) = ("1", "T", "X", "2021-03-09")
    (expected.link, expected.language, expected.feed) = ("https://l/", "en", "f")
    #expect(record == expected)
    #expect(try scan(#"{"_id":"u","url":"l","lang":"ru"}"#).id == "u")
    #expect(try scan(#"{"_id":"u","url":"l","lang":"ru"}"#).link == "l")
    #expect(try scan(#"{"_id":"u","url":"l","lang":"ru"}"#).language == "ru")
    #expect(try scan(#"{"_id":"u","id":"i"}"#).id == "i")
    #expect(try scan("{}") == JSONLinesRecord())
    #expect(try scan(" {\t} \r") == JSONLinesRecord())
  }

  @Test(
    "Texts",
    arguments: [
      (#""""#, ""), (#""a\"b\\c\/d""#, "a\"b\\c/d"), (#""\n\t\r\b\f""#, "\n\t\r\u{8}\u{c}"), (#""\u0041\u044f""#, "Aя"),
      (#""\ud83d\ude80""#, "🚀"), (#""\uD83D""#, "\u{fffd}"), (#""\ude80\ud83d""#, "\u{fffd}\u{fffd}"),
      (#""\ud83d\u0041""#, "\u{fffd}A"), (#""\ud83dx""#, "\u{fffd}x"), (#""\u0000""#, "\u{0}"),
      ("\"a\tb\u{1}\"", "a\tb\u{1}"),
      (#""月面的12345678901234567890""#, "月面的12345678901234567890"), (#""12345678\"""#, "12345678\""),
      (#""1234567\\""#, "1234567\\"), ("42", "42"), ("-1.5e+10", "-1.5e+10"), ("0", "0"), ("null", ""), ("true", ""),
      ("false", ""), ("[1,[2],{\"a\":\"]\"}]", ""), ("{\"a\":{\"b\":[]}}", ""), ("[]", ""), ("[ ]", ""), ("{ }", ""),
    ])
  func texts(value: String, expected: String) throws {
    for other in ["", #", "x": "y""#, #","skipped":[1, 2.5, "\u0041", null, true, false, {"k": "v", "l": {}}]"#] {
      #expect(try scan("{\"text\": \(value)\(other)}").text == expected)
      #expect(try scan("{\"unknown\": \(value), \"text\": \(value) \(other)}").text == expected)
    }
  }

  @Test(
    "Lines that are none",
    arguments: [
      ("x", .notAnObject(saw: .text)), ("[1]", .notAnObject(saw: .array)), ("\"text\"", .notAnObject(saw: .text)),
      (" ", .notAnObject(saw: .text)), ("{", .endsEarly),
      ("{\"", .endsEarly), ("{\"text", .endsEarly), ("{\"text\"", .endsEarly), ("{\"text\":", .endsEarly),
      ("{\"text\":\"", .endsEarly), ("{\"text\":\"a\\", .endsEarly), ("{\"text\":\"a\\\"", .endsEarly),
      ("{\"text\":\"a\"", .endsEarly), ("{\"text\":\"a\",", .endsEarly), ("{\"x\":[", .endsEarly),
      ("{\"x\":-", .endsEarly),
      ("{\"x\":{\"y\":", .endsEarly), ("{\"x\":tru", .endsEarly), ("{,}", .unexpected(byte: 0x2c, column: 2)),
      ("{\"a\":1,}", .unexpected(byte: 0x7d, column: 8)), ("{\"a\" 1}", .unexpected(byte: 0x31, column: 6)),
      ("{\"a\":1 \"b\":2}", .unexpected(byte: 0x22, column: 8)), ("{} x", .unexpected(byte: 0x78, column: 4)),
      ("{\"a\":nul}", .unexpected(byte: 0x7d, column: 9)), ("{\"a\":01}", .unexpected(byte: 0x31, column: 7)),
      ("{\"a\":1.}", .unexpected(byte: 0x7d, column: 8)), ("{\"a\":+1}", .unexpected(byte: 0x2b, column: 6)),
      ("{\"a\":1e}", .unexpected(byte: 0x7d, column: 8)), ("{\"a\":'b'}", .unexpected(byte: 0x27, column: 6)),
      ("{\"text\":\"\\x\"}", .unexpected(byte: 0x5c, column: 10)),
      ("{\"other\":\"\\x\"}", .unexpected(byte: 0x5c, column: 11)),
      ("{\"text\":\"ab\\u12g4\"}", .unexpected(byte: 0x5c, column: 12)),
      ("{\"text\":\"ab\\u12\"}", .unexpected(byte: 0x5c, column: 12)),
      ("{\"a\":[1 2]}", .unexpected(byte: 0x32, column: 9)), ("{\"a\":[1,]}", .unexpected(byte: 0x5d, column: 9)),
      ("{\"a\":{1:2}}", .unexpected(byte: 0x31, column: 7)), ("{a:1}", .unexpected(byte: 0x61, column: 2)),
    ] as [(String, JSONLinesFault)])
  func faults(line: String, fault: JSONLinesFault) {
    #expect(throws: fault) { try scan(line) }
  }

  @Test func depthIsLimited() throws {
    let good = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(try scan("{\"a\":\(good),\"id\":\"1\"}").id == "1")
    #expect(throws: JSONLinesFault.tooDeep) { try scan("{\"a\":" + String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONLinesFault.tooDeep) { try scan("{\"a\":" + String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test func invalidUTF8IsRepaired() throws {
    #expect(try scan(Array("{\"text\":\"a".utf8) + [0xff, 0xc3] + Array("b\"}".utf8)).text == "a\u{fffd}\u{fffd}b")
  }

  @Test("Any bytes give a record or a fault", arguments: 0..<40 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("{}[]\":,\\u0123456789abcdeftrnul -+.Ee \u{1}".utf8) + [0xff, 0xc3, 0x00]
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 1...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      _ = try? scan(bytes)
      _ = try? scan(Array("{\"text\":\"".utf8) + bytes)
      _ = try? scan(Array("{\"x\":".utf8) + bytes + [0x7d])
    }
  }

  @Test("Foundation reads the same", arguments: 0..<60 as Range<UInt64>)
  func oracle(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let line = randomObject(&random)
      let bytes = Array(line.utf8)
      let parsed = try #require(
        try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any], "seed \(seed): \(line)")
      let record = try scan(bytes)
      #expect(record.title == parsed["title"] as? String ?? "", "seed \(seed): \(line)")
      #expect(record.text == parsed["text"] as? String ?? "", "seed \(seed): \(line)")
      // Cut anywhere, it is a fault; never a record, never a trap.
      let cut = Int.random(in: 1..<bytes.count, using: &random)
      #expect(throws: JSONLinesFault.self, "seed \(seed): \(line) cut at \(cut)") { try scan(Array(bytes[..<cut])) }
    }
  }

  private func randomObject(_ random: inout SeededGenerator) -> String {
    var members = ["\"title\":\(randomString(&random))", "\"text\" : \(randomString(&random))"]
    for index in 0..<Int.random(in: 0...3, using: &random) {
      members.append("\"other\(index)\":\(randomValue(&random, depth: 3))")
    }
    members.shuffle(using: &random)
    return "{" + members.joined(separator: [",", " ,\t", ", "].randomElement(using: &random)!) + "}"
  }

  private func randomValue(_ random: inout SeededGenerator, depth: Int) -> String {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
    case 0: return randomString(&random)
    case 1: return "\(Int.random(in: -1000...1000, using: &random))"
    case 2: return "\(Double.random(in: -1...1, using: &random))"
    case 3: return "null"
    case 4: return Bool.random(using: &random) ? "true" : "false"
    case 5:
      let count = Int.random(in: 0...3, using: &random)
      return "[" + (0..<count).map { _ in randomValue(&random, depth: depth - 1) }.joined(separator: ",") + "]"
    default:
      let count = Int.random(in: 0...3, using: &random)
      let members = (0..<count).map { "\"k\($0)\": \(randomValue(&random, depth: depth - 1))" }
      return "{" + members.joined(separator: " , ") + "}"
    }
  }

  private func randomString(_ random: inout SeededGenerator) -> String {
    var text = "\""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      switch Int.random(in: 0...12, using: &random) {
      case 0: text += ["\\n", "\\t", "\\r", "\\b", "\\f", "\\/", "\\\\", "\\\""].randomElement(using: &random)!
      case 1: text += "\\u" + ["0041", "00e9", "0416", "6708", "FFFD", "ffff", "0000"].randomElement(using: &random)!
      case 2: text += ["\\ud83d\\ude80", "\\uD800\\uDC00", "\\udbff\\udfff"].randomElement(using: &random)!
      case 3: text += ["я", "月", "🚀", "é", "\u{301}"].randomElement(using: &random)!
      case 4: text += "plain words in a row "
      default: text.unicodeScalars.append(UnicodeScalar(UInt8.random(in: 0x23...0x5b, using: &random)))
      }
    }
    return text + "\""
  }
}
