import ArgumentParser
import Moonwire

/// What an update may take.
struct UpdateLimits: ParsableArguments {
  @Option(help: ArgumentHelp("Ask at most so many feeds; the others stay due.", valueName: "count"))
  var maxFeeds: Int?

  @Option(
    help: ArgumentHelp(
      "Ask nothing more after so long, and publish what has come ('90s', '10m').", valueName: "duration"))
  var timeBudget: MergeTime?

  @Option(help: ArgumentHelp("Put off what merging would take longer ('90s', '5m').", valueName: "duration"))
  var mergeBudget: MergeTime?

  @Option(help: ArgumentHelp("Time of a hook, 60s unless said otherwise.", valueName: "duration"))
  var hookTime: MergeTime?

  @Flag(help: "End with status 75 and a sentence where another run is at work.")
  var failIfLocked = false

  func validate() throws {
    if let maxFeeds, maxFeeds < 1 { throw ValidationError("--max-feeds is 1 or more") }
  }

  /// Whole seconds for a hook.
  var hookSeconds: Int { max(1, Int(hookTime?.seconds ?? 60)) }

  /// Whether the time of a run that began then is over.
  func isOver(since start: ContinuousClock.Instant) -> Bool {
    timeBudget.map { (ContinuousClock.now - start) / .seconds(1) >= $0.seconds } ?? false
  }
}

/// What an update tells, and where.
struct UpdateReports: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where nobody watches, tell of a feed only when it has failed so many times in a row.", valueName: "count"))
  var reportAfter = 5

  @Option(help: ArgumentHelp("Tell of it again after so many more failures.", valueName: "count"))
  var reportEvery = 20

  @Option(
    help: ArgumentHelp("Write figures for Prometheus (node_exporter's textfile collector) there.", valueName: "file"))
  var textfile: String?

  func validate() throws {
    guard reportAfter >= 1, reportEvery >= 1 else {
      throw ValidationError("--report-after and --report-every are 1 or more")
    }
  }

  /// The two numbers.
  var rule: ReportRule { ReportRule(after: reportAfter, every: reportEvery) }
}

/// When a feed that goes on failing is worth a word.
struct ReportRule: Equatable {
  /// The first time: after so many failures in a row.
  var after: Int
  /// And again after so many more.
  var every: Int

  /// Whether a problem is to be told where nobody watches. One that nobody counts is told where it will not pass by itself.
  func tells(of problem: Problem) -> Bool {
    guard let failures = problem.failures else { return problem.trouble != .temporary || problem.source == "hook" }
    return failures == after || (failures > after && (failures - after) % every == 0)
  }
}
