import FeedFetching

extension FetchRecord {
  /// The row of the log for what was reported of a feed.
  ///
  /// - Parameter url: The subscribed address, by which the state is found.
  init(_ report: FeedReport, url: String) {
    let outcome: Outcome =
      switch report.outcome {
      case .changed: .changed
      case .unchanged: .unchanged
      case .failed: .failed
      case .gone: .gone
      case .postponed: .postponed
      }
    self.init(url: url, time: report.time, outcome: outcome)
    status = report.status
    bytes = report.bytes
    milliseconds = report.milliseconds
    added = report.stories.added
    updated = report.stories.updated
    unchanged = report.stories.unchanged
    repairs = report.repairs
    entries = report.entries
    renamed = report.renamed
    encodingRepairs = report.encodingRepairs
    redirects = report.redirects
    redirectedTo = report.redirectedTo
    problem = report.error.isEmpty ? report.losses : report.error
  }
}
