public import Corpus
public import FeedFetching

/// What an update would do with each subscribed feed, and why: decided from the states alone, without asking anyone.
///
/// `moonwire update` follows it and `moonwire update --explain` prints it, so that the two cannot differ.
public struct UpdatePlan: Sendable {
  /// Why a feed is asked, or left alone.
  public enum Reason: Equatable, Sendable {
    /// It has never been asked.
    case neverAsked
    /// Its time has come.
    case due(since: Timestamp)
    /// Its time is still to come.
    case notDue(until: Timestamp)
    /// It is asked although its time is still to come, because the user says so.
    case forced
    /// The user wants it asked although its time is still to come, but it has just been asked, or its server has refused and
    /// said when to come back.
    case forcedTooSoon(until: Timestamp)
    /// It is asked although its time is still to come, because the index has lost its stories.
    case lost
    /// A file, which is looked at in each run.
    case file
    /// The list says that it is paused.
    case paused
    /// Its server has said twice that it is gone for good.
    case retired
    /// Another feed of its host was refused, and the host asked to be left alone.
    case hostRests(until: Timestamp)
    /// Another subscription leads to the same address, and is asked for both.
    case sameAddress
    /// It is due, but the run may not ask so many.
    case putOff
  }

  /// One subscribed feed.
  public struct Item: Equatable, Sendable {
    /// The feed.
    public var feed: Subscription
    /// Why it is asked, or is not.
    public var reason: Reason

    /// Whether the run asks it, or reads it where it is a file.
    public var isAsked: Bool {
      switch reason {
      case .neverAsked, .due, .forced, .lost, .file: true
      case .notDue, .forcedTooSoon, .paused, .retired, .hostRests, .sameAddress, .putOff: false
      }
    }
  }

  /// All feeds in the order of the list.
  public let items: [Item]
  /// The files to be read, in the order of the list.
  let files: [Subscription]
  /// What is to be asked, in the order in which it is: those that have waited longest first, hosts in turn.
  let requests: [(feed: Subscription, request: FeedRequest)]

  /// Feeds that are to be asked or read.
  public var askedCount: Int { files.count + requests.count }

  /// Decides.
  ///
  /// - Parameters:
  ///   - feeds: The subscriptions.
  ///   - states: What is known of them, by address.
  ///   - now: The moment of the run.
  ///   - isTrusted: Whether the index holds what the states say; if not, all feeds are read anew.
  ///   - force: Whether to ask feeds that are not due, and those that are retired, and those whose host has asked to be left
  ///     alone by way of another feed. Not a feed that was itself refused until then, nor one that was asked a minute ago.
  ///   - mostFeeds: How many feeds of the web may be asked; nil for all.
  /// - Complexity: O(n log n) in the number of feeds.
  public init(
    feeds: [Subscription], states: [String: FeedState], now: Timestamp, isTrusted: Bool = true, force: Bool = false,
    mostFeeds: Int? = nil
  ) {
    var items: [Item] = []
    var files: [Subscription] = []
    var candidates: [Candidate] = []
    var addresses: Set<String> = []
    let rests = force ? HostRests() : HostRests(states: states.values, at: now)
    for feed in feeds {
      let state = states[feed.url] ?? FeedState(url: feed.url)
      var item = Item(
        feed: feed, reason: UpdatePlan.reason(feed, state, now: now, isTrusted: isTrusted, force: force))
      if item.isAsked, feed.isFile {
        files.append(feed)
      } else if item.isAsked {
        let request = state.request(at: now, unconditional: !isTrusted)
        let host = FeedURL(request.url)?.host ?? ""
        if let until = rests.end(ofHost: host) {
          item.reason = .hostRests(until: until)
        } else if addresses.insert(request.url).inserted {
          candidates.append(
            Candidate(
              item: items.count, feed: feed, request: request, host: host,
              dueSince: state.lastChecked == nil ? nil : state.nextDue?.secondsSince1970 ?? .min))
        } else {
          item.reason = .sameAddress
        }
      }
      items.append(item)
    }
    var ordered = UpdatePlan.ordered(candidates)
    if let mostFeeds, ordered.count > mostFeeds {
      for candidate in ordered[max(0, mostFeeds)...] { items[candidate.item].reason = .putOff }
      ordered.removeSubrange(max(0, mostFeeds)...)
    }
    self.items = items
    self.files = files
    requests = ordered.map { ($0.feed, $0.request) }
  }

  private static func reason(
    _ feed: Subscription, _ state: FeedState, now: Timestamp, isTrusted: Bool, force: Bool
  ) -> Reason {
    if feed.isPaused { return .paused }
    if feed.isFile { return .file }
    let forced = state.earliestForced(at: now).map { Reason.forcedTooSoon(until: $0) } ?? .forced
    if state.isRetired { return force ? forced : .retired }
    if state.isDue(at: now) {
      guard state.lastChecked != nil else { return .neverAsked }
      // A date beyond all schedules comes from a clock that was wrong; the feed is due since that was noticed.
      return .due(since: min(state.nextDue ?? now, now))
    }
    if force { return forced }
    // An index that has lost its stories is filled again at once, but not against a server's refusal.
    if !isTrusted, state.failures == 0 { return .lost }
    return .notDue(until: state.nextDue ?? now)
  }

  private struct Candidate {
    /// Its place in the list.
    var item: Int
    var feed: Subscription
    var request: FeedRequest
    var host: String
    /// Nil where it was never asked.
    var dueSince: Int64?
  }

  /// Known feeds by the time since when they are due and new ones by the list, one of each in turn, so that neither keeps
  /// the other waiting where a run may not ask all; then hosts in turn, in the order of the first feed of each.
  private static func ordered(_ candidates: [Candidate]) -> [Candidate] {
    let known = candidates.filter { $0.dueSince != nil }
      .sorted { ($0.dueSince ?? 0, $0.item) < ($1.dueSince ?? 0, $1.item) }
    let new = candidates.filter { $0.dueSince == nil }
    var mixed: [Candidate] = []
    for place in 0..<max(known.count, new.count) {
      if place < known.count { mixed.append(known[place]) }
      if place < new.count { mixed.append(new[place]) }
    }
    var roundOfHost: [String: Int] = [:]
    let rounds = mixed.enumerated().map { place, candidate in
      let round = roundOfHost[candidate.host] ?? 0
      roundOfHost[candidate.host] = round + 1
      return (round: round, place: place)
    }
    return rounds.sorted { $0 < $1 }.map { mixed[$0.place] }
  }
}
