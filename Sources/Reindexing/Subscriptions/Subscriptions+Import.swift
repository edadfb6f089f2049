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

  /// Adds the feeds of another OPML list, in its order, with their folders and options. Nothing is written before `save`.
  public mutating func add(listInFile file: String) throws(SubscriptionsError) -> Import {
    let bytes: [UInt8]
    do {
      var input = try InputFile(source: file)
      bytes = try input.readAll(limit: Subscriptions.largest)
    } catch {
      throw .unreadable(error)
    }
    return try add(list: bytes, from: file)
  }

  /// Adds the feeds of another OPML list, in its order, with their folders and options. Nothing is written before `save`.
  ///
  /// - Parameters:
  ///   - list: The list, in whatever encoding and however damaged.
  ///   - source: Its file or address, for errors.
  public mutating func add(list: [UInt8], from source: String) throws(SubscriptionsError) -> Import {
    let feeds: OPML
    do { feeds = try OPML.parse(list) } catch { throw .noList(path: source, reason: "\(error)") }
    var result = Import()
    var candidates: [Subscription] = []
    for outline in feeds.outlines {
      guard FeedURL(outline.xmlUrl) != nil else {
        result.refused.append(outline.xmlUrl)
        continue
      }
      let attributes = Dictionary(outline.attributes.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
      candidates.append(
        Subscription(url: outline.xmlUrl, title: outline.title, folders: outline.path, attributes: attributes))
    }
    result.added = try add(contentsOf: candidates)
    result.known = candidates.count - result.added.count
    return result
  }
}
