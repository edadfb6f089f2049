/// How an index is written.
public struct IndexWriterOptions: Sendable {
  /// The analyzer of a new index; an existing one keeps its own, and another wish is an error. Nil: "english", or whatever
  /// the index has.
  public var analyzer: String?
  /// Bytes that the process may take for indexing, all told: segments are written when they need half of it less what the
  /// rest takes, so that one can be sorted while the next is filled.
  public var memory: Int
  /// Threads to work with, the caller's included; the index is the same whatever their number.
  public var threads: Int
  /// Whether titles, texts and passages are stored; without them only identities are.
  public var storesText: Bool
  /// Whether earlier versions of stories are kept; without it the newest takes the place of the one before.
  public var keepsVersions: Bool
  /// Whether positions are stored; without them there are no phrases and no passages.
  public var storesPositions: Bool
  /// zstd's level for stored stories as they come in: speed counts.
  public var compressionLevel: Int
  /// zstd's level for stored stories that a merge compresses anew, those of small segments.
  public var mergeCompressionLevel: Int
  /// Segments of about one size that may stand before they are merged.
  public var segmentsPerTier: Int
  /// How long merges may take; nil: as long as they want.
  public var mergeBudget: MergeBudget?

  /// Bytes of mapped segments that may be in memory at a time.
  var mappedMemory: Int {
    max(16 << 20, memory / 8)
  }

  /// The usual: english, 300 MB, one thread, text and positions stored.
  public init() {
    analyzer = nil
    memory = 300_000_000
    threads = 1
    storesText = true
    keepsVersions = true
    storesPositions = true
    compressionLevel = 1
    mergeCompressionLevel = 6
    segmentsPerTier = 8
    mergeBudget = nil
  }
}
