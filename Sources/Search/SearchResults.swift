public import Corpus

/// What a search asks for besides the query.
public struct SearchOptions: Equatable, Sendable {
  /// Stories at most.
  public var limit = 10
  /// Passages a story at most.
  public var passagesPerStory = 1
  /// How stories are ordered.
  public var sort = SortOrder.relevance
  /// BM25's parameters.
  public var ranking = BM25()
  /// Whether the best of the first stage are ranked anew by coverage, exact forms, title and nearness of the words; without
  /// it the order is that of BM25 alone.
  public var usesSecondStage = true
  /// How scores decay with age, where stories are ordered by relevance; nil where age does not count.
  public var recency: Recency?
  /// Whether each hit explains its score.
  public var explains = false
  /// Whether all matching stories are counted.
  public var countsMatches = true

  /// The usual: ten stories, one passage each, by relevance.
  public init() {}
}

/// What a search found.
public struct SearchResults: Equatable, Sendable {
  /// The stories, best first.
  public var hits: [Hit] = []
  /// Stories that match; nil where they were not counted.
  public var matches: Int?
  /// What of the query was not used, in words for the user.
  public var ignored: [String] = []
  /// The query's clauses and how many stories hold the rarest word of each; for explaining an empty result.
  public var clauses: [ClauseFrequency] = []
  /// Live stories in the index.
  public var stories = 0
}

/// A clause of the query and how frequent its rarest word is.
public struct ClauseFrequency: Equatable, Sendable {
  /// The clause as typed.
  public var text: String
  /// Stories that hold its rarest word.
  public var documents: Int
}

/// A story that was found, with its best passages.
public struct Hit: Equatable, Sendable {
  /// 1 for the best.
  public var rank: Int
  /// What it is ordered by: the second stage's score, or BM25's where that is off, decayed with age where that was asked
  /// for; 0 for a query of filters alone.
  public var score: Float
  /// The exact BM25 score.
  public var bm25: Float
  /// The story.
  public var story: Story
  /// Where the headline matches: UTF-8 ranges in `story.title`.
  public var titleHighlights: [Range<Int>]
  /// The best passages, in the order of their scores.
  public var passages: [RankedPassage]
  /// Why it has its score, where that was asked for.
  public var explanation: Explanation?
}

/// A passage of a story and where it matches.
public struct RankedPassage: Equatable, Sendable {
  /// The passage's text.
  public var text: String
  /// Where it is in the story's text, in UTF-8 bytes.
  public var range: Range<Int>
  /// Where it matches: UTF-8 ranges in `text`, ascending, apart from one another.
  public var highlights: [Range<Int>]
  /// Its score among the story's passages.
  public var score: Float
}
