import ArgumentParser
import Moonwire

/// `moonwire add URL|FILE.opml…`: subscribes to feeds.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Subscribe to feeds: addresses, feed files, or OPML lists.",
    discussion: "The subscriptions are kept in Feeds/feeds.opml of the archive home. 'moonwire update' fetches them.")

  @Argument(help: ArgumentHelp("Addresses of feeds, feed files, or OPML lists.", valueName: "feed"))
  var feeds: [String]

  @OptionGroup var place: PlaceOptions

  func run() throws {
    var subscriptions = try Subscriptions(path: place.archiveHome().subscriptionsPath)
    var added = 0
    var known = 0
    for feed in try feeds.flatMap(AddCommand.subscriptions) {
      if try subscriptions.add(feed) { added += 1 } else { known += 1 }
    }
    try subscriptions.save()
    var output = StandardOutput()
    let rest = known > 0 ? "; \(Quantity.count(known, "feed", "feeds")) there already" : ""
    try output.write("\(Quantity.count(added, "feed", "feeds")) added to \(SafeText.line(subscriptions.path))\(rest)\n")
    try output.flush()
  }

  /// The feeds that an argument names: an address itself, a list its feeds, any other file itself, by its absolute
  /// path.
  private static func subscriptions(_ argument: String) throws -> [Subscription] {
    if FeedURL.isWebAddress(argument) {
      guard FeedURL(argument) != nil else {
        throw CommandFailure(.usage, "\(argument) is no address that can be asked")
      }
      return [Subscription(url: argument)]
    }
    var file = try InputFile(path: argument)
    let head = try file.readHead(4096)
    guard String(decoding: head, as: UTF8.self).lowercased().contains("<opml") else {
      return [Subscription(url: Surroundings.absolute(argument))]
    }
    let list = try Subscriptions(path: argument)
    guard !list.feeds.isEmpty else { throw CommandFailure(.data, "\(argument) lists no feeds") }
    return list.feeds.map {
      $0.isFile ? Subscription(url: Surroundings.absolute(list.path(of: $0)), title: $0.title) : $0
    }
  }
}
