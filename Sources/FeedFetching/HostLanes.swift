/// Who may be asked next: one lane per host, one transfer under way in each, a pause between two.
///
/// Lanes are served in the order in which their hosts were first named, so that requests to many hosts interleave and
/// none waits behind another host's queue. Times are those of a monotonic clock and only measure pauses.
struct HostLanes {
  private struct Lane {
    var waiting: [Transfer] = []
    var next = 0
    var isBusy = false
    var opensAt: ContinuousClock.Instant?

    var isWaiting: Bool { next < waiting.count }
  }

  private let gap: Duration
  private var lanes: [Lane] = []
  private var laneOfHost: [String: Int] = [:]
  /// Transfers that wait.
  private(set) var waitingCount = 0

  init(gap: Duration) {
    self.gap = gap
  }

  /// Lines a transfer up behind the others for its host.
  mutating func append(_ transfer: Transfer) {
    let index = laneOfHost[transfer.url.host] ?? lanes.count
    if index == lanes.count {
      laneOfHost[transfer.url.host] = index
      lanes.append(Lane())
    }
    lanes[index].waiting.append(transfer)
    waitingCount += 1
  }

  /// Up to `count` transfers whose lanes are open; their lanes are busy until `release`.
  mutating func take(_ count: Int, now: ContinuousClock.Instant) -> [Transfer] {
    guard count > 0, waitingCount > 0 else { return [] }
    var taken: [Transfer] = []
    for index in lanes.indices where lanes[index].isWaiting && !lanes[index].isBusy {
      if taken.count == count { break }
      if let opensAt = lanes[index].opensAt, opensAt > now { continue }
      taken.append(lanes[index].waiting[lanes[index].next])
      lanes[index].next += 1
      lanes[index].isBusy = true
      waitingCount -= 1
    }
    return taken
  }

  /// Opens the lane of a host again, after the pause.
  mutating func release(host: String, now: ContinuousClock.Instant) {
    guard let index = laneOfHost[host] else { return }
    lanes[index].isBusy = false
    lanes[index].opensAt = now.advanced(by: gap)
  }

  /// How long until a closed lane with waiting transfers opens; nil where none waits for the clock alone.
  func pause(now: ContinuousClock.Instant) -> Duration? {
    lanes.lazy.filter { $0.isWaiting && !$0.isBusy }
      .map { lane in lane.opensAt.map { max(.zero, now.duration(to: $0)) } ?? .zero }.min()
  }
}
