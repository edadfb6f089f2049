import TestSupport
import Testing

@testable import MoonwireCLI

@Suite struct SafeTextTests {
  @Test(
    arguments: [
      ("", ""), ("moon", "moon"), ("two words", "two words"), (" moon ", "moon"), ("a  b", "a b"), ("  a", "a"),
      ("a\t\n b", "a b"), (" ", ""), ("\n\n", ""), ("red \u{1B}[31m", "red \u{FFFD}[31m"), ("a\u{7F}b", "a\u{FFFD}b"),
      ("été — Мир 宇宙", "été — Мир 宇宙"), ("a\u{202E}b", "ab"), ("a \u{AD} b", "a b"), ("x\u{2028}y", "x y"),
      ("\u{A0}x\u{A0}", "\u{A0}x\u{A0}"), ("e\u{301}", "e\u{301}"), ("👩‍🚀", "👩‍🚀"),
    ])
  func line(text: String, expected: String) {
    #expect(Array(SafeText.line(text).utf8) == Array(expected.utf8))
  }

  @Test("a line is harmless, and safe text stays as it is", arguments: UInt64(0)..<50)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["a", "b", " ", "  ", "\n", "\u{1B}", "é", "\u{202E}", "\u{AD}", "宇", "\u{7F}", "."]
    for _ in 0..<40 {
      let text = (0..<generator.integer(0..<9)).map { _ in generator.element(pieces) }.joined()
      let line = SafeText.line(text)
      #expect(
        line.unicodeScalars.allSatisfy { $0 == " " || SafeText.fate(of: $0) == .keep },
        "seed \(seed): \(text.debugDescription)")
      #expect(!line.hasPrefix(" ") && !line.hasSuffix(" ") && !line.contains("  "), "seed \(seed)")
      #expect(SafeText.line(line) == line, "seed \(seed)")
    }
  }
}
