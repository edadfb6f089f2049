import Moonwire

/// Feeds on their way into the list, and what is to be said of each.
struct FeedAdding {
  /// The list.
  var list: Subscriptions
  /// Answers of feeds that were subscribed to.
  private(set) var answers: [FeedAnswer] = []
  private let options: SubscriptionOptions
  private var added: [Subscription] = []
  private var known = 0
  private var choices: [(page: String, feeds: [DiscoveredFeed])] = []
  private var problems: [Problem] = []

  init(_ list: Subscriptions, _ options: SubscriptionOptions) {
    self.list = list
    self.options = options
  }

  /// One that is there already.
  mutating func noteKnown(_ url: String) { known += 1 }

  /// Adds feeds with the options; those that are there already stay as they are.
  mutating func add(_ feeds: [Subscription]) throws {
    let wanted = feeds.map { feed in
      var feed = feed
      options.apply(to: &feed)
      return feed
    }
    let new = try list.add(contentsOf: wanted)
    added += new
    known += feeds.count - new.count
  }

  /// Adds a file: a list its feeds, any other file itself, by its absolute path.
  mutating func add(file path: String) throws {
    var file = try InputFile(path: path)
    let head = try file.readHead(4096)
    guard String(decoding: head, as: UTF8.self).lowercased().contains("<opml") else {
      return try add([Subscription(url: Surroundings.absolute(path))])
    }
    let other = try Subscriptions(path: path)
    guard !other.feeds.isEmpty else { throw CommandFailure(.data, "\(path) lists no feeds") }
    try add(
      other.feeds.map { feed in
        var feed = feed
        if feed.isFile { feed.url = Surroundings.absolute(other.path(of: feed)) }
        return feed
      })
  }

  /// Adds what an address turned out to be.
  mutating func add(_ finding: FeedProbe.Finding, at address: String) throws {
    switch finding {
    case .feed(let answer, let title):
      let before = added.count
      try add([Subscription(url: answer.request.url, title: title)])
      if added.count > before { answers.append(answer) }
    case .page(let found):
      guard let best = FeedProbe.best(of: found) else {
        choices.append((address, found))
        return
      }
      guard FeedURL(best.url) != nil else {
        problems.append(
          Problem(source: address, message: "names a feed at \(best.url), which is no address", trouble: .badData))
        return
      }
      try add([Subscription(url: best.url, title: best.title)])
    case .list(let bytes):
      let result = try list.add(list: bytes, from: address)
      added += result.added
      known += result.known
      if !result.refused.isEmpty {
        let count = Quantity.count(result.refused.count, "address", "addresses")
        problems.append(
          Problem(source: address, message: "\(count) of the list left out: not http or https", trouble: .badData))
      }
    case .nothing(let problem): problems.append(problem)
    }
  }

  /// Says what was added and what was not, and ends with the status that is due.
  func say(indexed: StoryCounts?) throws {
    var output = StandardOutput()
    if added.count == 1, let feed = added.first {
      let title = feed.title.isEmpty || feed.title == feed.url ? "" : SafeText.line(feed.title) + ", "
      let number = (list.feeds.firstIndex { $0.url == feed.url } ?? 0) + 1
      try output.write(
        "subscribed to \(title)\(SafeText.address(FeedURL.withoutCredentials(feed.url))) as number \(number)")
      if let indexed { try output.write("; \(Quantity.count(indexed.added, "story", "stories")) indexed") }
      try output.write("\n")
    } else if !added.isEmpty || (choices.isEmpty && problems.isEmpty) {
      let rest = known > 0 ? "; \(Quantity.count(known, "feed", "feeds")) there already" : ""
      let stories = indexed.map { "; \(Quantity.count($0.added, "story", "stories")) indexed" } ?? ""
      try output.write(
        "\(Quantity.count(added.count, "feed", "feeds")) added to \(SafeText.line(list.path))\(rest)\(stories)\n")
    }
    for (_, feeds) in choices {
      var table = TextTable(.left, .left)
      for feed in feeds { table.add(FeedURL.withoutCredentials(feed.url), feed.title) }
      try output.write(table.text)
    }
    try output.flush()
    for problem in problems { complain(problem.description) }
    for (page, feeds) in choices {
      complain(
        "\(page) names \(Quantity.count(feeds.count, "feed", "feeds")); add the one that you want by its address")
    }
    if let trouble = problems.map(\.trouble).min() { throw CommandFailure(ExitStatus(trouble), nil) }
    if !choices.isEmpty, added.isEmpty { throw CommandFailure(.nothingFound, nil) }
  }
}
