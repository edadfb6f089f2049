/// One feed to ask for, and what we hold of it already.
public struct FeedRequest: Equatable, Sendable {
  /// The address to ask.
  public var url: String
  /// What the last full answer was marked with; nil asks for the feed whatever its version.
  public var validators: FeedValidators?

  /// A request for a feed; without validators the server cannot answer "not modified".
  public init(url: String, validators: FeedValidators? = nil) {
    self.url = url
    self.validators = validators
  }
}
