public import Corpus
internal import InvertedIndex

/// The counts of an archive.
public struct ArchiveStatistics: Sendable {
  /// Stories; the versions of one are one.
  public var stories = 0
  /// Earlier versions of them that are kept.
  public var earlierVersions = 0
  /// Deleted stories that are not merged away yet.
  public var deleted = 0
  /// Passages, those of deleted stories included until they are merged away.
  public var passages = 0
  /// Indexed tokens, likewise.
  public var tokens = 0
  /// Pairs of term and story, likewise.
  public var postings = 0
  /// Terms, those in several segments counted in each.
  public var terms = 0
  /// Segments.
  public var segments = 0
  /// Bytes of the segments' files.
  public var bytes = 0
  /// Bytes of each component of the files, in the order of the format.
  public var components: [FileStatistics.Component] { FileStatistics.total(of: files).components }
  /// What each segment's file is made of, the segment with the newest story first.
  public var files: [FileStatistics] = []
  /// The number of the commit.
  public var generation = 0
  /// The analyzer and the versions behind it.
  public var analyzer = ""
  /// The date of the oldest and of the newest story; nil for an empty archive.
  public var dates: ClosedRange<Timestamp>?

  init(_ snapshot: IndexSnapshot) throws {
    generation = snapshot.generation
    analyzer = snapshot.analyzer
    segments = snapshot.segments.count
    var oldest = Int64.max
    var newest = Int64.min
    for segment in snapshot.segments {
      stories += segment.storyCount
      earlierVersions += segment.liveCount - segment.storyCount
      deleted += segment.documentCount - segment.liveCount
      passages += segment.summary.passages
      tokens += segment.summary.tokens
      postings += segment.summary.postings
      terms += segment.summary.terms
      bytes += segment.fileSize
      files.append(FileStatistics(segment))
      if segment.documentCount > 0 {
        newest = max(newest, segment.date(of: 0))
        oldest = min(oldest, segment.date(of: segment.documentCount - 1))
      }
    }
    try snapshot.throwNotedDamage()
    if oldest <= newest {
      dates = Timestamp(secondsSince1970: oldest)...Timestamp(secondsSince1970: newest)
    }
  }
}
