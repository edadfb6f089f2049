import Corpus
import Storage
import Synchronization
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct ThreadsTests {
  /// Fills an index with so little memory that several segments are written, each while the next is filled.
  private func fill(_ path: String, threads: Int) throws -> [StoryKey: Story] {
    var options = IndexWriterOptions.newestOnly
    options.memory = 1
    options.threads = threads
    options.segmentsPerTier = 100
    let writer = try IndexWriter(directory: path, options: options)
    var stories: [StoryKey: Story] = [:]
    for number in 0..<2600 {
      var story = StoredMergeTests.story(number)
      if number % 97 == 0 && number > 0 {
        // One that came a while ago, in the segment at hand, in the one being written or in one that is.
        story = StoredMergeTests.story(number - 90)
        story.title += " again"
      }
      if number % 131 == 0 { _ = try writer.delete(StoredMergeTests.story(number / 2).key) }
      if number % 131 == 0 { stories[StoredMergeTests.story(number / 2).key] = nil }
      #expect(try writer.put(story) == (stories[story.key] == nil ? .added : .updated))
      stories[story.key] = story
      if number % 500 == 0 { #expect(writer.storyCount == stories.count) }
    }
    try writer.commit()
    return stories
  }

  @Test("the index is the same byte for byte whatever the number of threads")
  func sameBytes() throws {
    let folder = try TemporaryFolder()
    let alone = folder.path + "/1"
    let stories = try fill(alone, threads: 1)
    try expectIndex(alone, holds: stories.values)
    #expect(try IndexSnapshot(directory: alone).segments.count >= 2)
    let expected = try files(in: alone)
    for threads in [2, 4] {
      let path = folder.path + "/\(threads)"
      #expect(try fill(path, threads: threads) == stories)
      let same = try files(in: path).filter { $0.key != "write.lock" } == expected.filter { $0.key != "write.lock" }
      #expect(same, "\(threads) threads")
    }
  }

  @Test("a revision finds what it revises in the segment at hand, in the one being written and in those that are")
  func revisions() throws {
    let folder = try TemporaryFolder()
    var expected: [String: [UInt8]] = [:]
    for threads in [1, 2] {
      let path = folder.path + "/\(threads)"
      var options = IndexWriterOptions()
      options.memory = 1
      options.threads = threads
      options.segmentsPerTier = 100
      let writer = try IndexWriter(directory: path, options: options)
      var revised: [StoryKey: StoryKey] = [:]
      for number in 0..<1600 {
        var story = StoredMergeTests.story(number)
        story.identity.feed = "wire"
        story.title = "Orbiter \(number) reports from its orbit"
        story.published = Timestamp(secondsSince1970: 1_615_248_000 + Int64(number))
        let distance = [3, 200, 600, 1000][number % 4]
        if number % 13 == 0, number >= distance {
          let original = StoredMergeTests.story(number - distance)
          story.title = "CORRECTED: Orbiter \(number - distance) reports from its orbit"
          if (number - distance) % 13 != 0 {
            revised[story.key] = StoryIdentity(feed: "wire", id: original.identity.id).key
          }
        }
        try writer.put(story)
      }
      try writer.commit()
      let snapshot = try IndexSnapshot(directory: path)
      #expect(snapshot.segments.count >= 2)
      var chains: [StoryKey: StoryKey] = [:]
      for segment in snapshot.segments {
        for document in 0..<segment.documentCount where segment.isLive(document) {
          chains[segment.key(of: document)] = segment.versionEntry(of: document)?.version.chain
        }
      }
      #expect(revised.count > 50)
      for (revision, original) in revised {
        #expect(chains[revision] != nil && chains[revision] == chains[original], "\(threads) threads")
      }
      let bytes = try files(in: path)
      if threads == 1 { expected = bytes }
      // Not as one expression, which would print all bytes where it fails.
      let isSame = bytes == expected
      #expect(isSame, "\(threads) threads")
    }
  }

  @Test("what goes wrong in a lane is told to who adds to it or waits for it, and later jobs do not run")
  func failures() throws {
    struct Failure: Error {}
    for threads in [0, 1, 3] {
      let work = BackgroundWork(threads: threads)
      defer { work.end() }
      let (broken, whole) = (work.makeLane(), work.makeLane())
      var ran: [Int] = []
      #expect(throws: Failure.self) {
        for number in 0..<100 {
          try work.add(to: broken, cost: 1, limit: 10) {
            if number == 7 { throw Failure() }
            ran.append(number)
          }
        }
        try work.finish(broken)
      }
      #expect(throws: Failure.self) { try work.finish(broken) }
      #expect(ran == Array(0..<7), "\(threads) threads")
      var sum = 0
      for number in 0..<1000 { try work.add(to: whole, cost: 1, limit: 16) { sum += number } }
      try work.finish(whole)
      #expect(sum == 999 * 500)
    }
  }

  @Test("pieces are taken in their order, on the caller's thread; after a failure none is made", arguments: [0, 1, 3])
  func inOrder(threads: Int) throws {
    struct Failure: Error, Equatable { var number: Int }
    let work = BackgroundWork(threads: threads)
    defer { work.end() }
    var taken: [Int] = []
    try work.inOrder(count: 500, make: { $0 * 3 }, take: { number, piece in taken.append(number + piece) })
    #expect(taken == (0..<500).map { 4 * $0 })
    for (makes, takes, expected) in [(true, false, 17), (false, true, 17), (true, true, 17)] {
      taken = []
      let made = Mutex(0)
      #expect(throws: Failure(number: expected)) {
        try work.inOrder(
          count: 500,
          make: { number in
            if makes, number == 17 { throw Failure(number: number) }
            made.withLock { $0 = max($0, number) }
            return number
          },
          take: { number, _ in
            if takes, number == 17 { throw Failure(number: number) }
            taken.append(number)
          })
      }
      #expect(taken == Array(0..<17))
      let furthest = made.withLock { $0 }
      #expect(furthest <= 17 + threads, "\(threads) threads made piece \(furthest)")
    }
    // A job of a lane may wait for pieces that others make meanwhile.
    let lane = work.makeLane()
    var sum = 0
    try work.add(to: lane, cost: 0, limit: .max, isLeaf: false) {
      try work.inOrder(count: 100, make: { $0 }, take: { sum += $1 })
    }
    try work.finish(lane)
    #expect(sum == 4950)
  }

  @Test("a merge of more terms than are merged at once is the same on one thread and on several")
  func mergeInRanges() throws {
    let folder = try TemporaryFolder()
    var expected: [String: [UInt8]]?
    for threads in [1, 2, 4] {
      let path = folder.path + "/\(threads)"
      var options = IndexWriterOptions()
      options.threads = threads
      options.segmentsPerTier = 100
      let writer = try IndexWriter(directory: path, options: options)
      var stories: [Story] = []
      for part in 0..<3 {
        for number in part * 400..<(part + 1) * 400 {
          var story = StoredMergeTests.story(number)
          // Twenty words of its own, and one that it shares with each story of the same remainder.
          story.text += (0..<20).map { " w\(number * 7919 % 1201)x\($0)" }.joined() + " shared\(number % 13)"
          story.body = 0..<story.text.utf8.count
          stories.append(story)
          try writer.put(story)
        }
        try writer.commit()
      }
      let parts = try IndexSnapshot(directory: path).segments
      #expect(parts.count == 3)
      #expect(try TermRange.ranges(of: parts).count > 1, "one range of terms tests nothing")
      try writer.mergeAll()
      try expectIndex(path, holds: stories)
      let merged = try #require(try IndexSnapshot(directory: path).segments.first)
      for part in parts {
        try part.forEachTerm { entry in
          let found = try #require(try merged.entry(for: entry.term))
          #expect(found.postings.documentFrequency >= entry.postings.documentFrequency)
        }
      }
      let files = try files(in: path).filter { $0.key != "write.lock" }
      #expect(expected == nil || files == expected, "\(threads) threads")
      expected = files
    }
  }

  @Test("the filter knows all keys that were added, and few others", arguments: UInt64(0)..<5)
  func filter(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let filter = KeyFilter(capacity: 10_000)
    let keys = (0..<filter.capacity).map { _ in StoryKey(generator.next()) }
    for key in keys { filter.insert(key) }
    #expect(keys.allSatisfy { filter.mayContain($0) }, "seed \(seed)")
    let strange = (0..<10_000).count { _ in filter.mayContain(StoryKey(generator.next())) }
    #expect(strange < 300, "seed \(seed): \(strange)")
  }
}
