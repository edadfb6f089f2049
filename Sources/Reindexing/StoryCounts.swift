public import InvertedIndex

/// How many stories a run brought in, by what they did to the index.
public struct StoryCounts: Equatable, Sendable {
  /// Stories that were not there before.
  public var added = 0
  /// Stories that replaced an earlier version.
  public var updated = 0
  /// Stories that were there already, word for word.
  public var unchanged = 0

  /// None.
  public init() {}

  /// All stories that were brought in.
  public var total: Int { added + updated + unchanged }

  /// Counts one story.
  public mutating func count(_ outcome: IndexWriter.Outcome) {
    switch outcome {
    case .added: added += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    }
  }

  /// The sum of two runs.
  public static func += (left: inout StoryCounts, right: StoryCounts) {
    left.added += right.added
    left.updated += right.updated
    left.unchanged += right.unchanged
  }
}
