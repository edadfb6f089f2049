import Corpus
import FeedFetching
import FeedParsing
import InvertedIndex

/// One run of an update: what is known, what has changed, what is to be told.
final class UpdateRun {
  let states: [String: FeedState]
  private(set) var changedStates: [FeedState] = []
  private(set) var reports: [FeedReport] = []
  /// What goes into the log of the states: looks at feeds of the web, and at files that were new or could not be read.
  private(set) var fetches: [FetchRecord] = []
  var summary = UpdateSummary()

  private let writer: IndexWriter
  private let options: Updater.Options
  let started: Timestamp
  /// Whether what the states say of bodies is in the index. If not, every feed is read anew.
  let isTrusted: Bool
  let fullText: FullText
  private let reader = FeedReader()
  /// The subscription that each requested address belongs to; the two addresses differ where a feed has moved.
  private var subscription: [String: Subscription] = [:]

  init(
    writer: IndexWriter, options: Updater.Options, started: Timestamp, isTrusted: Bool, states: [String: FeedState],
    fullText: FullText
  ) {
    self.writer = writer
    self.options = options
    self.started = started
    self.isTrusted = isTrusted
    self.states = states
    self.fullText = fullText
  }

  /// What is to be saved: the states that have changed. After the loss of the index all have, since what they said of bodies
  /// is forgotten; also those of feeds that this run does not come to, which later runs would believe.
  var statesToSave: [FeedState] {
    guard !isTrusted else { return changedStates }
    let changed = Set(changedStates.map(\.url))
    return changedStates + states.values.filter { !changed.contains($0.url) }.sorted { $0.url < $1.url }
  }

  // MARK: - Addresses

  /// What the plan asks, so that answers find their feeds.
  func expect(_ plan: UpdatePlan) {
    for (feed, request) in plan.requests { subscription[request.url] = feed }
  }

  /// Answers to these feeds are to come, asked at their own addresses.
  func expect(_ feeds: [Subscription]) {
    for feed in feeds { subscription[feed.url] = feed }
  }

  /// Takes an answer: reads the body where there is a new one, and counts.
  func take(_ answer: FeedAnswer) throws -> FeedReport {
    let feed = subscription[answer.request.url] ?? Subscription(url: answer.request.url)
    let url = feed.url
    let old = states[url] ?? FeedState(url: url)
    var state = old
    state.take(answer, at: started, schedule: options.schedule)
    var report = FeedReport(time: started, url: FeedURL.withoutCredentials(url))
    report.status = answer.status
    report.bytes = answer.bytesReceived
    report.milliseconds = answer.milliseconds
    report.redirects = answer.redirects
    if answer.finalURL != answer.request.url { report.redirectedTo = FeedURL.withoutCredentials(answer.finalURL) }
    switch answer.outcome {
    case .notModified: break
    case .gone:
      report.outcome = .gone
      report.error = state.lastError
      if state.isRetired { summary.retired.append(report.url) }
      note(&report, trouble: .badData, failures: state.failures)
    case .failed(.hostResting(let host, let until)):
      report.outcome = .postponed
      report.error = FetchFailure.hostResting(host: host, until: until).description
    case .failed(let failure):
      report.error = state.lastError
      note(&report, trouble: failure.isTemporary ? .temporary : .badData, failures: state.failures)
    case .body(let body):
      let hash = UpdateRun.hash(body)
      if isTrusted, hash == old.bodyHash { break }
      do {
        let reading = try reader.read(
          body, contentType: answer.contentType, contentLocation: answer.contentLocation, address: answer.finalURL,
          now: started, identity: { _ in report.url })
        try put(reading, of: feed, &report)
        report.renamed = reading.marks.renamed(since: old.entryMarks)
        state.entryMarks = reading.marks
        state.didRead(
          answer, hash: hash, title: reading.title, wishes: reading.wishes, newStories: report.stories.added,
          at: started, schedule: options.schedule)
      } catch let error as FeedParsingError {
        report.error = "\(error)"
        state.didFailToRead(report.error, keeping: old, at: started, schedule: options.schedule)
        note(&report, trouble: .badData, failures: state.failures)
      }
    }
    if state.failures == 0, report.outcome != .postponed { state.waitAtLeast(feed.interval, from: started) }
    if state.moves > 0, state.movedTo != answer.request.url {
      summary.moved[report.url] = FeedURL.withoutCredentials(state.movedTo)
    }
    report.nextDue = state.isRetired ? nil : state.nextDue
    changedStates.append(state)
    return finish(report, of: feed)
  }

  // MARK: - Files

  /// Reads a subscribed file, where it has changed.
  func read(_ feed: Subscription, path: String) throws -> FeedReport {
    var report = FeedReport(time: started, url: feed.url)
    let old = states[feed.url] ?? FeedState(url: feed.url)
    var state = old
    do {
      var file = try InputFile(path: path)
      let bytes = try file.readAll(limit: Ingest.largestFile)
      report.bytes = bytes.count
      let hash = UpdateRun.hash(bytes)
      if !isTrusted || options.force || hash != old.bodyHash {
        let reading = try reader.read(bytes, contentType: nil, address: path, now: started) { _ in
          FeedIdentity.ofFile(path, home: options.home)
        }
        try put(reading, of: feed, &report)
        state.didRead(hash: hash, title: reading.title, feedInterval: nil, at: started)
        state.lastChecked = started
        state.lastSuccess = started
      }
      (state.failures, state.lastError) = (0, "")
    } catch let error as InputError {
      let problem = Problem(error, source: feed.url)
      fail(&report, &state, problem.message, problem.trouble)
    } catch let error as FeedParsingError {
      fail(&report, &state, "\(error)", .badData)
    }
    if state != old { changedStates.append(state) }
    return finish(report, of: feed)
  }

  // MARK: - Both

  private func put(_ reading: FeedReader.Reading, of feed: Subscription, _ report: inout FeedReport) throws {
    let stories = reading.stories.map { story in
      var story = story
      if story.language.isEmpty { story.language = feed.language }
      return story
    }
    for story in fullText.complete(stories, of: feed) {
      let outcome = try writer.put(story)
      report.stories.count(outcome)
      if outcome == .added { summary.newStories.append(story.key) }
    }
    report.entries = reading.stories.count
    report.repairs = reading.repairs
    report.encodingRepairs = reading.encodingRepairs
    report.warnings = reading.warnings
    report.losses = reading.losses
    if report.stories.added + report.stories.updated > 0 { report.outcome = .changed }
  }

  private func fail(_ report: inout FeedReport, _ state: inout FeedState, _ message: String, _ trouble: Trouble) {
    state.failures = min(state.failures + 1, 1_000_000)
    state.lastError = message
    report.error = message
    note(&report, trouble: trouble, failures: state.failures)
  }

  private func note(_ report: inout FeedReport, trouble: Trouble, failures: Int) {
    if report.outcome != .gone { report.outcome = .failed }
    var problem = Problem(source: report.url, message: report.error, trouble: trouble)
    problem.failures = failures
    summary.problems.append(problem)
  }

  private func finish(_ report: FeedReport, of feed: Subscription) -> FeedReport {
    summary.stories += report.stories
    switch report.outcome {
    case .changed: summary.changedFeeds += 1
    case .unchanged: summary.unchangedFeeds += 1
    case .failed, .gone, .postponed: break
    }
    reports.append(report)
    if !feed.isFile || report.outcome != .unchanged { fetches.append(FetchRecord(report, url: feed.url)) }
    return report
  }

  /// 64-bit FNV-1a (draft-eastlake-fnv): a body is hashed once in many minutes, and the value is kept in a database that
  /// other programs may read.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }
}
