/// A feed that a page names.
public struct DiscoveredFeed: Equatable, Sendable {
  /// How the page names it.
  public enum Source: String, Equatable, Sendable {
    /// A `link` element with `rel="alternate"` and a feed's media type.
    case link
    /// A link for readers (`a href`) whose address is plainly a feed's.
    case anchor
  }

  /// Its address, absolute where the page's address is.
  public var url: String
  /// What the page calls it, in one line; may be empty.
  public var title: String
  /// The media type that the page gives, in lower case without parameters; empty for anchors and where there is none.
  public var type: String
  /// How the page names it.
  public var source: Source

  /// A feed at that address.
  public init(url: String, title: String, type: String, source: Source) {
    self.url = url
    self.title = title
    self.type = type
    self.source = source
  }
}
