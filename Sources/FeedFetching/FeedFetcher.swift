import CCurl
public import Corpus

/// Asks many feeds at once, politely, and hands each answer over as it arrives.
///
/// All transfers share one thread and one multi handle of libcurl: the caller's thread, for as long as `fetch` runs.
/// At most `parallel` requests are under way, at most one per host and per network address, with a pause between two.
/// Redirects are followed here, not by libcurl, because each hop has to pass the same checks as the first address:
/// scheme, no step from https to http, no private address, no login page, the host's lane. Only GET is ever sent; no
/// cookies, no Referer, no credentials but those written in the address or kept for just that host.
public final class FeedFetcher {
  private let options: FeedFetcherOptions
  private let library: UnsafePointer<moonwire_curl>

  /// A fetcher. Loads libcurl on the first one; throws `FeedFetchingError.libraryUnavailable` where that is not possible.
  public init(options: FeedFetcherOptions) throws(FeedFetchingError) {
    self.options = options
    library = try Curl.library()
  }

  /// Asks for every request once, and returns when all have answered or failed.
  ///
  /// - Parameters:
  ///   - requests: The feeds; answers arrive in another order.
  ///   - resting: Hosts that are not asked; each request to one is answered by `FetchFailure.hostResting`, and so are those
  ///     that still wait for a host when it refuses one (429, or 503 with `Retry-After`).
  ///   - now: The clock, read once for each answer, for dates in headers that lack a `Date` to compare with.
  ///   - isStopped: Asked several times a second; once true, nothing more is asked and what is under way is dropped
  ///     without an answer.
  ///   - onAnswer: Called on this thread, once for each request. What it throws ends the run and is thrown on.
  /// - Throws: `FeedFetchingError.libraryFailed`, or the error of `onAnswer`. Trouble of one feed is never thrown.
  public func fetch(
    _ requests: [FeedRequest], resting: HostRests = HostRests(), now: () -> Timestamp,
    isStopped: () -> Bool = { false }, onAnswer: (FeedAnswer) throws -> Void
  ) throws {
    let run = try FetchRun(options: options, resting: resting, library: library)
    for request in requests {
      if let failure = run.enqueue(request, now: now()) {
        try onAnswer(FeedAnswer(request: request, outcome: .failed(failure)))
      }
    }
    while !run.isDone, !isStopped() {
      try run.advance { handle, code in
        for answer in run.finished(handle, code, now: now()) { try onAnswer(answer) }
      }
    }
  }

  /// Asks one feed, and returns its answer.
  public func fetch(_ request: FeedRequest, now: () -> Timestamp) throws -> FeedAnswer {
    var answer = FeedAnswer(request: request, outcome: .failed(.other("no answer")))
    try fetch([request], now: now) { answer = $0 }
    return answer
  }
}
