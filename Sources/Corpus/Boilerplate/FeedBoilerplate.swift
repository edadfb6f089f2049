/// Learns what a feed puts around its stories ("Subscribe to our letter", "The post … appeared first on …", "本文来自…") and
/// takes it out of what is indexed. What is shown keeps all of it.
///
/// Learnt are shingles: three words on end, with the borders of a line or sentence counted as words. One counts as frequent
/// where it stands near the same end of more than three stories in ten, four at least, of a feed of eight or more; two
/// versions of one story count as one (`DistinctStories`). A line or sentence is boilerplate where all of its shingles are
/// frequent. Cut are runs of such at the tail, and whole lines at the head; never anything in the middle, never a text to
/// less than half of its words, and never a line of numbers. Long ones need more: a paragraph that seven stories of twenty
/// share may be what all of them are about.
///
/// The same stories give the same cuts, whatever their order. Source of the method: A. Broder's shingles (1997), on the
/// edges of a feed's stories.
public struct FeedBoilerplate: Sendable {
  /// The fewest distinct stories that a habit is learnt from.
  static let fewestStories = 8
  /// The most bytes of a text that are looked at from its end, and from its beginning.
  static let tailWindow = 480
  static let headWindow = 240
  /// Up to this many words a segment is short.
  static let shortSegment = 12

  /// Takes what a feed repeats out of the bodies of its stories.
  ///
  /// - Parameter stories: The stories of one reading of one feed, after `annotateWireCopy`. Their bodies may shrink; nothing
  ///   else changes.
  /// - Complexity: O(n) in the number of stories; of each, some hundred words are looked at.
  public static func cut(from stories: inout [Story]) {
    guard stories.count >= fewestStories, EdgeGlance(stories).mayRepeat else { return }
    let headlines = stories.map { EdgeWords.hashes(of: $0.title) }
    let original = stories.map(\.body)
    // What stands behind a tail that was cut may be one itself, and further away than the window reaches.
    for _ in 0..<3 {
      let edges = zip(stories, headlines).map { StoryEdges($0, headline: $1) }
      let learnt = FeedBoilerplate(edges, DistinctStories(stories, edges))
      guard let learnt else { return }
      var hasCut = false
      for index in stories.indices {
        let body = learnt.body(of: stories[index], edges[index], original: original[index])
        if body != stories[index].body {
          stories[index].body = body
          hasCut = true
        }
      }
      if !hasCut { return }
    }
  }

  private let tails: ShingleCounts
  private let heads: ShingleCounts
  private let stories: Int

  /// Learns from the edges of stories; nil where they are too few.
  private init?(_ edges: [StoryEdges], _ distinct: DistinctStories) {
    guard distinct.count >= FeedBoilerplate.fewestStories else { return nil }
    stories = distinct.count
    tails = ShingleCounts(edges.map(\.tail), distinct)
    heads = ShingleCounts(edges.map(\.head), distinct)
  }

  /// How many stories a shingle of a segment must stand in: more than three in ten, of a long segment more than half.
  private func needed(_ words: Int) -> Int {
    max(4, words > FeedBoilerplate.shortSegment ? stories / 2 + 1 : stories * 3 / 10 + 1)
  }

  private func isBoilerplate(_ segment: EdgeWords.Segment, of edge: EdgeWords, _ counts: ShingleCounts) -> Bool {
    guard edge.isProse(segment) else { return false }
    return counts.least(of: segment, edge) >= needed(segment.words.count)
  }

  /// The body without what is boilerplate at its ends.
  private func body(of story: Story, _ edges: StoryEdges, original: Range<Int>) -> Range<Int> {
    var body = story.body
    for segment in edges.tail.segments.reversed() {
      guard isBoilerplate(segment, of: edges.tail, tails) else { break }
      body = body.lowerBound..<segment.text.lowerBound
    }
    if story.dateline == nil {
      for segment in edges.head.segments {
        guard segment.beginsLine, segment.endsLine, isBoilerplate(segment, of: edges.head, heads) else { break }
        body = segment.text.upperBound..<max(body.upperBound, segment.text.upperBound)
      }
    }
    var text = story.text
    let trimmed = text.withUTF8 { WireText($0).trimmed(body) }
    // More than half of what there was is no frame around a text; whatever it is, it is all that there is to find.
    return trimmed.count * 2 >= original.count ? trimmed : story.body
  }
}
