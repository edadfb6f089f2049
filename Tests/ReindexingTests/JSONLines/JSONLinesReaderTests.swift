import TestSupport
import Testing

@testable import Reindexing

@Suite struct JSONLinesReaderTests {
  private func read(_ bytes: [UInt8]) throws -> [(Int, JSONLinesReader.Line)] {
    let folder = try TemporaryFolder()
    var reader = try JSONLinesReader(path: try folder.write("file.jsonl", bytes))
    var lines: [(Int, JSONLinesReader.Line)] = []
    while let line = try reader.next() { lines.append((reader.lineNumber, line)) }
    return lines
  }

  private func record(_ id: String) -> JSONLinesReader.Line {
    var record = JSONLinesRecord()
    record.id = id
    return .record(record)
  }

  @Test func linesOfEveryShapeAreCountedAsEditorsCountThem() throws {
    let text = "\u{feff}{\"id\":\"1\"}\r\n\n   \t\r\nnonsense\n{\"id\":\"5\"}"
    let lines = try read(Array(text.utf8))
    #expect(lines.map(\.0) == [1, 4, 5])
    #expect(lines.map(\.1) == [record("1"), .fault(.notAnObject(saw: .text)), record("5")])
  }

  @Test(arguments: [[], [0x0a], [0x0a, 0x0a, 0x20], [0xef, 0xbb, 0xbf]] as [[UInt8]])
  func nothingIsNoRecord(bytes: [UInt8]) throws {
    #expect(try read(bytes).isEmpty)
  }

  @Test func linesLongerThanTheBufferAreWhole() throws {
    let long = String(repeating: "луна ", count: 700_000)
    let lines = try read(Array("{\"id\":\"1\"}\n{\"id\":\"\(long)\"}\n{\"id\":\"3\"}\n".utf8))
    #expect(lines.map(\.1) == [record("1"), record(long), record("3")])
  }

  @Test("Line reader and splitting agree", arguments: 0..<12 as Range<UInt64>)
  func lineOracle(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let longest = 3_000_000
    var expected: [Int] = []
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      let count = [0, 1, 5, 1 << 20, (1 << 20) - 1, 2_999_999, 3_000_000, 3_000_001, 5_000_000].randomElement(
        using: &random)!
      expected.append(count > longest ? -1 : count)
      bytes += [UInt8](repeating: 65, count: count) + [0x0a]
    }
    if Bool.random(using: &random), expected.last != 0 { bytes.removeLast() }
    let folder = try TemporaryFolder()
    let path = try folder.write("lines", bytes.count > 2_500_000 ? bytes : gzip(bytes))
    var reader = LineReader(try InputFile(path: path), longest: longest)
    var found: [Int] = []
    while let line = try reader.next() {
      switch line {
      case .bytes(let bytes): found.append(bytes.count)
      case .tooLong: found.append(-1)
      }
    }
    #expect(found == expected, "seed \(seed)")
    #expect(reader.number == expected.count)
  }

  @Test func gzipIsReadMemberAfterMember() throws {
    let first = Array("{\"id\":\"1\"}\n{\"id\":\"".utf8)
    let second = Array("2\"}\n".utf8)
    let lines = try read(gzip(first) + gzip([]) + gzip(second) + [0, 0, 0])
    #expect(lines.map(\.1) == [record("1"), record("2")])
  }

  @Test func aTornGzipGivesWhatCameBeforeAndAnError() throws {
    let whole = gzip(Array("{\"id\":\"1\"}\n{\"id\":\"2\"}\n".utf8))
    for kept in [whole.count - 1, whole.count - 9, 30, 12] {
      let folder = try TemporaryFolder()
      let path = try folder.write("torn.jsonl.gz", Array(whole[..<kept]))
      var reader = try JSONLinesReader(path: path)
      var count = 0
      var failure: InputError?
      do {
        while try reader.next() != nil { count += 1 }
      } catch {
        failure = error
      }
      #expect(failure == .damagedGzip(path: path, offset: kept), "kept \(kept)")
      #expect(try reader.next() == nil)
      if kept > 40 { #expect(count == 2) }
    }
  }

  @Test("Damaged gzip never traps", arguments: 0..<30 as Range<UInt64>)
  func damagedGzip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = gzip(Array(String(repeating: "{\"id\":\"1\"}\n", count: 50).utf8))
    for _ in 0..<3 {
      bytes[Int.random(in: 2..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    _ = try? read(bytes)
  }

  @Test func whatCannotBeReadSaysWhy() throws {
    let folder = try TemporaryFolder()
    let absent = folder.path + "/absent"
    #expect(throws: InputError.absent(path: absent)) { _ = try InputFile(path: absent) }
    #expect(throws: InputError.notAFile(path: folder.path)) { _ = try InputFile(path: folder.path) }
    #expect(throws: InputError.notAFile(path: "/dev/zero")) { _ = try InputFile(path: "/dev/zero") }
    let zstd = try folder.write("a.zst", [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0])
    #expect(throws: InputError.otherCompression(path: zstd, name: "zstd")) {
      var file = try InputFile(path: zstd)
      _ = try file.readAll(limit: 100)
    }
    let large = try folder.write("large", [UInt8](repeating: 65, count: 101))
    #expect(throws: InputError.tooLarge(path: large, limit: 100)) {
      var file = try InputFile(path: large)
      _ = try file.readAll(limit: 100)
    }
  }
}
