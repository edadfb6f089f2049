import Corpus
import Storage
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
