import TestSupport
import Testing

@testable import UnicodeText

@Suite("Words of a text")
struct WordSegmenterTests {
  @Test(
    "are those of UAX #29 that hold a letter or digit",
    arguments: [
      ("", []),
      ("   \n\t", []),
      ("Moon", ["Moon"]),
      ("The Moon's far side", ["The", "Moon's", "far", "side"]),
      ("3.14 is pi, 1,000,000.5 is not", ["3.14", "is", "pi", "1,000,000.5", "is", "not"]),
      ("U.S. and e.g. this", ["U.S", "and", "e.g", "this"]),
      ("can't 'quoted' o'clock's", ["can't", "quoted", "o'clock's"]),
      ("SLS-1 R&D a_b __ _x_ _", ["SLS", "1", "R", "D", "a_b", "_x_"]),
      ("Soyuz-2.1b lifts 4.2t", ["Soyuz", "2.1b", "lifts", "4.2t"]),
      ("12:30 a:b 1;2 a;b 1:2", ["12", "30", "a", "b", "1;2", "a", "b", "1", "2"]),
      ("a.1 1.a a..b 1,a", ["a", "1", "1", "a", "a", "b", "1", "a"]),
      ("@NASA é@月球", ["NASA", "é", "月球"]),
      ("info@example.org http://a.b/c?d=e", ["info", "example.org", "http", "a.b", "c", "d", "e"]),
      ("café naïve, Ørsted", ["café", "naïve", "Ørsted"]),
      ("Роскосмос и CNSA подписали", ["Роскосмос", "и", "CNSA", "подписали"]),
      ("Земля–Луна «Союз-2.1б»", ["Земля", "Луна", "Союз", "2.1б"]),
      ("can’t ‘quoted’ l’été", ["can’t", "quoted", "l’été"]),
      ("cafe\u{301}s", ["cafe\u{301}s"]),
      ("中国国家", ["中国", "国家"]),
      ("Chang'e (嫦娥) landed", ["Chang'e", "嫦娥", "landed"]),
      ("日本のロケット", ["日本", "の", "ロケット"]),
      ("สวัสดีชาวโลก", ["สวัสดี", "ชาว", "โลก"]),
      ("🚀 launch 🛰️", ["launch"]),
      ("½ ² Ⅷ ①", ["Ⅷ"]),
    ] as [(String, [String])])
  func ofText(text: String, expected: [String]) {
    #expect(words(Array(text.utf8)) == expected)
  }

  @Test("are ICU's for random ASCII", arguments: 0..<400 as Range<UInt64>)
  func randomASCII(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let frequent = Array("abcXYZ0129..,,;;''__::--  \n".utf8)
    let length = Int.random(in: 0...400, using: &random)
    let whole = seed % 4 == 0
    let bytes = (0..<length).map { _ in
      whole ? UInt8.random(in: 0...127, using: &random) : frequent.randomElement(using: &random) ?? 0
    }
    #expect(ranges(bytes) == rangesOfICU(bytes), "seed \(seed)")
  }

  @Test("are ICU's for random text of many scripts", arguments: 0..<600 as Range<UInt64>)
  func randomMixture(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let plain = Array("abcdeXYZ01.,;'_:-  \n\n".unicodeScalars)
    let european = Array("éßøабвйЁ’‘“”–—…«»·ªº²\u{a0}№€".unicodeScalars)
    let foreign = Array(
      "中国航天の日本ロケットสวัสดีกาعربيשלום\"한국어\u{301}\u{ad}\u{200d}\u{feff}🚀👩\u{202f}\u{85}\u{2028}αβ'"
        .unicodeScalars)
    let weights = [(10, 0), (6, 4), (30, 2), (2, 2)][Int(seed % 4)]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...200, using: &random) {
      let draw = Int.random(in: 0..<20, using: &random)
      let set = draw < weights.1 ? foreign : draw < weights.0 ? european : plain
      if let scalar = set.randomElement(using: &random) { bytes += Array(String(scalar).utf8) }
      if seed % 5 == 0, draw == 7 { bytes.append(UInt8.random(in: 0x80...0xff, using: &random)) }
    }
    #expect(ranges(bytes) == rangesOfICU(bytes), "seed \(seed)")
  }

  @Test("are ICU's beside every character below U+3000")
  func everyCharacter() {
    let segmenter = WordSegmenter()
    var breaker = ICUWordBreaker()
    for value in 0..<0x3000 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for text in ["a\(scalar)b 1\(scalar)2", "\(scalar) é\(scalar)1", "_\(scalar)_ ж\(scalar)\(scalar)ж"] {
        let bytes = Array(text.utf8)
        #expect(ranges(bytes, segmenter) == rangesOfICU(bytes, &breaker), "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test("are found past blocks, scratch memory and hand-overs")
  func longTexts() {
    let ascii = Array(String(repeating: "ab, c1.5 don't x_y ___ ", count: 700).utf8)
    #expect(ranges(ascii) == rangesOfICU(ascii))
    let mixed = Array(String(repeating: "Moscow and Beijing agreed — «Луна-25» 月球 café. ", count: 300).utf8)
    #expect(ranges(mixed) == rangesOfICU(mixed))
    let word = [UInt8](repeating: 0x61, count: 5000)
    #expect(ranges(word) == [0..<5000])
  }

  @Test("of a stretch too long for ICU at once are all there, in order")
  func hugeStretch() {
    let bytes = Array(String(repeating: "月球", count: WordSegmenter.longestICUStretch / 4).utf8)
    let found = ranges(bytes)
    var reached = 0
    for word in found {
      #expect(word.lowerBound == reached)
      reached = word.upperBound
    }
    #expect(reached == bytes.count)
  }

  @Test("of faulty UTF-8 lie within it", arguments: 0..<200 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    var reached = 0
    for word in ranges(bytes) {
      #expect(word.lowerBound >= reached && word.upperBound <= bytes.count && !word.isEmpty, "seed \(seed)")
      reached = word.upperBound
    }
  }

  private func words(_ bytes: [UInt8]) -> [String] {
    ranges(bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private func ranges(_ bytes: [UInt8], _ segmenter: WordSegmenter = WordSegmenter()) -> [Range<Int>] {
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    bytes.withUnsafeBufferPointer { segmenter.appendWords(of: $0, starts: &starts, ends: &ends) }
    return zip(starts, ends).map { Int($0)..<Int($1) }
  }

  private func rangesOfICU(_ bytes: [UInt8]) -> [Range<Int>] {
    var breaker = ICUWordBreaker()
    return rangesOfICU(bytes, &breaker)
  }

  private func rangesOfICU(_ bytes: [UInt8], _ breaker: inout ICUWordBreaker) -> [Range<Int>] {
    var found: [Range<Int>] = []
    bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      breaker.forEachWord(of: start, count: buffer.count) { found.append($0..<$1) }
    }
    return found
  }
}
