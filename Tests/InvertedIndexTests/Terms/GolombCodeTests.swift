import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct GolombCodeTests {
  private enum Item {
    case bits(UInt64, width: Int)
    case code(Int, order: Int)
  }

  /// Reads within memory that ends eight bytes behind the bits.
  private func read(_ bytes: [UInt8], _ body: (inout BitReader) -> Void) throws {
    let padded = bytes + [UInt8](repeating: 0, count: 8)
    try padded.withUnsafeBytes { memory in
      var cursor = BitReader(base: try #require(memory.baseAddress), bit: 0, end: bytes.count * 8)
      body(&cursor)
    }
  }

  @Test("what is written is read", arguments: 0..<100 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let items = (0..<generator.integer(1..<300)).map { _ -> Item in
      let width = generator.integer(0..<(generator.chance(20) ? 41 : 9))
      let value = generator.next() & ((1 << UInt64(width)) - 1)
      return generator.chance(50)
        ? .bits(value, width: width) : .code(Int(value), order: generator.integer(0..<16))
    }
    var writer = BitWriter()
    var length = 0
    for item in items {
      switch item {
      case .bits(let value, let width):
        writer.append(value, count: UInt64(width))
        length += width
      case .code(let value, let order):
        GolombCode.append(value, order: order, to: &writer)
        length += GolombCode.bitCount(value, order: order)
      }
    }
    writer.align()
    #expect(writer.bytes.count == (length + 7) / 8, "seed \(seed)")
    try read(writer.bytes) { cursor in
      for item in items {
        switch item {
        case .bits(let value, let width): #expect(cursor.bits(width) == value, "seed \(seed)")
        case .code(let value, let order): #expect(cursor.golomb(order) == value, "seed \(seed)")
        }
      }
      #expect(cursor.bit == length && !cursor.isPastEnd, "seed \(seed)")
    }
  }

  @Test("the code of a number is what the document says")
  func examples() {
    var writer = BitWriter()
    GolombCode.append(0, order: 0, to: &writer)  // 1
    GolombCode.append(1, order: 0, to: &writer)  // 0 1 0
    GolombCode.append(5, order: 1, to: &writer)  // 5 + 2 = 7: 0 1 and 1 1
    writer.align()
    #expect(writer.bytes == [0b1110_0101])
  }

  @Test("reading beyond the end is told, and goes nowhere")
  func end() throws {
    try read([0xff]) { cursor in
      _ = cursor.bits(8)
      #expect(!cursor.isPastEnd && cursor.remaining == 0)
      for _ in 0..<100 {
        _ = cursor.bits(56)
        _ = cursor.golomb(15)
      }
      #expect(cursor.isPastEnd && cursor.remaining == 0 && cursor.bit < 100)
    }
    try read([0, 0, 0, 0, 0, 0, 0, 0, 0]) { cursor in
      _ = cursor.golomb(0)
      #expect(cursor.isPastEnd)
    }
    try read([1, 2, 3]) { cursor in
      cursor.skip(.max)
      #expect(cursor.isPastEnd)
    }
  }
}
