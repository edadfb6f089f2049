import Testing

@testable import MoonwireCLI

@Suite struct MarkedTextTests {
  private func string(_ text: MarkedText) -> String {
    String(text.clusters.map(\.character))
  }

  private func bracketed(_ text: MarkedText) -> String {
    var result = ""
    var isMarked = false
    for cluster in text.clusters {
      if cluster.isMarked != isMarked { result += cluster.isMarked ? "[" : "]" }
      isMarked = cluster.isMarked
      result.append(cluster.character)
    }
    return result + (isMarked ? "]" : "")
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("月", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("🚀", 2), ("👩‍🚀", 2),
    ("🇰🇿", 2), ("ｱ", 1), ("Ａ", 2), ("\u{200B}", 0), ("ﷺ", 1), ("☎", 1), ("☎\u{FE0F}", 2), ("\u{1B}", 0),
    ("Роскосмос", 9),
    ("𠮷", 2), ("…", 1), ("، ", 2),
  ])
  func width(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(
    arguments: [
      ("a moon b", [2..<6], "a [moon] b"), ("moon", [0..<4], "[moon]"), ("moon", [-3..<2, 1..<3], "[moo]n"),
      ("moon", [3..<99, 200..<300], "moo[n]"), ("лу", [1..<2], "лу"), ("лу", [2..<3], "л[у]"), ("moon", [], "moon"),
      ("a\r\n\tb", [0..<1, 4..<5], "[a] [b]"), ("  padded  ", [2..<8], "[padded]"), ("x\u{202E}y", [0..<1], "[x]y"),
      ("aa", [0..<1, 1..<2], "[aa]"),
    ] as [(String, [Range<Int>], String)])
  func marking(text: String, marks: [Range<Int>], expected: String) {
    #expect(bracketed(MarkedText(text, marks: marks)) == expected)
  }

  @Test(
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("one two three", 3, ["one", "two", "thr", "ee"]), ("", 5, []),
      ("abcdefghij", 4, ["abcd", "efgh", "ij"]), ("月球科研站", 4, ["月球", "科研", "站"]), ("月球，科研", 4, ["月", "球，", "科研"]),
      ("月", 1, ["月"]), ("ab月球", 5, ["ab月", "球"]), ("to the Moon", 6, ["to the", "Moon"]),
      ("a (moon", 4, ["a", "(moo", "n"]),
    ] as [(String, Int, [String])])
  func wrapping(text: String, columns: Int, expected: [String]) {
    #expect(MarkedText(text).wrapped(to: columns).map(string) == expected)
  }

  @Test func excerptHoldsTheMatches() {
    let words = (0..<200).map { "word\($0)" }
    let text = words.joined(separator: " ")
    let whole = MarkedText(text, marks: marks(of: ["word150 ", "word152 "], in: text))
    let excerpt = whole.excerpt(of: 60, ellipsis: "…")
    #expect(excerpt.width <= 60)
    #expect(string(excerpt).hasPrefix("…") && string(excerpt).hasSuffix("…"))
    #expect(bracketed(excerpt).contains("[word150 ]word151 [word152 ]"))
    #expect(string(MarkedText(text).excerpt(of: 30, ellipsis: "…")) == "word0 word1 word2 word3…")
    #expect(MarkedText("short").excerpt(of: 30, ellipsis: "…") == MarkedText("short"))
  }

  @Test(arguments: 0..<300)
  func linesHoldEveryCharacterAndFit(seed: UInt64) {
    var random = SplitMix(state: seed)
    let alphabet: [Character] = ["a", "b", " ", " ", "月", "，", "「", "é", "🚀", "-"]
    let text = String(
      (0..<Int.random(in: 0...120, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
    let columns = Int.random(in: 2...30, using: &random)
    let whole = MarkedText(text)
    let lines = whole.wrapped(to: columns)
    #expect(lines.allSatisfy { $0.width <= columns && !$0.clusters.isEmpty }, "seed \(seed)")
    #expect(lines.map(string).joined().filter { $0 != " " } == string(whole).filter { $0 != " " }, "seed \(seed)")
    #expect(whole.excerpt(of: columns + 4, ellipsis: "…").width <= columns + 4, "seed \(seed)")
  }

  /// S. Vigna's SplitMix64: a generator that gives the same numbers everywhere.
  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
