extension Story {
  /// The body as the manners of the wire alone give it: with what was learnt of the feed still in it.
  ///
  /// What a feed repeats is learnt anew at each reading, and may be learnt of a story only after it was first read. Whoever
  /// asks whether a story's words have changed asks with this.
  /// - Complexity: O(1) where the body is all of the text, else O(n) in the length of both ends.
  public var unlearntBody: Range<Int> {
    var text = text
    var title = title
    let body = body
    return text.withUTF8 { bytes in
      guard body != 0..<bytes.count else { return body }
      let wire = WireText(bytes)
      let whole = wire.trimmed(0..<bytes.count)
      let cut = title.withUTF8 { HeadlineRepetition(WireText($0)).cut(from: whole, of: wire) }
      return BoilerplateTail.cut(from: cut, of: wire)
    }
  }
}
