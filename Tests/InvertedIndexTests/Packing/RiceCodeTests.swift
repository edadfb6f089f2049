import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct RiceCodeTests {
  @Test("codes and bits come back, at every parameter", arguments: UInt64(0)..<200)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parameter = generator.integer(0..<RiceCode.largestParameter + 1)
    let values = (0..<generator.integer(1..<300)).map { _ in
      UInt32(truncatingIfNeeded: generator.next()) >> UInt32(generator.integer(0..<32))
    }
    var writer = BitWriter()
    writer.append(5, count: 3)
    var bits = 3
    for value in values {
      RiceCode.append(value, parameter: parameter, to: &writer)
      bits += RiceCode.bitCount(value, parameter: parameter)
    }
    #expect(writer.bitCount == bits, "seed \(seed)")
    writer.align()
    #expect(writer.bytes.count == (bits + 7) / 8, "seed \(seed)")
    let padded = writer.bytes + [UInt8](repeating: 0xff, count: 8)
    padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var reader = BitReader(base: base, bit: 0, end: writer.bytes.count * 8)
      #expect(reader.bits(3) == 5)
      for value in values { #expect(reader.rice(parameter) == value, "seed \(seed)") }
      #expect(!reader.isPastEnd && reader.isAtPadding, "seed \(seed)")
    }
  }

  @Test("pairs come back as their codes do one by one, past the end too", arguments: UInt64(0)..<200)
  func pairs(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parameter = generator.integer(0..<RiceCode.largestParameter + 1)
    let lead = generator.integer(0..<8)
    // Small values as a rule, so that many pairs share a word; now and then one that is escaped.
    func value(_ generator: inout SeededGenerator, _ bits: Int) -> UInt32 {
      UInt32(truncatingIfNeeded: generator.next()) >> UInt32(generator.integer(0..<20) == 0 ? 0 : 32 - bits)
    }
    let pairs = (0..<generator.integer(1..<300)).map { _ in
      (value(&generator, parameter + 2), value(&generator, 3))
    }
    var writer = BitWriter()
    writer.append(0, count: UInt64(lead))
    for (first, second) in pairs {
      RiceCode.append(first, parameter: parameter, to: &writer)
      RiceCode.append(second, parameter: 0, to: &writer)
    }
    writer.align()
    let padded = writer.bytes + [UInt8](repeating: 0xff, count: 8)
    padded.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var reader = RicePairReader(
        BitReader(base: base, bit: lead, end: writer.bytes.count * 8), parameter: parameter)
      for pair in pairs { #expect(reader.next() == pair, "seed \(seed)") }
      #expect(!reader.isPastEnd, "seed \(seed)")
      let cut = generator.integer(1..<writer.bytes.count + 1) - 1
      reader = RicePairReader(BitReader(base: base, bit: lead, end: max(lead, cut * 8)), parameter: parameter)
      for _ in pairs { _ = reader.next() }
      #expect(reader.isPastEnd, "seed \(seed), cut at \(cut)")
    }
  }

  @Test("a code that goes past the end is noticed, at every length", arguments: UInt64(0)..<30)
  func truncated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parameter = generator.integer(0..<12)
    var writer = BitWriter()
    for _ in 0..<50 {
      RiceCode.append(UInt32(generator.integer(0..<1 << 12)), parameter: parameter, to: &writer)
    }
    writer.align()
    let bytes = writer.bytes + [UInt8](repeating: 0, count: 8)
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      for length in 0..<writer.bytes.count - 1 {
        var reader = BitReader(base: base, bit: 0, end: length * 8)
        for _ in 0..<50 { _ = reader.rice(parameter) }
        #expect(reader.isPastEnd, "seed \(seed), length \(length)")
      }
    }
  }

  @Test("the parameter is the best one, or costs little more", arguments: UInt64(0)..<50)
  func parameter(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let mean = 1 << generator.integer(0..<14)
    // Distances between the points of a random set.
    let values = (0..<200).map { _ -> UInt32 in
      var value: UInt32 = 0
      while generator.integer(0..<mean) != 0 && value < 1 << 20 { value += 1 }
      return value
    }
    func cost(_ parameter: Int) -> Int { values.reduce(0) { $0 + RiceCode.bitCount($1, parameter: parameter) } }
    let chosen = RiceCode.parameter(sum: values.reduce(0) { $0 + UInt64($1) }, count: values.count)
    let best = (0...RiceCode.largestParameter).map(cost).min() ?? 0
    #expect(Double(cost(chosen)) <= 1.1 * Double(best), "seed \(seed), mean \(mean)")
  }

  @Test(
    "the parameter of positions is a whole number of the length and the frequency",
    arguments: [(0, 1, 0), (1, 1, 0), (3, 1, 0), (4, 1, 1), (100, 1, 6), (100, 4, 4), (1000, 1, 9), (1 << 30, 1, 24)])
  func positionParameter(length: Int, frequency: UInt32, expected: Int) {
    #expect(RiceCode.positionParameter(length: length, frequency: frequency) == expected)
  }
}
