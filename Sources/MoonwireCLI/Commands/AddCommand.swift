import ArgumentParser
import Moonwire

/// `moonwire add URL|FILE…`: subscribes to feeds.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Subscribe to feeds: addresses of feeds or of pages, feed files, or OPML lists.",
    discussion: """
      An address is asked once. Is it a feed, its stories are indexed at once; is it a page that names one feed, that \
      feed is subscribed to; names it several, they are listed, and none is. The feeds of OPML lists are asked by \
      'moonwire update'. The subscriptions are kept in Feeds/feeds.opml of the archive home.

        moonwire add https://www.example.org/news
        moonwire add --tag space --interval 2h https://www.example.org/rss
        moonwire add subscriptions.opml
      """)

  @Argument(help: ArgumentHelp("Addresses, feed files, or OPML lists.", valueName: "feed"))
  var feeds: [String]

  @Flag(help: "Subscribe to addresses without asking them.")
  var noFetch = false

  @OptionGroup(title: "About the feed") var options: SubscriptionOptions
  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if options.title != nil, feeds.count > 1 { throw ValidationError("--title is for one feed") }
  }

  func run() throws {
    Interruption.listen()
    let home = place.archiveHome()
    let fetcher = try fetch.fetcher(home)
    var adding = FeedAdding(try Subscriptions(path: home.subscriptionsPath), options)
    var addresses: [String] = []
    for argument in feeds {
      guard FeedURL.isWebAddress(argument) else {
        try adding.add(file: argument)
        continue
      }
      guard FeedURL(argument) != nil else {
        throw CommandFailure(.usage, "\(argument) is no address that can be asked")
      }
      if adding.list.contains(argument) {
        adding.noteKnown(argument)
      } else if noFetch {
        try adding.add([Subscription(url: argument)])
      } else {
        addresses.append(argument)
      }
    }
    if !addresses.isEmpty {
      let findings = try FeedProbe(options: fetcher).ask(
        addresses, now: { .now }, isStopped: { Interruption.isWanted })
      for (address, finding) in findings { try adding.add(finding, at: address) }
    }
    try adding.list.save()
    try adding.say(indexed: try index(adding, home, fetcher))
  }

  /// Indexes the feeds that have answered. Where another run is at work, the next update asks them; that costs each of them
  /// one more request, and the user no waiting.
  private func index(_ adding: FeedAdding, _ home: ArchiveHome, _ fetcher: FeedFetcherOptions) throws -> StoryCounts? {
    guard !adding.answers.isEmpty else { return nil }
    do {
      let writer = try IndexWriter(directory: home.indexDirectory, holder: Surroundings.holder("add"))
      var options = Updater.Options(fetcher: fetcher)
      options.home = home.filesRoot
      options.indexDirectory = home.indexDirectory
      let updater = Updater(
        subscriptions: adding.list, store: try FeedStateStore(path: home.statePath), writer: writer,
        log: UpdateLog(path: home.indexDirectory + "/update.log"), options: options)
      return try updater.take(adding.answers, at: .now).stories
    } catch let error as IndexError {
      guard case .storage(.locked) = error else { throw error }
      return nil
    }
  }
}

/// What the list says of a feed besides its address.
struct SubscriptionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Its name, in place of its own.", valueName: "text"))
  var title: String?

  @Option(name: .customLong("tag"), help: ArgumentHelp("A tag; may be given several times.", valueName: "word"))
  var tags: [String] = []

  @Option(help: ArgumentHelp("The folder of the list ('Space/Moon' for one within another).", valueName: "name"))
  var folder: String?

  @Option(help: ArgumentHelp("Ask it at most so often ('2h', '1d').", valueName: "duration"))
  var interval: String?

  @Option(help: ArgumentHelp("The language of stories that do not say their own ('ru').", valueName: "tag"))
  var language: String?

  @Flag(help: "Fetch the pages of stories of which the feed has only a teaser.")
  var fulltext = false

  func validate() throws {
    if let interval, TimeSpan.seconds(interval) == nil {
      throw ValidationError("--interval is a number with s, m, h or d behind it, such as 2h")
    }
    if let language, !Subscription.isLanguage(language) {
      throw ValidationError("--language is a tag such as en, ru or zh-hans")
    }
  }

  /// Sets what is given.
  func apply(to feed: inout Subscription) {
    if let title { feed.title = title }
    if !tags.isEmpty { feed.tags = Subscription.tags(tags.joined(separator: ",")) }
    if let folder { feed.folders = folder.split(separator: "/").map(String.init) }
    if let interval { feed.interval = TimeSpan.seconds(interval) }
    if let language { feed.language = language.lowercased() }
    if fulltext { feed.wantsFullText = true }
  }
}
