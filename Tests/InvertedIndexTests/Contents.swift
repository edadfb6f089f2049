import Analysis
import Corpus
import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

/// All that an index says of its live stories: the stories, and for each term where it stands and in which form.
struct Contents: Equatable {
  /// A token position and the surface form there.
  struct Occurrence: Hashable {
    var position: Int
    var form: [UInt8]
  }

  var stories: [StoryKey: Story] = [:]
  var terms: [[UInt8]: [StoryKey: [Occurrence]]] = [:]

  /// What a snapshot says.
  init(_ snapshot: IndexSnapshot) throws {
    for segment in snapshot.segments {
      for document in 0..<segment.documentCount where segment.isLive(document) {
        stories[segment.key(of: document)] = try segment.story(of: document).story
      }
      let scratch = QueryScratch()
      try segment.forEachTerm { entry in
        scratch.reset()
        let cursor = try segment.postings(of: entry.postings, scratch)
        let positions = try segment.positions(of: entry.postings, at: cursor, scratch)
        while cursor.doc != PostingsCursor.end {
          let document = Int(cursor.doc)
          _ = positions.read(withVariants: true)
          try segment.expectSound(cursor, positions)
          if segment.isLive(document) {
            let read = positions.state.pointee
            let occurrences = try (0..<read.count).map { place in
              let variant = Int(read.variants[place])
              guard entry.forms.indices.contains(variant) else { throw segment.damaged("a form is missing") }
              return Occurrence(position: Int(read.positions[place]), form: entry.forms[variant].bytes)
            }
            terms[entry.term, default: [:]][segment.key(of: document)] = occurrences
          }
          cursor.next()
        }
        try segment.expectSound(cursor, positions)
      }
    }
    try snapshot.throwNotedDamage()
  }

  /// What an index of those stories must say, from the analyzer alone.
  init(of stories: some Sequence<Story>) throws {
    let analyzer = try Analyzer.named("english")
    for story in stories {
      self.stories[story.key] = story
      let titleEnd = add(Array(story.title.utf8), story.key, from: 0, analyzer)
      let body = Array(Array(story.text.utf8)[story.body])
      _ = add(body, story.key, from: titleEnd == 0 ? 0 : titleEnd + 1, analyzer)
    }
  }

  private mutating func add(_ text: [UInt8], _ key: StoryKey, from start: Int, _ analyzer: Analyzer) -> Int {
    var buffer = TokenBuffer()
    text.withUnsafeBufferPointer { analyzer.tokenize($0, into: &buffer) }
    for place in 0..<buffer.count {
      let word = Array(text[buffer[place]]).withUnsafeBufferPointer { analyzer.analyze(word: $0) }
      guard let word else { continue }
      let occurrence = Occurrence(position: start + place, form: word.surface)
      terms[word.term, default: [:]][key, default: []].append(occurrence)
    }
    return start + buffer.count
  }
}

extension SegmentReader {
  /// Throws what the cursors found wrong.
  func expectSound(_ cursor: PostingsCursor, _ positions: PositionsCursor) throws {
    if let error = error(for: cursor.state.pointee.fault) ?? error(for: positions.state.pointee.fault) { throw error }
  }
}

/// Small stories, the same for the same seed and number.
func randomStory(_ number: Int, version: Int = 0, seed: UInt64 = 1) -> Story {
  var generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number * 1000 + version))
  let words = ["lunar", "station", "stations", "launch", "launched", "launching", "the", "orbit", "of", "crew", "Луна"]
  func text(_ count: Int) -> String {
    (0..<count).map { _ in generator.chance(4) ? "w\(generator.integer(0..<500))" : generator.element(words) }
      .joined(separator: generator.chance(10) ? ". " : " ")
  }
  var story = Story(
    identity: StoryIdentity(feed: "https://example.org/feed\(number % 3)", id: "story \(number)"),
    title: number % 5 == 0 ? "" : text(generator.integer(1..<5)), text: text(generator.integer(0..<25)),
    firstSeen: Timestamp(secondsSince1970: 1_600_000_000 + Int64(number % 7) * 86400))
  story.feedTitle = "Feed \(number % 3)"
  story.language = generator.element(["en", "ru", ""])
  story.agencies = generator.element([[], ["TASS"], ["KazTAG", "TASS"]])
  story.link = "https://example.org/\(number)"
  if generator.chance(80) {
    story.published = Timestamp(secondsSince1970: 1_600_000_000 + Int64(generator.integer(0..<20)) * 3600)
  }
  return story
}

/// The names and bytes of all files in a folder but the lock.
func files(in path: String) throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != "write.lock" {
    files[name] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }
  return files
}

/// That the newest generation of an index is whole and holds those stories and no others.
func expectIndex(
  _ path: String, holds stories: some Collection<Story>, _ name: String = "",
  location: SourceLocation = #_sourceLocation
) throws {
  let report = try IndexCheck.run(directory: path)
  #expect(report.faults == [], "\(name)", sourceLocation: location)
  #expect(report.stories == stories.count, "\(name)", sourceLocation: location)
  let snapshot = try IndexSnapshot(directory: path)
  for segment in snapshot.segments { try expectBigrams(of: segment, name, location: location) }
  let contents = try Contents(snapshot)
  let expected = try Contents(of: stories)
  #expect(contents.stories == expected.stories, "\(name)", sourceLocation: location)
  // Comparing first: a failure would otherwise print thousands of occurrences.
  let same = contents.terms == expected.terms
  #expect(same, "\(name): the postings are not those of the stories", sourceLocation: location)
}

extension IndexWriterOptions {
  /// The usual, but earlier versions of stories are not kept, so that an index is to be compared with a dictionary of stories.
  static var newestOnly: IndexWriterOptions {
    var options = IndexWriterOptions()
    options.keepsVersions = false
    return options
  }
}
