public import Corpus
public import FeedFetching
public import Reindexing

/// A feed of the archive: what it has given, and how it is.
public struct FeedStatus: Equatable, Sendable {
  /// Its title: its own, else the one in the list of subscriptions; empty where neither says.
  public var title: String
  /// The address, or the path of the file, under which its stories are kept.
  public var address: String
  /// Its number in the list of subscriptions, from 1, by which commands know it; nil where it is not in there.
  public var number: Int?
  /// Its live stories, under whatever titles; nil where it has none.
  public var count: FeedCount?
  /// When it was last asked; nil where it never was.
  public var lastChecked: Timestamp?
  /// When it last answered usably; nil where it never did.
  public var lastSuccess: Timestamp?
  /// When it is to be asked next; nil where nothing is known of it, and for files, which every update looks at.
  public var nextDue: Timestamp?
  /// Failures in a row.
  public var failures = 0
  /// What was wrong the last time; empty where all was well.
  public var lastError = ""
  /// Whether it is gone for good and no longer asked.
  public var isRetired = false
  /// Whether the list says that it is paused.
  public var isPaused = false
  /// Whether it is in the list of subscriptions.
  public var isSubscribed: Bool { number != nil }
  /// Live stories.
  public var stories: Int { count?.stories ?? 0 }
  /// The date of the newest; nil without stories.
  public var newest: Timestamp? { count?.newest }
  /// Whether it is a file of this machine.
  public var isFile: Bool { !FeedURL.isWebAddress(address) }

  /// Brings together what the index, the list of subscriptions and the record of updates know of each feed.
  ///
  /// - Parameters:
  ///   - counts: The feeds of the live stories.
  ///   - subscriptions: The list; nil where there is none.
  ///   - states: What updates have recorded, by subscribed address.
  ///   - home: The archive's home, from which files within it are named.
  /// - Returns: The feeds with stories in the order of `counts`, then the others in the order of the list.
  public static func all(
    counts: [FeedCount], subscriptions: Subscriptions?, states: [String: FeedState], home: String?
  ) -> [FeedStatus] {
    var feeds: [FeedStatus] = []
    var places: [String: Int] = [:]
    for count in counts {
      // A feed that has changed its title is counted once for each; the greater count names it.
      if let place = places[count.id] {
        feeds[place].count?.count(count)
        continue
      }
      places[count.id] = feeds.count
      feeds.append(FeedStatus(title: count.title, address: count.id, count: count))
    }
    for (index, subscription) in (subscriptions?.feeds ?? []).enumerated() {
      let address = subscriptions?.identity(of: subscription, home: home) ?? subscription.url
      let place = places[address] ?? feeds.count
      if place == feeds.count {
        places[address] = place
        feeds.append(FeedStatus(title: subscription.title, address: address))
      }
      // Two addresses that differ in their passwords alone are one feed here; the first one names it.
      if feeds[place].number == nil {
        feeds[place].number = index + 1
        feeds[place].isPaused = subscription.isPaused
      }
      if let state = states[subscription.url] { feeds[place].take(state) }
      if feeds[place].title.isEmpty { feeds[place].title = subscription.title }
    }
    return feeds
  }

  private mutating func take(_ state: FeedState) {
    if !state.title.isEmpty { title = state.title }
    lastChecked = state.lastChecked
    lastSuccess = state.lastSuccess
    nextDue = isFile ? nil : state.nextDue
    failures = state.failures
    lastError = state.lastError
    isRetired = state.isRetired
  }
}

extension FeedStatus {
  private init(title: String, address: String, count: FeedCount? = nil) {
    self.title = title
    self.address = address
    self.count = count
  }
}
