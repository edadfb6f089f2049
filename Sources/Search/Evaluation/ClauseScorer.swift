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

  /// What was found wrong while reading.
  var fault: PostingsFault {
    switch self {
    case .term(let scorer): scorer.cursor.state.pointee.fault
    case .phrase(let scorer): scorer.fault
    }
  }
}
