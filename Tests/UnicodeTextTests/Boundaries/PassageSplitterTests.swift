import TestSupport
import Testing
import UnicodeText

@Suite("Passages of a body")
struct PassageSplitterTests {
  @Test("a short paragraph stays whole")
  func shortParagraph() {
    let text = "\(sentence(20)) \(sentence(20)) \(sentence(20)) \(sentence(15))\n\n\(sentence(3))"
    #expect(passages(text).map(wordCount) == [75, 3])
  }

  @Test(
    "a long paragraph is divided evenly",
    arguments: [
      ([10, 10, 10, 10, 10], [30, 20]),
      ([20, 20, 20, 20], [40, 40]),
      ([30, 31, 20], [30, 51]),
      ([70, 5, 5], [70, 10]),
      ([5, 5, 5, 5, 5, 5, 5, 5, 5], [15, 15, 15]),
      ([50, 50, 50], [50, 50, 50]),
      ([119], [119]),
    ] as [([Int], [Int])])
  func longParagraph(sentences: [Int], expected: [Int]) {
    let text = sentences.map(sentence).joined(separator: " ")
    #expect(passages(text).map(wordCount).sorted() == expected.sorted())
  }

  @Test("no passage crosses a paragraph's end")
  func paragraphs() {
    #expect(passages("One.\n\nTwo.\n \nThree") == ["One.", "Two.", "Three"])
    #expect(
      passages("One line\nand its end.\n    Another\nparagraph.") == ["One line\nand its end.", "Another\nparagraph."])
  }

  @Test("a sentence without end is cut at clause marks, else at white space")
  func endless() {
    let clauses = (0..<40).map { _ in Array(repeating: "word", count: 10).joined(separator: " ") }
    let cut = passages(clauses.joined(separator: ", "))
    #expect(cut.count == 4)
    #expect(cut.dropLast().allSatisfy { $0.hasSuffix(",") && (61...120).contains(wordCount($0)) })
    let plain = passages(Array(repeating: "word", count: 500).joined(separator: " "))
    #expect(plain.map(wordCount) == [120, 120, 120, 120, 20])
    let chinese = passages(String(repeating: "月球科研站，", count: 200))
    #expect(chinese.count > 3 && chinese.allSatisfy { $0.hasSuffix("，") && $0.count <= 240 })
    let solid = passages(String(repeating: "é", count: 10_000))
    #expect(solid.count > 3 && solid.allSatisfy { $0.allSatisfy { $0 == "é" } })
  }

  @Test("limits hold and nothing is lost, for any bytes", arguments: 0..<400 as Range<UInt64>)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let set = Array("word moon. The sun! A\n\n    。月球，é".utf8) + Array(repeating: 0x20, count: Int(seed % 20))
    let bytes = (0..<Int.random(in: 0...3000, using: &random)).map { _ in
      seed % 3 == 0 ? UInt8.random(in: 0...255, using: &random) : set.randomElement(using: &random) ?? 0
    }
    let lower = Int.random(in: 0...bytes.count, using: &random)
    let body = lower..<Int.random(in: lower...bytes.count, using: &random)
    bytes.withUnsafeBufferPointer { text in
      let found = PassageSplitter.passages(in: text, body: body)
      var reached = body.lowerBound
      for passage in found {
        #expect(passage.lowerBound >= reached && !passage.isEmpty, "seed \(seed)")
        #expect(SentenceSegmenter.sentences(in: text, range: passage).count <= 8, "seed \(seed)")
        reached = passage.upperBound
      }
      #expect(reached <= body.upperBound, "seed \(seed)")
      let lost = gaps(in: body, between: found).filter { !$0.allSatisfy { whiteBytes.contains(text[$0]) } }
      #expect(lost.isEmpty, "seed \(seed)")
    }
  }

  private let whiteBytes: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0xc2, 0xa0, 0xe3, 0x80]

  private func gaps(in body: Range<Int>, between passages: [Range<Int>]) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var reached = body.lowerBound
    for passage in passages {
      gaps.append(reached..<passage.lowerBound)
      reached = passage.upperBound
    }
    return gaps + [reached..<max(reached, body.upperBound)]
  }

  private func sentence(_ words: Int) -> String {
    (["The"] + Array(repeating: "moon", count: words - 1)).joined(separator: " ") + "."
  }

  private func wordCount(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }

  private func passages(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      PassageSplitter.passages(in: buffer, body: 0..<buffer.count).map { String(decoding: buffer[$0], as: UTF8.self) }
    }
  }
}
