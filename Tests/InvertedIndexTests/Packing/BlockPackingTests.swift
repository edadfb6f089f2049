import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct BlockPackingTests {
  @Test("128 integers of every width come back", arguments: 0...32)
  func roundTrip(width: Int) {
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      let mask = width == 32 ? UInt32.max : (1 << UInt32(width)) - 1
      let values = (0..<128).map { place in
        seed == 0 ? mask : seed == 1 ? UInt32(place) & mask : UInt32(truncatingIfNeeded: generator.next()) & mask
      }
      let packed = BlockPackingTests.pack(values, width: width)
      #expect(packed == BlockPackingTests.scalar(values, width: width), "width \(width), seed \(seed)")
      var output = [UInt32](repeating: 7, count: 128)
      packed.withUnsafeBytes { input in
        output.withUnsafeMutableBufferPointer { output in
          guard let from = input.baseAddress, let to = output.baseAddress else { return }
          BlockPacking.unpack(from, width: width, into: to)
        }
      }
      #expect(width == 0 || output == values, "width \(width), seed \(seed)")
    }
  }

  @Test("distances less one become what they lead to", arguments: UInt64(0)..<20)
  func prefixSum(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let base = UInt32(truncatingIfNeeded: generator.next())
    var values = (0..<128).map { _ in UInt32(truncatingIfNeeded: generator.next() >> (seed % 40 + 20)) }
    var sums: [UInt32] = []
    for value in values { sums.append((sums.last ?? base) &+ value &+ 1) }
    values.withUnsafeMutableBufferPointer { values in
      guard let values = values.baseAddress else { return }
      BlockPacking.prefixSum(values, from: base)
    }
    #expect(values == sums, "seed \(seed)")
  }

  static func pack(_ values: [UInt32], width: Int) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: 16 * width)
    values.withUnsafeBufferPointer { values in
      packed.withUnsafeMutableBytes { packed in
        guard let from = values.baseAddress, let to = packed.baseAddress else { return }
        BlockPacking.pack(from, width: width, into: to)
      }
    }
    return packed
  }

  /// The layout bit by bit: integer i in lane i mod 4, its bits from bit width × (i div 4) of the lane on; the lanes' words
  /// of 32 bits alternate.
  static func scalar(_ values: [UInt32], width: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16 * width)
    for (place, value) in values.enumerated() {
      for bit in 0..<width where value >> UInt32(bit) & 1 == 1 {
        let laneBit = width * (place / 4) + bit
        let byte = 16 * (laneBit / 32) + 4 * (place % 4) + laneBit % 32 / 8
        bytes[byte] |= 1 << UInt8(laneBit % 8)
      }
    }
    return bytes
  }
}
