/// Words of letters, digits and katakana: the rules WB5 to WB13b.
extension StandardWordSegmenter {
  /// The end of the longest such word from `start` on, or `start` where there is none.
  ///
  /// Lucene's grammar says it as one expression over characters that carry their extensions with them (`X` connectors,
  /// `K` katakana, `N` digits, `A` letters, `H` those of them that are Hebrew, `m` what joins letters, `n` what joins
  /// digits, `"` and `'` the quotes):
  ///
  ///     X* G (X+ G)* X*      G = K (X* K)*  |  ( H ('|"H)  |  N ((X*|n) N)*  |  A ((X*|m) A)* )+
  ///
  /// As a letter may also begin a new group after a letter, one pass with one character of look-ahead finds the longest
  /// match; what a Hebrew letter allows behind it depends on how it was reached.
  func alphanumericEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var state = State.connectors
    var accepted = start
    var offset = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      let kind = classes[scalar.value]
      let next = extensionEnd(bytes, from: offset + scalar.length, to: end)
      if let reached = state.plain(kind) {
        state = reached
        if state != .connectors || accepted > start { accepted = next }
        offset = next
        continue
      }
      let takesQuote = state == .hebrew && kind.contains(.singleQuote)
      guard next < end else { return takesQuote ? next : accepted }
      let following = UTF8Scalar(bytes, at: next, end: end)
      guard let reached = state.joined(by: kind, to: classes[following.value]) else {
        guard takesQuote else { return accepted }
        state = .quoted
        accepted = next
        offset = next
        continue
      }
      state = takesQuote && reached == .joinedHebrew ? .hebrew : reached
      offset = extensionEnd(bytes, from: next + following.length, to: end)
      accepted = offset
    }
    return accepted
  }

  /// What the word read so far ends in.
  private enum State {
    /// Nothing but connectors, or connectors after a word.
    case connectors
    case katakana
    case number
    case letter
    /// A Hebrew letter before which a group may have begun.
    case hebrew
    /// A Hebrew letter that a joiner before it has claimed: a letter without the rights of a Hebrew one.
    case joinedHebrew
    /// A Hebrew letter with its quote, or two with a double quote between: nothing joins behind them.
    case quoted

    /// The state after a character that needs no joiner; nil where it does not continue the word.
    @inline(__always)
    func plain(_ kind: StandardWordClass) -> State? {
      if kind.contains(.letter) {
        return self == .katakana ? nil : kind.contains(.hebrewLetter) ? .hebrew : .letter
      }
      if kind.contains(.numeric) { return self == .katakana ? nil : .number }
      if kind.contains(.connector) { return .connectors }
      if kind.contains(.katakana) { return self == .katakana || self == .connectors ? .katakana : nil }
      return nil
    }

    /// The state after a joiner and the character behind it; nil where they do not continue the word.
    @inline(__always)
    func joined(by kind: StandardWordClass, to following: StandardWordClass) -> State? {
      switch self {
      case .number:
        return kind.contains(.midNumber) && following.contains(.numeric) ? .number : nil
      case .letter, .hebrew, .joinedHebrew:
        if kind.contains(.midLetter), following.contains(.letter) {
          return following.contains(.hebrewLetter) ? .joinedHebrew : .letter
        }
        return self == .hebrew && kind.contains(.doubleQuote) && following.contains(.hebrewLetter) ? .quoted : nil
      case .connectors, .katakana, .quoted:
        return nil
      }
    }
  }
}
