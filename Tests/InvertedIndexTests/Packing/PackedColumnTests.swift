import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct PackedColumnTests {
  private func expectRoundTrip(_ values: [Int64], _ name: String) throws {
    var output = ByteBuffer()
    PackedColumn.append(values, to: &output)
    try output.bytes.withUnsafeBytes { bytes throws in
      var reader = ByteReader(bytes)
      let column = try PackedColumn(&reader)
      #expect(reader.remaining == 0, "\(name)")
      #expect(values.indices.map { column[$0] } == values, "\(name)")
    }
  }

  @Test(
    "the borders of the range",
    arguments: [
      [], [0], [.min], [.max], [.min, .max], [.min, 0, .max], [-1, 1], [5, 5, 5], [0, 1 << 56], [0, (1 << 56) - 1],
      [0, 1 << 55, 1], [0, 3 << 60, 1 << 60], [1_615_278_600, 1_615_278_660, 1_615_279_200],
    ] as [[Int64]])
  func borders(values: [Int64]) throws {
    try expectRoundTrip(values, "\(values)")
  }

  @Test("columns of every width and factor come back", arguments: UInt64(0)..<300)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let shift = UInt64(seed % 65)
    let factor = generator.element([1, 1, 60, 86400] as [Int64])
    let base = Int64(bitPattern: generator.next())
    let values = (0..<generator.integer(0..<300)).map { _ in
      base &+ factor &* Int64(bitPattern: shift == 64 ? 0 : generator.next() >> shift)
    }
    try expectRoundTrip(values, "seed \(seed)")
  }

  @Test("dates in whole days take no bits for their seconds")
  func factor() {
    var output = ByteBuffer()
    PackedColumn.append((0..<1000).map { 86400 * Int64($0) }, to: &output)
    #expect(output.count < 1000 * 10 / 8 + 30)
  }

  @Test("random bytes are refused or read, and never trap", arguments: UInt64(0)..<1000)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var bytes = (0..<generator.integer(0..<60)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    if !bytes.isEmpty, generator.chance(80) { bytes[0] %= 20 }
    bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      guard let column = try? PackedColumn(&reader) else { return }
      for place in 0..<min(column.count, 1000) { _ = column[place] }
    }
  }
}
