import Moonwire
import TestSupport
import Testing

@testable import MoonwireCLI

@Suite struct FileStatisticsTests {
  private var file: FileStatistics {
    var file = FileStatistics()
    file.name = "segment-00000003"
    file.stories = 2000
    file.terms = 5000
    file.postings = 160_000
    file.tokens = 240_000
    file.rawBytes = 4_000_000
    file.components = [
      .init(name: "postings", bytes: 150_000), .init(name: "positions", bytes: 300_000),
      .init(name: "stored_stories", bytes: 1_000_000), .init(name: "stored_index", bytes: 0),
      .init(name: "terms", bytes: 45_000), .init(name: "term_index", bytes: 5000),
    ]
    return file
  }

  @Test("a file's table")
  func table() {
    #expect(
      file.text(title: file.name)
        == """
        segment-00000003, 2,000 stories
          \u{A0} postings               150,000   10.0 %  0.038 of raw
          \u{A0} positions              300,000   20.0 %  0.075 of raw
          \u{A0} stored stories       1,000,000   66.7 %  0.250 of raw
          \u{A0} terms                   45,000    3.0 %  0.011 of raw
          \u{A0} term index               5,000    0.3 %  0.001 of raw
          \u{A0} total                1,500,000  100.0 %  0.375 of raw
          \u{A0} without the stories    500,000   33.3 %  0.125 of raw
          \u{A0} a posting         7.50  bits
          \u{A0} a position       10.00  bits
          \u{A0} a term           10.00  bytes
          \u{A0} a story stored  500.00  bytes

        """.replacing("  \u{A0}", with: "\u{A0}"))
  }

  @Test("what nothing can be said of is left out")
  func empty() {
    var file = FileStatistics()
    file.components = [.init(name: "postings", bytes: 0), .init(name: "norms", bytes: 8)]
    #expect(file.text(title: "x") == "x, 0 stories\n\u{A0} norms  8  100.0 %\n\u{A0} total  8  100.0 %\n")
    #expect(file.bitsPerPosting == nil && file.bitsPerPosition == nil && file.bytesPerStory == nil)
    #expect(FileStatistics.total(of: []) == FileStatistics())
  }

  @Test("files together")
  func total() {
    var other = file
    other.name = "segment-00000004"
    other.components.append(.init(name: "norms", bytes: 100))
    let total = FileStatistics.total(of: [file, other])
    #expect(total.name.isEmpty && total.stories == 4000 && total.rawBytes == 8_000_000 && total.postings == 320_000)
    #expect(total.bytes == 3_000_100 && total.components.last == .init(name: "norms", bytes: 100))
    #expect(total.components.first == .init(name: "postings", bytes: 300_000))
    #expect(total.bitsPerPosting == 7.5)
  }

  @Test("of a real index: the parts add up to the files, and JSON says what the table says")
  func real() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/index"
    let writer = try IndexWriter(directory: path)
    for number in 0..<50 {
      var story = Story(
        identity: StoryIdentity(feed: "feed", id: "\(number)"), title: "Story \(number)", text: "", firstSeen: testNow)
      story.text = (0..<100).map { "word\($0 * number % 97)" }.joined(separator: " ")
      try writer.put(story)
      if number == 24 { try writer.commit() }
    }
    try writer.commit()
    let statistics = try Archive(index: path, now: testNow).statistics()
    #expect(statistics.files.reduce(0) { $0 + $1.stories } == 50)
    #expect(statistics.files.reduce(0) { $0 + $1.bytes } == statistics.bytes)
    for file in statistics.files {
      #expect(try DiskFileSystem().map(path + "/" + file.name).bytes.count == file.bytes)
      #expect(file.components.allSatisfy { $0.bytes >= 0 })
    }
    guard case .object(let members) = statistics.filesJSON,
      case .array(let files)? = members.first(
        where: { $0.key == "files" })?.value
    else {
      Issue.record("no files in the JSON")
      return
    }
    #expect(members.map(\.key) == ["schema", "files", "total"])
    #expect(files.count == statistics.files.count)
    let total = FileStatistics.total(of: statistics.files)
    #expect(statistics.filesText.contains(ProgressLine.grouped(Int64(total.bytes))))
    #expect(statistics.filesJSON.line.contains("\"bytes\":\(total.bytes),"))
  }

  @Test(
    arguments: [
      (0, 1, "0.0"), (1.25, 1, "1.3"), (-0.04, 1, "0.0"), (-1.25, 2, "-1.25"), (9.9996, 3, "10.000"), (1e13, 1, "--"),
      (.nan, 2, "--"), (0.0049, 2, "0.00"),
    ] as [(Double, Int, String)])
  func decimals(value: Double, digits: Int, text: String) {
    #expect(ProgressLine.decimal(value, digits: digits) == text)
  }
}
