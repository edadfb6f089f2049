/// How far a merge has come, for those who watch, and the question whether to go on.
struct MergeProgress {
  /// Told the share that is done, from 0 to 1; false stops the merge.
  typealias Report = (_ done: Double) throws -> Bool

  /// A merge was stopped.
  struct Stopped: Error {}

  private let total: Int
  private let report: Report
  private var done = 0
  private var reported = 0

  /// - Parameters:
  ///   - total: Bytes of the files that are merged.
  ///   - report: Called about every hundredth of the work, and every 4 MiB.
  init(total: Int, report: @escaping Report) {
    self.total = max(total, 1)
    self.report = report
  }

  /// Counts bytes that are done.
  ///
  /// - Throws: `Stopped`.
  mutating func advance(_ bytes: Int) throws {
    done += bytes
    guard done - reported >= min(4 << 20, total / 100) else { return }
    reported = done
    if try !report(min(1, Double(done) / Double(total))) { throw Stopped() }
  }
}
