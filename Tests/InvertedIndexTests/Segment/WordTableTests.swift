import Analysis
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("Numbering words, forms and terms")
struct WordTableTests {
  /// What is in the log, by what the analyzer says of each word.
  private struct Token: Equatable {
    var position: Int
    var form: [UInt8]
    var term: [UInt8]
  }

  @Test(
    "what the log says is what the analyzer says, of words and forms on both sides of sixteen bytes",
    arguments: ["english", "whitespace"], 0..<20 as Range<UInt64>)
  func againstAnalyzer(analyzer name: String, seed: UInt64) throws {
    let analyzer = try Analyzer.named(name)
    var generator = SeededGenerator(seed: seed)
    let words = (0..<600).map { _ in WordTableTests.word(&generator) }
    var table = WordTable()
    var log = TokenLog()
    var ends: [Int] = []
    var expected: [[Token]] = []
    for _ in 0..<60 {
      // Frequent and rare words; some texts end in the middle of sixteen bytes, some are empty, some have long gaps.
      let count = generator.chance(5) ? 0 : generator.integer(1..<200)
      var text: [UInt8] = []
      var ranges: [Range<Int>] = []
      var stop = false
      for _ in 0..<count {
        stop = generator.chance(stop ? 99 : 1)
        let word = stop ? Array("the".utf8) : words[generator.integer(0..<(generator.chance(50) ? 20 : words.count))]
        ranges.append(text.count..<text.count + word.count)
        text += word + [0x20]
      }
      if generator.chance(50), !text.isEmpty { text.removeLast() }
      let first = generator.integer(0..<3)
      var next = 0
      let appended = text.withUnsafeBufferPointer { text in
        ranges.map { UInt32($0.lowerBound) }.withUnsafeBufferPointer { starts in
          ranges.map { UInt32($0.upperBound) }.withUnsafeBufferPointer { ends in
            table.append(text, starts: starts, ends: ends, at: first, next: &next, to: &log, analyzer)
          }
        }
      }
      let tokens = ranges.enumerated().compactMap { place, range in
        text[range].withUnsafeBufferPointer { analyzer.analyze(word: $0) }.map {
          Token(position: first + place, form: $0.surface, term: $0.term)
        }
      }
      #expect(appended == tokens.count, "seed \(seed)")
      ends.append(log.count)
      expected.append(tokens)
    }
    for (text, tokens) in expected.enumerated() {
      var found: [Token] = []
      log.forEachToken(in: (text == 0 ? 0 : ends[text - 1])..<ends[text]) { form, position in
        found.append(
          Token(
            position: position, form: Array(table.forms[UInt32(form)]),
            term: Array(table.terms[table.termOfForm[form]])))
      }
      #expect(found == tokens, "seed \(seed), text \(text)")
    }
    let forms = (0..<table.forms.count).map { Array(table.forms[UInt32($0)]) }
    #expect(Set(forms).count == forms.count, "seed \(seed): a form has two numbers")
    let terms = (0..<table.terms.count).map { Array(table.terms[UInt32($0)]) }
    #expect(Set(terms).count == terms.count, "seed \(seed): a term has two numbers")
    #expect(table.formsOfTerm.reduce(0, +) == forms.count)
  }

  /// Words that share forms and beginnings: capitals, possessives of possessives, long ones, zeros, letters of other scripts.
  private static func word(_ generator: inout SeededGenerator) -> [UInt8] {
    let letters = ["a", "b", "s", "ing", "ation", "e", "é", "ж", "中", "\0", "9"]
    var word = (0..<generator.integer(1..<9)).map { _ in generator.element(letters) }.joined()
    if generator.chance(30) { word = word.uppercased() }
    if generator.chance(30) { word += "'s" }
    if generator.chance(10) { word += "'s" }
    if generator.chance(1) { word = String(repeating: word, count: 60) }
    return Array(word.utf8)
  }

  @Test("memory that grows keeps what it held, on both sides of a large page", arguments: [10, 100_000, 3 << 20])
  func pages(capacity: Int) {
    var pages = Pages<UInt32>(zeroed: capacity)
    #expect(pages.capacity >= capacity)
    #expect((0..<capacity).allSatisfy { pages[$0] == 0 })
    for place in 0..<capacity { pages[place] = UInt32(place) }
    pages.grow(to: 2 * capacity, keeping: capacity)
    #expect(pages.capacity >= 2 * capacity)
    #expect((0..<capacity).allSatisfy { pages[$0] == UInt32($0) })
    pages[2 * capacity - 1] = 7
    #expect(pages[2 * capacity - 1] == 7)
  }
}
