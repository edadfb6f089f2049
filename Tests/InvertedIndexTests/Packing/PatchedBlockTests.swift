import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct PatchedBlockTests {
  /// Small integers with a few larger ones, as in real lists.
  private func values(_ generator: inout SeededGenerator) -> [UInt32] {
    let width = generator.integer(0..<33)
    let high = generator.integer(0..<33)
    let exceptions = generator.integer(0..<40)
    return (0..<128).map { _ in
      let bits = generator.integer(0..<128) < exceptions ? high : width
      return bits == 0 ? 0 : UInt32(truncatingIfNeeded: generator.next()) >> UInt32(32 - bits)
    }
  }

  private func write(_ values: [UInt32]) -> [UInt8] {
    var output = ByteBuffer()
    var copy = values
    copy.withUnsafeMutableBufferPointer { copy in
      guard let copy = copy.baseAddress else { return }
      PatchedBlock.append(copy, to: &output)
    }
    return output.bytes
  }

  /// Reads by the grammar in docs/FORMAT.md, bit by bit.
  private func scalar(_ bytes: [UInt8]) -> [UInt32] {
    let head = Int(bytes[0]) | Int(bytes[1]) << 8
    let width = head & 63
    var values = (0..<128).map { place in
      (0..<width).reduce(UInt32(0)) { value, bit in
        let laneBit = width * (place / 4) + bit
        let byte = bytes[2 + 16 * (laneBit / 32) + 4 * (place % 4) + laneBit % 32 / 8]
        return value | UInt32(byte >> UInt8(laneBit % 8) & 1) << UInt32(bit)
      }
    }
    let excess = (head >> 11) + 1
    func number(_ first: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { value, bit in
        let place = first + bit
        return value | Int(bytes[2 + 16 * width + place / 8] >> UInt8(place % 8) & 1) << bit
      }
    }
    for exception in 0..<head >> 6 & 31 {
      let place = exception * (7 + excess)
      values[number(place, 7)] |= UInt32(number(place + 7, excess)) << UInt32(width)
    }
    return values
  }

  private func read(_ bytes: [UInt8]) -> (values: [UInt32], next: Int, bits: Int)? {
    var values = [UInt32](repeating: 0, count: 128)
    // Eight more bytes may be read, as there always are in a file.
    let padded = bytes + [UInt8](repeating: 0, count: 8)
    let result = padded.withUnsafeBytes { padded -> (next: Int, bits: Int)? in
      values.withUnsafeMutableBufferPointer { values in
        guard let from = padded.baseAddress, let to = values.baseAddress else { return nil }
        return PatchedBlock.read(from, at: 0, end: bytes.count, into: to)
      }
    }
    return result.map { (values, $0.next, $0.bits) }
  }

  @Test("blocks come back, and are never larger than without patches", arguments: UInt64(0)..<400)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = self.values(&generator)
    let bytes = write(values)
    let read = try #require(self.read(bytes), "seed \(seed)")
    #expect(read.values == values && read.next == bytes.count, "seed \(seed)")
    #expect(scalar(bytes) == values, "seed \(seed)")
    let bits = values.map { 32 - $0.leadingZeroBitCount }.max() ?? 0
    #expect(bytes.count <= 2 + 16 * bits && read.bits >= bits, "seed \(seed)")
  }

  @Test("a block cut short at any length is refused", arguments: UInt64(0)..<30)
  func truncated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = write(values(&generator))
    for length in 0..<bytes.count {
      #expect(read(Array(bytes[..<length])) == nil, "seed \(seed), length \(length)")
    }
  }

  @Test("random bytes are refused or read, and never trap", arguments: UInt64(0)..<500)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var bytes = (0..<generator.integer(0..<700)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    if !bytes.isEmpty, generator.chance(80) { bytes[0] = bytes[0] & 0xc0 | bytes[0] % 36 }
    if let read = read(bytes) { #expect(read.next <= bytes.count, "seed \(seed)") }
  }
}
