import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex
@testable import Search

/// Searching posting lists that no writer wrote, under checksums that fit: an `IndexError` or some answer, but no trap and
/// no memory touched that is not the query's.
@Suite struct MalformedIndexTests {
  private var archive: RandomArchive
  private let segmentName: String
  private let sections: [UInt32: [UInt8]]
  private let terms: [TermEntry]
  private let queries: [Query]

  init() throws {
    archive = try RandomArchive(seed: 5, vocabulary: 30, dates: 300)
    try archive.change(stories: 700, numbers: 600, tier: 8)
    try archive.mergeAll()
    let segment = try #require(try IndexSnapshot(directory: archive.path).segments.first)
    segmentName = segment.name
    var sections: [UInt32: [UInt8]] = [:]
    for id in SegmentSection.names.map(\.id) + [SegmentSection.postings] {
      sections[id] = Array(try segment.file.section(id))
    }
    self.sections = sections
    var terms: [TermEntry] = []
    try segment.forEachTerm { terms.append($0) }
    self.terms = terms.sorted { $0.postings.documentFrequency > $1.postings.documentFrequency }
    let words = self.terms.map { Query.Word(term: $0.term, surface: $0.forms[0].bytes) }
    func clause(_ occurrence: Query.Occurrence, _ numbers: [Int], exact: Bool = false) -> Query.Clause {
      var words = numbers.map { words[$0] }
      for place in words.indices {
        words[place].offset = place
        words[place].isExact = exact
      }
      return Query.Clause(occurrence, words)
    }
    // A word whose champions a filter hides.
    var filtered = Query(clauses: [clause(.should, [0])])
    filtered.filters.feeds = ["one.example", "two.example"]
    filtered.filters.since = Timestamp(secondsSince1970: segment.date(of: segment.documentCount * 3 / 4))
    queries = [
      filtered,
      Query(clauses: [clause(.should, [0])]), Query(clauses: [clause(.should, [0]), clause(.should, [1])]),
      Query(clauses: (0..<5).map { clause(.should, [$0]) }), Query(clauses: (0..<3).map { clause(.must, [$0]) }),
      Query(clauses: [clause(.should, [0, 1])]), Query(clauses: [clause(.should, [1, 0], exact: true)]),
      Query(clauses: [clause(.must, [1]), clause(.should, [0]), clause(.mustNot, [2])]),
    ]
  }

  /// Writes the segment with another postings section and asks everything.
  private func search(postings: [UInt8], _ what: String) throws {
    var sections = sections
    sections[SegmentSection.postings] = postings
    let writer = try SectionedFileWriter(path: archive.path + "/" + segmentName, fileSystem: DiskFileSystem())
    for (id, bytes) in sections.sorted(by: { $0.key < $1.key }) {
      try writer.beginSection(id)
      try writer.append(bytes)
    }
    _ = try writer.finish()
    let searcher = Searcher(try IndexSnapshot(directory: archive.path))
    for query in queries {
      for limit in [1, 10] {
        do {
          let found = try searcher.search(query, limit: limit)
          #expect(found.count <= limit, "\(what)")
          _ = try searcher.search(query, limit: limit, sort: .date)
          _ = try searcher.count(query)
        } catch is IndexError {}
      }
    }
  }

  private func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }

  @Test("each word of a long list's metadata", arguments: 0...2)
  func metadata(term: Int) throws {
    let postings = terms[term].postings
    #expect(postings.documentFrequency > 128)
    let original = try #require(sections[SegmentSection.postings])
    let blocks = (postings.documentFrequency + 127) / 128
    for place in stride(from: postings.offset, to: postings.offset + 16 * blocks + 4, by: 4) {
      let value = word(original, place)
      let values = [0, 1, value &+ 1, value &- 1, value / 2, value &* 2, 1 << 31, .max - 1, .max]
      for changed in values where changed != value {
        var bytes = original
        for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: changed >> UInt32(8 * byte)) }
        try search(postings: bytes, "term \(term), word at \(place - postings.offset): \(value) → \(changed)")
      }
    }
  }

  @Test("random bytes within a list", arguments: UInt64(0)..<60)
  func randomBytes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = try #require(sections[SegmentSection.postings])
    for _ in 0..<generator.integer(1..<6) {
      let postings = terms[generator.integer(0..<5)].postings
      let length = postings.documentBytes + postings.positionBytes
      bytes[postings.offset + generator.integer(0..<length)] = UInt8(truncatingIfNeeded: generator.next())
    }
    try search(postings: bytes, "seed \(seed)")
  }
}
