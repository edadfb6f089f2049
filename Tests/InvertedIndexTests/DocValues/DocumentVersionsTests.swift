import Corpus
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("Versions of documents") struct DocumentVersionsTests {
  static func entry(_ generator: inout SeededGenerator) -> DocumentVersion {
    func time(_ generator: inout SeededGenerator) -> Timestamp? {
      generator.chance(50) ? Timestamp(secondsSince1970: Int64(bitPattern: generator.next())) : nil
    }
    var entry = DocumentVersion()
    entry.version.isEarlier = generator.chance(50)
    if generator.chance(50) { entry.version.number = generator.integer(1..<300) }
    if generator.chance(50) {
      entry.version.chain = StoryKey(generator.next())
      entry.traits = DocumentVersion.Traits(
        identity: StoryKey(generator.next()), content: generator.next(), isRevision: generator.chance(50),
        number: generator.integer(0..<100), status: generator.element(PublicationStatus.allCases), by: "ТАСС")
    }
    entry.version.seen = time(&generator)
    entry.version.supersededFrom = generator.chance(30) ? .distantPast : time(&generator)
    if generator.chance(30) {
      entry.version.withdrawal = Withdrawal(
        by: "ТАСС", at: time(&generator) ?? .distantPast, isFinal: generator.chance(50))
    }
    entry.embargo = time(&generator)
    entry.links = (0..<generator.integer(0..<3)).map { _ in generator.next() }
    return entry
  }

  @Test("every field comes back, and bytes that are cut or changed throw or read", arguments: UInt64(0)..<200)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let count = generator.integer(1..<400)
    let documents = (0..<count).filter { _ in generator.chance(20) }
    let entries = documents.map { ($0, DocumentVersionsTests.entry(&generator)) }
    let bytes = DocumentVersions.serialized(entries).bytes
    let read = try bytes.withUnsafeBytes { try DocumentVersions.read($0, documents: count) }
    #expect(read.map(\.document) == documents, "seed \(seed)")
    #expect(read.map(\.version) == entries.map(\.1), "seed \(seed)")
    for _ in 0..<20 {
      var damaged = bytes
      if generator.chance(50) { damaged.removeLast(generator.integer(0..<damaged.count)) }
      if !damaged.isEmpty {
        damaged[generator.integer(0..<damaged.count)] = UInt8(truncatingIfNeeded: generator.next())
      }
      let found = try? damaged.withUnsafeBytes { try DocumentVersions.read($0, documents: count) }
      #expect(found?.allSatisfy { (0..<count).contains($0.document) } ?? true, "seed \(seed)")
    }
  }

  @Test("a version is shown from the end of its embargo until another one is")
  func shown() {
    let time = { Timestamp(secondsSince1970: $0) }
    var entry = DocumentVersion()
    #expect(entry.isShown(at: time(5)) && entry.isShown(at: nil))
    entry.embargo = time(10)
    #expect(!entry.isShown(at: time(9)) && entry.isShown(at: time(10)) && entry.isShown(at: nil))
    entry.version.supersededFrom = time(20)
    #expect(entry.isShown(at: time(19)) && !entry.isShown(at: time(20)) && !entry.isShown(at: nil))
    entry.embargo = nil
    entry.version.supersededFrom = .distantPast
    #expect(!entry.isShown(at: time(19)) && !entry.isShown(at: time(.min)) && !entry.isShown(at: nil))
  }
}
