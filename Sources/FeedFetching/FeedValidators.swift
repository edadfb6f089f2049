/// What a server gave to recognise the version of a feed that we hold: the values of `ETag` and `Last-Modified`.
///
/// They are opaque: kept and sent back byte for byte, quotes and `W/` included (RFC 9110 §8.8). They belong together: a
/// new answer replaces both, and one that brings only one of them clears the other, for a pair mixed from two answers
/// describes a version that never existed, and a server that believes it says 304 for ever.
public struct FeedValidators: Equatable, Sendable {
  /// The value of `ETag`; nil where the answer had none.
  public var etag: [UInt8]?
  /// The value of `Last-Modified`; nil where the answer had none.
  public var lastModified: [UInt8]?

  /// The longest value that is kept, in bytes. Longer ones are taken as absent.
  public static let longest = 4096

  /// The two values as a server sent them. A value that is empty, too long or holds control characters (which could
  /// smuggle a header line) is taken as absent; nil where neither is left.
  public init?(etag: [UInt8]?, lastModified: [UInt8]?) {
    self.etag = etag.flatMap { FeedValidators.isKept($0) ? $0 : nil }
    self.lastModified = lastModified.flatMap { FeedValidators.isKept($0) ? $0 : nil }
    if self.etag == nil, self.lastModified == nil { return nil }
  }

  private static func isKept(_ value: [UInt8]) -> Bool {
    !value.isEmpty && value.count <= longest && !value.contains { $0 < 0x20 || $0 == 0x7f }
  }
}
