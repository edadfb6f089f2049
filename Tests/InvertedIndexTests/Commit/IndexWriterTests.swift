import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct IndexWriterTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/index" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("stories are added, replaced, found unchanged and deleted")
  func lifecycle() throws {
    var story = randomStory(1)
    let other = randomStory(2)
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      #expect(try writer.put(story) == .added)
      #expect(try writer.put(other) == .added)
      #expect(try writer.put(story) == .unchanged)
      #expect(writer.storyCount == 2)
      #expect(try writer.commit() == IndexWriter.CommitSummary(generation: 1, stories: 2, published: true))
      #expect(try writer.put(story) == .unchanged)
      story.title = "Another headline"
      #expect(try writer.put(story) == .updated)
      #expect(try writer.commit() == IndexWriter.CommitSummary(generation: 2, stories: 2, published: true))
    }
    try expectIndex(path, holds: [story, other])
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    #expect(try writer.delete(other.key))
    #expect(try !writer.delete(other.key))
    #expect(try !writer.delete(StoryKey(1)))
    try writer.commit()
    try expectIndex(path, holds: [story])
    #expect(try writer.put(other) == .added)
    #expect(try writer.delete(story.key))
    try writer.commit()
    try expectIndex(path, holds: [other])
  }

  @Test("a story keeps the time it was first seen, whatever a new version says")
  func firstSeen() throws {
    var story = randomStory(1)
    story.published = nil
    let seen = story.firstSeen
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      try writer.put(story)
      try writer.commit()
    }
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    story.firstSeen = Timestamp(secondsSince1970: 1_700_000_000)
    #expect(try writer.put(story) == .unchanged)
    #expect(try !writer.commit().published)
    story.text += " more"
    story.body = 0..<story.text.utf8.count
    #expect(try writer.put(story) == .updated)
    try writer.commit()
    story.firstSeen = seen
    try expectIndex(path, holds: [story])
    let segment = try #require(try IndexSnapshot(directory: path).segments.first)
    #expect(segment.firstSeen(of: 0) == seen && segment.date(of: 0) == seen.secondsSince1970)
  }

  @Test("the last version of a run counts, and one that was taken out again leaves nothing")
  func withinOneRun() throws {
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    for version in 0..<5 { try writer.put(randomStory(1, version: version)) }
    try writer.put(randomStory(2))
    #expect(try writer.delete(randomStory(2).key))
    #expect(writer.storyCount == 1)
    try writer.commit()
    var expected = randomStory(1, version: 4)
    expected.firstSeen = randomStory(1).firstSeen
    try expectIndex(path, holds: [expected])
    #expect(try IndexSnapshot(directory: path).segments.map(\.documentCount) == [1])
  }

  @Test("nothing is written where nothing changed")
  func unchanged() throws {
    let stories = (0..<40).map { randomStory($0) }
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for story in stories { try writer.put(story) }
      try writer.commit()
      try writer.mergeAll()
    }
    let before = try files(in: path)
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    for story in stories { #expect(try writer.put(story) == .unchanged) }
    #expect(try writer.commit() == IndexWriter.CommitSummary(generation: 1, stories: 40, published: false))
    #expect(try !writer.mergeAll().published)
    #expect(try files(in: path) == before)
    try expectIndex(path, holds: stories)
  }

  @Test("an empty index opens, answers and is whole")
  func empty() throws {
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      #expect(try writer.commit() == IndexWriter.CommitSummary(generation: 1, stories: 0, published: true))
      #expect(try !writer.commit().published)
    }
    let snapshot = try IndexSnapshot(directory: path)
    #expect(snapshot.storyCount == 0 && snapshot.segments.isEmpty && snapshot.analyzer == "english")
    try expectIndex(path, holds: [])
  }

  @Test("a folder without an index is said to be one")
  func noIndex() throws {
    #expect(throws: IndexError.noIndex(path: path)) { try IndexSnapshot(directory: path) }
    #expect(throws: IndexError.noIndex(path: folder.path)) { try IndexSnapshot(directory: folder.path) }
    #expect(throws: IndexError.noIndex(path: path)) { try IndexCheck.run(directory: path) }
  }

  @Test("the same runs give the same bytes", arguments: [1, 3, 8])
  func deterministic(tier: Int) throws {
    func run(_ path: String) throws -> [String: [UInt8]] {
      var options = IndexWriterOptions.newestOnly
      options.segmentsPerTier = tier
      options.memory = 1 << 15
      for part in 0..<4 {
        let writer = try IndexWriter(directory: path, options: options)
        for number in 0..<60 { try writer.put(randomStory(number * (part + 1), version: part)) }
        _ = try writer.delete(randomStory(part * 3).key)
        try writer.commit()
      }
      try IndexWriter(directory: path, options: options).mergeAll()
      return try files(in: path)
    }
    let (first, second) = (try run(folder.path + "/one"), try run(folder.path + "/two"))
    #expect(first == second)
  }

  @Test("another analyzer is refused, the same one and none are not")
  func analyzerMismatch() throws {
    var options = IndexWriterOptions.newestOnly
    options.analyzer = "whitespace"
    do {
      let writer = try IndexWriter(directory: path, options: options)
      try writer.put(randomStory(1))
      try writer.commit()
    }
    _ = try IndexWriter(directory: path, options: options)
    _ = try IndexWriter(directory: path, options: .newestOnly)
    options.analyzer = "english"
    #expect(throws: IndexError.analyzerMismatch(path: path, has: "whitespace", wanted: "english")) {
      try IndexWriter(directory: path, options: options)
    }
    options.analyzer = "klingon"
    #expect(throws: (any Error).self) { try IndexWriter(directory: folder.path + "/other", options: options) }
  }

  @Test("a second writer is told who has the lock")
  func locked() throws {
    let writer = try IndexWriter(directory: path, holder: "process 4711")
    let locked = StorageError.locked(path: path + "/write.lock", holder: "process 4711")
    #expect(throws: IndexError.storage(locked)) { try IndexWriter(directory: path, options: .newestOnly) }
    withExtendedLifetime(writer) {}
  }

  @Test("files of others in the folder are left alone, what an interrupted run left is not")
  func strayFiles() throws {
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      try writer.put(randomStory(1))
      try writer.commit()
    }
    let theirs = ["README.md", ".gitignore", "manifest-00000001.bak", "segment-notes"]
    let ours = ["segment-00000099", "segment-00000000-live-00000009", "pending-manifest"]
    for name in theirs + ours { try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/" + name)) }
    _ = try IndexWriter(directory: path, options: .newestOnly)
    let left = try files(in: path)
    #expect(theirs.allSatisfy { left[$0] != nil } && ours.allSatisfy { left[$0] == nil })
    try expectIndex(path, holds: [randomStory(1)])
  }

  @Test("three generations are kept, and no file that none of them names")
  func generationsKept() throws {
    var options = IndexWriterOptions.newestOnly
    options.segmentsPerTier = 2
    let writer = try IndexWriter(directory: path, options: options)
    for number in 0..<12 {
      try writer.put(randomStory(number))
      try writer.commit()
    }
    let names = try files(in: path).keys
    let generations = Manifest.generations(in: Array(names))
    #expect(generations == [12, 11, 10])
    let needed = try generations.reduce(into: Set<String>()) { needed, generation in
      needed.formUnion(try Manifest(DiskFileSystem().map(path + "/" + Manifest.fileName(of: generation))).files)
    }
    #expect(Set(names) == needed)
    try expectIndex(path, holds: (0..<12).map { randomStory($0) })
  }

  @Test("without text only identities are stored; without positions there are none")
  func slim() throws {
    var options = IndexWriterOptions.newestOnly
    options.storesText = false
    options.storesPositions = false
    let writer = try IndexWriter(directory: path, options: options)
    for number in 0..<300 { try writer.put(randomStory(number)) }
    try writer.commit()
    try writer.put(randomStory(5, version: 1))
    try writer.mergeAll()
    let report = try IndexCheck.run(directory: path)
    #expect(report.faults == [] && report.stories == 300)
    let snapshot = try IndexSnapshot(directory: path)
    let story = try #require(try snapshot.story(withKey: randomStory(7).key))
    #expect(story.story.identity == randomStory(7).identity && story.story.text == "" && story.passages == [])
  }

  @Test("random runs leave what a dictionary would hold", arguments: UInt64(0)..<12)
  func randomRuns(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var expected: [StoryKey: Story] = [:]
    for run in 0..<6 {
      var options = IndexWriterOptions.newestOnly
      options.segmentsPerTier = generator.integer(1..<4)
      options.memory = generator.chance(50) ? 1 << 14 : 1 << 27
      let writer = try IndexWriter(directory: path, options: options)
      for _ in 0..<generator.integer(0..<60) {
        var story = randomStory(generator.integer(0..<80), version: generator.integer(0..<3), seed: seed)
        if generator.chance(20) {
          let deleted = try writer.delete(story.key)
          #expect(deleted == (expected.removeValue(forKey: story.key) != nil), "seed \(seed) run \(run)")
          continue
        }
        let known = expected[story.key]
        if let known { story.firstSeen = known.firstSeen }
        let outcome = try writer.put(story)
        #expect(outcome == (known == nil ? .added : known == story ? .unchanged : .updated), "seed \(seed)")
        expected[story.key] = story
        #expect(writer.storyCount == expected.count, "seed \(seed) run \(run)")
      }
      if generator.chance(25) { try writer.mergeAll() } else { try writer.commit() }
      try expectIndex(path, holds: expected.values, "seed \(seed) run \(run)")
    }
  }
}
