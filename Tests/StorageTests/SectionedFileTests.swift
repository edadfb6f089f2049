import Foundation
import Storage
import TestSupport
import Testing

@Suite struct SectionedFileTests {
  /// Writes a file of sections and opens it.
  private func write(_ sections: [[UInt8]], to path: String) throws -> SectionedFile {
    let writer = try SectionedFileWriter(path: path, fileSystem: DiskFileSystem())
    for (id, bytes) in sections.enumerated() {
      try writer.beginSection(UInt32(id + 1))
      // In pieces, as writers do.
      for start in stride(from: 0, to: bytes.count, by: 5000) {
        try writer.append(Array(bytes[start..<min(start + 5000, bytes.count)]))
      }
    }
    let size = try writer.finish()
    let file = try DiskFileSystem().map(path)
    #expect(file.bytes.count == size)
    return try SectionedFile(file)
  }

  private func random(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  @Test(
    "sections come back, around the borders of regions",
    arguments: [[], [0], [1], [16383], [16384, 0, 16385], [8, 7, 9, 0], [40000, 3, 70000], [1_048_576, 5]])
  func roundTrip(lengths: [Int]) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(lengths.count))
    let sections = lengths.map { random($0, &generator) }
    let file = try write(sections, to: folder.path + "/file")
    for (id, bytes) in sections.enumerated() {
      #expect(try Array(file.section(UInt32(id + 1))) == bytes)
      #expect(file.range(UInt32(id + 1)).lowerBound % 8 == 0)
    }
    #expect(file.range(99).isEmpty)
    #expect(file.damagedRegions().isEmpty)
  }

  @Test("a changed byte is an error where it is read, and found by the walk over all", arguments: UInt64(0)..<60)
  func flippedByte(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    var generator = SeededGenerator(seed: seed)
    let section = random(40000, &generator)
    _ = try write([section, [1, 2, 3]], to: path)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let offset = generator.chance(50) ? generator.integer(0..<bytes.count) : bytes.count - generator.integer(1..<120)
    bytes[offset] ^= UInt8(1) << UInt8(generator.integer(0..<8))
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file: SectionedFile
    do { file = try SectionedFile(DiskFileSystem().map(path)) } catch {
      guard case StorageError.corrupt = error else { throw error }
      return
    }
    #expect(!file.damagedRegions().isEmpty, "seed \(seed), offset \(offset)")
    do {
      #expect(try Array(file.section(1)) == section, "seed \(seed), offset \(offset)")
      #expect(try Array(file.section(2)) == [1, 2, 3], "seed \(seed), offset \(offset)")
    } catch StorageError.corrupt {}
  }

  @Test("a file cut short does not open", arguments: UInt64(0)..<40)
  func truncated(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    var generator = SeededGenerator(seed: seed)
    _ = try write([random(20000, &generator)], to: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let length = seed < 10 ? Int(seed) * 8 : generator.integer(0..<bytes.count)
    try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
    #expect(throws: StorageError.self, "seed \(seed)") { try SectionedFile(DiskFileSystem().map(path)) }
  }

  @Test("a range outside the file is an error")
  func outside() throws {
    let folder = try TemporaryFolder()
    let file = try write([[1, 2, 3]], to: folder.path + "/file")
    #expect(throws: StorageError.self) { try file.verify(0..<1000) }
    #expect(throws: StorageError.self) { try file.verify(-5..<3) }
    #expect(throws: StorageError.self) { try file.verify(1000..<1001) }
  }

  @Test("the same sections give the same bytes")
  func deterministic() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 7)
    let sections = [random(50000, &generator), random(10, &generator)]
    _ = try write(sections, to: folder.path + "/one")
    _ = try write(sections, to: folder.path + "/two")
    let one = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/one"))
    #expect(try one == Data(contentsOf: URL(fileURLWithPath: folder.path + "/two")))
  }

  @Test("damage met while noting is thrown when asked for, the first of it")
  func noted() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    var generator = SeededGenerator(seed: 8)
    _ = try write([random(100_000, &generator)], to: path)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for offset in [40_000, 80_000] { bytes[offset] ^= 4 }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try SectionedFile(DiskFileSystem().map(path))
    file.note(0..<20_000)
    try file.throwNotedDamage()
    #expect(file.verifiedRegions[0] != 0 && file.verifiedRegions[1] != 0 && file.verifiedRegions[2] == 0)
    file.note(79_999..<80_001)
    file.note(40_000..<40_001)
    let expected = StorageError.corrupt(
      path: path, offset: 65_536, expected: "the checksum of the 16384 bytes from there")
    #expect(throws: expected) { try file.throwNotedDamage() }
  }
}
