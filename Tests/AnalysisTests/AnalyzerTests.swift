import Analysis
import Testing

@Suite("Analyzers")
struct AnalyzerTests {
  @Test(
    "english folds and stems a word",
    arguments: [
      ("Moon", "moon", "moon"),
      ("craters", "craters", "crater"),
      ("Moon's", "moon", "moon"),
      ("MOON’S", "moon", "moon"),
      ("cooperation", "cooperation", "cooper"),
      ("International", "international", "intern"),
      ("don't", "don't", "don't"),
      ("U.S", "u.s", "u.s"),
      ("1980s", "1980s", "1980s"),
      ("3.14", "3.14", "3.14"),
      ("a_b", "a_b", "a_b"),
      ("café", "cafe", "cafe"),
      ("cafe\u{301}s", "cafes", "cafe"),
      ("Élysée", "elysee", "elyse"),
      ("Straße", "strasse", "strass"),
      ("Øresund", "oresund", "oresund"),
      ("Ǿ", "o", "o"),
      ("Łódź", "lodz", "lodz"),
      ("İstanbul", "istanbul", "istanbul"),
      ("œuvre", "oeuvre", "oeuvr"),
      ("Việt", "viet", "viet"),
      ("Ｒｏｓｃｏｓｍｏｓ", "roscosmos", "roscosmo"),
      ("ﬁrst", "first", "first"),
      ("co\u{ad}op", "coop", "coop"),
      ("Байконур", "байконур", "байконур"),
      ("станции", "станции", "станц"),
      ("Роскосмоса", "роскосмоса", "роскосмос"),
      ("Ёлки", "елки", "елк"),
      ("за\u{301}мок", "замок", "замок"),
      ("Йод", "йод", "йод"),
      ("Киї\u{301}в", "київ", "київ"),
      ("ТАСС's", "тасс", "тасс"),
      ("2.1б", "2.1б", "2.1б"),
      ("Cоюз", "cоюз", "cоюз"),
      ("月球", "月球", "月球"),
      ("ΣΊΣΥΦΟΣ", "σίσυφοσ", "σίσυφοσ"),
      ("ｶﾞｽ", "ガス", "ガス"),
    ] as [(String, String, String)])
  func english(word: String, surface: String, term: String) throws {
    let analyzed = try #require(analyze(word, by: try .named("english")))
    #expect(text(analyzed.surface) == surface)
    #expect(text(analyzed.term) == term)
  }

  @Test(
    "english leaves out stop words and what is too long",
    arguments: [
      "the", "THE", "Ｔｈｅ", "it's", "It’s", "will", "", "\u{200d}", String(repeating: "a", count: 256),
      String(repeating: "\u{fdfa}", count: 20),
    ])
  func left(word: String) throws {
    #expect(analyze(word, by: try .named("english")) == nil)
  }

  @Test("english keeps words up to 255 bytes, and all of Lucene's stop words take a position")
  func positions() throws {
    let analyzer = try Analyzer.named("english")
    #expect(analyze(String(repeating: "x", count: 255), by: analyzer)?.surface.count == 255)
    var tokens = TokenBuffer()
    tokenize("The Moon and the stars", by: analyzer, into: &tokens)
    #expect(tokens.count == 5)
    let terms = (0..<tokens.count).map { position in
      analyze(String(decoding: Array("The Moon and the stars".utf8)[tokens[position]], as: UTF8.self), by: analyzer)
    }
    #expect(terms.map { $0.map { text($0.term) } } == [nil, "moon", nil, nil, "star"])
  }

  @Test("whitespace changes nothing")
  func whitespace() throws {
    let analyzer = try Analyzer.named("whitespace")
    let source = " The\u{a0}U.S.\tMoon's\u{3000}月球,\n\u{2003}x\u{85}Éa\u{1680}\u{2028}z "
    var tokens = TokenBuffer()
    tokenize(source, by: analyzer, into: &tokens)
    let bytes = Array(source.utf8)
    let words = (0..<tokens.count).map { String(decoding: bytes[tokens[$0]], as: UTF8.self) }
    #expect(words == ["The", "U.S.", "Moon's", "月球,", "x", "Éa", "z"])
    #expect(words == source.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(analyze("Moon's", by: analyzer) == AnalyzedWord(surface: Array("Moon's".utf8), term: Array("Moon's".utf8)))
  }

  @Test("of no known name are refused with the names that there are")
  func unknown() {
    let error = #expect(throws: AnalysisError.self) { try Analyzer.named("klingon") }
    #expect(error == .unknownAnalyzer(name: "klingon", known: Analyzer.names))
    let sentence =
      "there is no analyzer named “klingon”; the analyzers are english, lucene-english, whitespace"
    #expect(error.map { "\($0)" } == sentence)
  }

  @Test("of one name have one identity", arguments: Analyzer.names)
  func identity(name: String) throws {
    let identity = try Analyzer.named(name).identity
    #expect(identity == (try Analyzer.named(name).identity))
    #expect(identity.name == name)
    #expect(AnalyzerIdentity(identity.description) == identity)
    #expect(identity.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
  }

  @Test("answer for any bytes, and the same each time", arguments: 0..<300 as Range<UInt64>)
  func noise(seed: UInt64) throws {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    let bytes = (0..<Int(seed % 260)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    for name in Analyzer.names {
      let analyzer = try Analyzer.named(name)
      let first = bytes.withUnsafeBufferPointer { analyzer.analyze(word: $0) }
      #expect(first == bytes.withUnsafeBufferPointer { analyzer.analyze(word: $0) }, "seed \(seed)")
      if let first {
        #expect((1...255).contains(first.surface.count) && !first.term.isEmpty, "seed \(seed)")
      }
    }
  }

  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private func analyze(_ word: String, by analyzer: Analyzer) -> AnalyzedWord? {
    Array(word.utf8).withUnsafeBufferPointer { analyzer.analyze(word: $0) }
  }

  private func tokenize(_ source: String, by analyzer: Analyzer, into buffer: inout TokenBuffer) {
    Array(source.utf8).withUnsafeBufferPointer { analyzer.tokenize($0, into: &buffer) }
  }
}
