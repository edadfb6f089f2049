import Testing

@testable import MoonwireCLI

@Suite struct ProgressLineTests {
  private let line = ProgressLine(
    activity: "Indexing", done: 41_000_000, total: 100_000_000, isBytes: true, stories: 12804, elapsed: 10)

  @Test(arguments: [
    (100, "Indexing  ████████░░░░░░░░░░░░  41 %  12,804 stories  4.1 MB/s  14 s left"),
    (60, "Indexing  ███░░░░  41 %  12,804 stories  4.1 MB/s  14 s left"),
    (57, "Indexing  41 %  12,804 stories  4.1 MB/s  14 s left"), (40, "Indexing  41 %  12,804 stories  4.1 MB/s"),
    (20, "Indexing  41 %"), (8, "Indexing"), (3, ""),
  ])
  func fits(columns: Int, expected: String) {
    let text = line.text(columns: columns, usesUnicode: true)
    #expect(DisplayWidth.of(text) <= columns)
    #expect(text == expected)
  }

  @Test func withoutTotal() {
    var line = line
    line.total = nil
    #expect(line.text(columns: 80, usesUnicode: false) == "Indexing  12,804 stories  4.1 MB/s")
  }

  @Test func feeds() {
    let line = ProgressLine(activity: "Updating", done: 3, total: 46, isBytes: false, stories: 1, elapsed: 0.1)
    #expect(line.text(columns: 80, usesUnicode: false) == "Updating  #-------------------  6 %  3 of 46 feeds  1 story")
  }

  @Test func oddNumbersDoNotTrap() {
    for (done, total, elapsed) in [
      (Int64.max, Int64(1), 1e-300), (-5, 0, .nan), (0, .max, .infinity), (.min, .min, 0),
    ] as [(Int64, Int64, Double)] {
      let line = ProgressLine(activity: "x", done: done, total: total, isBytes: true, stories: 0, elapsed: elapsed)
      #expect(!line.text(columns: 80, usesUnicode: true).isEmpty)
    }
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")] as [(Int64, String)])
  func grouped(number: Int64, text: String) {
    #expect(ProgressLine.grouped(number) == text)
  }

  @Test(arguments: [(0, "0 s"), (98.6, "99 s"), (99.6, "2 min"), (7200, "2 h"), (1e9, "long")])
  func durations(seconds: Double, text: String) {
    #expect(ProgressLine.duration(seconds) == text)
  }
}
