/// Which segments a commit merges: neighbours in time of about one size, so that segments stay in the order of their
/// stories' dates (a range of dates then touches few of them, and merged lists need no sorting) and a story is rewritten a
/// logarithmic number of times (after P. O'Neil et al., "The log-structured merge-tree", 1996, and Lucene's
/// LogMergePolicy).
struct MergePolicy {
  /// A segment as the policy sees it.
  struct Candidate: Equatable {
    /// Stories, deleted ones included.
    var documents: Int
    /// Live stories: what a merge keeps.
    var liveDocuments: Int
  }

  /// Segments with fewer stories count as equally small.
  static let floor = 1000
  /// A segment of which less than this is live is rewritten by itself.
  static let leastLiveShare = 0.7

  /// Segments of one tier that may stand with none above it between; with more they are merged, smaller ones between them
  /// too.
  let segmentsPerTier: Int

  /// The segments to merge next; nil where none need be.
  ///
  /// - Parameter segments: the segments in the order of their newest stories.
  func next(_ segments: [Candidate]) -> Range<Int>? {
    let tiers = segments.map { tier($0.liveDocuments) }
    for tier in Set(tiers).sorted() {
      var start = 0
      while start < tiers.count {
        var end = start
        while end < tiers.count, tiers[end] <= tier { end += 1 }
        if tiers[start..<end].count(where: { $0 == tier }) > segmentsPerTier { return start..<end }
        start = end + 1
      }
    }
    return segments.indices.first { place in
      Double(segments[place].liveDocuments) < MergePolicy.leastLiveShare * Double(segments[place].documents)
    }.map { $0..<$0 + 1 }
  }

  /// The power of `segmentsPerTier` that so many stories reach, counted from the floor.
  private func tier(_ documents: Int) -> Int {
    var tier = 0
    var size = documents / MergePolicy.floor
    while size > 0 {
      tier += 1
      size /= max(2, segmentsPerTier)
    }
    return tier
  }
}
