/// What a feed itself says about when to read it again.
public struct FeedWishes: Equatable, Sendable {
  /// Seconds between two looks: the longer of `ttl` and `sy:updatePeriod`; nil where it does not say.
  public var interval: Int?
  /// When it asks not to be read.
  public var skipped: SkippedTimes

  /// No wishes, or these.
  public init(interval: Int? = nil, skipped: SkippedTimes = SkippedTimes()) {
    self.interval = interval
    self.skipped = skipped
  }
}
