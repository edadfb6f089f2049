public import Corpus
public import FeedFetching
import FeedParsing
public import InvertedIndex
import Storage

/// Asks the subscribed feeds that are due, and brings what is new into the index: the work of `moonwire update`.
///
/// The order is what makes a kill at any moment harmless: all stories first, as one commit of the index; then what is known
/// of pages (`FullText`), the states of all feeds, and the log of runs, as one transaction each; then the log in text.
/// Killed before the commit, nothing has happened; killed between commit and states, the feeds are asked and read once more,
/// and all their stories are found unchanged.
public struct Updater {
  /// How an update goes about it.
  public struct Options: Sendable {
    /// Asks feeds that are not due, too, also those that are retired.
    public var force = false
    /// How many feeds of the web a run asks at most; nil for all that are due. The others stay due.
    public var mostFeeds: Int?
    /// Called once before the first feed is asked, with the number of feeds; not at all where none is due. What it throws
    /// ends the run before anything has happened, and is thrown on.
    public var beforeAsking: (@Sendable (_ due: Int) throws -> Void)?
    /// The archive's home, from which files within it are named.
    public var home: String?
    /// How feeds are asked.
    public var fetcher: FeedFetcherOptions
    /// How long feeds are left alone.
    public var schedule = PollingSchedule()
    /// The index's folder, where `pages.sqlite` is kept; nil: no pages are fetched, whatever the list says.
    public var indexDirectory: String?
    /// The time that a run may spend on pages once all feeds have answered.
    public var pageTime = Duration.seconds(120)
    /// The clock of the pauses between pages.
    public var pageClock: any PageClock = SystemPageClock()

    /// The usual.
    public init(fetcher: FeedFetcherOptions) {
      self.fetcher = fetcher
    }
  }

  private let subscriptions: Subscriptions
  private let store: FeedStateStore
  private let writer: IndexWriter
  private let log: UpdateLog?
  private let options: Options

  /// An updater. The writer holds the index's lock, so that two updates never meet here.
  public init(
    subscriptions: Subscriptions, store: FeedStateStore, writer: IndexWriter, log: UpdateLog?, options: Options
  ) {
    self.subscriptions = subscriptions
    self.store = store
    self.writer = writer
    self.log = log
    self.options = options
  }

  /// Runs one update.
  ///
  /// - Parameters:
  ///   - now: The clock. Read once for the run, and again to compare with dates in answers.
  ///   - isStopped: Asked several times a second; once true, the feed at hand is finished, nothing more is asked, and what
  ///     has been read is committed.
  ///   - onFeed: Called after each feed, in the order of the plan, with the number of feeds done and of feeds due.
  /// - Throws: Errors of the index and of the states; `FeedFetchingError` where libcurl is missing. Trouble of one feed is
  ///   in the summary.
  public func run(
    now: () -> Timestamp, isStopped: () -> Bool = { false },
    onFeed: (_ feed: FeedReport, _ done: Int, _ due: Int) -> Void = { _, _, _ in }
  ) throws -> UpdateSummary {
    let (run, generation) = try begin(at: now())
    let plan = UpdatePlan(
      feeds: subscriptions.feeds, states: run.states, now: run.started, isTrusted: run.isTrusted, force: options.force,
      mostFeeds: options.mostFeeds)
    run.expect(plan)
    run.summary.subscribed = plan.items.count
    let due = plan.askedCount
    run.summary.notDue = plan.items.count - due
    if due > 0 { try options.beforeAsking?(due) }
    for feed in plan.files {
      if isStopped() { break }
      onFeed(try run.read(feed, path: subscriptions.path(of: feed)), run.reports.count, due)
    }
    let requests = plan.requests.map(\.request)
    if !requests.isEmpty, !isStopped() {
      var answers = OrderedAnswers(requests)
      try FeedFetcher(options: options.fetcher).fetch(requests, now: now, isStopped: isStopped) { answer in
        for answer in answers.take(answer) { onFeed(try run.take(answer), run.reports.count, due) }
      }
      for answer in answers.takeRest() { onFeed(try run.take(answer), run.reports.count, due) }
    }
    run.summary.wasStopped = run.reports.count < due
    try run.fullText.fetch(into: writer, now: now, isStopped: isStopped)
    try publish(run, startedAt: generation, finished: now())
    return run.summary
  }

  /// Takes in answers that are there already, of feeds that have just been subscribed to: their stories are indexed and their
  /// states noted, as if an update had asked for them.
  ///
  /// - Parameter answers: Answers whose requests bear the subscribed addresses.
  /// - Throws: As `run`.
  public func take(_ answers: [FeedAnswer], at now: Timestamp) throws -> UpdateSummary {
    let (run, generation) = try begin(at: now)
    run.expect(subscriptions.feeds)
    run.summary.subscribed = answers.count
    for answer in answers { _ = try run.take(answer) }
    try publish(run, startedAt: generation, finished: now)
    return run.summary
  }

  private func begin(at started: Timestamp) throws -> (run: UpdateRun, generation: Int) {
    let generation = try writer.commit().generation
    let isTrusted = try store.isTrusted(atGeneration: UInt64(max(0, generation)))
    var states = try store.states()
    if !isTrusted { states = states.mapValues { $0.forgettingBody(at: started) } }
    let fullText = FullText(feeds: subscriptions.feeds, options: options, started: started)
    let run = UpdateRun(
      writer: writer, options: options, started: started, isTrusted: isTrusted, states: states, fullText: fullText)
    return (run, generation)
  }

  private func publish(_ run: UpdateRun, startedAt generation: Int, finished: Timestamp) throws {
    let commit = try writer.commit()
    let published = commit.generation
    if let problem = Problem(commit) { run.summary.problems.append(problem) }
    run.summary.mergesPutOff = commit.mergesPutOff
    run.fullText.save()
    run.summary.fullTexts = run.fullText.completed
    run.summary.pagesWaiting = run.fullText.waiting
    run.summary.problems += run.fullText.problems
    let subscribed = Set(subscriptions.feeds.map(\.url))
    let forgotten = run.states.keys.filter { !subscribed.contains($0) }.sorted()
    if !forgotten.isEmpty { try store.remove(forgotten) }
    // Where no feed's state has changed, the database is left untouched: unless the index has moved on without it.
    let states = run.statesToSave.filter { subscribed.contains($0.url) }
    if !states.isEmpty || published != generation {
      try store.save(states, generation: UInt64(max(0, published)))
    }
    if !run.fetches.isEmpty {
      var record = RunRecord(started: run.started, finished: finished, fetches: run.fetches)
      record.wasStopped = run.summary.wasStopped
      record.generation = UInt64(max(0, published))
      try store.record(record)
    }
    if let failure = log?.append(run.reports) {
      run.summary.problems.append(
        Problem(source: failure.path, message: "the log cannot be written", trouble: .temporary))
    }
  }
}
