/// Both ends of a story's body.
struct StoryEdges {
  var head: EdgeWords
  var tail: EdgeWords

  /// - Parameters:
  ///   - story: The story.
  ///   - headline: The words of its headline.
  init(_ story: Story, headline: [UInt64]) {
    var text = story.text
    let body = story.body.clamped(to: 0..<text.utf8.count)
    (head, tail) = text.withUTF8 { bytes in
      let wire = WireText(bytes)
      let head = EdgeWords.head(of: body, bytes, FeedBoilerplate.headWindow)
      let tail = EdgeWords.tail(of: body, bytes, FeedBoilerplate.tailWindow)
      return (
        EdgeWords(wire, window: head, body: body, headline: headline),
        EdgeWords(wire, window: tail, body: body, headline: headline)
      )
    }
  }
}
