/// Who may be asked next: one lane per host, one transfer under way in each and at each network address, a pause between
/// two.
///
/// Lanes are served in the order in which their hosts were first named, so that requests to many hosts interleave and
/// none waits behind another host's queue. Many hosts may lie at one address, which is known when a socket is to be opened
/// and not before: a transfer that finds its address taken goes back to the head of its lane (`claim` says no, then
/// `putBack`), and the lane opens when the address does. Times are those of a monotonic clock and only measure pauses.
struct HostLanes {
  private struct Lane {
    var waiting: [Transfer] = []
    var next = 0
    var isBusy = false
    /// Whether the lane is among those that are looked at.
    var isListed = false
    var opensAt: ContinuousClock.Instant?
    /// Where the host was last seen to be.
    var address: [UInt8]?
    /// The addresses that the transfer under way holds.
    var held: [[UInt8]] = []

    var isWaiting: Bool { next < waiting.count }
  }

  private struct Address {
    /// The lane whose transfer is under way there.
    var holder: Int?
    var opensAt: ContinuousClock.Instant?
  }

  private let gap: Duration
  private var lanes: [Lane] = []
  private var laneOfHost: [String: Int] = [:]
  /// Lanes with transfers that wait, and some that have none left.
  private var listed: [Int] = []
  private var addresses: [[UInt8]: Address] = [:]
  /// Transfers that wait.
  private(set) var waitingCount = 0

  init(gap: Duration) {
    self.gap = gap
  }

  /// Lines a transfer up behind the others for its host.
  mutating func append(_ transfer: Transfer) {
    let index = lane(of: transfer.url.host)
    lanes[index].waiting.append(transfer)
    list(index)
    waitingCount += 1
  }

  /// Puts a transfer that was taken back to the head of its lane, which waits for nothing but the address.
  mutating func putBack(_ transfer: Transfer) {
    let index = lane(of: transfer.url.host)
    free(index, opensAt: nil)
    lanes[index].address = transfer.takenAddress
    lanes[index].isBusy = false
    if lanes[index].next > 0 {
      lanes[index].next -= 1
      lanes[index].waiting[lanes[index].next] = transfer
    } else {
      lanes[index].waiting.insert(transfer, at: 0)
    }
    list(index)
    waitingCount += 1
  }

  /// Up to `count` transfers whose lanes are open; their lanes are busy until `release`.
  ///
  /// - Complexity: O(hosts with waiting transfers).
  mutating func take(_ count: Int, now: ContinuousClock.Instant) -> [Transfer] {
    guard count > 0, waitingCount > 0 else { return [] }
    var taken: [Transfer] = []
    var exhausted = 0
    for index in listed {
      if taken.count == count { break }
      guard lanes[index].isWaiting else {
        exhausted += 1
        continue
      }
      guard !lanes[index].isBusy, opening(of: index).map({ $0 <= now }) ?? true else { continue }
      if let address = lanes[index].address, addresses[address]?.holder != nil { continue }
      taken.append(lanes[index].waiting[lanes[index].next])
      lanes[index].next += 1
      lanes[index].isBusy = true
      waitingCount -= 1
      if let address = lanes[index].address { hold(address, by: index) }
    }
    if exhausted > listed.count / 2 {
      for index in listed where !lanes[index].isWaiting { lanes[index].isListed = false }
      listed.removeAll { !lanes[$0].isListed }
    }
    return taken
  }

  /// Whether a host's transfer may connect to an address now. If so, the address is its own until `release`.
  mutating func claim(_ address: [UInt8], host: String, now: ContinuousClock.Instant) -> Bool {
    let index = lane(of: host)
    lanes[index].address = address
    let known = addresses[address]
    if known?.holder == index { return true }
    guard known?.holder == nil, known?.opensAt.map({ $0 <= now }) ?? true else { return false }
    hold(address, by: index)
    return true
  }

  /// Opens the lane of a host again, and its addresses, after the pause.
  mutating func release(host: String, now: ContinuousClock.Instant) {
    guard let index = laneOfHost[host] else { return }
    lanes[index].isBusy = false
    lanes[index].opensAt = now.advanced(by: gap)
    free(index, opensAt: now.advanced(by: gap))
  }

  /// Takes all that waits for a host out of its lane.
  mutating func removeWaiting(host: String) -> [Transfer] {
    guard let index = laneOfHost[host], lanes[index].isWaiting else { return [] }
    let removed = Array(lanes[index].waiting[lanes[index].next...])
    lanes[index].waiting.removeSubrange(lanes[index].next...)
    waitingCount -= removed.count
    return removed
  }

  /// How long until a closed lane with waiting transfers opens; nil where none waits for the clock alone.
  func pause(now: ContinuousClock.Instant) -> Duration? {
    listed.lazy
      .filter { index in
        lanes[index].isWaiting && !lanes[index].isBusy
          && lanes[index].address.flatMap { addresses[$0]?.holder } == nil
      }
      .map { index in opening(of: index).map { max(.zero, now.duration(to: $0)) } ?? .zero }.min()
  }

  private mutating func lane(of host: String) -> Int {
    if let index = laneOfHost[host] { return index }
    laneOfHost[host] = lanes.count
    lanes.append(Lane())
    return lanes.count - 1
  }

  private mutating func list(_ index: Int) {
    guard !lanes[index].isListed else { return }
    lanes[index].isListed = true
    listed.append(index)
  }

  /// When lane and address are both open again; nil where neither has been used.
  private func opening(of index: Int) -> ContinuousClock.Instant? {
    let address = lanes[index].address.flatMap { addresses[$0]?.opensAt }
    guard let own = lanes[index].opensAt else { return address }
    return max(own, address ?? own)
  }

  private mutating func hold(_ address: [UInt8], by index: Int) {
    addresses[address, default: Address()].holder = index
    lanes[index].held.append(address)
  }

  /// `opensAt` nil: the addresses were not used after all, and open as they were.
  private mutating func free(_ index: Int, opensAt: ContinuousClock.Instant?) {
    for address in lanes[index].held where addresses[address]?.holder == index {
      addresses[address]?.holder = nil
      if let opensAt { addresses[address]?.opensAt = opensAt }
    }
    lanes[index].held = []
  }
}
