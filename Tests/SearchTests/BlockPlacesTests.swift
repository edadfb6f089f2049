import InvertedIndex
import TestSupport
import Testing

@testable import Search

/// Which documents a block has, beside a set of them. One table serves many blocks without being cleared.
@Suite struct BlockPlacesTests {
  @Test("blocks narrow and wide, one after the other", arguments: UInt64(0)..<40)
  func places(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scratch = QueryScratch()
    let table = BlockPlaces(scratch)
    defer { withExtendedLifetime(scratch) {} }
    for _ in 0..<8 {
      let gap = random.element([1, 2, 9, 100, BlockPlaces.span / BlockPacking.size])
      var document = random.element([0, random.integer(0..<1_000_000), Int(UInt32.max) - 2 * BlockPlaces.span])
      var docs = [UInt32]()
      for _ in 0..<BlockPacking.size {
        docs.append(UInt32(document))
        document += 1 + random.integer(0..<gap)
      }
      let (first, last, all) = (docs[0], docs[BlockPacking.size - 1], Set(docs))
      docs.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        #expect(table.pays(BlockPacking.size, base, BlockPacking.size) == (last - first < UInt32(BlockPlaces.span)))
        #expect(!table.pays(1, base, BlockPacking.size) && !table.pays(100, base, BlockPacking.size - 1))
        guard last - first < UInt32(BlockPlaces.span) else { return }
        table.fill(base)
        for target in (first &- min(first, 50))...last {
          let place = table.place(of: target, first)
          #expect((base[place] == target) == all.contains(target), "seed \(seed), document \(target)")
        }
      }
    }
  }
}
