import Corpus
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// Bytes that no writer wrote under checksums that fit: nothing may trap, and no memory outside may be touched. The answers
/// may be wrong, as nothing says what was meant.
@Suite struct MalformedTests {
  /// Reads, checks and merges; only `IndexError` may come out.
  private func exercise(_ index: SmallIndex, _ what: String) throws {
    _ = try index.read()
    _ = try IndexCheck.run(directory: index.path)
    do {
      let snapshot = try IndexSnapshot(directory: index.path)
      let scratch = QueryScratch()
      for segment in snapshot.segments {
        for term in ["lunar", "station", "orbit", "crew", "лун", "absent"] {
          guard let entry = try segment.entry(for: Array(term.utf8)) else { continue }
          let cursor = try segment.postings(of: entry.postings, scratch)
          for target in stride(from: UInt32(0), to: 400, by: 37) {
            cursor.advance(to: target)
            #expect(cursor.doc == PostingsCursor.end || Int(cursor.doc) < segment.documentCount, "\(what)")
          }
        }
      }
      _ = try SegmentMerger(snapshot.segments, options: IndexWriterOptions())
        .write(to: index.folder.path + "/merged", fileSystem: DiskFileSystem())
    } catch is IndexError {}
  }

  @Test("random changes of a section", arguments: SegmentSection.all.sorted())
  func randomChanges(id: UInt32) throws {
    let index = try SmallIndex(stories: 300)
    let (name, sections) = try index.sections()
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed * 100 + UInt64(id))
      var changed = sections
      var bytes = sections[id] ?? []
      for _ in 0..<generator.integer(1..<4) {
        let value = generator.element([0, 1, 127, 128, 255, UInt8(truncatingIfNeeded: generator.next())])
        let place = generator.integer(0..<max(1, generator.chance(50) ? min(bytes.count, 64) : bytes.count))
        switch generator.integer(0..<10) {
        case 0 where !bytes.isEmpty: bytes.remove(at: place)
        case 1: bytes.insert(value, at: min(place, bytes.count))
        case 2: bytes.removeSubrange(min(place, bytes.count)...)
        case 3: bytes.replaceSubrange(place..<min(bytes.count, place + 8), with: [UInt8](repeating: value, count: 8))
        default: if !bytes.isEmpty { bytes[place] = value }
        }
      }
      changed[id] = bytes
      try index.rewrite(name, changed)
      try exercise(index, "section \(id), seed \(seed)")
    }
  }

  @Test("each word of the fixed-width heads at its extremes", arguments: [2, 5, 3, 7, 10] as [UInt32])
  func extremes(id: UInt32) throws {
    let index = try SmallIndex(stories: 150)
    let (name, sections) = try index.sections()
    let bytes = try #require(sections[id])
    for place in stride(from: 0, to: min(bytes.count - 3, 120), by: 4) {
      for value in [0, 1, UInt32.max, 1 << 31] {
        var changed = sections
        for byte in 0..<4 { changed[id]?[place + byte] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte)) }
        try index.rewrite(name, changed)
        try exercise(index, "section \(id), word at \(place) = \(value)")
      }
    }
  }

  @Test("a store that claims stories and has no block")
  func storeWithoutBlocks() throws {
    let index = try SmallIndex(stories: 10)
    var (name, sections) = try index.sections()
    var output = ByteBuffer()
    for value in [10, 0, 0, 0, 0] as [UInt64] { output.append(fixed: value) }
    sections[SegmentSection.storedIndex] = output.bytes
    try index.rewrite(name, sections)
    try exercise(index, "no block")
    let snapshot = try? IndexSnapshot(directory: index.path)
    for segment in snapshot?.segments ?? [] {
      #expect(throws: IndexError.self) { try segment.story(of: 0) }
    }
  }

  @Test("counts that no file can hold", arguments: 1...9)
  func impossibleCounts(place: Int) throws {
    let index = try SmallIndex(stories: 10)
    var (name, sections) = try index.sections()
    let summary = try #require(try IndexSnapshot(directory: index.path).segments.first).summary
    var output = ByteBuffer()
    output.append(string: summary.analyzer)
    for number in 0..<10 { output.append(varint: number == place ? Int.max : number == 0 ? summary.documents : 1) }
    sections[SegmentSection.summary] = output.bytes
    try index.rewrite(name, sections)
    #expect(throws: IndexError.self) { try IndexSnapshot(directory: index.path) }
  }

  /// The bytes are those of the worked example in docs/FORMAT.md: the list of "station" and its positions.
  @Test("lists that a merge must refuse", arguments: [(4, 0x00), (7, 0x00), (8, 0x50)] as [(Int, UInt8)])
  func unmergeable(place: Int, value: UInt8) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    do {
      let writer = try IndexWriter(directory: path)
      for story in FormatTests.example { try writer.put(story) }
      try writer.commit()
    }
    let index = try SmallIndex(path: path, in: folder, FormatTests.example)
    var (name, sections) = try index.sections()
    sections[SegmentSection.postings]?[place] = value
    try index.rewrite(name, sections)
    #expect(try IndexCheck.run(directory: path).faults != [])
    let writer = try IndexWriter(directory: path)
    try writer.put(randomStory(1))
    #expect(throws: IndexError.self) { try writer.mergeAll() }
  }

  @Test("a section missing or empty", arguments: SegmentSection.all.sorted())
  func missing(id: UInt32) throws {
    let index = try SmallIndex(stories: 150)
    let (name, sections) = try index.sections()
    var changed = sections
    changed[id] = nil
    try index.rewrite(name, changed)
    try exercise(index, "without section \(id)")
    changed[id] = []
    try index.rewrite(name, changed)
    try exercise(index, "section \(id) empty")
  }
}
