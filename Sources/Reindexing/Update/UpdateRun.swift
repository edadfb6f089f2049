import Corpus
import FeedFetching
import FeedParsing
import InvertedIndex

/// One run of an update: what is known, what has changed, what is to be told.
final class UpdateRun {
  let states: [String: FeedState]
  private(set) var changedStates: [FeedState] = []
  private(set) var reports: [FeedReport] = []
  var summary = UpdateSummary()

  private let writer: IndexWriter
  private let options: Updater.Options
  private let started: Timestamp
  /// Whether what the states say of bodies is in the index. If not, every feed is read anew.
  private let isTrusted: Bool
  private let reader = FeedReader()
  /// The subscription that each requested address belongs to; they differ where a feed has moved.
  private var subscribedURL: [String: String] = [:]

  init(
    writer: IndexWriter, options: Updater.Options, started: Timestamp, isTrusted: Bool, states: [String: FeedState]
  ) {
    self.writer = writer
    self.options = options
    self.started = started
    self.isTrusted = isTrusted
    self.states = states
  }

  // MARK: - Addresses

  /// What to ask for a subscribed address; nil where it is not due, or where the same address is asked already.
  func request(for url: String) -> FeedRequest? {
    let state = states[url] ?? FeedState(url: url)
    // An index that has lost its stories is filled again at once, but not against a server's refusal.
    let isLost = !isTrusted && state.failures == 0 && !state.isRetired
    guard options.force || isLost || state.isDue(at: started) else { return nil }
    let request = state.request(at: started, unconditional: !isTrusted)
    guard subscribedURL[request.url] == nil else { return nil }
    subscribedURL[request.url] = url
    return request
  }

  /// Takes an answer: reads the body where there is a new one, and counts.
  func take(_ answer: FeedAnswer) throws -> FeedReport {
    let url = subscribedURL[answer.request.url] ?? answer.request.url
    let old = states[url] ?? FeedState(url: url)
    var state = old
    state.take(answer, at: started, schedule: options.schedule)
    var report = FeedReport(time: started, url: FeedURL.withoutCredentials(url))
    report.status = answer.status
    report.bytes = answer.bytesReceived
    switch answer.outcome {
    case .notModified: break
    case .gone:
      report.outcome = .gone
      report.error = state.lastError
      if state.isRetired { summary.retired.append(report.url) }
      note(&report, trouble: .badData)
    case .failed(let failure):
      report.error = state.lastError
      note(&report, trouble: failure.isTemporary ? .temporary : .badData)
    case .body(let body):
      let hash = UpdateRun.hash(body)
      if isTrusted, hash == old.bodyHash { break }
      do {
        let reading = try reader.read(
          body, contentType: answer.contentType, address: answer.finalURL, now: started, identity: { _ in report.url })
        try put(reading, &report)
        state.didRead(hash: hash, title: reading.title, feedInterval: reading.refreshInterval, at: started)
      } catch let error as FeedParsingError {
        report.error = "\(error)"
        state.didFailToRead(report.error, keeping: old, at: started, schedule: options.schedule)
        note(&report, trouble: .badData)
      }
    }
    if state.moves > 0, state.movedTo != answer.request.url {
      summary.moved[report.url] = FeedURL.withoutCredentials(state.movedTo)
    }
    report.nextDue = state.isRetired ? nil : state.nextDue
    changedStates.append(state)
    return finish(report)
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
        try put(reading, &report)
        state.didRead(hash: hash, title: reading.title, feedInterval: nil, at: started)
        state.lastChecked = started
        state.lastSuccess = started
      }
      (state.failures, state.lastError) = (0, "")
    } catch let error as InputError {
      let problem = Problem(error, source: feed.url)
      report.error = problem.message
      note(&report, trouble: problem.trouble)
    } catch let error as FeedParsingError {
      report.error = "\(error)"
      note(&report, trouble: .badData)
    }
    if !report.error.isEmpty { (state.failures, state.lastError) = (min(old.failures + 1, 1_000_000), report.error) }
    if state != old { changedStates.append(state) }
    return finish(report)
  }

  // MARK: - Both

  private func put(_ reading: FeedReader.Reading, _ report: inout FeedReport) throws {
    for story in reading.stories { report.stories.count(try writer.put(story)) }
    report.repairs = reading.repairs
    report.warnings = reading.warnings
    report.losses = reading.losses
    if report.stories.added + report.stories.updated > 0 { report.outcome = .changed }
  }

  private func note(_ report: inout FeedReport, trouble: Trouble) {
    if report.outcome != .gone { report.outcome = .failed }
    summary.problems.append(Problem(source: report.url, message: report.error, trouble: trouble))
  }

  private func finish(_ report: FeedReport) -> FeedReport {
    summary.stories += report.stories
    switch report.outcome {
    case .changed: summary.changedFeeds += 1
    case .unchanged: summary.unchangedFeeds += 1
    case .failed, .gone: break
    }
    reports.append(report)
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
