import Moonwire

/// What `moonwire feeds` prints of each feed.
struct FeedsOverview {
  /// The feeds, those with the most stories first.
  let feeds: [FeedStatus]
  private let explanation: UpdateExplanation
  private let now: Timestamp

  /// Reads index, list and states of the archive that the options name. Nothing is written and no lock is taken.
  init(_ place: PlaceOptions, now: Timestamp) throws {
    let home = place.archiveHome()
    let hasRecord = Folder.exists(home.statePath)
    // An index that is named alone has no subscriptions: those of the home around the working folder are not its own, unless
    // updates into it have left a record.
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
    let states = hasRecord ? try FeedStateStore(path: home.statePath).states() : [:]
    self.init(counts: counts, subscriptions: subscriptions, states: states, home: home.filesRoot, now: now)
  }

  /// An overview of what is given.
  init(
    counts: [FeedCount], subscriptions: Subscriptions?, states: [String: FeedState], home: String?, now: Timestamp
  ) {
    self.now = now
    feeds = FeedStatus.all(counts: counts, subscriptions: subscriptions, states: states, home: home)
    explanation = UpdateExplanation(feeds: subscriptions?.feeds ?? [], states: states, now: now)
  }

  /// A table with a line of headings, at most so many columns wide; nil for as wide as it is.
  func text(columns: Int?) -> String {
    var table = TextTable(.right, .left, .right, .right, .left, .left)
    table.add("no", "feed", "stories", "a week", "answered", "next, and why")
    for feed in feeds {
      table.add(
        feed.number.map(String.init) ?? "-", feed.title.isEmpty ? feed.address : feed.title,
        ProgressLine.grouped(Int64(feed.stories)), pace(of: feed),
        feed.lastSuccess?.moment(from: now) ?? (feed.isSubscribed ? "never" : "-"), next(feed))
    }
    return table.text(columns: columns, shrinking: [1])
  }

  /// One line of JSON a feed.
  var json: [JSONValue] { feeds.map(json) }

  /// When it is asked next and why then; with what is wrong, where something is.
  private func next(_ feed: FeedStatus) -> String {
    feed.number.map { explanation.next(number: $0) } ?? "not subscribed"
  }

  private func perWeek(_ feed: FeedStatus) -> Double {
    feed.count?.storiesAWeek(until: now) ?? 0
  }

  /// Stories a week: "0", "0.3", "12", "1,204".
  private func pace(of feed: FeedStatus) -> String {
    let pace = perWeek(feed)
    if pace == 0 { return "0" }
    return pace < 9.95 ? ProgressLine.oneDecimal(pace) : ProgressLine.grouped(Int64(pace.rounded()))
  }

  private func json(_ feed: FeedStatus) -> JSONValue {
    [
      "schema": jsonSchema, "number": feed.number.map { .integer(Int64($0)) } ?? .null,
      "title": .text(orNull: feed.title), "address": .string(feed.address), "subscribed": .boolean(feed.isSubscribed),
      "paused": .boolean(feed.isPaused), "stories": .integer(Int64(feed.stories)),
      "storiesAWeek": .double((perWeek(feed) * 100).rounded() / 100), "newest": .moment(feed.newest),
      "lastChecked": .moment(feed.lastChecked), "lastSuccess": .moment(feed.lastSuccess),
      "nextDue": .moment(feed.nextDue), "why": feed.isSubscribed ? .string(next(feed)) : .null,
      "failures": .integer(Int64(feed.failures)), "error": .text(orNull: feed.lastError),
      "retired": .boolean(feed.isRetired),
    ]
  }
}
