import ArgumentParser
import Moonwire

/// `moonwire remove FEED…`: ends subscriptions.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "End subscriptions. Stories that came from them stay.",
    discussion: "Feeds are named by their number in 'moonwire feeds', their address or their title.")

  @OptionGroup var chosen: ChosenFeeds
  @OptionGroup var place: PlaceOptions

  func run() throws {
    var list = try Subscriptions(path: place.archiveHome().subscriptionsPath)
    let feeds = try chosen.feeds(of: list)
    for feed in feeds { _ = list.remove(url: feed.url) }
    try list.save()
    try ChosenFeeds.say(feeds.map { "no longer subscribed to \(ChosenFeeds.name(of: $0))" })
  }
}

/// `moonwire pause FEED…`: leaves feeds alone for the time being.
struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Leave feeds alone until 'moonwire resume'.",
    discussion: "Feeds are named by their number in 'moonwire feeds', their address or their title.")

  @OptionGroup var chosen: ChosenFeeds
  @OptionGroup var place: PlaceOptions

  func run() throws {
    var list = try Subscriptions(path: place.archiveHome().subscriptionsPath)
    var sentences: [String] = []
    for var feed in try chosen.feeds(of: list) {
      let name = ChosenFeeds.name(of: feed)
      sentences.append(feed.isPaused ? "\(name) is paused already" : "\(name) is paused")
      feed.isPaused = true
      _ = list.change(feed)
    }
    try list.save()
    try ChosenFeeds.say(sentences)
  }
}

/// `moonwire resume FEED…`: asks feeds again that were paused, or that are retired.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Ask feeds again that were paused, that have failed for long or that were given up.",
    discussion:
      "They are due at once. Feeds are named by their number in 'moonwire feeds', their address or their title.")

  @OptionGroup var chosen: ChosenFeeds
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let home = place.archiveHome()
    var list = try Subscriptions(path: home.subscriptionsPath)
    let feeds = try chosen.feeds(of: list)
    try makeDue(feeds, home)
    for var feed in feeds {
      feed.isPaused = false
      _ = list.change(feed)
    }
    try list.save()
    try ChosenFeeds.say(feeds.map { "\(ChosenFeeds.name(of: $0)) is asked again by the next update" })
  }

  /// Takes back what the states say of feeds that were paused, fail or are retired. The index is locked meanwhile, so that a run that is
  /// under way does not write the old states over it.
  private func makeDue(_ feeds: [Subscription], _ home: ArchiveHome) throws {
    guard Folder.exists(home.statePath) else { return }
    let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("resume"))
    let store = try FeedStateStore(path: home.statePath)
    let generation = UInt64(max(0, try writer.commit().generation))
    guard try store.isTrusted(atGeneration: generation) else { return }
    let states = try store.states()
    let changed = feeds.compactMap { feed in
      states[feed.url].flatMap { state -> FeedState? in
        guard state.isRetired || state.failures > 0 || state.goneSince != nil || feed.isPaused else { return nil }
        var state = state
        (state.isRetired, state.goneSince, state.nextDue) = (false, nil, nil)
        return state
      }
    }
    if !changed.isEmpty { try store.save(changed, generation: generation) }
  }
}

/// Feeds of the list that a command is about.
struct ChosenFeeds: ParsableArguments {
  @Argument(help: ArgumentHelp("Numbers, addresses or titles.", valueName: "feed"))
  var names: [String]

  /// The feeds, each once, in the order in which they were named.
  ///
  /// - Throws: `CommandFailure` where a name fits none or several; nothing is to be done then.
  func feeds(of list: Subscriptions) throws -> [Subscription] {
    guard !list.feeds.isEmpty else {
      throw CommandFailure(.noInput, "\(list.path) holds no feeds; subscribe with 'moonwire add'")
    }
    var chosen: [Subscription] = []
    for name in names {
      let feed = try ChosenFeeds.feed(name, of: list)
      if !chosen.contains(feed) { chosen.append(feed) }
    }
    return chosen
  }

  private static func feed(_ name: String, of list: Subscriptions) throws -> Subscription {
    func listed(_ places: [Int]) -> String {
      let shown = places.prefix(5).map { "\($0 + 1) (\(self.name(of: list.feeds[$0])))" }
      return shown.joined(separator: ", ") + (places.count > shown.count ? ", …" : "")
    }
    switch list.find(name) {
    case .one(let feed, _): return feed
    case .several(let places):
      throw CommandFailure(
        .usage, "there are \(places.count) feeds called '\(name)'; say which by number: \(listed(places))")
    case .none(let near) where near.isEmpty:
      throw CommandFailure(.nothingFound, "there is no feed '\(name)'; 'moonwire feeds' lists them")
    case .none(let near):
      throw CommandFailure(.nothingFound, "there is no feed '\(name)'; did you mean \(listed(near))?")
    }
  }

  /// The name of a feed for messages.
  static func name(of feed: Subscription) -> String {
    feed.title.isEmpty ? FeedURL.withoutCredentials(feed.url) : feed.title
  }

  /// Prints sentences about feeds, one a line.
  static func say(_ sentences: [String]) throws {
    var output = StandardOutput()
    for sentence in sentences { try output.write(SafeText.line(sentence) + "\n") }
    try output.flush()
  }
}
