import CCurl
import Corpus

/// One call of `FeedFetcher.fetch`: the multi handle, the transfers on it and those that wait. Owns the multi handle.
final class FetchRun {
  private let options: FeedFetcherOptions
  private let library: UnsafePointer<moonwire_curl>
  private let multi: UnsafeMutableRawPointer
  private var underWay: [UnsafeMutableRawPointer: Transfer] = [:]
  private var lanes: HostLanes
  private var rests: HostRests
  private let clock = ContinuousClock()

  init(
    options: FeedFetcherOptions, resting: HostRests, library: UnsafePointer<moonwire_curl>
  ) throws(FeedFetchingError) {
    guard let multi = moonwire_multi_init(library) else { throw .libraryFailed("out of memory") }
    self.options = options
    self.library = library
    self.multi = multi
    rests = resting
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
  func enqueue(_ request: FeedRequest, now: Timestamp) -> FetchFailure? {
    guard let url = FeedURL(request.url) else { return .unusableAddress }
    if let end = rests.end(ofHost: url.host), end > now { return .hostResting(host: url.host, until: end) }
    if !options.allowPrivate, AddressPolicy.isPrivate(literalHost: url.host) {
      return .privateAddress(host: url.host)
    }
    let transfer = Transfer(request: request, url: url, options: options, library: library)
    transfer.mayClaim = { [unowned self, unowned transfer] address in
      lanes.claim(address, host: transfer.url.host, now: clock.now)
    }
    lanes.append(transfer)
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
    for handle in overdue() {
      finishedAny = true
      try onFinished(handle, CURLE_OPERATION_TIMEDOUT)
    }
    if !finishedAny, !isDone { try check(moonwire_multi_poll(library, multi, Int32(pollMilliseconds))) }
  }

  /// Takes a finished transfer off. Its answer; none where it has been lined up again; and more than one where its host has
  /// asked to be left alone, for all that waited for that host.
  func finished(_ handle: UnsafeMutableRawPointer, _ code: CURLcode, now: Timestamp) -> [FeedAnswer] {
    guard let transfer = underWay.removeValue(forKey: handle) else { return [] }
    let host = transfer.url.host
    let step = transfer.finish(code, now: now.secondsSince1970)
    _ = moonwire_multi_remove(library, multi, handle)
    transfer.release()
    if case .heldUp = step {
      lanes.putBack(transfer)
      return []
    }
    lanes.release(host: host, now: clock.now)
    switch step {
    case .heldUp: return []
    case .redirected:
      guard let end = rests.end(ofHost: transfer.url.host), end > now else {
        lanes.append(transfer)
        return []
      }
      return [transfer.postponed(host: transfer.url.host, until: end)]
    case .finished(let answer):
      guard answer.asksHostToRest, !answer.request.wasRefused else { return [answer] }
      let seconds = min(answer.pace.retryAfter ?? PollingSchedule().firstRefusal, PollingSchedule.longestRetryAfter)
      let end = Timestamp(secondsSince1970: now.secondsSince1970 + Int64(max(0, seconds)))
      rests.rest(host, until: end)
      return [answer] + lanes.removeWaiting(host: host).map { $0.postponed(host: host, until: end) }
    }
  }

  /// Gives up the transfers that have waited too long for a first byte.
  private func overdue() -> [UnsafeMutableRawPointer] {
    let now = clock.now
    return underWay.filter { !$0.value.hasAnswer && $0.value.started.duration(to: now) > options.firstByteTimeout }
      .map(\.key)
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
