import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// Damage that checksums must find: whatever byte is changed or missing, readers give the right answer or an error, and
/// the check reports a fault.
@Suite struct DamageTests {
  let index: SmallIndex

  init() throws {
    // Several regions of 16 KiB: much of a damaged file can still be read.
    index = try SmallIndex(stories: 700)
  }

  private func expectFound(_ name: String, _ what: String) throws {
    if let contents = try index.read() {
      let same = contents == index.contents
      #expect(same, "\(name), \(what): a wrong answer")
    }
    try expectRightParts("\(name), \(what)")
    let report = try IndexCheck.run(directory: index.path)
    #expect(report.faults != [], "\(name), \(what): the check finds nothing")
  }

  /// What can still be read of a damaged index is right, story by story and term by term.
  private func expectRightParts(_ what: String) throws {
    guard let snapshot = try? IndexSnapshot(directory: index.path), let segment = snapshot.segments.first else {
      return
    }
    for (key, story) in index.stories.prefix(8) {
      do {
        let found = try snapshot.story(withKey: key)?.story
        #expect(found == story, "\(what): a wrong story")
      } catch is IndexError {}
    }
    for term in ["lunar", "station", "orbit", "crew"] {
      do {
        let found = try segment.entry(for: Array(term.utf8))
        #expect(found != nil, "\(what): \(term) is lost")
      } catch is IndexError {}
    }
  }

  @Test("a flipped bit anywhere")
  func flippedBits() throws {
    var generator = SeededGenerator(seed: 1)
    for (name, bytes) in index.files.sorted(by: { $0.key < $1.key }) {
      var offsets = Set((0..<400).map { _ in generator.integer(0..<bytes.count) })
      // Heads and tails hold what everything else hangs on.
      for offset in 0..<min(60, bytes.count) { offsets.formUnion([offset, bytes.count - 1 - offset]) }
      for offset in offsets.sorted() {
        var changed = bytes
        let bit = UInt8(1) << UInt8(generator.integer(0..<8))
        changed[offset] ^= bit
        try index.replace(name, changed)
        try expectFound(name, "byte \(offset), bit \(bit)")
      }
      try index.replace(name, bytes)
    }
    try expectIndex(index.path, holds: index.stories.values)
  }

  @Test("a file cut short or made longer")
  func truncated() throws {
    var generator = SeededGenerator(seed: 2)
    for (name, bytes) in index.files.sorted(by: { $0.key < $1.key }) {
      var lengths = Set((0..<80).map { _ in generator.integer(0..<bytes.count) })
      for length in 0..<min(50, bytes.count) { lengths.formUnion([length, bytes.count - 1 - length]) }
      for length in lengths.sorted() {
        try index.replace(name, Array(bytes[..<length]))
        try expectFound(name, "\(length) of \(bytes.count) bytes")
      }
      for more in [1, 8, 100] {
        try index.replace(name, bytes + [UInt8](repeating: 0, count: more))
        try expectFound(name, "\(more) bytes more")
      }
      try index.replace(name, bytes)
    }
  }

  @Test("a file missing, or of another index")
  func swapped() throws {
    let other = try SmallIndex(stories: 690)
    for (name, bytes) in index.files {
      try DiskFileSystem().remove(index.path + "/" + name)
      if name.hasPrefix("manifest") {
        #expect(throws: IndexError.noIndex(path: index.path)) { try IndexSnapshot(directory: index.path) }
      } else {
        try expectFound(name, "missing")
        let foreign = try #require(other.files[name])
        try index.replace(name, foreign)
        try expectFound(name, "of another index")
      }
      try index.replace(name, bytes)
    }
  }

  @Test("a writer does not go on from a damaged generation")
  func writer() throws {
    for (name, bytes) in index.files {
      var changed = bytes
      changed[bytes.count - 20] ^= 1
      try index.replace(name, changed)
      #expect(throws: IndexError.self, "\(name)") { try IndexWriter(directory: index.path) }
      try index.replace(name, bytes)
    }
    #expect(try files(in: index.path) == index.files)
  }

  @Test("a reader falls back to the generation before, and says so")
  func fallback() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let writer = try IndexWriter(directory: path)
    try writer.put(randomStory(1))
    try writer.commit()
    try writer.put(randomStory(2))
    try writer.commit()
    let newest = path + "/" + Manifest.fileName(of: 2)
    let descriptor = try DiskFileSystem().create(newest)
    try DiskFileSystem().syncAndClose(descriptor, path: newest)
    let snapshot = try IndexSnapshot(directory: path)
    #expect(snapshot.generation == 1 && snapshot.storyCount == 1 && snapshot.warnings.count == 1)
    #expect(try IndexCheck.run(directory: path).faults.count == 1)
  }
}
