/// How an index is written.
public struct IndexWriterOptions: Sendable {
  /// The analyzer of a new index; an existing one keeps its own, and another wish is an error. Nil: "english", or whatever
  /// the index has.
  public var analyzer: String?
  /// A segment is written when it holds about so many bytes in memory.
  public var memory: Int
  /// Whether titles, texts and passages are stored; without them only identities are.
  public var storesText: Bool
  /// Whether positions are stored; without them there are no phrases and no passages.
  public var storesPositions: Bool
  /// zstd's level for stored stories.
  public var compressionLevel: Int
  /// Segments of about one size that may stand before they are merged.
  public var segmentsPerTier: Int

  /// The usual: english, 128 MiB, text and positions stored.
  public init() {
    analyzer = nil
    memory = 128 << 20
    storesText = true
    storesPositions = true
    compressionLevel = 5
    segmentsPerTier = 8
  }
}
