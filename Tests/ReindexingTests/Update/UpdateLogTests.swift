import Corpus
import Foundation
import TestSupport
import Testing

@testable import Reindexing

@Suite struct UpdateLogTests {
  @Test func linesAreJSONWhateverIsInThem() throws {
    var report = FeedReport(time: testNow, url: "https://h/\"\\\n\u{1b}[31m\u{202e}луна")
    report.error = "x"
    report.nextDue = later(900)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.line.utf8)) as? [String: Any])
    #expect(object["url"] as? String == report.url)
    #expect(object["next_due"] as? String == "2021-03-09T08:45:00Z")
    #expect(!report.line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
  }

  @Test func aFullLogIsPutAside() throws {
    let folder = try TemporaryFolder()
    let log = UpdateLog(path: folder.path + "/update.log", largest: 500)
    for _ in 0..<10 { #expect(log.append([FeedReport(time: testNow, url: "https://example.org/feed")]) == nil) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["update.log", "update.log.1"])
    #expect(UpdateLog(path: folder.path + "/absent/update.log").append([FeedReport(time: testNow, url: "x")]) != nil)
  }
}
