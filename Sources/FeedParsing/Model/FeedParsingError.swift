/// Why bytes could not be read as a feed at all.
public enum FeedParsingError: Error, Equatable, Sendable {
  /// There are no bytes, or nothing but white space.
  case empty
  /// The bytes are something else; `saw` says what, as in "an HTML page".
  case notAFeed(saw: String)
  /// The bytes are an HTML page without stories that are marked as such; `feeds` are the addresses that it names, best
  /// first.
  case pageWithFeeds(feeds: [String])
  /// The feed is larger than the limit, both in bytes.
  case tooLarge(bytes: Int, limit: Int)
  /// Not well-formed JSON; the reason in the JSON reader's words.
  case malformedJSON(reason: String)
}

extension FeedParsingError: CustomStringConvertible {
  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .empty:
      "The feed is empty: there is nothing to read. Check its address, or try again later."
    case .notAFeed(let saw):
      "This is \(saw), not a feed. Give the address of an RSS, Atom or JSON feed."
    case .pageWithFeeds(let feeds):
      "This is an HTML page, not a feed. It offers \(feeds.count == 1 ? "a feed" : "\(feeds.count) feeds"): "
        + feeds.prefix(5).joined(separator: ", ") + "."
    case .tooLarge(let bytes, let limit):
      "The feed has \(bytes) bytes, more than the \(limit) that are read. Ask its publisher for a shorter one."
    case .malformedJSON(let reason):
      "The JSON feed is malformed: \(reason). Its publisher has to mend it."
    }
  }
}
