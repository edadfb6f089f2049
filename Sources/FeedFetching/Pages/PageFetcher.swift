public import Corpus

/// Asks for web pages as a polite crawler does: robots.txt first, one request at a time to a host, a pause between two.
///
/// Pages of many hosts are asked for in rounds: in each at most one request to a host, of the hosts whose pause is over.
/// Redirects are followed here, one hop a request, because where they lead robots.txt has its own say. A host that does not
/// answer is left alone for the rest of the run. Addresses, sizes and times are guarded by `FeedFetcher`, as for feeds; no
/// cookies are kept.
public final class PageFetcher {
  /// A page on its way.
  private struct Job {
    var page: Int
    var url: FeedURL
    var visited: [String]
  }

  private struct Host {
    var jobs: [Job] = []
    var opensAt = Duration.zero
  }

  private let options: PageFetcherOptions
  private let clock: any PageClock
  private let pages: FeedFetcher
  private let files: FeedFetcher
  /// What is known of sites by origin; what has changed is for the caller to keep.
  public private(set) var robots: [String: RobotsRecord]
  /// The origins whose records have changed.
  public private(set) var changedOrigins: Set<String> = []
  private var rules: [String: RobotsRules] = [:]
  /// The origins whose pause from an earlier run is over, or was never begun.
  private var waitedFor: Set<String> = []

  private var hosts: [Host] = []
  private var hostOfName: [String: Int] = [:]

  /// Redirects followed for a page.
  static let mostRedirects = 5
  /// The longest time that a site is left alone on its word, in seconds.
  static let longestPause: Int64 = 7 * 86_400

  /// A fetcher that knows of those sites. Throws `FeedFetchingError.libraryUnavailable` where libcurl cannot be loaded.
  public init(
    options: PageFetcherOptions, robots: [String: RobotsRecord] = [:], clock: any PageClock = SystemPageClock()
  ) throws(FeedFetchingError) {
    self.options = options
    self.robots = robots
    self.clock = clock
    var paging = options.fetcher
    paging.accept = "text/html,application/xhtml+xml;q=0.9"
    paging.followsRedirects = false
    // Pages are what anyone may read: what a user's password opens is not copied from there.
    paging.credentials = nil
    paging.largestBody = options.largestPage
    paging.totalTimeout = min(paging.totalTimeout, options.pageTimeout)
    // The pauses between requests are kept here; those between the hops of a robots.txt are not.
    paging.gapPerHost = .zero
    pages = try FeedFetcher(options: paging)
    var filing = paging
    filing.accept = "text/plain,*/*;q=0.1"
    filing.followsRedirects = true
    filing.mostRedirects = PageFetcher.mostRedirects
    filing.gapPerHost = options.gapPerHost
    files = try FeedFetcher(options: filing)
  }

  /// Asks for every page once.
  ///
  /// - Parameters:
  ///   - urls: The addresses; answers come with their places in this list, in any order.
  ///   - now: The clock of the calendar, for what robots.txt is worth.
  ///   - isStopped: Asked several times a second; once true, what is left is postponed.
  ///   - onAnswer: Called once for each address, on this thread.
  /// - Throws: `FeedFetchingError.libraryFailed`, or what `onAnswer` throws.
  public func fetch(
    _ urls: [String], now: () -> Timestamp, isStopped: () -> Bool = { false },
    onAnswer: (Int, PageAnswer) throws -> Void
  ) throws {
    let start = clock.elapsed
    let end = start + options.timeBudget
    for (place, text) in urls.enumerated() {
      guard let url = FeedURL(text) else {
        try onAnswer(place, .failed(.unusableAddress))
        continue
      }
      // Feeds of the same hosts may have been asked for a moment ago.
      enqueue(Job(page: place, url: url, visited: [url.text]), firstOpensAt: start + options.gapPerHost)
    }
    while let next = hosts.lazy.filter({ !$0.jobs.isEmpty }).map(\.opensAt).min(), next <= end, clock.elapsed <= end {
      if isStopped() { break }
      if next > clock.elapsed {
        clock.sleep(min(next - clock.elapsed, .milliseconds(200)))
        continue
      }
      try round(until: end, now: now, isStopped: isStopped, onAnswer: onAnswer)
    }
    for host in hosts.indices { try postponeAll(of: host, onAnswer) }
  }

  // MARK: - Rounds

  /// One request to each host that is open.
  private func round(
    until end: Duration, now: () -> Timestamp, isStopped: () -> Bool, onAnswer: (Int, PageAnswer) throws -> Void
  ) throws {
    var asked: [String: (host: Int, job: Job)] = [:]
    var files: [String: (host: Int, origin: String)] = [:]
    for host in hosts.indices where hosts[host].opensAt <= clock.elapsed {
      let moment = now()
      while let job = hosts[host].jobs.first {
        let origin = job.url.origin
        guard let record = robots[origin], record.isFresh(at: moment) else {
          files[origin + "/robots.txt"] = (host, origin)
          break
        }
        if let wait = record.notBefore.map({ $0.secondsSince1970 - moment.secondsSince1970 }), wait > 0,
          wait <= PageFetcher.longestPause, waitedFor.insert(origin).inserted
        {
          // From an earlier run; the wishes of this one are kept by the pauses.
          hosts[host].opensAt = clock.elapsed + .seconds(wait)
          break
        }
        guard record.verdict != .unreachable, rules(of: record).allows(job.url.pathAndQuery) else {
          hosts[host].jobs.removeFirst()
          try onAnswer(job.page, .disallowed)
          continue
        }
        // Two pages of one address would have one answer.
        if asked[job.url.text] == nil {
          hosts[host].jobs.removeFirst()
          asked[job.url.text] = (host, job)
        }
        break
      }
    }
    try askFiles(files, now: now, isStopped: isStopped, onAnswer: onAnswer)
    try askPages(asked, now: now, isStopped: isStopped, onAnswer: onAnswer)
  }

  private func askFiles(
    _ asked: [String: (host: Int, origin: String)], now: () -> Timestamp, isStopped: () -> Bool,
    onAnswer: (Int, PageAnswer) throws -> Void
  ) throws {
    guard !asked.isEmpty else { return }
    try files.fetch(asked.keys.sorted().map { FeedRequest(url: $0) }, now: now, isStopped: isStopped) { answer in
      guard let (host, origin) = asked[answer.request.url] else { return }
      var record = RobotsRecord(origin: origin, answer: answer, fetched: now())
      record.notBefore = robots[origin]?.notBefore
      robots[origin] = record
      rules[origin] = nil
      changedOrigins.insert(origin)
      close(host, origin)
    }
  }

  private func askPages(
    _ asked: [String: (host: Int, job: Job)], now: () -> Timestamp, isStopped: () -> Bool,
    onAnswer: (Int, PageAnswer) throws -> Void
  ) throws {
    guard !asked.isEmpty else { return }
    var unanswered = Set(asked.keys)
    try pages.fetch(asked.keys.sorted().map { FeedRequest(url: $0) }, now: now, isStopped: isStopped) { answer in
      guard let (host, job) = asked[answer.request.url] else { return }
      unanswered.remove(answer.request.url)
      close(host, job.url.origin)
      waitedFor.insert(job.url.origin)
      noteWishes(of: job.url.origin, answer, at: now())
      if case .failed(.redirectRefused(let target)) = answer.outcome {
        if let failure = follow(job, to: target) { try onAnswer(job.page, .failed(failure)) }
        return
      }
      try onAnswer(job.page, PageFetcher.answer(answer))
      if case .failed(let failure) = answer.outcome, failure.stopsHost { try postponeAll(of: host, onAnswer) }
    }
    for url in unanswered.sorted() { if let job = asked[url]?.job { try onAnswer(job.page, .postponed) } }
  }

  private func postponeAll(of host: Int, _ onAnswer: (Int, PageAnswer) throws -> Void) throws {
    let jobs = hosts[host].jobs
    hosts[host].jobs = []
    for job in jobs { try onAnswer(job.page, .postponed) }
  }

  // MARK: - Hosts

  private func enqueue(_ job: Job, firstOpensAt moment: Duration, isNext: Bool = false) {
    let host = hostOfName[job.url.host] ?? hosts.count
    if host == hosts.count {
      hostOfName[job.url.host] = host
      hosts.append(Host(opensAt: moment))
    }
    hosts[host].jobs.insert(job, at: isNext ? 0 : hosts[host].jobs.count)
  }

  /// Closes a host for its pause.
  private func close(_ host: Int, _ origin: String) {
    let delay = robots[origin].flatMap { rules(of: $0).crawlDelay } ?? 0
    hosts[host].opensAt = clock.elapsed + max(options.gapPerHost, .milliseconds(Int64(delay * 1000)))
  }

  /// Remembers for later runs how long a site wants to be left alone.
  private func noteWishes(of origin: String, _ answer: FeedAnswer, at moment: Timestamp) {
    guard var record = robots[origin] else { return }
    var pause = Int64(rules(of: record).crawlDelay ?? 0)
    if case .failed = answer.outcome, let asked = answer.pace.retryAfter { pause = max(pause, Int64(asked)) }
    let wish =
      pause > 1 ? Timestamp(secondsSince1970: moment.secondsSince1970 + min(pause, PageFetcher.longestPause)) : nil
    guard wish != record.notBefore else { return }
    record.notBefore = wish
    robots[origin] = record
    changedOrigins.insert(origin)
  }

  private func rules(of record: RobotsRecord) -> RobotsRules {
    if let known = rules[record.origin] { return known }
    let read = record.verdict == .rules ? RobotsRules(record.body, product: options.product) : RobotsRules()
    rules[record.origin] = read
    return read
  }

  /// Lines up the next hop, or says why there is none.
  private func follow(_ job: Job, to target: String) -> FetchFailure? {
    guard job.visited.count <= PageFetcher.mostRedirects, !job.visited.contains(target) else {
      return .tooManyRedirects(limit: PageFetcher.mostRedirects)
    }
    guard let next = FeedURL(target), job.url.mayLead(to: next) else { return .redirectRefused(to: target) }
    enqueue(
      Job(page: job.page, url: next, visited: job.visited + [target]), firstOpensAt: clock.elapsed, isNext: true)
    return nil
  }

  private static func answer(_ answer: FeedAnswer) -> PageAnswer {
    switch answer.outcome {
    case .body(let bytes):
      let type = answer.contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
      guard type.isEmpty || type == "text/html" || type == "application/xhtml+xml" else {
        return .notAPage(contentType: type)
      }
      return .page(body: bytes, contentType: answer.contentType, url: answer.finalURL)
    case .failed(let failure): return .failed(failure)
    case .gone: return .failed(.status(410))
    case .notModified: return .failed(.status(304))
    }
  }
}

extension FetchFailure {
  /// Whether it speaks against the host rather than the page, so that no other page of it is worth asking for now.
  fileprivate var stopsHost: Bool {
    switch self {
    case .nameNotResolved, .connectionFailed, .insecure, .timedOut, .privateAddress, .status(429), .status(503): true
    default: false
    }
  }
}
