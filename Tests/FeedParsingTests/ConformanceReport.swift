import FoundationEssentials
import Synchronization
import Testing

/// The table in docs/CONFORMANCE.md: collected by the conformance tests, held against the document, or written to it.
///
/// With RECORD_CONFORMANCE=1 the table is written and the test fails, so that no run passes that has changed its own
/// expectation.
final class ConformanceReport: Sendable {
  static let shared = ConformanceReport()

  struct Row: Sendable {
    var suite: String
    var group: String
    var held: Int
    var failed: Int
    var leftOut: Int
  }

  private let rows = Mutex<[Row]>([])

  /// Adds a group's result.
  func add(suite: String, group: String, held: Int, failed: Int, leftOut: Int = 0) {
    rows.withLock { $0.append(Row(suite: suite, group: group, held: held, failed: failed, leftOut: leftOut)) }
  }

  /// The rows of a suite, as the document has them.
  func table(of suite: String) -> String {
    let rows = rows.withLock { $0 }.filter { $0.suite == suite }.sorted { $0.group < $1.group }
    let total = rows.reduce(Row(suite: suite, group: "all", held: 0, failed: 0, leftOut: 0)) { sum, row in
      Row(
        suite: suite, group: "all", held: sum.held + row.held, failed: sum.failed + row.failed,
        leftOut: sum.leftOut + row.leftOut)
    }
    let lines = (rows + [total]).map { row in
      let judged = row.held + row.failed
      let rate = judged == 0 ? "–" : String(Double(row.held * 10_000 / judged) / 100) + " %"
      return "| \(row.group) | \(row.held) | \(row.failed) | \(row.leftOut) | \(rate) |"
    }
    return (["| group | hold | differ | not ours | share |", "| --- | --- | --- | --- | --- |"] + lines)
      .joined(separator: "\n")
  }

  /// Holds a suite's table against the document.
  func check(_ suite: String) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/CONFORMANCE.md")
    let document = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let (begin, end) = ("<!-- \(suite): begin -->\n", "\n<!-- \(suite): end -->")
    let start = try #require(document.firstRange(of: begin))
    let stop = try #require(document[start.upperBound...].firstRange(of: end))
    let table = table(of: suite)
    print(table)
    if ProcessInfo.processInfo.environment["RECORD_CONFORMANCE"] != nil {
      let text = document[..<start.upperBound] + table + document[stop.lowerBound...]
      try Data(text.utf8).write(to: url)
      Issue.record("The table of \(suite) was written to docs/CONFORMANCE.md; run again without RECORD_CONFORMANCE.")
    } else {
      #expect(String(document[start.upperBound..<stop.lowerBound]) == table, "docs/CONFORMANCE.md is out of date")
    }
  }
}
