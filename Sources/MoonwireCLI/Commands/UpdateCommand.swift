import ArgumentParser
import Moonwire

/// `moonwire update`: fetches the subscribed feeds that are due and indexes what is new.
struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Fetch the subscribed feeds that are due and index what is new.",
    discussion: """
      Made for cron: it prints nothing when all went well, publishes all news in one step, and leaves at once with \
      status 75 when another run is at work. Feeds/feeds.opml holds the subscriptions, Index/update.log what was done.
      """)

  @Flag(help: "Ask all feeds, also those that are not due and those that are gone.")
  var force = false

  @Flag(name: .shortAndLong, help: "Say what was done, also when all went well.")
  var verbose = false

  @Option(help: ArgumentHelp("Put off what merging would take longer ('90s', '5m').", valueName: "duration"))
  var mergeBudget: MergeTime?

  @OptionGroup var form: FormOptions
  @OptionGroup var telling: ProgressOptions
  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    Interruption.listen()
    let start = ContinuousClock.now
    let home = place.archiveHome()
    let subscriptions = try Subscriptions(path: home.subscriptionsPath)
    guard !subscriptions.feeds.isEmpty else {
      throw CommandFailure(.noInput, "\(home.subscriptionsPath) holds no feeds; subscribe with 'moonwire add'")
    }
    let progress = ProgressBox("Updating", isQuiet: telling.quiet)
    defer { progress.finish() }
    var stories = 0
    let summary = try updater(subscriptions, home).run(now: { .now }, isStopped: { progress.isInterrupted() }) {
      stories += $0.stories.total
      progress.update(done: $1, total: $2, isBytes: false, stories: stories)
    }
    progress.finish()
    try report(summary, seconds: (ContinuousClock.now - start) / .seconds(1))
    if let trouble = summary.trouble { throw CommandFailure(ExitStatus(trouble), nil) }
  }

  private func updater(_ subscriptions: Subscriptions, _ home: ArchiveHome) throws -> Updater {
    var writing = IndexWriterOptions()
    writing.mergeBudget = mergeBudget?.budget
    let writer = try IndexWriter(
      directory: home.indexDirectory, options: writing, holder: Surroundings.holder("update"))
    let store = try FeedStateStore(path: home.indexDirectory + "/state.sqlite")
    var options = Updater.Options(fetcher: fetch.fetcher)
    options.force = force
    options.home = home.filesRoot
    options.indexDirectory = home.indexDirectory
    return Updater(
      subscriptions: subscriptions, store: store, writer: writer,
      log: UpdateLog(path: home.indexDirectory + "/update.log"), options: options)
  }

  /// What did not work for a moment only is in the log; it is said aloud to those who watch, not to cron, which would
  /// send it by mail.
  private func report(_ summary: UpdateSummary, seconds: Double) throws {
    let isWatched = verbose || (Terminal(fileDescriptor: 2).isTerminal && !telling.quiet)
    var report = RunReport(
      feeds: summary.changedFeeds + summary.unchangedFeeds, stories: summary.stories, passedOver: 0,
      problems: isWatched ? summary.problems : summary.problems.filter { $0.trouble != .temporary })
    report.notDue = summary.notDue
    report.mergesPutOff = summary.mergesPutOff
    try report.print(json: form.json, isQuiet: !verbose, seconds: seconds)
    guard verbose else { return }
    if summary.fullTexts + summary.pagesWaiting > 0 {
      complain("full texts of pages: \(summary.fullTexts) taken, \(summary.pagesWaiting) still to be fetched")
    }
    for (old, new) in summary.moved.sorted(by: { $0.key < $1.key }) { complain("\(old) has moved to \(new)") }
    for url in summary.retired { complain("\(url) is gone and will not be asked again") }
  }
}
