import ArgumentParser
import Moonwire

/// `moonwire health [--since 7d]`: which feeds are ill, and what to do about it.
struct HealthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Name the feeds that are dead, stale, silent, slow, redirecting, renaming or mis-encoded.",
    discussion: """
      Judged by the log of updates. One line for each feed that is ill: its number in 'moonwire feeds', its name, what ails \
      it, the reason, and what to do. Ends with 1 where there is one, with 0 where all are well.
      """)

  @Option(help: ArgumentHelp("How far back to look ('36h', '7d').", valueName: "duration"))
  var since = "7d"

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if TimeSpan.seconds(since) == nil {
      throw ValidationError("--since is a number with h, d or w behind it, such as 7d")
    }
  }

  func run() throws {
    let now = Timestamp.now
    let seconds = TimeSpan.seconds(since) ?? 7 * 86_400
    let since = Timestamp(secondsSince1970: now.secondsSince1970 - Int64(seconds))
    let home = place.archiveHome()
    let list = try Subscriptions(path: home.subscriptionsPath)
    guard !list.feeds.isEmpty else {
      throw CommandFailure(.noInput, "\(home.subscriptionsPath) holds no feeds; subscribe with 'moonwire add'")
    }
    guard Folder.exists(home.statePath), case let store = try FeedStateStore(path: home.statePath),
      let lastRun = try store.lastRun()
    else {
      throw CommandFailure(.noInput, "no update has run yet, so nothing is known of the feeds; run 'moonwire update'")
    }
    let report = HealthReport(
      list: list, states: try store.states(), looks: try store.fetches(since: since), counts: try counts(home),
      home: home.filesRoot, now: now)
    var output = StandardOutput()
    if form.json {
      for line in report.json { try output.write(line: line) }
    } else {
      let terminal = Terminal(fileDescriptor: 1)
      try output.write(report.text(isForPeople: terminal.isTerminal))
    }
    try output.flush()
    guard lastRun >= since else {
      throw CommandFailure(
        .nothingFound,
        "the last update ran \(lastRun.ago(from: now)), which is more than \(Quantity.span(seconds)) ago;"
          + " 'moonwire schedule' sets up regular ones")
    }
    if !report.patients.isEmpty { throw CommandFailure(.nothingFound, nil) }
  }

  /// The stories by feed; none where nothing has been indexed yet.
  private func counts(_ home: ArchiveHome) throws -> [FeedCount] {
    do {
      return try place.archive().feeds()
    } catch IndexError.noIndex {
      return []
    } catch let failure as CommandFailure where failure.status == .nothingFound {
      return []
    }
  }
}
