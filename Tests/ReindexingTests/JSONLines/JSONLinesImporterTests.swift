import Corpus
import InvertedIndex
import TestSupport
import Testing

@testable import Reindexing

@Suite struct JSONLinesImporterTests {
  private func run(
    _ folder: TemporaryFolder, _ path: String, collection: String? = nil, stopAfter: Int = .max
  ) throws -> JSONLinesImporter.Summary {
    try withWriter(folder) { writer in
      try JSONLinesImporter(collection: collection, path: path, now: testNow)
        .run(try JSONLinesReader(path: path), into: writer) { _, stories in stories < stopAfter }
    }
  }

  @Test func aSecondImportChangesNothing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "wire.jsonl", #"{"id":"1","title":"Luna 25","text":"Landed."}"# + "\n" + #"{"_id":"2","text":"No title"}"# + "\n")
    let first = try run(folder, path)
    #expect(first.stories.added == 2 && first.stories.total == 2 && first.trouble == nil)
    let before = generation(folder)
    let second = try run(folder, path)
    #expect(second.stories.unchanged == 2 && second.stories.total == 2)
    #expect(generation(folder) == before)
    try expectSound(folder)
  }

  @Test func theCollectionIsNamedByRecordCallerOrFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("wire.jsonl.gz", gzip(Array(#"{"id":"1","title":"A"}{"#.utf8.dropLast()) + [0x0a]))
    _ = try run(folder, path)
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: "wire", id: "1").key) })
    _ = try run(folder, path, collection: "other")
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: "other", id: "1").key) })
    let named = try folder.write("named.jsonl", #"{"id":"1","title":"A","feed":"https://tass.ru/rss"}"#)
    _ = try run(folder, named, collection: "other")
    #expect(try withWriter(folder) { try $0.delete(StoryIdentity(feed: "https://tass.ru/rss", id: "1").key) })
  }

  @Test(
    "Names of collections",
    arguments: [
      ("a/b/reuters21578.jsonl.gz", "reuters21578"), ("x.json", "x"), ("x.ndjson", "x"), ("x.y.jsonl", "x.y"),
      (".jsonl", ".jsonl"), ("-", "standard input"), ("noending", "noending"), ("/", ""),
    ])
  func names(path: String, name: String) {
    #expect(JSONLinesImporter.collectionName(ofFile: path) == name)
  }

  @Test func badLinesAreToldAndTheOthersGoIn() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "wire.jsonl", #"{"id":"1","title":"A"}"# + "\nnonsense\n" + #"{"id":"3"}"# + "\n" + #"{"id":"4","title":"B"#)
    let summary = try run(folder, path)
    #expect(summary.stories.added == 1 && summary.emptyRecords == 1 && summary.faultyLines == 2)
    #expect(summary.faults == [.init(line: 2, fault: .notAnObject(saw: .text)), .init(line: 4, fault: .endsEarly)])
    #expect(summary.trouble == .badData)
    #expect(try titles(folder) == ["A"])
    try expectSound(folder)
  }

  @Test(
    "A file without an object is refused as a whole",
    arguments: [
      ("<?xml version=\"1.0\"?>\n<rss/>\n", 1, .notAnObject(saw: .markup)),
      ("\n\nhello\n", 3, .notAnObject(saw: .text)),
      ("[{\"id\":\"1\",\"title\":\"A\"}]", 1, .notAnObject(saw: .array)),
      ("{\n  \"id\": \"1\",\n  \"title\": \"A\"\n}\n", 1, .endsEarly), ("a\0b\n", 1, .notAnObject(saw: .binary)),
    ] as [(String, Int, JSONLinesFault)])
  func foreignFiles(text: String, line: Int, fault: JSONLinesFault) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("file", text)
    #expect(throws: InputError.notJSONLines(path: path, line: line, fault: fault)) { try run(folder, path) }
    #expect(generation(folder) == 0)
  }

  @Test func ofABinaryFileNothingIsImported() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 7)
    let noise = (0..<20000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let bytes = noise + Array(("\n" + #"{"id":"1","title":"A"}"# + "\n").utf8)
    #expect(throws: InputError.self) { try run(folder, try folder.write("binary", bytes)) }
    #expect(generation(folder) == 0)
  }

  @Test func ofManyFaultsThreeAreTold() throws {
    let folder = try TemporaryFolder()
    let lines = ["no", "no", #"{"id":"1","title":"A"}"#] + [String](repeating: "no", count: 18)
    let summary = try run(folder, try folder.write("wire.jsonl", lines.joined(separator: "\n")))
    #expect(summary.faultyLines == 20 && summary.faults.map(\.line) == [1, 2, 4] && summary.stories.added == 1)
  }

  @Test func aTornFileGivesWhatCameBefore() throws {
    let folder = try TemporaryFolder()
    let whole = gzip(Array((#"{"id":"1","title":"A"}"# + "\n").utf8))
    let path = try folder.write("torn.jsonl.gz", Array(whole.dropLast(3)))
    let summary = try run(folder, path)
    #expect(summary.brokenOff == .damagedGzip(path: path, offset: whole.count - 3))
    #expect(summary.trouble == .badData)
    #expect(try titles(folder) == ["A"])
  }

  @Test func aStopCommitsWhatCameBefore() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<5000).map { "{\"id\":\"\($0)\",\"title\":\"Story \($0)\"}" }.joined(separator: "\n")
    let summary = try run(folder, try folder.write("wire.jsonl", lines), stopAfter: 1000)
    #expect(summary.wasStopped && summary.stories.added == 1024)
    #expect(try titles(folder).count == 1024)
  }

  @Test(
    "Records and their stories",
    arguments: [
      ("{}", nil), (#"{"id":"1","title":"  \n "}"#, nil), (#"{"id":"1","title":" A\n  B\tC "}"#, "A B C"),
      (#"{"id":"1","title":"A  B"}"#, "A B"), (#"{"id":"1","title":"A B"}"#, "A B"),
    ] as [(String, String?)])
  func stories(line: String, title: String?) throws {
    #expect(try scan(line).story(collection: "c", firstSeen: testNow)?.title == title)
  }

  @Test func recordsWithoutIDAreNamedByLinkOrContent() throws {
    func id(_ line: String) throws -> String? {
      try scan(line).story(collection: "c", firstSeen: testNow)?.identity.id
    }
    #expect(try id(#"{"title":"A","link":"https://a/"}"#) == "https://a/")
    let content = try id(#"{"title":"A","text":"B"}"#)
    #expect(content?.hasPrefix("content:") == true)
    #expect(try id(#"{"text":"B","title":"A","language":"en"}"#) == content)
    #expect(try id(#"{"title":"A","text":"C"}"#) != content)
    #expect(try id(#"{"id":17,"title":"A"}"#) == "17")
  }

  @Test func lineEndsAreMadePlain() throws {
    let story = try #require(
      try scan(#"{"id":"1","text":"a\r\nb\rc\r\n\r\nd","language":"EN-us"}"#).story(collection: "c", firstSeen: testNow)
    )
    #expect(story.text == "a\nb\nc\n\nd")
    #expect(story.language == "en-us")
    #expect(story.feedTitle == "c" && story.identity.feed == "c" && story.firstSeen == testNow)
  }

  @Test(
    "Dates as numbers",
    arguments: [
      ("1615278600", 1_615_278_600), ("1615278600123", 1_615_278_600), ("\"1615278600\"", 1_615_278_600), ("12", nil),
      ("99999999999999999999", nil), ("null", nil),
    ] as [(String, Int64?)])
  func dates(value: String, seconds: Int64?) throws {
    let story = try scan("{\"id\":\"1\",\"title\":\"A\",\"date\":\(value)}").story(collection: "c", firstSeen: testNow)
    #expect(story?.published?.secondsSince1970 == seconds)
  }
}
