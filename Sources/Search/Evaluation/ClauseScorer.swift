internal import InvertedIndex

/// A clause of a query in one segment, for evaluation story by story.
enum ClauseScorer: BitwiseCopyable {
  case term(TermScorer)
  case phrase(PhraseScorer)

  /// The story that the clause stands on.
  var doc: UInt32 {
    switch self {
    case .term(let scorer): scorer.cursor.doc
    case .phrase(let scorer): scorer.doc
    }
  }

  /// The score of that story.
  var score: Float {
    switch self {
    case .term(let scorer): scorer.score
    case .phrase(let scorer): scorer.score
    }
  }

  /// The best score in the segment.
  var maximum: Float {
    switch self {
    case .term(let scorer): scorer.maximum
    case .phrase(let scorer): scorer.maximum
    }
  }

  /// Stories at most, for choosing who leads.
  var cost: Int {
    switch self {
    case .term(let scorer): scorer.cursor.state.pointee.documentFrequency
    case .phrase(let scorer): scorer.cost
    }
  }

  /// Stands on the first story from `target` on that matches.
  @discardableResult
  func advance(to target: UInt32) -> UInt32 {
    switch self {
    case .term(let scorer): scorer.cursor.advance(to: target)
    case .phrase(let scorer): scorer.doc >= target && scorer.isPlaced ? scorer.doc : scorer.advance(to: target)
    }
  }

  /// The best score of the documents from `first` to `last`; documents asked for ascend.
  func maximum(from first: UInt32, through last: UInt32) -> Float {
    switch self {
    case .term(let scorer): return scorer.maximum(from: first, through: last)
    case .phrase(let scorer):
      // Every list that leads to the phrase has its stories, as often as the phrase.
      var best = scorer.maximum
      for guide in scorer.lists { best = min(best, guide.maximum(from: first, through: last)) }
      return best
    }
  }

  /// The last document of the block that would hold `target`, a bound of the next range worth looking at; the end where
  /// the clause has no more stories.
  func lastDocument(ofBlockAt target: UInt32) -> UInt32 {
    switch self {
    case .term(let scorer): return scorer.lastDocument(ofBlockAt: target)
    case .phrase(let scorer): return scorer.lists.first?.lastDocument(ofBlockAt: target) ?? PostingsCursor.end
    }
  }

  /// What was found wrong while reading.
  var fault: PostingsFault {
    switch self {
    case .term(let scorer): scorer.cursor.state.pointee.fault
    case .phrase(let scorer): scorer.fault
    }
  }
}
