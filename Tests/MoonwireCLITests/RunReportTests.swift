import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct RunReportTests {
  private var counts: StoryCounts {
    var counts = StoryCounts()
    counts.added = 1200
    counts.updated = 3
    counts.unchanged = 1
    return counts
  }

  @Test func figures() {
    let index = RunReport(feeds: 14, stories: counts, passedOver: 1, problems: [])
    #expect(
      index.figures(seconds: 0.25)
        == "14 feeds, 1,204 stories: 1,200 new, 3 changed; 1 other file passed over; 0.3 s")
    var update = RunReport(feeds: 1, stories: StoryCounts(), passedOver: 0, problems: [])
    update.notDue = 40
    #expect(update.figures(seconds: 12) == "1 feed, 0 stories: 0 new, 0 changed; 40 feeds not due; 12 s")
    update.mergesPutOff = true
    #expect(
      update.figures(seconds: 12) == "1 feed, 0 stories: 0 new, 0 changed; 40 feeds not due; merging put off; 12 s")
    let lines = RunReport(feeds: nil, stories: counts, passedOver: 2, problems: [])
    #expect(lines.figures(seconds: 0.002) == "1,204 stories: 1,200 new, 3 changed; 2 empty records passed over; 2.0 ms")
  }

  @Test func json() {
    let report = RunReport(
      feeds: nil, stories: counts, passedOver: 0,
      problems: [Problem(source: "a\u{1B}.rss", message: "the file is empty", trouble: .badData)])
    #expect(
      report.json.line
        == #"{"schema":1,"feeds":null,"new":1200,"changed":3,"unchanged":1,"passedOver":0,"notDue":0,"mergesPutOff":false,"#
        + #""problems":[{"source":"a\u001b.rss","message":"the file is empty","status":65}]}"#)
  }

  @Test(
    arguments: [
      ("90", 90), ("90s", 90), ("5m", 300), ("1.5h", 5400), ("0", 0), ("", nil), ("m", nil), ("-1s", nil), ("nan", nil),
      ("5x", nil), ("1e9", nil),
    ] as [(String, Double?)])
  func mergeTimes(argument: String, seconds: Double?) {
    #expect(MergeTime(argument: argument)?.seconds == seconds)
  }

  @Test(arguments: [(Trouble.noInput, MoonwireCLI.ExitStatus.noInput), (.badData, .data), (.temporary, .temporary)])
  func statuses(trouble: Trouble, status: MoonwireCLI.ExitStatus) {
    #expect(MoonwireCLI.ExitStatus(trouble) == status)
  }
}
