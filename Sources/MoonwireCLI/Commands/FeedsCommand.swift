import ArgumentParser
import Moonwire

/// `moonwire feeds`: the feeds of the archive and how they are.
struct FeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds, how many stories each has given, and which are in trouble.",
    discussion: """
      Subscribed feeds, also those that have never answered, and feeds that were indexed by hand. --json adds       addresses and exact times.
      """)

  @OptionGroup var form: FormOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let feeds = try feeds()
    var output = StandardOutput()
    if form.json {
      for feed in feeds { try output.write(line: feed.json) }
    } else if !feeds.isEmpty {
      try output.write(FeedsCommand.table(feeds, now: .now))
    }
    try output.flush()
    if feeds.isEmpty { throw CommandFailure(.nothingFound, NothingFound.emptyIndex) }
  }

  /// An index that is named alone has no subscriptions: those of the home around the working folder are not its own,
  /// unless updates into it have left a record.
  private func feeds() throws -> [FeedStatus] {
    let home = place.archiveHome()
    let record = home.indexDirectory + "/state.sqlite"
    let hasRecord = Folder.exists(record)
    let isItsOwn = place.index == nil || place.home != nil || hasRecord
    let subscriptions =
      isItsOwn && Folder.exists(home.subscriptionsPath) ? try Subscriptions(path: home.subscriptionsPath) : nil
    var counts: [FeedCount] = []
    do {
      counts = try place.archive().feeds()
    } catch let failure where subscriptions?.feeds.isEmpty ?? true {
      throw failure
    } catch IndexError.noIndex {
      // Nothing indexed yet: the subscriptions alone are listed.
    } catch let failure as CommandFailure where failure.status == .nothingFound {
      // The same, in a folder that is there already.
    }
    let states = hasRecord ? try FeedStateStore(path: record).states() : [:]
    return FeedStatus.all(counts: counts, subscriptions: subscriptions, states: states, home: home.filesRoot)
  }

  /// The feeds as a table with a line of headings.
  static func table(_ feeds: [FeedStatus], now: Timestamp) -> String {
    var table = TextTable(.left, .right, .left, .left, .left, .left)
    table.add("feed", "stories", "newest", "answered", "next", "trouble")
    for feed in feeds {
      table.add(
        DisplayWidth.cut(feed.title.isEmpty ? feed.address : feed.title, to: 40),
        ProgressLine.grouped(Int64(feed.stories)), feed.newest?.ago(from: now) ?? "-",
        feed.lastSuccess?.ago(from: now) ?? (feed.isSubscribed ? "never" : "-"), next(feed, now: now), trouble(feed))
    }
    return table.text
  }

  private static func next(_ feed: FeedStatus, now: Timestamp) -> String {
    if !feed.isSubscribed { return "-" }
    if feed.isRetired { return "never" }
    if feed.isFile { return "each run" }
    return feed.nextDue?.until(from: now) ?? "now"
  }

  private static func trouble(_ feed: FeedStatus) -> String {
    guard !feed.lastError.isEmpty else { return "" }
    return feed.failures > 1 ? "\(feed.lastError) (\(feed.failures) times)" : feed.lastError
  }
}

extension FeedStatus {
  /// A feed as one line of JSON.
  var json: JSONValue {
    [
      "schema": jsonSchema, "title": .text(orNull: title), "address": .string(address),
      "subscribed": .boolean(isSubscribed), "stories": .integer(Int64(stories)), "newest": .moment(newest),
      "lastChecked": .moment(lastChecked), "lastSuccess": .moment(lastSuccess), "nextDue": .moment(nextDue),
      "failures": .integer(Int64(failures)), "error": .text(orNull: lastError), "retired": .boolean(isRetired),
    ]
  }
}
