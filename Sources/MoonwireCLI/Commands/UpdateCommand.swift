import ArgumentParser
import Moonwire

/// `moonwire update`: fetches the subscribed feeds that are due and indexes what is new.
struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Fetch the subscribed feeds that are due and index what is new.",
    discussion: """
      Made for cron: it prints nothing when all went well, publishes all news in one step, and leaves quietly when \
      another run is at work. Feeds/feeds.opml holds the subscriptions, Index/update.log what was done; \
      'moonwire schedule' sets up regular runs.
      """)

  @Flag(
    help: """
      Ask all feeds, also those that are not due and those that are gone; but none twice within a minute, and none whose \
      server has said when to come back.
      """)
  var force = false

  @Flag(help: "Say of each feed whether it would be asked and why, and do nothing.")
  var explain = false

  @Flag(name: .shortAndLong, help: "Say what was done, also when all went well.")
  var verbose = false

  @OptionGroup(title: "Limits") var limits: UpdateLimits
  @OptionGroup(title: "Reports") var reports: UpdateReports
  @OptionGroup var form: FormOptions
  @OptionGroup var telling: ProgressOptions
  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let home = place.archiveHome()
    let subscriptions = try Subscriptions(path: home.subscriptionsPath)
    guard !subscriptions.feeds.isEmpty else {
      throw CommandFailure(.noInput, "\(home.subscriptionsPath) holds no feeds; subscribe with 'moonwire add'")
    }
    if explain { return try UpdateExplanation(subscriptions, home, force: force, limits).print(json: form.json) }
    Interruption.listen()
    let start = ContinuousClock.now
    let hooks = UpdateHooks(home, seconds: limits.hookSeconds)
    guard var summary = try update(subscriptions, home, hooks) else { return }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if let problem = hooks.after(summary) { summary.problems.append(problem) }
    try report(summary, seconds: seconds)
    if let textfile = reports.textfile {
      try UpdateMetrics(summary, seconds: seconds, subscriptions, home).write(to: textfile)
    }
    if let trouble = summary.trouble { throw CommandFailure(ExitStatus(trouble), nil) }
  }

  /// Runs the update with the index locked; nil where another process has it.
  private func update(_ subscriptions: Subscriptions, _ home: ArchiveHome, _ hooks: UpdateHooks) throws
    -> UpdateSummary?
  {
    let fetcher = try fetch.fetcher(home)
    var writing = IndexWriterOptions()
    writing.mergeBudget = limits.mergeBudget?.budget
    let writer: IndexWriter
    do {
      writer = try IndexWriter(
        directory: home.indexDirectory, options: writing, holder: Surroundings.holder("update"))
    } catch let error as IndexError {
      // The other run does the work; what is due then is asked by the next.
      guard case .storage(.locked(_, let holder)) = error, !limits.failIfLocked else { throw error }
      if isWatched { complain("nothing done: the index is in use by \(holder.isEmpty ? "another process" : holder)") }
      return nil
    }
    var options = Updater.Options(fetcher: fetcher)
    options.force = force
    options.home = home.filesRoot
    options.indexDirectory = home.indexDirectory
    options.mostFeeds = limits.maxFeeds
    options.beforeAsking = { due in try hooks.before(due: due) }
    let updater = Updater(
      subscriptions: subscriptions, store: try FeedStateStore(path: home.statePath), writer: writer,
      log: UpdateLog(path: home.indexDirectory + "/update.log"), options: options)
    let progress = ProgressBox("Updating", isQuiet: telling.quiet)
    defer { progress.finish() }
    let start = ContinuousClock.now
    var stories = 0
    return try updater.run(
      now: { .now }, isStopped: { progress.isInterrupted() || limits.isOver(since: start) }
    ) {
      stories += $0.stories.total
      progress.update(done: $1, total: $2, isBytes: false, stories: stories)
    }
  }

  private var isWatched: Bool { verbose || (Terminal(fileDescriptor: 2).isTerminal && !telling.quiet) }

  /// Those who watch are told of everything that went wrong. Cron, which would send it by mail, is told of a feed when it has
  /// failed often enough in a row, and then every so often. All of it is in the log and in the status.
  private func report(_ summary: UpdateSummary, seconds: Double) throws {
    let isWatched = isWatched
    var report = RunReport(
      feeds: summary.changedFeeds + summary.unchangedFeeds, stories: summary.stories, passedOver: 0,
      problems: isWatched ? summary.problems : summary.problems.filter { reports.rule.tells(of: $0) })
    report.notDue = summary.notDue
    report.mergesPutOff = summary.mergesPutOff
    try report.print(json: form.json, isQuiet: !verbose, seconds: seconds)
    for url in summary.retired { complain("\(url) is gone and will not be asked again; 'moonwire remove' it") }
    guard verbose else { return }
    if summary.fullTexts + summary.pagesWaiting > 0 {
      complain("full texts of pages: \(summary.fullTexts) taken, \(summary.pagesWaiting) still to be fetched")
    }
    for (old, new) in summary.moved.sorted(by: { $0.key < $1.key }) { complain("\(old) has moved to \(new)") }
  }
}
