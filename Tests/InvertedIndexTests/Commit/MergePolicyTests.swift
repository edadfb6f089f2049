import Corpus
import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct MergePolicyTests {
  private func candidates(_ sizes: [Int]) -> [MergePolicy.Candidate] {
    sizes.map { MergePolicy.Candidate(documents: $0, liveDocuments: $0) }
  }

  @Test(
    "neighbours of one tier are merged, smaller ones between them too",
    arguments: [
      ([], nil), ([5], nil), ([5, 5, 5], nil), ([5, 5, 5, 5], 0..<4), ([5, 5, 900, 999, 9000], 0..<4),
      // A large segment between keeps both sides apart.
      ([5, 5, 9000, 5, 5], nil), ([5, 5, 9000, 5, 5, 5, 5], 3..<7),
      ([3000, 5, 3000, 5, 3000, 4000], 0..<6), ([90_000, 3000, 3000, 5, 3000, 3000], 1..<6), ([3000, 5, 5, 5], nil),
    ] as [([Int], Range<Int>?)])
  func neighbours(sizes: [Int], expected: Range<Int>?) {
    #expect(MergePolicy(segmentsPerTier: 3).next(candidates(sizes)) == expected)
  }

  @Test("a segment with many deleted stories is rewritten; its size is what is live")
  func deleted() {
    var segments = candidates([50_000, 5, 5])
    segments[0].liveDocuments = 36_000
    #expect(MergePolicy(segmentsPerTier: 3).next(segments) == nil)
    segments[0].liveDocuments = 34_000
    #expect(MergePolicy(segmentsPerTier: 3).next(segments) == 0..<1)
    segments = candidates([50_000, 5, 5, 5])
    segments[0].liveDocuments = 100
    #expect(MergePolicy(segmentsPerTier: 3).next(segments) == 0..<4)
  }

  @Test("whatever the sizes, merging comes to an end with few segments", arguments: UInt64(0)..<50)
  func ends(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let policy = MergePolicy(segmentsPerTier: 8)
    var segments: [MergePolicy.Candidate] = []
    for _ in 0..<200 {
      let size = generator.integer(1..<(generator.chance(10) ? 100_000 : 2000))
      segments.insert(
        contentsOf: candidates([size]), at: generator.chance(90) ? 0 : generator.integer(0..<segments.count + 1))
      while let range = policy.next(segments) {
        let live = segments[range].reduce(0) { $0 + $1.liveDocuments }
        segments.replaceSubrange(range, with: candidates([live]))
      }
      var run = 0
      for segment in segments {
        run = segment.liveDocuments < MergePolicy.floor ? run + 1 : 0
        #expect(run <= 8, "seed \(seed)")
      }
    }
  }
}

@Suite struct MergeBudgetTests {
  /// Nothing is merged.
  private var manySegments: IndexWriterOptions {
    var options = IndexWriterOptions()
    options.segmentsPerTier = 100
    return options
  }

  private func filled(_ path: String) throws -> [Story] {
    let stories = (0..<40).map { randomStory($0) }
    for story in stories {
      let writer = try IndexWriter(directory: path, options: manySegments)
      try writer.put(story)
      try writer.commit()
    }
    return stories
  }

  @Test(
    "a merge that does not fit is put off, one that overruns is stopped; the stories are in", arguments: [true, false])
  func putOff(isKnownBefore: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    var stories = try filled(path)
    let calls = Mutex(0)
    var options = IndexWriterOptions()
    // The clock stands before the merge, and runs out within it.
    options.mergeBudget = MergeBudget(seconds: isKnownBefore ? 0 : 60) {
      calls.withLock { calls in
        calls += 1
        return calls > 2 ? 61 : 0
      }
    }
    do {
      let writer = try IndexWriter(directory: path, options: options)
      stories.append(randomStory(100))
      try writer.put(stories[40])
      let summary = try writer.commit()
      #expect(summary.published && summary.mergesPutOff && summary.mergeFault == nil && summary.stories == 41)
    }
    try expectIndex(path, holds: stories)
    #expect(try IndexSnapshot(directory: path).segments.count == 41)
    let named = try Set(IndexSnapshot(directory: path).segments.map(\.name))
    #expect(try Set(files(in: path).keys.filter { $0.hasPrefix("segment-") }) == named)
    // With time enough the next run makes up for it.
    let writer = try IndexWriter(directory: path)
    stories.append(randomStory(101))
    try writer.put(stories[41])
    #expect(try writer.commit().mergesPutOff == false)
    #expect(try IndexSnapshot(directory: path).segments.count == 1)
    try expectIndex(path, holds: stories)
  }

  @Test("merging all can be watched and stopped")
  func stopped() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let stories = try filled(path)
    let writer = try IndexWriter(directory: path)
    var shares: [Double] = []
    let summary = try writer.mergeAll {
      shares.append($0)
      return shares.count < 3
    }
    #expect(summary.mergesPutOff && !summary.published)
    #expect(shares.count == 3 && shares == shares.sorted() && shares.allSatisfy { (0...1).contains($0) })
    try expectIndex(path, holds: stories)
    #expect(try IndexSnapshot(directory: path).segments.count == 40)
    let whole = try writer.mergeAll()
    #expect(whole.published && !whole.mergesPutOff)
    #expect(try IndexSnapshot(directory: path).segments.count == 1)
    try expectIndex(path, holds: stories)
  }
}
