import TestSupport
import Testing

@testable import UnicodeText

@Suite("a text's length in words")
struct WordCountTests {
  @Test("is what a loop over bytes counts", arguments: 1...40 as ClosedRange<UInt64>)
  func oracle(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        let isLong = Int.random(in: 0..<8, using: &random) == 0
        text += [UInt8](repeating: 0x78, count: Int.random(in: 0...(isLong ? 90 : 12), using: &random))
        text += [UInt8](
          repeating: [0x20, 0x0a, 0x09].randomElement(using: &random) ?? 0x20,
          count: Int.random(in: 1...2, using: &random))
      }
      let words = text.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { WordCount($0, from: 0, to: bytes.count, limit: 100_000).words } ?? 0
      }
      #expect(words == counted(text), "seed \(seed): \(text)")
    }
  }

  /// Words, and one more for each 32 bytes of one.
  private func counted(_ text: [UInt8]) -> Int {
    text.split { $0 <= 0x20 }.reduce(0) { $0 + ($1.count + 31) / 32 }
  }
}
