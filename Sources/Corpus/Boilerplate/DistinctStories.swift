/// Which stories of a feed are one story, sent more than once: what they share is no habit of the feed.
///
/// Two are one where their headlines agree but for marks ("UPDATE 2-"), or the first or the longest of what only few
/// stories of the feed have near their ends.
struct DistinctStories {
  /// By story, the number of its group.
  private(set) var group: [Int]
  /// The stories, those of one group side by side.
  private(set) var order: [Int]
  /// How many groups there are.
  private(set) var count: Int

  init(_ stories: [Story], _ edges: [StoryEdges]) {
    var parents = Array(stories.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parents[index] != index {
        parents[index] = parents[parents[index]]
        index = parents[index]
      }
      return index
    }
    var owners: [UInt64: Int] = [:]
    func join(_ key: UInt64, _ index: Int) {
      guard let owner = owners[key] else { return owners[key] = index }
      let (first, second) = (root(owner), root(index))
      parents[max(first, second)] = min(first, second)
    }
    // How many stories have a segment at either end.
    var frequency: [UInt64: (stories: Int, last: Int)] = [:]
    let segments = edges.map { DistinctStories.segments($0) }
    for (index, keys) in segments.enumerated() {
      for segment in keys {
        let known = frequency[segment.key, default: (0, -1)]
        if known.last != index { frequency[segment.key] = (known.stories + 1, index) }
      }
    }
    for (index, keys) in segments.enumerated() {
      if let key = stories[index].headlineKey { join(EdgeWords.mix(1, key), index) }
      let own = keys.filter { $0.words >= 4 && (frequency[$0.key]?.stories ?? 0) * 10 <= max(20, stories.count * 3) }
      if let first = own.first { join(EdgeWords.mix(2, first.key), index) }
      if let longest = own.max(by: { $0.words < $1.words }) { join(EdgeWords.mix(2, longest.key), index) }
    }
    group = stories.indices.map(root)
    count = stories.indices.count { parents[$0] == $0 }
    order = stories.indices.sorted { [group] in (group[$0], $0) < (group[$1], $1) }
  }

  /// The segments of both ends, each as one number, with their lengths.
  private static func segments(_ edges: StoryEdges) -> [(key: UInt64, words: Int)] {
    [edges.head, edges.tail].flatMap { edge in
      edge.segments.map { segment in
        (edge.words[segment.words].reduce(4) { EdgeWords.mix($0, $1) }, segment.words.count)
      }
    }
  }
}
