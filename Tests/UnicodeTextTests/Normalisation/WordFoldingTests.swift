import TestSupport
import Testing
import UnicodeText

@Suite("Folding of words")
struct WordFoldingTests {
  @Test(
    "brings spellings together",
    arguments: [
      ("Élysée", "elysee"), ("E\u{301}lyse\u{301}e", "elysee"), ("STRASSE", "strasse"), ("Straße", "strasse"),
      ("STRAẞE", "strasse"), ("Þórr", "thorr"), ("Ðæg", "daeg"), ("Ħal", "hal"), ("ŋ", "n"), ("Ｗｉｄｅ", "wide"),
      ("１２３", "123"), ("ﬂight", "flight"), ("x²", "x2"), ("İı", "ii"), ("ǅ", "dz"), ("Ứng", "ung"),
      ("Ёж", "еж"), ("йод", "йод"), ("и\u{306}од", "йод"), ("їжак", "їжак"), ("ва\u{301}жно", "важно"),
      ("ȧ\u{323}", "a"),
      ("can’t", "can't"), ("can‘t", "can't"), ("canʼt", "can't"), ("a\u{200b}b", "ab"), ("月球", "月球"), ("ﾛｹｯﾄ", "ロケット"),
      ("Ἀθῆναι", "ἀθῆναι"), ("مَكتب", "مَكتب"), ("हिन्दी", "हिन्दी"),
    ])
  func folds(word: String, expected: String) {
    #expect(fold(word) == expected)
  }

  @Test("ASCII loses its capitals only")
  func ascii() {
    let all = String(decoding: (0x20...0x7e).map { UInt8($0) }, as: UTF8.self)
    #expect(fold(all) == all.lowercased())
  }

  @Test("is done once and for all", arguments: 0..<300 as Range<UInt64>)
  func idempotent(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var word = ""
    while word.utf8.count < 20 {
      let value = UInt32.random(in: 0x20..<(seed % 3 == 0 ? 0x2fa20 : 0x530), using: &random)
      if let scalar = Unicode.Scalar(value) { word.unicodeScalars.append(scalar) }
    }
    guard let once = fold(word) else { return }
    #expect(fold(once) == once, "seed \(seed)")
  }

  @Test("refuses what comes out empty or too long")
  func refused() {
    #expect(fold("\u{ad}") == nil)
    #expect(fold(String(repeating: "\u{fdfa}", count: 14)) == nil)
    #expect(fold(String(repeating: "é", count: 255))?.count == 255)
    #expect(fold(String(repeating: "é", count: 256)) == nil)
    #expect(fold(String(repeating: "é", count: 5000)) == nil)
  }

  @Test(
    "and the alphabet is told by all letters",
    arguments: [
      ("moon", .latin), ("o'neill", .latin), ("łódź", .latin), ("луна", .cyrillic), ("київ", .cyrillic),
      ("cоюз", .other),
      ("2.1b", .other), ("月球", .other), ("u.s", .other), ("", .other), ("'", .other), ("αβ", .other),
    ] as [(String, Alphabet)])
  func alphabet(word: String, expected: Alphabet) {
    #expect(Alphabet(ofWord: Array(word.utf8)) == expected)
  }

  private func fold(_ word: String) -> String? {
    Array(word.utf8).withUnsafeBufferPointer { WordFolding.fold($0, longest: 255) }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
