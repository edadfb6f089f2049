import Corpus
import TestSupport
import Testing

@testable import InvertedIndex

/// Bigrams beside what positions say: every list, and that there is none too few.
@Suite struct BigramTests {
  /// Stories of few words, so that many stand side by side often, some of them bursts of one word.
  private func story(_ number: Int, _ generator: inout SeededGenerator, rare: Int) -> Story {
    let common = ["lunar", "station", "launch", "orbit", "crew", "the", "moon", "base"]
    let words = (0..<generator.integer(2..<30)).map { _ in
      generator.chance(rare) ? "w\(generator.integer(0..<40))" : generator.element(common)
    }
    var story = Story(
      identity: StoryIdentity(feed: "https://example.org/feed", id: "\(number)"), title: "lunar base",
      text: words.joined(separator: " "), firstSeen: Timestamp(secondsSince1970: 1_700_000_000))
    story.published = Timestamp(secondsSince1970: 1_600_000_000 + Int64(generator.integer(0..<400)) * 3600)
    return story
  }

  @Test("the lists are those of the positions", arguments: UInt64(0)..<6)
  func built(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let writer = try IndexWriter(directory: folder.path)
    for number in 0..<700 { try writer.put(story(number, &generator, rare: 60)) }
    for number in 0..<60 { _ = try writer.delete(story(number * 7, &generator, rare: 60).key) }
    try writer.commit()
    let segment = try #require(try IndexSnapshot(directory: folder.path).segments.first)
    let count = try expectBigrams(of: segment, "seed \(seed)")
    #expect(count > 0, "seed \(seed) has no bigrams")
  }

  @Test(
    "merged lists are those of the positions, whatever the parts' sizes", arguments: UInt64(0)..<6,
    [[400, 400], [900, 30, 20], [60, 70, 80, 90], [1500, 300, 64]])
  func merged(seed: UInt64, parts: [Int]) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var number = 0
    for part in parts {
      let writer = try IndexWriter(directory: folder.path)
      for _ in 0..<part {
        try writer.put(story(number, &generator, rare: 50))
        number += 1
      }
      for _ in 0..<number / 20 {
        _ = try writer.delete(story(generator.integer(0..<number), &generator, rare: 50).key)
      }
      try writer.commit()
    }
    try IndexWriter(directory: folder.path).mergeAll()
    let segment = try #require(try IndexSnapshot(directory: folder.path).segments.first)
    let count = try expectBigrams(of: segment, "seed \(seed), parts \(parts)")
    #expect(count > 0, "seed \(seed), parts \(parts) have no bigrams")
  }

  @Test("what is looked up is found, absent or unknown")
  func lookup() throws {
    var generator = SeededGenerator(seed: 9)
    let folder = try TemporaryFolder()
    let writer = try IndexWriter(directory: folder.path)
    for number in 0..<500 { try writer.put(story(number, &generator, rare: 70)) }
    try writer.commit()
    let segment = try #require(try IndexSnapshot(directory: folder.path).segments.first)
    func postings(_ term: String) throws -> TermPostings {
      try #require(try segment.entry(for: Array(term.utf8))).postings
    }
    guard case .found(let bigram) = try segment.bigram(postings("lunar"), postings("base")) else {
      Issue.record("lunar base is in every title")
      return
    }
    #expect(bigram.documentFrequency == 500)
    guard case .unknown = try segment.bigram(postings("lunar"), postings("w3")) else {
      Issue.record("a rare word has no bigrams")
      return
    }
  }
}

/// That the bigrams of a segment are exactly what its positions say; returns how many there are.
@discardableResult
func expectBigrams(
  of segment: SegmentReader, _ name: String, location: SourceLocation = #_sourceLocation
) throws -> Int {
  let index = try segment.bigrams()
  guard index.termCount > 0 else { return 0 }
  let scratch = QueryScratch()
  // For each story, which of the terms stands at which position.
  var tokens: [UInt32: [UInt32: Int]] = [:]
  try segment.forEachTerm { entry in
    guard let place = index.place(ofTermAt: entry.postings.offset), entry.postings.documentFrequency >= 128 else {
      return
    }
    scratch.reset()
    let cursor = try segment.postings(of: entry.postings, scratch)
    let positions = try segment.positions(of: entry.postings, at: cursor, scratch)
    while cursor.doc != PostingsCursor.end {
      positions.read()
      for number in 0..<positions.state.pointee.count {
        tokens[cursor.doc, default: [:]][positions.state.pointee.positions[number]] = place
      }
      cursor.next()
    }
    try segment.expectSound(cursor, positions)
  }
  var expected: [Int: [UInt32: UInt32]] = [:]
  for (document, terms) in tokens {
    for (position, first) in terms {
      guard let second = terms[position + 1] else { continue }
      expected[first * index.termCount + second, default: [:]][document, default: 0] += 1
    }
  }
  var found: [Int: [UInt32: UInt32]] = [:]
  for first in 0..<index.termCount {
    for pair in try index.pairs(ofFirst: first) {
      scratch.reset()
      let cursor = try segment.postings(
        of: BigramPostings(postings: try segment.postings(ofPair: pair, index)), scratch)
      var list: [UInt32: UInt32] = [:]
      while cursor.doc != PostingsCursor.end {
        list[cursor.doc] = cursor.frequency
        cursor.next()
      }
      found[first * index.termCount + index.second(ofPair: pair)] = list
    }
  }
  let same = found == expected
  #expect(same, "\(name): the bigrams are not those of the positions", sourceLocation: location)
  return found.count
}
