import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct MergeTests {
  /// An index of those stories put at once.
  private func fresh(_ stories: some Collection<Story>, _ path: String) throws -> IndexSnapshot {
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    for story in stories.sorted(by: { $0.key < $1.key }) { try writer.put(story) }
    try writer.commit()
    return try IndexSnapshot(directory: path)
  }

  @Test("a merged index equals a fresh one of the same stories", arguments: UInt64(0)..<6)
  func equalsFresh(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var generator = SeededGenerator(seed: seed)
    var stories: [StoryKey: Story] = [:]
    for _ in 0..<5 {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for _ in 0..<100 {
        var story = randomStory(generator.integer(0..<300), version: generator.integer(0..<2), seed: seed)
        if let known = stories[story.key] { story.firstSeen = known.firstSeen }
        if generator.chance(15) {
          _ = try writer.delete(story.key)
          stories[story.key] = nil
        } else {
          try writer.put(story)
          stories[story.key] = story
        }
      }
      try writer.commit()
    }
    #expect(try IndexSnapshot(directory: path).segments.count == 5)
    try IndexWriter(directory: path, options: .newestOnly).mergeAll()
    try expectIndex(path, holds: stories.values, "seed \(seed)")
    let merged = try #require(try IndexSnapshot(directory: path).segments.first)
    let whole = try #require(try fresh(stories.values, folder.path + "/fresh").segments.first)
    #expect(merged.documentCount == whole.documentCount && merged.liveCount == whole.documentCount)
    for document in 0..<merged.documentCount {
      #expect(merged.key(of: document) == whole.key(of: document))
      #expect(merged.date(of: document) == whole.date(of: document))
      #expect(merged.titleEnd(of: document) == whole.titleEnd(of: document))
      #expect(merged.norms[document] == whole.norms[document])
      #expect(merged.tables.feeds[merged.feed(of: document)] == whole.tables.feeds[whole.feed(of: document)])
      #expect(
        merged.tables.agencies[merged.agencies(of: document)]
          == whole.tables.agencies[whole.agencies(of: document)])
      let (story, other) = (try merged.story(of: document), try whole.story(of: document))
      #expect(story == other, "seed \(seed), document \(document)")
    }
    // What ranking takes from a segment: counts and dictionary, to the last form.
    for count in [\SegmentSummary.documentsWithTerms, \.tokens, \.postings, \.terms, \.passages] {
      #expect(merged.summary[keyPath: count] == whole.summary[keyPath: count], "seed \(seed)")
    }
    func dictionary(_ segment: SegmentReader) throws -> [[UInt8]] {
      var lines: [[UInt8]] = []
      try segment.forEachTerm { entry in
        let counts = "\(entry.postings.documentFrequency) \(entry.postings.totalFrequency)"
        lines.append(entry.term + Array(counts.utf8) + entry.forms.flatMap { $0.bytes + Array("\($0.count)".utf8) })
      }
      return lines
    }
    let (left, right) = (try dictionary(merged), try dictionary(whole))
    #expect(left == right, "seed \(seed)")
  }

  @Test("segments that overlap a little in time are merged as one that never was divided", arguments: UInt64(0)..<6)
  func overlapping(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var generator = SeededGenerator(seed: seed)
    // Every story has a date of its own; the parts follow one another but for some minutes.
    var stories = (0..<400).map { number in
      var story = randomStory(number, seed: seed)
      let minute = Int64(number + generator.integer(0..<30))
      story.published = Timestamp(secondsSince1970: 1_600_000_000 + 60 * minute)
      return story
    }
    if generator.chance(50) { stories.reverse() }
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    for part in 0..<4 {
      for story in stories[part * 100..<part * 100 + 100] { try writer.put(story) }
      try writer.commit()
    }
    try writer.mergeAll()
    #expect(try IndexSnapshot(directory: path).segments.count == 1)
    try expectIndex(path, holds: stories, "seed \(seed)")
  }

  @Test("a snapshot goes on answering when a merge has removed its files")
  func snapshotSurvives() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let stories = (0..<200).map { randomStory($0) }
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for part in 0..<4 {
        for story in stories[part * 50..<part * 50 + 50] { try writer.put(story) }
        try writer.commit()
      }
    }
    let snapshot = try IndexSnapshot(directory: path)
    let names = Set(snapshot.segments.map(\.name))
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      try writer.mergeAll()
      // So many generations later that none that is kept names the old files.
      for number in 300..<304 {
        try writer.put(randomStory(number))
        try writer.commit()
      }
    }
    #expect(try names.isDisjoint(with: files(in: path).keys))
    let contents = try Contents(snapshot)
    let expected = try Contents(of: stories)
    #expect(contents.stories == expected.stories && contents.terms == expected.terms)
    #expect(snapshot.generation == 4 && snapshot.storyCount == 200)
  }

  @Test("tiers are merged, and a segment with many deletions is rewritten")
  func tiers() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var options = IndexWriterOptions.newestOnly
    options.segmentsPerTier = 3
    let writer = try IndexWriter(directory: path, options: options)
    for number in 0..<10 {
      try writer.put(randomStory(number))
      try writer.commit()
      #expect(try IndexSnapshot(directory: path).segments.count <= 3)
    }
    try writer.mergeAll()
    for number in 0..<4 { _ = try writer.delete(randomStory(number).key) }
    try writer.commit()
    let segments = try IndexSnapshot(directory: path).segments
    #expect(segments.map(\.documentCount) == [6] && segments.map(\.liveCount) == [6])
    for number in 4..<10 { _ = try writer.delete(randomStory(number).key) }
    try writer.commit()
    #expect(try IndexSnapshot(directory: path).segments.isEmpty)
    try expectIndex(path, holds: [])
  }

  @Test("stored stories beyond the dictionary's beginning come back, also merged")
  func largeStore() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let text = String(repeating: "The crew of the lunar station reported. ", count: 60)
    let stories = (0..<600).map { number in
      var story = randomStory(number)
      story.text = "\(number) " + text + story.text
      story.body = 0..<5
      return story
    }
    do {
      let writer = try IndexWriter(directory: path, options: .newestOnly)
      for story in stories { try writer.put(story) }
      try writer.commit()
    }
    try expectIndex(path, holds: stories)
    let writer = try IndexWriter(directory: path, options: .newestOnly)
    try writer.put(randomStory(700))
    try writer.mergeAll()
    try expectIndex(path, holds: stories + [randomStory(700)])
  }
}

@Suite struct PutOffMergeTests {
  @Test("a damaged segment does not keep new stories out when its merge is due")
  func damageIsSaidAndStoriesComeIn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var options = IndexWriterOptions.newestOnly
    options.segmentsPerTier = 2
    var random = SeededGenerator(seed: 3)
    func story(_ name: String, words: Int) -> Story {
      let text = (0..<words).map { _ in String(random.next(), radix: 36) }.joined(separator: " ")
      return Story(
        identity: StoryIdentity(feed: "test", id: name), title: name, text: text,
        firstSeen: Timestamp(secondsSince1970: 0))
    }
    for name in ["a", "b"] {
      let writer = try IndexWriter(directory: path, options: options)
      try writer.put(story(name, words: 6000))
      #expect(try writer.commit().mergeFault == nil)
    }
    // The stored story alone fills the first regions of 16 KiB: opening does not touch the one that is damaged.
    let segment = path + "/segment-00000000"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
    bytes[20_000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: segment))
    let writer = try IndexWriter(directory: path, options: options)
    try writer.put(story("c", words: 10))
    let commit = try writer.commit()
    #expect(commit.published)
    #expect(commit.stories == 3)
    #expect(try #require(commit.mergeFault).contains("segment-00000000 is damaged"))
    let snapshot = try IndexSnapshot(directory: path)
    #expect(snapshot.segments.count == 3)
    #expect(try snapshot.story(withKey: story("c", words: 0).key) != nil)
    #expect(try !IndexCheck.run(directory: path).faults.isEmpty)
  }
}
