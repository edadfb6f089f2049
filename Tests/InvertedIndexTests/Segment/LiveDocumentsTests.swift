import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct LiveDocumentsTests {
  private func read(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> LiveDocuments {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/live"))
    return try LiveDocuments(DiskFileSystem().map(folder.path + "/live"))
  }

  @Test("deletions come back", arguments: [0, 1, 63, 64, 65, 128, 1000])
  func roundTrip(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let live = LiveDocuments(documentCount: count)
    #expect(live.liveCount == count)
    var deleted: Set<Int> = []
    for document in 0..<count where generator.chance(30) {
      #expect(live.delete(document))
      #expect(!live.delete(document))
      deleted.insert(document)
    }
    let folder = try TemporaryFolder()
    let read = try self.read(live.serialized(), folder)
    #expect(read.documentCount == count && read.liveCount == count - deleted.count)
    for document in 0..<count { #expect(read.isLive(document) == !deleted.contains(document)) }
    #expect(read.serialized() == live.serialized())
  }

  @Test("every flipped byte and every length is refused")
  func damaged() throws {
    let live = LiveDocuments(documentCount: 70)
    _ = live.delete(3)
    let folder = try TemporaryFolder()
    let bytes = live.serialized()
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: IndexError.self) { try read(changed, folder) }
      #expect(throws: IndexError.self) { try read(Array(bytes[..<place]), folder) }
    }
  }

  @Test(
    "impossible counts under a valid checksum are refused",
    arguments: [0, 1, 63, 129, UInt64.max, 1 << 63, 1 << 40])
  func malformed(count: UInt64) throws {
    var output = ByteBuffer()
    output.append(contentsOf: LiveDocuments.magic)
    output.append(fixed: count)
    for _ in 0..<2 { output.append(fixed: UInt64.max) }
    output.append(fixed: Checksum.xxh3(output.bytes))
    let folder = try TemporaryFolder()
    #expect(throws: IndexError.self) { try read(output.bytes, folder) }
  }
}
