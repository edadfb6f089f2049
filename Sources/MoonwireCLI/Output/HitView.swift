import Corpus

/// One found story as the command line shows it, on a terminal or as JSON. Offsets count UTF-8 bytes of the text that
/// they belong to.
struct HitView: Equatable {
  /// 1 for the best.
  var rank: Int
  /// The story's score.
  var score: Float
  /// What was found.
  var story: Story
  /// Matches in the headline.
  var titleMarks: [Range<Int>] = []
  /// Its best passages, best first.
  var passages: [PassageView] = []
  /// How the score came about, where that was asked for.
  var explanation: ExplanationView?
}

/// A passage of a found story.
struct PassageView: Equatable {
  /// The passage.
  var text: String
  /// Where it stands in the story's text.
  var range: Range<Int>
  /// Matches in it.
  var marks: [Range<Int>]
  /// Its score among the passages of its story.
  var score: Float
}

/// A part of a score: what it is, its value, and what it is made of.
struct ExplanationView: Equatable {
  /// The value.
  var value: Float
  /// What it is, in a few words.
  var description: String
  /// What it is made of.
  var details: [ExplanationView] = []
}
