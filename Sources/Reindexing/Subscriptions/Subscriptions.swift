import FeedFetching
public import Storage

/// The list of subscribed feeds, `Feeds/feeds.opml`: read, and changed in place without touching what is not changed.
public struct Subscriptions: Sendable {
  /// Where the list is.
  public let path: String
  /// Its feeds in its order, each address once.
  public private(set) var feeds: [Subscription]

  private var text: OPMLText
  private var hasChanged = false

  /// The largest list, in bytes.
  public static let largest = 16 << 20

  /// Reads a list. A file that does not exist is an empty list, which the first `save` makes.
  public init(path: String) throws(SubscriptionsError) {
    self.path = path
    do {
      var file = try InputFile(path: path)
      text = OPMLText(try file.readAll(limit: Subscriptions.largest))
      if text.bytes.isEmpty { text = .empty }
    } catch .absent {
      text = .empty
    } catch {
      throw .unreadable(error)
    }
    guard text.isASCIICompatible else { throw .encoding(path: path) }
    feeds = Subscriptions.feeds(of: text)
  }

  /// Whether the list has a feed of that address.
  public func contains(_ url: String) -> Bool {
    feeds.contains { $0.url == url }
  }

  /// The list as an OPML document, with all that is in it.
  public var opml: [UInt8] { text.bytes }

  /// Adds a feed at the end of its folder; false where the list has it.
  public mutating func add(_ feed: Subscription) throws(SubscriptionsError) -> Bool {
    try !add(contentsOf: [feed]).isEmpty
  }

  /// Adds feeds, each at the end of its folder; folders that are missing are made. Returns those that the list did not have.
  public mutating func add(contentsOf added: [Subscription]) throws(SubscriptionsError) -> [Subscription] {
    var known = Set(feeds.map(\.url))
    let new = added.filter { known.insert($0.url).inserted }
    guard !new.isEmpty else { return [] }
    guard text.add(new) else { throw .noBody(path: path) }
    feeds = Subscriptions.feeds(of: text)
    hasChanged = true
    return new
  }

  /// Removes a feed; false where the list does not have it.
  public mutating func remove(url: String) -> Bool {
    guard text.remove(url: url) else { return false }
    feeds = Subscriptions.feeds(of: text)
    hasChanged = true
    return true
  }

  /// Changes what the list says of a feed, by its address; false where the list does not have it, or says so already.
  ///
  /// The feed stays in its folder, and what it has besides stays as it is.
  public mutating func change(_ feed: Subscription) -> Bool {
    guard let old = feeds.first(where: { $0.url == feed.url }), old != feed else { return false }
    if feed.title != old.title {
      let name = feed.title.isEmpty ? feed.url : feed.title
      _ = text.set("text", to: name, url: feed.url)
      // OPML readers show `title` before `text` where there are both.
      if text.outlines.contains(where: { $0.url == feed.url && $0.attributes["title"] != nil }) {
        _ = text.set("title", to: name, url: feed.url)
      }
    }
    let before = Dictionary(old.attributes) { first, _ in first }
    let after = Dictionary(feed.attributes) { first, _ in first }
    for name in Subscription.attributeNames where before[name] != after[name] {
      _ = text.set(name, to: after[name], url: feed.url)
    }
    feeds = Subscriptions.feeds(of: text)
    hasChanged = true
    return true
  }

  /// Writes the list, where it has changed, at once: the file is the old list or the new one, never half of each.
  public mutating func save(fileSystem: any FileSystem = DiskFileSystem()) throws(SubscriptionsError) {
    guard hasChanged else { return }
    do {
      // A list that is a link stays one.
      try replace(resolvedPath(path) ?? path, fileSystem)
    } catch {
      throw .unwritable(path: path, reason: "\(error)")
    }
    hasChanged = false
  }

  private func replace(_ target: String, _ fileSystem: any FileSystem) throws {
    let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
    let pending = target + ".new"
    try fileSystem.makeFolder(folder)
    let descriptor = try fileSystem.create(pending)
    do {
      try text.bytes.withUnsafeBytes { try fileSystem.write($0, to: descriptor, path: pending) }
    } catch {
      try? fileSystem.syncAndClose(descriptor, path: pending)
      try? fileSystem.remove(pending)
      throw error
    }
    try fileSystem.syncAndClose(descriptor, path: pending)
    try fileSystem.rename(pending, to: target)
    try fileSystem.syncFolder(folder)
  }

  /// The path of a feed that is a file: relative to the folder of the list.
  public func path(of feed: Subscription) -> String {
    var name = feed.url
    if name.hasPrefix("file://") { name = Subscriptions.withoutPercents(name.dropFirst(7)) }
    guard !name.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }

  /// The name under which the stories of a feed are kept: its address without credentials, or the path of its file.
  ///
  /// - Parameter home: The archive's home, from which files within it are named.
  public func identity(of feed: Subscription, home: String?) -> String {
    feed.isFile ? FeedIdentity.ofFile(path(of: feed), home: home) : FeedURL.withoutCredentials(feed.url)
  }

  private static func feeds(of text: OPMLText) -> [Subscription] {
    var seen: Set<String> = []
    return text.outlines.filter { seen.insert($0.url).inserted }.map {
      Subscription(url: $0.url, title: $0.title, folders: $0.folders, attributes: $0.attributes)
    }
  }

  /// A path with its percent escapes undone (RFC 3986 §2.1).
  private static func withoutPercents(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
