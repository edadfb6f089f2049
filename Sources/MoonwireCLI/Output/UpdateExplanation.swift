import Moonwire

/// What `moonwire update --explain` prints: for each feed whether it would be asked, and why.
struct UpdateExplanation {
  private let plan: UpdatePlan
  private let states: [String: FeedState]
  private let now: Timestamp

  /// Reads the states and decides. Nothing is written and no lock is taken.
  init(_ subscriptions: Subscriptions, _ home: ArchiveHome, force: Bool, _ limits: UpdateLimits) throws {
    let isKnown = Folder.exists(home.statePath)
    let store = isKnown ? try FeedStateStore(path: home.statePath) : nil
    let generation = (try? IndexSnapshot(directory: home.indexDirectory))?.generation ?? 0
    self.init(
      feeds: subscriptions.feeds, states: try store?.states() ?? [:], now: .now,
      isTrusted: try store?.isTrusted(atGeneration: UInt64(max(0, generation))) ?? true, force: force,
      mostFeeds: limits.maxFeeds)
  }

  /// An explanation of what is given.
  init(
    feeds: [Subscription], states: [String: FeedState], now: Timestamp, isTrusted: Bool = true, force: Bool = false,
    mostFeeds: Int? = nil
  ) {
    self.states = states
    self.now = now
    plan = UpdatePlan(
      feeds: feeds, states: states, now: now, isTrusted: isTrusted, force: force, mostFeeds: mostFeeds)
  }

  /// Prints it: a table, or JSON Lines.
  func print(json: Bool) throws {
    var output = StandardOutput()
    if json {
      for (number, item) in plan.items.enumerated() { try output.write(line: self.json(number, item)) }
    } else {
      let terminal = Terminal(fileDescriptor: 1)
      try output.write(text(columns: terminal.isTerminal ? terminal.columns : nil))
    }
    try output.flush()
  }

  /// The table and a last line with the sum.
  func text(columns: Int?) -> String {
    var table = TextTable(.right, .left, .left, .left)
    table.add("no", "feed", "asked", "why")
    for (number, item) in plan.items.enumerated() {
      table.add(String(number + 1), name(of: item.feed), item.isAsked ? "yes" : "no", why(item))
    }
    let asked = plan.items.count(where: \.isAsked)
    return table.text(columns: columns, shrinking: [1])
      + "\(asked) of \(Quantity.count(plan.items.count, "feed", "feeds")) would be asked\n"
  }

  private func name(of feed: Subscription) -> String {
    let own = states[feed.url]?.title ?? ""
    return own.isEmpty ? (feed.title.isEmpty ? FeedURL.withoutCredentials(feed.url) : feed.title) : own
  }

  /// The reason in words.
  func why(_ item: UpdatePlan.Item) -> String {
    let state = states[item.feed.url]
    switch item.reason {
    case .neverAsked: return "never asked before"
    case .due(let since): return since.ago(from: now) == "just now" ? "due now" : "due since \(since.moment(from: now))"
    case .notDue(let until): return "due \(until.until(from: now)): \(pause(state))"
    case .forced: return "--force"
    case .forcedTooSoon(let until):
      return states[item.feed.url]?.dueReason == .retryAfter
        ? "its server asked to be left alone; asked \(until.until(from: now)), --force or not"
        : "asked less than a minute ago"
    case .lost: return "the index has lost its stories"
    case .file: return "a file, read where it has changed"
    case .paused: return "paused; 'moonwire resume' it"
    case .retired: return "gone for good, as its server says"
    case .hostRests(let until): return "due, but its host asked to be left alone; asked \(until.until(from: now))"
    case .sameAddress: return "asked already for another subscription"
    case .putOff: return "due, but --max-feeds is reached"
    }
  }

  /// When the feed of that number in the list, from 1, is asked next, and why then; with its trouble, where it is in some.
  func next(number: Int) -> String {
    guard plan.items.indices.contains(number - 1) else { return "" }
    let item = plan.items[number - 1]
    if case .notDue(let until) = item.reason { return "\(until.until(from: now)): \(pause(states[item.feed.url]))" }
    guard let state = states[item.feed.url], state.failures > 0, item.reason != .retired else { return why(item) }
    return "\(why(item)); \(FeedPause(state).words)"
  }

  private func pause(_ state: FeedState?) -> String {
    guard let state else { return "its state says so" }
    return FeedPause(state).words
  }

  private func json(_ number: Int, _ item: UpdatePlan.Item) -> JSONValue {
    [
      "schema": jsonSchema, "number": .integer(Int64(number + 1)), "title": .string(name(of: item.feed)),
      "address": .string(FeedURL.withoutCredentials(item.feed.url)), "asked": .boolean(item.isAsked),
      "why": .string(why(item)), "nextDue": .moment(item.feed.isFile ? nil : states[item.feed.url]?.nextDue),
    ]
  }
}

/// Why a feed is left alone until its next date.
struct FeedPause {
  /// The reason as half a sentence.
  let words: String

  /// By the state of the feed.
  init(_ state: FeedState) {
    let length = Quantity.span(state.interval)
    guard state.failures == 0 else {
      let times = state.failures == 1 ? "failed" : "failed \(state.failures) times"
      words = "\(times): \(state.lastError)"
      return
    }
    switch state.dueReason {
    case .server?: words = "the server asks for \(length)"
    case .feed?: words = "the feed asks for \(length)"
    case .rhythm?: words = "\(length), for it seldom has anything new"
    case .subscription?: words = "the list says every \(length)"
    case .hostRests?: words = "its host asked to be left alone"
    case .skipped?: words = "the feed asks not to be read before"
    case .shortest?, .backOff?, .retryAfter?, .gone?, nil: words = "every \(length)"
    }
  }
}
