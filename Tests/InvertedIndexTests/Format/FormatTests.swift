import Corpus
import Foundation
import Storage
import TestSupport
import Testing

@testable import InvertedIndex

/// The bytes on disk, as docs/FORMAT.md describes them. A change of layout fails here: then the document, the version, the
/// golden file and the stored index change with it, in one commit. `RECORD_GOLDEN=1` writes the latter two anew and fails.
@Suite struct FormatTests {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1"

  /// The two stories of the worked example.
  static var example: [Story] {
    let feed = "https://example.org/rss"
    var first = Story(
      identity: StoryIdentity(feed: feed, id: "1"), title: "Lunar station", text: "A station near the Moon.",
      firstSeen: Timestamp(secondsSince1970: 1_615_280_400))
    first.feedTitle = "Wire"
    first.language = "en"
    first.agencies = ["KazTAG"]
    first.published = Timestamp(secondsSince1970: 1_615_278_600)
    var second = Story(
      identity: StoryIdentity(feed: feed, id: "2"), title: "", text: "Stations and crews.",
      firstSeen: Timestamp(secondsSince1970: 1_615_280_400))
    second.feedTitle = "Wire"
    second.published = Timestamp(secondsSince1970: 1_615_192_200)
    return [first, second]
  }

  /// All that does not depend on the versions of zstd, ICU and Snowball: sections by name, bytes and text beside one another.
  static func dump(_ path: String) throws -> String {
    let snapshot = try IndexSnapshot(directory: path)
    let segment = try #require(snapshot.segments.first)
    var text = ""
    for (id, name) in SegmentSection.names + [(SegmentSection.postings, "postings")] {
      guard ![SegmentSection.storedBlocks, SegmentSection.storedIndex].contains(id) else { continue }
      var bytes = Array(try segment.file.section(id))
      if id == SegmentSection.summary { bytes.removeFirst(1 + segment.summary.analyzer.utf8.count) }
      text += "\(name) (\(id)), \(bytes.count) bytes\n\(hexadecimal(bytes))"
    }
    let record = try segment.withRecord(of: 0) { Array($0) }
    text += "stored story 0, \(record.count) bytes\n\(hexadecimal(record))"
    for (name, bytes) in try files(in: path).sorted(by: { $0.key < $1.key }) where !SectionedFile.isSegment(bytes) {
      text += "\(name), \(bytes.count) bytes\n"
      text += name.hasPrefix("manifest") ? String(decoding: bytes, as: UTF8.self) : hexadecimal(bytes)
    }
    return text
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let row = bytes[start..<min(start + 16, bytes.count)]
      let digits = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      let letters = row.map { $0 >= 0x20 && $0 < 0x7f ? String(UnicodeScalar($0)) : "." }.joined()
      text += "  " + digits + String(repeating: " ", count: 49 - digits.count) + letters + "\n"
    }
    return text
  }

  @Test("the worked example has the bytes of the document")
  func example() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    do {
      let writer = try IndexWriter(directory: path)
      for story in FormatTests.example { try writer.put(story) }
      try writer.commit()
    }
    var dump = try FormatTests.dump(path)
    let live = LiveDocuments(documentCount: 2)
    _ = live.delete(1)
    dump += "live documents, story 1 deleted\n" + FormatTests.hexadecimal(live.serialized())
    let golden = FormatTests.fixtures + "/two-stories.txt"
    if FormatTests.isRecording {
      try FileManager.default.createDirectory(atPath: FormatTests.fixtures, withIntermediateDirectories: true)
      try Data(dump.utf8).write(to: URL(fileURLWithPath: golden))
      Issue.record("recorded \(golden); run again without RECORD_GOLDEN")
      return
    }
    let expected = try String(decoding: Data(contentsOf: URL(fileURLWithPath: golden)), as: UTF8.self)
    // Line by line first, so that the failure says where.
    for (found, wanted) in zip(dump.split(separator: "\n"), expected.split(separator: "\n")) {
      #expect(found == wanted)
    }
    #expect(dump == expected)
  }

  @Test("an index of format 3 opens, is whole, and goes on")
  func formatThree() throws {
    let stored = FormatTests.fixtures + "/format-3"
    if FormatTests.isRecording {
      let index = try SmallIndex(stories: 160)
      try? FileManager.default.removeItem(atPath: stored)
      try FileManager.default.createDirectory(atPath: stored, withIntermediateDirectories: true)
      for (name, bytes) in index.files { try Data(bytes).write(to: URL(fileURLWithPath: stored + "/" + name)) }
      Issue.record("recorded \(stored); run again without RECORD_GOLDEN")
      return
    }
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    try FileManager.default.copyItem(atPath: stored, toPath: path)
    let stories = (0..<160).filter { $0 % 9 != 0 }.map { randomStory($0) }
    try expectIndex(path, holds: stories)
    let segment = try #require(try IndexSnapshot(directory: path).segments.first)
    #expect(segment.documentCount == 160 && segment.liveCount == stories.count)
    #expect(try #require(try segment.entry(for: Array("station".utf8))).postings.documentFrequency >= 128)
    let writer = try IndexWriter(directory: path)
    try writer.put(randomStory(500))
    try writer.mergeAll()
    try expectIndex(path, holds: stories + [randomStory(500)])
  }

  /// The stored indexes were written by earlier versions of the program.
  @Test(
    "an index of an older format is refused for reading and taken over by a writer, story by story", arguments: [1, 2],
    [true, false])
  func olderFormat(format: Int, merging: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    try FileManager.default.copyItem(atPath: FormatTests.fixtures + "/format-\(format)", toPath: path)
    #expect(throws: IndexError.olderFormat(path: path, format: format)) { try IndexSnapshot(directory: path) }
    #expect(throws: IndexError.olderFormat(path: path, format: format)) { try IndexCheck.run(directory: path) }
    let stories = (0..<160).filter { $0 % 9 != 0 }.map { randomStory($0) }
    // A writer that publishes nothing changes nothing.
    #expect(try IndexWriter(directory: path).storyCount == stories.count)
    #expect(throws: IndexError.olderFormat(path: path, format: format)) { try IndexSnapshot(directory: path) }
    let writer = try IndexWriter(directory: path)
    if merging { try writer.mergeAll() } else { try writer.commit() }
    try expectIndex(path, holds: stories)
  }
}

extension SectionedFile {
  /// Whether a file's bytes begin as a segment's.
  fileprivate static func isSegment(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: SectionedFileWriter.magic)
  }
}
