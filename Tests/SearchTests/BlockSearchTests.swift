import InvertedIndex
import TestSupport
import Testing

@testable import Search

/// Places in a block beside those that a walk finds.
@Suite struct BlockSearchTests {
  @Test("random blocks, full and short, small and large documents", arguments: UInt64(0)..<60)
  func places(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let length = random.chance(60) ? BlockPacking.size : random.integer(1..<BlockPacking.size)
    let gap = random.element([1, 2, 9, 1000, 1 << 20, 1 << 25])
    var document = random.integer(0..<1000)
    // What is behind a short block is left of other blocks.
    var docs = [UInt32](repeating: UInt32(random.integer(0..<5000)), count: BlockPacking.size + 4)
    for place in 0..<length {
      docs[place] = UInt32(clamping: document)
      document += 1 + random.integer(0..<gap)
    }
    let last = docs[length - 1]
    docs.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let search = BlockSearch(base, length)
      for _ in 0..<300 {
        let target =
          random.chance(50) ? base[random.integer(0..<length)] : UInt32(random.integer(0..<Int(last) + 1))
        let expected = (0..<length).first { base[$0] >= target }
        #expect(search.place(of: target) == expected, "seed \(seed), length \(length), target \(target)")
      }
      // Behind the last: some place of the block, whose document is another.
      if last < .max { #expect((0..<BlockPacking.size).contains(search.place(of: last + 1)), "seed \(seed)") }
    }
  }
}
