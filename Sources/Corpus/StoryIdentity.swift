/// What makes a story the same story on the next run: its feed and its name within that feed.
public struct StoryIdentity: Hashable, Sendable {
  /// The feed's address, or the name of the file or collection that it came from.
  public var feed: String
  /// The name within the feed: guid, atom:id, link or a hash of the content, whichever the feed gives first.
  public var id: String

  /// The story that a feed calls by that name.
  public init(feed: String, id: String) {
    self.feed = feed
    self.id = id
  }
}

/// The short name of a story: a 64-bit hash of its identity, the same on every machine. Shown as 16 hexadecimal digits.
///
/// With ten million stories the odds that any two identities share a key are one in 370,000 (n²/2⁶⁵).
public struct StoryKey: Hashable, Comparable, Sendable {
  /// The hash.
  public var value: UInt64

  /// A key of a known value.
  public init(_ value: UInt64) {
    self.value = value
  }

  /// Reads 16 hexadecimal digits; nil for anything else.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 16, let value = UInt64(text, radix: 16), !text.hasPrefix("+"), !text.hasPrefix("-") else {
      return nil
    }
    self.value = value
  }

  /// Keys order as their numbers.
  public static func < (left: StoryKey, right: StoryKey) -> Bool {
    left.value < right.value
  }
}

extension StoryKey: CustomStringConvertible {
  /// 16 hexadecimal digits in lower case.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension StoryIdentity {
  /// The key: 64-bit FNV-1a over the feed, a zero byte and the id, then mixed (the finaliser of SplitMix64).
  ///
  /// FNV-1a: draft-eastlake-fnv. Identities are some hundred bytes long and hashed once a story, so a faster hash would
  /// not show; what counts is that any program can compute it again.
  public var key: StoryKey {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in feed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = hash &* 0x100_0000_01b3
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    return StoryKey(hash ^ (hash >> 31))
  }
}
