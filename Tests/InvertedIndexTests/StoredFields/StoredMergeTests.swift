import Corpus
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// Stores of several megabytes: the blocks of such are copied by merges, and have dictionaries.
@Suite struct StoredMergeTests {
  /// A story of some kilobytes that compress no better than news.
  static func story(_ number: Int) -> Story {
    var generator = SeededGenerator(seed: UInt64(number))
    let words = ["lunar", "station", "crew", "orbit", "launch", "reported", "today", "the", "of", "in", "rocket"]
    let text = (0..<700).map { _ in
      generator.chance(40) ? String(generator.next() % 100_000, radix: 36) : generator.element(words)
    }
    var story = randomStory(number)
    story.text = text.joined(separator: " ") + "."
    story.body = 0..<story.text.utf8.count
    return story
  }

  @Test("copied blocks, opened blocks and blocks compressed anew give the same stories", arguments: [false, true])
  func copies(recompressing: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var stories: [StoryKey: Story] = [:]
    for part in 0..<2 {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for number in part * 1200..<part * 1200 + 1200 {
        let story = StoredMergeTests.story(number)
        stories[story.key] = story
        try writer.put(story)
      }
      try writer.commit()
    }
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    // Stories of a few blocks go, one comes twice, and a small segment comes as well.
    for number in [3, 4, 500, 1300, 2399] {
      let key = StoredMergeTests.story(number).key
      #expect(try writer.delete(key))
      stories[key] = nil
    }
    for _ in 0..<2 {
      for number in 5000..<5010 {
        var story = StoredMergeTests.story(number)
        story.title += stories[story.key] == nil ? "" : " again"
        stories[story.key] = story
        try writer.put(story)
      }
    }
    try writer.commit()
    let before = try IndexSnapshot(directory: path).segments.map(\.summary.passages)
    #expect(before.count == 3)
    if recompressing {
      try writer.mergeAll(compressionLevel: 3)
    } else {
      try writer.mergeAll()
    }
    try expectIndex(path, holds: stories.values, "recompressing \(recompressing)")
    let merged = try #require(try IndexSnapshot(directory: path).segments.first)
    let blocks = try (0..<merged.stored.blockCount).map { try merged.stored.block($0) }
    #expect(Set(blocks.map(\.dictionary)) == (recompressing ? [1] : [0, 1, 2]))
    // Of the small segment and of the opened blocks few blocks are made.
    #expect(blocks.count { $0.rawLength < StoredFieldsWriter.blockSize } <= 3)
  }

  @Test("the number of passages is that of the live stories after a merge")
  func passages() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    let kept = (0..<900).map { StoredMergeTests.story($0) }
    for story in kept { try writer.put(story) }
    try writer.commit()
    let expected = try #require(try IndexSnapshot(directory: path).segments.first).summary.passages
    for number in 900..<1000 { try writer.put(StoredMergeTests.story(number)) }
    try writer.commit()
    for number in 900..<1000 { #expect(try writer.delete(StoredMergeTests.story(number).key)) }
    try writer.mergeAll()
    #expect(try IndexSnapshot(directory: path).segments.map(\.summary.passages) == [expected])
  }
}
