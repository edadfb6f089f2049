import Storage
import TestSupport
import Testing

@Suite struct ZstdTests {
  @Test("blocks come back, one after another", arguments: UInt64(0)..<20)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let compressor = ZstdCompressor(level: generator.integer(1..<10))
    let decompressor = ZstdDecompressor()
    for _ in 0..<5 {
      let alphabet = generator.integer(1..<256)
      let bytes = (0..<generator.integer(0..<20000)).map { _ in UInt8(generator.integer(0..<alphabet)) }
      let frame = Array(bytes.withUnsafeBytes { compressor.compress($0) })
      var output = [UInt8](repeating: 0, count: bytes.count)
      let whole = frame.withUnsafeBytes { frame in
        output.withUnsafeMutableBytes { decompressor.decompress(frame, into: $0) }
      }
      #expect(whole && output == bytes, "seed \(seed)")
    }
  }

  @Test("damaged frames and other sizes are refused", arguments: UInt64(0)..<50)
  func damaged(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<500).map { _ in UInt8(generator.integer(0..<20)) }
    let frame = Array(bytes.withUnsafeBytes { ZstdCompressor(level: 3).compress($0) })
    func accepts(_ frame: [UInt8], size: Int) -> Bool {
      var output = [UInt8](repeating: 0, count: size)
      return frame.withUnsafeBytes { frame in
        output.withUnsafeMutableBytes { ZstdDecompressor().decompress(frame, into: $0) }
      }
    }
    #expect(!accepts(frame, size: 499) && !accepts(frame, size: 501), "seed \(seed)")
    #expect(!accepts(Array(frame.prefix(generator.integer(0..<frame.count))), size: 500), "seed \(seed)")
    _ = accepts((0..<100).map { _ in UInt8(truncatingIfNeeded: generator.next()) }, size: 500)
  }
}
