import FeedFetching

/// One feed of the subscription list, with what the list says of it.
///
/// All of it stands in the attributes of the feed's `outline`, those of OPML 2.0 where it has one (`category`, `language`),
/// else in attributes of our own (`interval`, `fulltext`, `paused`), which other readers pass over.
public struct Subscription: Equatable, Sendable {
  /// Its address, or the path of a file, as the list has it.
  public var url: String
  /// Its name in the list; empty where it has none.
  public var title: String
  /// The folders that it is in, the outermost first. Set by the list; `Subscriptions.add` makes them.
  public var folders: [String] = []
  /// Its tags: the parts of `category`, which commas separate.
  public var tags: [String] = []
  /// The fewest seconds between two looks, where the user has said so (`interval`: `90s`, `15m`, `2h`, `1d`). Servers may
  /// ask for more.
  public var interval: Int?
  /// The language of stories that do not say their own (`language`): a BCP 47 tag in lower case; empty where not given.
  public var language = ""
  /// Whether the pages of its stories are fetched too, where the feed has only a teaser (`fulltext="yes"`).
  public var wantsFullText = false
  /// Whether it is not to be asked for the time being (`paused="yes"`).
  public var isPaused = false

  /// A feed at that address.
  public init(url: String, title: String = "") {
    self.url = url
    self.title = title
  }

  /// Whether it is a file of this machine: anything that is no http or https address.
  public var isFile: Bool { !FeedURL.isWebAddress(url) }
}

extension Subscription {
  /// Reads the attributes of an outline, their names in lower case. What makes no sense counts as not given.
  init(url: String, title: String, folders: [String], attributes: [String: String]) {
    self.init(url: url, title: title)
    self.folders = folders
    tags = Subscription.tags(attributes["category"] ?? "")
    interval = attributes["interval"].flatMap { TimeSpan.seconds($0) }
    language = Subscription.language(attributes["language"] ?? "")
    wantsFullText = Subscription.isYes(attributes["fulltext"])
    isPaused = Subscription.isYes(attributes["paused"])
  }

  /// The names of the attributes that options are kept in.
  static let attributeNames = ["category", "language", "interval", "fulltext", "paused"]

  /// The attributes that say what is not the usual, in the order in which they are written.
  var attributes: [(name: String, value: String)] {
    var attributes: [(String, String)] = []
    if !tags.isEmpty { attributes.append(("category", tags.joined(separator: ","))) }
    if !language.isEmpty { attributes.append(("language", language)) }
    if let interval { attributes.append(("interval", TimeSpan.text(interval))) }
    if wantsFullText { attributes.append(("fulltext", "yes")) }
    if isPaused { attributes.append(("paused", "yes")) }
    return attributes
  }

  /// The tags of a `category` attribute: parted by commas, each once.
  public static func tags(_ category: String) -> [String] {
    var seen: Set<String> = []
    return category.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// A language tag in lower case; empty where the text is none, such as the "unknown" that some programs write.
  static func language(_ text: String) -> String {
    let tag = trimmed(text[...]).lowercased()
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a }),
      parts.dropFirst().allSatisfy({ part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) }
      })
    else { return "" }
    return tag
  }

  /// Whether a text is a language tag as `language` takes it.
  public static func isLanguage(_ text: String) -> Bool { !language(text).isEmpty }

  private static func isYes(_ value: String?) -> Bool {
    ["yes", "true", "1", "on"].contains(value?.lowercased() ?? "")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
