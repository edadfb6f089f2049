import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct BitStreamTests {
  private enum Item {
    case bits(UInt64, width: Int)
    case code(Int, order: Int)
  }

  /// Reads within memory that ends eight bytes behind the bits.
  private func read(_ bytes: [UInt8], _ body: (inout BitCursor) -> Void) throws {
    let padded = bytes + [UInt8](repeating: 0, count: 8)
    try padded.withUnsafeBytes { memory in
      var cursor = BitCursor(try #require(memory.baseAddress), byteCount: bytes.count)
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
        writer.append(value, width: width)
        length += width
      case .code(let value, let order):
        writer.append(value, code: order)
        length += BitWriter.length(of: value, code: order)
      }
    }
    writer.finish()
    #expect(writer.bytes.count == (length + 7) / 8, "seed \(seed)")
    try read(writer.bytes) { cursor in
      for item in items {
        switch item {
        case .bits(let value, let width): #expect(cursor.bits(width) == Int(value), "seed \(seed)")
        case .code(let value, let order): #expect(cursor.code(order) == value, "seed \(seed)")
        }
      }
      #expect(cursor.bit == length && !cursor.isSpent, "seed \(seed)")
    }
  }

  @Test("the code of a number is what the document says")
  func examples() {
    var writer = BitWriter()
    writer.append(0, code: 0)  // 1
    writer.append(1, code: 0)  // 0 1 0
    writer.append(5, code: 1)  // 5 + 2 = 7: 0 1 and 1 1
    writer.finish()
    #expect(writer.bytes == [0b1110_0101])
  }

  @Test("reading beyond the end is told, and goes nowhere")
  func end() throws {
    try read([0xff]) { cursor in
      _ = cursor.bits(8)
      #expect(!cursor.isSpent && cursor.remaining == 0)
      for _ in 0..<100 {
        _ = cursor.bits(56)
        _ = cursor.code(15)
      }
      #expect(cursor.isSpent && cursor.remaining == 0)
    }
    try read([0, 0, 0, 0, 0, 0, 0, 0, 0]) { cursor in
      _ = cursor.code(0)
      #expect(cursor.isSpent)
    }
    try read([1, 2, 3]) { cursor in
      cursor.skip(.max)
      #expect(cursor.isSpent)
    }
  }
}
