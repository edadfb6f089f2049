import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct ManifestTests {
  private let folder: TemporaryFolder
  private let manifest: Manifest

  init() throws {
    folder = try TemporaryFolder()
    var manifest = Manifest()
    manifest.generation = 7
    manifest.nextSegment = 12
    manifest.analyzer = "english"
    manifest.segments = [
      Manifest.Segment(name: "segment-00000003", documents: 100, live: nil, liveDocuments: 100),
      Manifest.Segment(
        name: "segment-00000011", documents: 5, live: "segment-00000011-live-00000007", liveDocuments: 2),
    ]
    self.manifest = manifest
  }

  private func read(_ bytes: [UInt8], name: String = "manifest-00000007") throws -> Manifest {
    let path = folder.path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try Manifest(DiskFileSystem().map(path))
  }

  /// The lines with a checksum that fits them.
  private func sealed(_ lines: String) -> [UInt8] {
    Array((lines + "checksum \(String(Checksum.xxh3(Array(lines.utf8)), radix: 16))\n").utf8)
  }

  @Test("a manifest comes back, and names its files")
  func roundTrip() throws {
    let read = try self.read(manifest.serialized())
    #expect(read == manifest)
    #expect(
      manifest.files == [
        "manifest-00000007", "segment-00000003", "segment-00000011", "segment-00000011-live-00000007",
      ])
  }

  @Test("every flipped byte and every length is refused")
  func damaged() throws {
    let bytes = manifest.serialized()
    for place in bytes.indices {
      for bit in [0x01, 0x20, 0x80] as [UInt8] {
        var changed = bytes
        changed[place] ^= bit
        #expect(throws: IndexError.self, "byte \(place), bit \(bit)") { try read(changed) }
      }
      #expect(throws: IndexError.self, "length \(place)") { try read(Array(bytes[..<place])) }
    }
  }

  static let head = "moonwire-manifest 1\ngeneration 7\nnext-segment 12\nanalyzer english\n"

  @Test(
    "what cannot be is refused, also under a valid checksum",
    arguments: [
      "", "moonwire-manifest 4\ngeneration 7\nnext-segment 12\nanalyzer english\n",
      "moonwire-manifest 1\nnext-segment 12\nanalyzer english\n",
      "moonwire-manifest 1\ngeneration x\nnext-segment 12\nanalyzer english\n",
      "moonwire-manifest 1\ngeneration -7\nnext-segment 12\nanalyzer english\n",
      "moonwire-manifest 1\ngeneration 8\nnext-segment 12\nanalyzer english\n",
      "moonwire-manifest 1\ngeneration 7\nnext-segment 9223372036854775807\nanalyzer english\n",
      "moonwire-manifest 1\ngeneration 7\nnext-segment 12\n",
      "generation 7\nnext-segment 12\nanalyzer english\n",
      head + "segment segment-00000003 x - 5\n", head + "segment segment-00000003 5 - 6\n",
      head + "segment segment-00000003 -5 - -5\n", head + "segment segment-00000003 5 -\n",
      head + "segment segment-00000003 5 - 5\nsegment segment-00000003 5 - 5\n", head + "planet Mars\n", head + "\n \n",
      head + "segment ../secrets 5 - 5\n", head + "segment segment-00000003 5 ../secrets 5\n",
    ])
  func malformed(lines: String) {
    #expect(throws: IndexError.self) { try read(sealed(lines)) }
  }

  @Test("random lines never trap", arguments: UInt64(0)..<300)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let words = [
      "moonwire-manifest", "generation", "segment", "checksum ", " ", "\n", "\r\n", "1", "-", "\u{301}", "é",
    ]
    var lines = (0..<generator.integer(0..<30)).map { _ in generator.element(words) }.joined()
    if generator.chance(50) { lines = ManifestTests.head + lines }
    _ = try? read(generator.chance(70) ? sealed(lines) : Array(lines.utf8))
    _ = try? read((0..<generator.integer(0..<80)).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
  }

  @Test("only names that a commit gives are generations")
  func generations() {
    let names = [
      "manifest-00000001", "manifest-00000010", "manifest-2", "manifest-+0000003", "manifest--0000004",
      "manifest-", "manifest-00000005.bak", "manifest-99999999999999999999", "segment-00000006",
      "pending-manifest",
    ]
    #expect(Manifest.generations(in: names) == [10, 1])
    #expect(
      names.filter(Manifest.isFileName) == [
        "manifest-00000001", "manifest-00000010", "segment-00000006", "pending-manifest",
      ])
  }
}
