/// A quick look at a feed: whether so many of its stories end in the same two words, or begin a first line with them, that
/// there may be something to learn. It says yes too often, and no only where there is nothing at the very ends.
struct EdgeGlance {
  /// False where no end is shared by two stories, or one in twenty.
  let mayRepeat: Bool

  private static let window = 48

  init(_ stories: [Story]) {
    var counts: [UInt64: Int] = [:]
    let needed = max(2, stories.count / 20)
    var mayRepeat = false
    func note(_ words: some Collection<UInt64>, _ seed: UInt64) {
      guard !words.isEmpty else { return }
      let key = words.reduce(seed) { EdgeWords.mix($0, $1) }
      let count = counts[key, default: 0] + 1
      counts[key] = count
      if count >= needed { mayRepeat = true }
    }
    for story in stories where !mayRepeat {
      var text = story.text
      let (body, hasDateline) = (story.body, story.dateline != nil)
      text.withUTF8 { bytes in
        let body = body.clamped(to: 0..<bytes.count)
        let wire = WireText(bytes)
        let tail = EdgeWords(
          wire, window: EdgeWords.tail(of: body, bytes, EdgeGlance.window), body: body, headline: [])
        note(tail.words.suffix(2), 1)
        let head = EdgeWords.head(of: body, bytes, FeedBoilerplate.headWindow)
        guard !hasDateline, bytes[head].contains(0x0A) else { return }
        let first = EdgeWords(
          wire, window: EdgeWords.head(of: body, bytes, EdgeGlance.window), body: body, headline: [])
        note(first.words.prefix(2), 2)
      }
    }
    self.mayRepeat = mayRepeat
  }
}
