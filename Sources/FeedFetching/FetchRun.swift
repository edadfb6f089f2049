import CCurl
import Corpus

/// One call of `FeedFetcher.fetch`: the multi handle, the transfers on it and those that wait. Owns the multi handle.
final class FetchRun {
  private let options: FeedFetcherOptions
  private let library: UnsafePointer<moonwire_curl>
  private let multi: UnsafeMutableRawPointer
  private var underWay: [UnsafeMutableRawPointer: Transfer] = [:]
  private var lanes: HostLanes
  private let clock = ContinuousClock()

  init(options: FeedFetcherOptions, library: UnsafePointer<moonwire_curl>) throws(FeedFetchingError) {
    guard let multi = moonwire_multi_init(library) else { throw .libraryFailed("out of memory") }
    self.options = options
    self.library = library
    self.multi = multi
    lanes = HostLanes(gap: options.gapPerHost)
    _ = moonwire_multi_set_long(library, multi, CURLMOPT_MAXCONNECTS, max(1, options.parallel))
  }

  deinit {
    for (handle, transfer) in underWay {
      _ = moonwire_multi_remove(library, multi, handle)
      transfer.release()
    }
    moonwire_multi_cleanup(library, multi)
  }

  /// Whether nothing waits and nothing is under way.
  var isDone: Bool {
    underWay.isEmpty && lanes.waitingCount == 0
  }

  /// Lines a request up, or says why it cannot be asked at all.
  func enqueue(_ request: FeedRequest) -> FetchFailure? {
    guard let url = FeedURL(request.url) else { return .unusableAddress }
    if !options.allowPrivate, AddressPolicy.isPrivate(literalHost: url.host) {
      return .privateAddress(host: url.host)
    }
    lanes.append(Transfer(request: request, url: url, options: options, library: library))
    return nil
  }

  /// Starts what may start, moves bytes, reports what has finished, and waits a little for more.
  func advance(onFinished: (UnsafeMutableRawPointer, CURLcode) throws -> Void) throws {
    try startWaiting()
    var running: Int32 = 0
    try check(moonwire_multi_perform(library, multi, &running))
    var code = CURLE_OK
    var finishedAny = false
    while let handle = moonwire_multi_next_finished(library, multi, &code) {
      finishedAny = true
      try onFinished(handle, code)
    }
    if !finishedAny, !isDone { try check(moonwire_multi_poll(library, multi, Int32(pollMilliseconds))) }
  }

  /// Takes a finished transfer off; its answer, or nil where it has been redirected and lined up again.
  func finished(_ handle: UnsafeMutableRawPointer, _ code: CURLcode, now: Timestamp) -> FeedAnswer? {
    guard let transfer = underWay.removeValue(forKey: handle) else { return nil }
    lanes.release(host: transfer.url.host, now: clock.now)
    let step = transfer.finish(code, now: now.secondsSince1970)
    _ = moonwire_multi_remove(library, multi, handle)
    transfer.release()
    switch step {
    case .redirected:
      lanes.append(transfer)
      return nil
    case .finished(let answer):
      return answer
    }
  }

  private func startWaiting() throws(FeedFetchingError) {
    for transfer in lanes.take(max(1, options.parallel) - underWay.count, now: clock.now) {
      guard let handle = transfer.makeHandle() else { throw .libraryFailed("out of memory") }
      underWay[handle] = transfer
      try check(moonwire_multi_add(library, multi, handle))
    }
  }

  /// At most a fifth of a second, so that `isStopped` is heard; less where a lane opens before.
  private var pollMilliseconds: Int {
    guard underWay.count < options.parallel, let pause = lanes.pause(now: clock.now) else { return 200 }
    return min(200, max(1, pause.milliseconds + 1))
  }

  private func check(_ code: CURLMcode) throws(FeedFetchingError) {
    guard code == CURLM_OK else { throw .libraryFailed(String(cString: moonwire_multi_strerror(library, code))) }
  }
}
