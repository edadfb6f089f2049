public import Corpus

/// A passage of a story as it was found when the story was indexed: which token positions and which bytes it covers.
public struct StoredPassage: Equatable, Sendable {
  /// Token positions, as in the postings.
  public var positions: Range<Int>
  /// UTF-8 offsets in the story's text.
  public var text: Range<Int>

  /// A passage of those positions and bytes.
  public init(positions: Range<Int>, text: Range<Int>) {
    self.positions = positions
    self.text = text
  }
}

/// What the document store keeps of a story: all of it, and its passages.
public struct StoredStory: Equatable, Sendable {
  /// The story.
  public var story: Story
  /// Its passages in the order of the text.
  public var passages: [StoredPassage]

  /// A story and its passages.
  public init(story: Story, passages: [StoredPassage]) {
    self.story = story
    self.passages = passages
  }
}
