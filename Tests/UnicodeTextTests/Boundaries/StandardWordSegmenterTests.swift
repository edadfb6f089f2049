import TestSupport
import Testing

@testable import UnicodeText

@Suite("Words of a text as Lucene's StandardTokenizer finds them")
struct StandardWordSegmenterTests {
  @Test(
    "are those that Lucene 10.5.2 finds",
    arguments: [
      ("", []),
      ("  ,;:- \u{200d} \u{301}", []),
      ("The SLS-1 can't fly: 月球 😀", ["The", "SLS", "1", "can't", "fly", "月", "球", "😀"]),
      ("a:b a.b 1,2 1:2 a;b 1.a", ["a:b", "a.b", "1,2", "1", "2", "a", "b", "1", "a"]),
      ("_x_ __ a__b 1_2,3 _'_a", ["_x_", "a__b", "1_2,3", "_a"]),
      ("@NASA info@example.org http://a.b/c?d=e", ["NASA", "info", "example.org", "http", "a.b", "c", "d", "e"]),
      ("日本のロケット 々々 カタ_カナ カa", ["日", "本", "の", "ロケット", "々々", "カタ_カナ", "カ", "a"]),
      ("สวัสดีชาวโลก ភាសាខ្មែរ", ["สวัสดีชาวโลก", "ភាសាខ្មែរ"]),
      ("👩‍🚀🚀 🇩🇪🇫🇷🇬 👍🏽", ["👩‍🚀", "🚀", "🇩🇪", "🇫🇷", "👍🏽"]),
      ("#️⃣ *⃣ 1️⃣ # * ❤️ © ™", ["#️⃣", "*⃣", "1️⃣", "❤️", "©", "™"]),
      ("\u{1f3f4}\u{e0067}\u{e0062}\u{e007f} \u{1f3fb}", ["\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}", "\u{1f3fb}"]),
      ("１２３ ９a ٣٫١٤", ["１２３", "９a", "٣٫١٤"]),
      ("א\"א ב' ג''ד ה\"ו'ז a'ב\"ג", ["א\"א", "ב'", "ג'", "ד", "ה\"ו", "ז", "a'ב", "ג"]),
      ("cafe\u{301}s a\u{ad}b \u{301}c", ["cafe\u{301}s", "a\u{ad}b", "c"]),
      ("\u{1fb00} \u{560}\u{55f} \u{31350} \u{2e5} ½ ² Ⅷ ①", ["\u{1fb00}", "\u{560}", "Ⅷ"]),
      ("𐐀𐐁 𝐀", ["𐐀𐐁", "𝐀"]),
    ] as [(String, [String])])
  func ofText(text: String, expected: [String]) {
    #expect(words(Array(text.utf8)) == expected)
  }

  @Test(
    "are cut after 255 units of UTF-16",
    arguments: [
      (String(repeating: "x", count: 255), [255]),
      (String(repeating: "x", count: 256) + " " + String(repeating: "y", count: 600), [255, 1, 255, 255, 90]),
      (String(repeating: "ab", count: 127) + ".cd", [254, 2]),
      (String(repeating: "ab", count: 126) + ".cd", [255]),
      (String(repeating: "ж", count: 300), [255, 45]),
      (String(repeating: "𐐀", count: 200), [254, 146]),
      ("😀" + String(repeating: "\u{200d}", count: 300), [255]),
    ] as [(String, [Int])])
  func length(text: String, units: [Int]) {
    #expect(words(Array(text.utf8)).map(\.utf16.count) == units)
  }

  @Test("are ICU's in ASCII without colons, at signs and emoji", arguments: 0..<200 as Range<UInt64>)
  func ascii(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let characters = Array("abzAZ09_.,;' -\n\"()".utf8)
    let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in characters.randomElement(using: &random) ?? 0 }
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    bytes.withUnsafeBufferPointer { WordSegmenter().appendWords(of: $0, starts: &starts, ends: &ends) }
    let expected = zip(starts, ends).map { String(decoding: bytes[Int($0)..<Int($1)], as: UTF8.self) }
    #expect(words(bytes) == expected, "seed \(seed)")
  }

  @Test("lie in order within any bytes, and hold none twice", arguments: 0..<300 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = Array("a1_.':é月の\u{200d}\u{fe0f}😀🏽🇩א\"\u{301}ก").map { Array(String($0).utf8) }
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<400, using: &random) {
      bytes += pieces.randomElement(using: &random) ?? []
      if Int.random(in: 0..<20, using: &random) == 0 { bytes.append(.random(in: 0x80...0xff, using: &random)) }
    }
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    bytes.withUnsafeBufferPointer { StandardWordSegmenter().appendWords(of: $0, starts: &starts, ends: &ends) }
    #expect(starts.count == ends.count && ends.allSatisfy { $0 <= bytes.count }, "seed \(seed)")
    #expect(zip(starts, ends).allSatisfy { $0 < $1 } && zip(ends, starts.dropFirst()).allSatisfy { $0 <= $1 })
  }

  private func words(_ bytes: [UInt8]) -> [String] {
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    bytes.withUnsafeBufferPointer { StandardWordSegmenter().appendWords(of: $0, starts: &starts, ends: &ends) }
    return zip(starts, ends).map { String(decoding: bytes[Int($0)..<Int($1)], as: UTF8.self) }
  }
}
