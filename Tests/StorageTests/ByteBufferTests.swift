import Storage
import TestSupport
import Testing

@Suite struct ByteBufferTests {
  @Test("integers come back, at every length", arguments: UInt64(0)..<20)
  func integers(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var values = (0..<64).flatMap { [UInt64(1) << $0, (UInt64(1) << $0) - 1] } + [.max]
    values += (0..<200).map { _ in generator.next() >> UInt64(generator.integer(0..<64)) }
    var buffer = ByteBuffer()
    for value in values {
      buffer.append(varint: value)
      buffer.append(zigzag: Int64(bitPattern: value))
      buffer.append(fixed: value)
      buffer.append(fixed: UInt32(truncatingIfNeeded: value))
    }
    try buffer.bytes.withUnsafeBytes { bytes throws in
      var reader = ByteReader(bytes)
      for value in values {
        #expect(try reader.varint() == value, "seed \(seed)")
        #expect(try reader.zigzag() == Int64(bitPattern: value), "seed \(seed)")
        #expect(try reader.fixed(UInt64.self) == value, "seed \(seed)")
        #expect(try reader.fixed(UInt32.self) == UInt32(truncatingIfNeeded: value), "seed \(seed)")
      }
      #expect(reader.remaining == 0)
    }
  }

  @Test("a varint takes seven bits a byte", arguments: [(0, 1), (127, 1), (128, 2), (16383, 2), (16384, 3), (-1, 10)])
  func varintLength(value: Int, length: Int) {
    var buffer = ByteBuffer()
    buffer.append(varint: value)
    #expect(buffer.count == length)
  }

  @Test("strings come back", arguments: ["", "a", "Луна", "月球", "e\u{301}", String(repeating: "x", count: 300)])
  func strings(text: String) throws {
    var buffer = ByteBuffer()
    buffer.append(string: text)
    try buffer.bytes.withUnsafeBytes { bytes throws in
      var reader = ByteReader(bytes)
      #expect(try Array(reader.string().utf8) == Array(text.utf8))
      #expect(reader.remaining == 0)
    }
  }

  @Test("padding reaches the next multiple", arguments: [(0, 0), (1, 8), (7, 8), (8, 8), (9, 16)])
  func padding(count: Int, padded: Int) {
    var buffer = ByteBuffer()
    buffer.append(contentsOf: [UInt8](repeating: 1, count: count))
    buffer.pad(to: 8)
    #expect(buffer.count == padded)
    #expect(buffer.bytes[count...].allSatisfy { $0 == 0 })
  }

  @Test("what is cut short or too long throws")
  func malformed() {
    func failure(_ bytes: [UInt8], _ read: (inout ByteReader) throws -> Void) -> ByteReader.Failure? {
      bytes.withUnsafeBytes { bytes in
        var reader = ByteReader(bytes)
        do { try read(&reader) } catch { return error as? ByteReader.Failure }
        return nil
      }
    }
    #expect(failure([]) { _ = try $0.byte() } == .truncated(at: 0))
    #expect(failure([0x80, 0x80]) { _ = try $0.varint() } == .truncated(at: 2))
    #expect(failure([UInt8](repeating: 0xff, count: 11)) { _ = try $0.varint() } == .malformed(at: 10))
    #expect(failure([1, 2, 3]) { _ = try $0.fixed(UInt32.self) } == .truncated(at: 0))
    #expect(failure([9]) { _ = try $0.count(limit: 8) } == .malformed(at: 1))
    #expect(failure([3, 0x61, 0x62]) { _ = try $0.string() } == .truncated(at: 1))
    #expect(failure([1, 2, 3]) { _ = try $0.slice(4) } == .truncated(at: 0))
    #expect(failure([1, 2, 3]) { _ = try $0.slice(-1) } == .truncated(at: 0))
  }

  @Test("ill-formed UTF-8 is repaired")
  func illFormed() throws {
    try ([2, 0x61, 0xff] as [UInt8]).withUnsafeBytes { bytes throws in
      var reader = ByteReader(bytes)
      #expect(try reader.string() == "a\u{fffd}")
    }
  }

  @Test("random bytes never trap a reader", arguments: UInt64(0)..<200)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = (0..<generator.integer(0..<60)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    bytes.withUnsafeBytes { bytes in
      var reader = ByteReader(bytes)
      for _ in 0..<100 {
        switch generator.integer(0..<6) {
        case 0: _ = try? reader.byte()
        case 1: _ = try? reader.varint()
        case 2: _ = try? reader.zigzag()
        case 3: _ = try? reader.string()
        case 4: _ = try? reader.fixed(UInt64.self)
        default: _ = try? reader.count(limit: .max)
        }
        #expect(reader.offset <= bytes.count, "seed \(seed)")
      }
    }
  }
}
