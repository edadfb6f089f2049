/// In how many distinct stories a shingle stands.
struct ShingleCounts: Sendable {
  /// Words of a shingle.
  static let width = 3
  /// Stand for the borders of a segment.
  private static let begin: UInt64 = 2
  private static let end: UInt64 = 3

  private var counts: [UInt64: (stories: Int, last: Int)] = [:]

  /// Counts the shingles of one end of the stories.
  init(_ edges: [EdgeWords], _ distinct: DistinctStories) {
    for story in distinct.order {
      let group = distinct.group[story]
      for segment in edges[story].segments {
        ShingleCounts.forEach(segment, edges[story]) { shingle in
          let known = counts[shingle, default: (0, -1)]
          if known.last != group { counts[shingle] = (known.stories + 1, group) }
          return true
        }
      }
    }
  }

  /// The number of stories of the rarest shingle of a segment.
  func least(of segment: EdgeWords.Segment, _ edge: EdgeWords) -> Int {
    var least = Int.max
    ShingleCounts.forEach(segment, edge) { shingle in
      least = min(least, counts[shingle]?.stories ?? 0)
      return least > 0
    }
    return least == .max ? 0 : least
  }

  /// Calls `body` with each shingle of a segment, until it answers false. A segment of one word has one: the word between
  /// its borders.
  private static func forEach(_ segment: EdgeWords.Segment, _ edge: EdgeWords, _ body: (UInt64) -> Bool) {
    func word(_ index: Int) -> UInt64 {
      index < segment.words.lowerBound ? begin : index >= segment.words.upperBound ? end : edge.words[index]
    }
    for start in segment.words.lowerBound - 1...max(segment.words.lowerBound - 1, segment.words.upperBound + 1 - width)
    {
      var shingle: UInt64 = 0
      for index in start..<start + width { shingle = EdgeWords.mix(shingle, word(index)) }
      guard body(shingle) else { return }
    }
  }
}
