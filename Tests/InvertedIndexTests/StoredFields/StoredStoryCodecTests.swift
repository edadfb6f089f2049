import Corpus
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite struct StoredStoryCodecTests {
  /// A story with every field filled at random, or left empty.
  static func story(_ generator: inout SeededGenerator) -> StoredStory {
    func text(_ generator: inout SeededGenerator) -> String {
      if generator.chance(20) { return "" }
      let alphabet = ["a", "Луна ", "月", "\u{1F680}", "e\u{301}", "\n\n", " ", "news"]
      return (0..<generator.integer(1..<40)).map { _ in generator.element(alphabet) }.joined()
    }
    func time(_ generator: inout SeededGenerator) -> Timestamp {
      Timestamp(secondsSince1970: generator.chance(10) ? .min : Int64(bitPattern: generator.next()))
    }
    var story = Story(
      identity: StoryIdentity(feed: text(&generator), id: text(&generator)), title: text(&generator),
      text: text(&generator), firstSeen: time(&generator))
    story.feedTitle = text(&generator)
    story.summary = text(&generator)
    story.link = text(&generator)
    story.language = text(&generator)
    story.authors = (0..<generator.integer(0..<4)).map { _ in text(&generator) }
    story.categories = (0..<generator.integer(0..<4)).map { _ in text(&generator) }
    story.credits = (0..<generator.integer(0..<3)).map { _ in
      AgencyCredit(text(&generator), generator.element(AgencyRole.allCases))
    }
    if generator.chance(50) { story.wire = wire(&generator) }
    if generator.chance(50) { story.published = time(&generator) }
    if generator.chance(50) { story.updated = time(&generator) }
    if generator.chance(50) { story.dateline = Dateline(place: text(&generator), day: text(&generator)) }
    let length = story.text.utf8.count
    let start = generator.integer(0..<length + 1)
    story.body = start..<generator.integer(start..<length + 1)
    var passages: [StoredPassage] = []
    var (textEnd, positionEnd) = (0, 0)
    while generator.chance(70) && textEnd < length {
      let first = generator.integer(textEnd..<length)
      textEnd = generator.integer(first..<length + 1)
      let position = positionEnd + (generator.chance(60) ? 0 : generator.integer(0..<20))
      positionEnd = position + generator.integer(0..<300)
      passages.append(StoredPassage(positions: position..<positionEnd, text: first..<textEnd))
    }
    return StoredStory(story: story, passages: passages)
  }

  /// Wire metadata of which each field is filled or not, by chance.
  static func wire(_ generator: inout SeededGenerator) -> WireMetadata {
    var wire = WireMetadata()
    if generator.chance(50) { wire.slug = "moon-station/memo" }
    if generator.chance(50) { wire.urgency = generator.integer(-2..<12) }
    if generator.chance(50) { wire.version = generator.integer(0..<9) }
    wire.status = generator.element(PublicationStatus.allCases)
    if generator.chance(50) { wire.embargoedUntil = Timestamp(secondsSince1970: Int64(bitPattern: generator.next())) }
    if generator.chance(50) { wire.provider = "ТАСС" }
    if generator.chance(50) { wire.dateline = "MOSCOW, Monday (Reuters)" }
    if generator.chance(50) { wire.editorialNote = "Adds quotes" }
    if generator.chance(50) { wire.replaces = "urn:1" }
    return wire
  }

  @Test("every field comes back", arguments: UInt64(0)..<300)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let stored = StoredStoryCodecTests.story(&generator)
    var output = ByteBuffer()
    StoredStoryCodec.append(stored, to: &output)
    let read = try output.bytes.withUnsafeBytes { try StoredStoryCodec.read($0) }
    #expect(read == stored, "seed \(seed)")
  }

  @Test("a record cut short throws", arguments: UInt64(0)..<20)
  func truncated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var output = ByteBuffer()
    StoredStoryCodec.append(StoredStoryCodecTests.story(&generator), to: &output)
    for length in 0..<output.count {
      let bytes = Array(output.bytes[..<length])
      #expect(throws: ByteReader.Failure.self, "seed \(seed), length \(length)") {
        try bytes.withUnsafeBytes { try StoredStoryCodec.read($0) }
      }
    }
  }

  @Test("random bytes throw or give a story whose ranges lie in its text", arguments: UInt64(0)..<2000)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8]
    if generator.chance(50) {
      bytes = (0..<generator.integer(0..<200)).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 5) & 0x8f }
    } else {
      var output = ByteBuffer()
      StoredStoryCodec.append(StoredStoryCodecTests.story(&generator), to: &output)
      bytes = output.bytes
      for _ in 0..<3 { bytes[generator.integer(0..<bytes.count)] = UInt8(truncatingIfNeeded: generator.next()) }
    }
    guard let stored = try? bytes.withUnsafeBytes({ try StoredStoryCodec.read($0) }) else { return }
    let length = stored.story.text.utf8.count
    #expect(stored.story.body.upperBound <= length, "seed \(seed)")
    #expect(stored.passages.allSatisfy { $0.text.upperBound <= length }, "seed \(seed)")
  }
}
