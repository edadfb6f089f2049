import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// Columns in a file, of which a region is verified when a value of it is asked for.
@Suite struct DocumentColumnTests {
  /// A file with two columns in its section 7, behind some other section.
  private func write(_ columns: [[Int64]], to path: String, padding: Int) throws {
    var output = ByteBuffer()
    for values in columns { PackedColumn.append(values, to: &output) }
    let writer = try SectionedFileWriter(path: path, fileSystem: DiskFileSystem())
    try writer.beginSection(1)
    try writer.append([UInt8](repeating: 1, count: padding))
    try writer.beginSection(7)
    try writer.append(output.bytes)
    _ = try writer.finish()
  }

  private func open(_ count: Int, _ path: String) throws -> (file: SectionedFile, columns: [DocumentColumn]) {
    let file = try SectionedFile(DiskFileSystem().map(path))
    var reader = ByteReader(file.unverified(7))
    let start = file.range(7).lowerBound
    return (file, try (0..<count).map { _ in try DocumentColumn(&reader, in: file, sectionStart: start) })
  }

  private func values(_ generator: inout SeededGenerator) -> [Int64] {
    let width = UInt64(generator.integer(0..<64))
    return (0..<generator.integer(0..<30_000)).map { _ in
      Int64(bitPattern: width == 0 ? 0 : generator.next() >> (64 - width))
    }
  }

  @Test("values come back, in any order, across the borders of regions", arguments: UInt64(0)..<20)
  func roundTrip(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: seed)
    let columns = [values(&generator), values(&generator)]
    try write(columns, to: folder.path + "/file", padding: generator.integer(0..<40_000))
    let (file, read) = try open(2, folder.path + "/file")
    for (column, values) in zip(read, columns) {
      #expect(column.count == values.count)
      for document in values.indices.shuffled(using: &generator) where column[document] != values[document] {
        Issue.record("seed \(seed), document \(document)")
      }
    }
    try file.throwNotedDamage()
  }

  @Test("a damaged byte is told once a value of its region has been read, and not before", arguments: UInt64(0)..<40)
  func damage(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file"
    var generator = SeededGenerator(seed: seed)
    let values = (0..<60_000).map { _ in Int64(generator.integer(0..<4096)) }
    try write([values], to: path, padding: generator.integer(0..<40_000))
    let start = try open(1, path).file.range(7).lowerBound
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    // Twelve bits a value: the damage is in this document's, behind the header's region and before the last, which has the
    // table of sections.
    let document = generator.integer(30_000..<48_000)
    bytes[start + 4 + document * 12 / 8] ^= UInt8(1) << UInt8(generator.integer(0..<8))
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let (file, columns) = try open(1, path)
    for other in 0..<1000 { #expect(columns[0][other] == values[other], "seed \(seed)") }
    try file.throwNotedDamage()
    _ = columns[0][document]
    #expect(throws: StorageError.self, "seed \(seed), document \(document)") { try file.throwNotedDamage() }
  }
}
