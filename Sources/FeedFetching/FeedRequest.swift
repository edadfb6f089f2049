/// One feed to ask for, and what we hold of it already.
public struct FeedRequest: Equatable, Sendable {
  /// The address to ask.
  public var url: String
  /// What the last full answer was marked with; nil asks for the feed whatever its version.
  public var validators: FeedValidators?
  /// Whether the last answer was a refusal, too (429, or 503 with `Retry-After`). A second one in a row speaks for this feed
  /// alone and not for its whole host.
  public var wasRefused = false

  /// A request for a feed; without validators the server cannot answer "not modified".
  public init(url: String, validators: FeedValidators? = nil) {
    self.url = url
    self.validators = validators
  }
}
