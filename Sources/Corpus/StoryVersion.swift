/// Where a story stands among its versions.
///
/// Wires say a story again: under the same name with other words, or under a new one with a mark in the headline
/// ("CORRECTED: …", "UPDATE 2-…", "ИСПРАВЛЕНО: …"). All of them are kept, as a chain; the newest that may be used is shown.
/// The index finds this out (`IndexWriter.put`); it is no part of what the wire sent.
public struct StoryVersion: Equatable, Sendable {
  /// 1 for the first that was seen under its identity; one more with each change.
  public var number = 1
  /// Whether another version has the identity's own key, so that this one has a key of its own (`StoryIdentity.key(ofVersion:)`).
  public var isEarlier = false
  /// What all versions of the story have in common: the key of the first of them; nil where there is but one.
  public var chain: StoryKey?
  /// When the archive saw this version; nil: when it first saw the story.
  public var seen: Timestamp?
  /// The moment from which another version is shown in this one's place; nil where none is. `Timestamp.distantPast`: always.
  public var supersededFrom: Timestamp?
  /// Who took the story back, and when; nil where nobody did.
  public var withdrawal: Withdrawal?

  /// The only version.
  public init() {}
}

/// That a story was taken back, for good or for the time being. What is left of it in results is one line.
public struct Withdrawal: Equatable, Sendable {
  /// The agency, or the feed's title.
  public var by: String
  /// When, by the notice's own date.
  public var at: Timestamp
  /// For good (killed, withdrawn) or for now (a hold).
  public var isFinal: Bool

  /// A withdrawal.
  public init(by: String, at: Timestamp, isFinal: Bool) {
    self.by = by
    self.at = at
    self.isFinal = isFinal
  }
}

extension Timestamp {
  /// Before everything.
  public static let distantPast = Timestamp(secondsSince1970: .min)
}

extension StoryIdentity {
  /// The key of an earlier version of the story: that of the identity, mixed with the version's number.
  public func key(ofVersion number: Int) -> StoryKey {
    let step = UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15
    var hash = key.value ^ step
    hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
    hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
    return StoryKey(hash ^ (hash >> 31))
  }
}
