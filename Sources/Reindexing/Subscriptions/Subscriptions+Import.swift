import FeedFetching
import FeedParsing

extension Subscriptions {
  /// What adding another list did.
  public struct Import: Equatable, Sendable {
    /// Feeds that were not subscribed to before.
    public var added: [Subscription] = []
    /// Feeds that were.
    public var known = 0
    /// Addresses that were not taken, because they are not http or https: a list from outside must not lead to files of
    /// this machine.
    public var refused: [String] = []
  }

  /// Adds the feeds of another OPML list, in its order; folders are not kept. Nothing is written before `save`.
  public mutating func add(listInFile file: String) throws(SubscriptionsError) -> Import {
    let bytes: [UInt8]
    do {
      var input = try InputFile(source: file)
      bytes = try input.readAll(limit: Subscriptions.largest)
    } catch {
      throw .unreadable(error)
    }
    let list: OPML
    do { list = try OPML.parse(bytes) } catch { throw .noList(path: file, reason: "\(error)") }
    var result = Import()
    for outline in list.outlines {
      guard FeedURL(outline.xmlUrl) != nil else {
        result.refused.append(outline.xmlUrl)
        continue
      }
      let feed = Subscription(url: outline.xmlUrl, title: outline.title)
      if try add(feed) { result.added.append(feed) } else { result.known += 1 }
    }
    return result
  }
}
