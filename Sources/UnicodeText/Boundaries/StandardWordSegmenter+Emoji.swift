/// Emoji sequences, flags and keycaps: UTS #51, ED-17 and after, as Lucene's grammar has them.
extension StandardWordSegmenter {
  /// ZERO WIDTH JOINER.
  static let joiner: UInt32 = 0x200d
  /// VARIATION SELECTOR-16: show the character before as a picture.
  private static let pictureSelector: UInt32 = 0xfe0f
  /// VARIATION SELECTOR-15: show it as text. Both extend words, but not emoji.
  private static let textSelector: UInt32 = 0xfe0e
  /// COMBINING ENCLOSING KEYCAP.
  private static let keycap: UInt32 = 0x20e3

  /// The end of an emoji sequence from `start` on; nil where there is none.
  ///
  ///     element  ::= joiner* emoji extension* selector?  |  (joiner* base extension*)? modifier extension*
  ///     sequence ::= element ((joiner element)*  |  tag+ end-of-tags)
  ///
  /// A joiner is an extension, too: a run of extensions that ends with one may give it to the element behind.
  func emojiEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var offset = start
    while offset < end, UTF8Scalar(bytes, at: offset, end: end).value == StandardWordSegmenter.joiner { offset += 3 }
    guard offset < end else { return nil }
    var scalar = UTF8Scalar(bytes, at: offset, end: end)
    var kind = classes[scalar.value]
    guard kind.contains(.emoji) || (kind.contains(.emojiModifier) && offset == start) else { return nil }
    var isFirst = true
    while true {
      var run = pictureExtensions(bytes, from: offset + scalar.length, to: end)
      guard run.end < end else { return run.end }
      var next = UTF8Scalar(bytes, at: run.end, end: end)
      if kind.contains(.emoji), next.value == StandardWordSegmenter.pictureSelector {
        let selected = run.end + next.length
        if isFirst, let tagged = tagsEnd(bytes, from: selected, to: end) { return tagged }
        run = joiners(bytes, from: selected, to: end)
        guard run.joiners > 0, run.end < end else { return selected }
        next = UTF8Scalar(bytes, at: run.end, end: end)
        let nextKind = classes[next.value]
        guard nextKind.contains(.emoji) || (nextKind.contains(.emojiModifier) && run.joiners == 1) else {
          return selected
        }
        kind = nextKind
      } else {
        let nextKind = classes[next.value]
        let isToned = nextKind.contains(.emojiModifier) && kind.contains(.emojiBase)
        let isJoined = run.joiners > 0 && !nextKind.isDisjoint(with: [.emoji, .emojiModifier])
        guard isToned || isJoined else { return run.end }
        kind = nextKind
      }
      isFirst = false
      scalar = next
      offset = run.end
    }
  }

  /// The end of what makes a keycap of the digit, `#` or `*` before `start`; nil where nothing does.
  func keycapEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start < end, bytes[start] >= 0x80 else { return nil }
    let run = pictureExtensions(bytes, from: start, to: end)
    var keyed = run.hasKeycap ? run.end : nil
    if run.end < end {
      let next = UTF8Scalar(bytes, at: run.end, end: end)
      let cap = run.end + next.length
      if next.value == StandardWordSegmenter.pictureSelector, cap < end,
        UTF8Scalar(bytes, at: cap, end: end).value == StandardWordSegmenter.keycap
      {
        keyed = pictureExtensions(bytes, from: cap, to: end).end
      }
    }
    return keyed
  }

  /// The end of a flag whose first letter ends at `start`; nil where no second one follows.
  func flagEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let second = extensionEnd(bytes, from: start, to: end)
    guard second < end else { return nil }
    let scalar = UTF8Scalar(bytes, at: second, end: end)
    guard classes[scalar.value].contains(.regionalIndicator) else { return nil }
    return extensionEnd(bytes, from: second + scalar.length, to: end)
  }

  /// What extends an emoji: where it ends, and how many joiners it ends with.
  private struct Extensions {
    var end: Int
    var joiners = 0
    var hasKeycap = false
  }

  /// The characters of class Extend, Format and ZWJ from `start` on, up to a variation selector.
  private func pictureExtensions(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Extensions {
    var run = Extensions(end: start)
    while run.end < end {
      let scalar = UTF8Scalar(bytes, at: run.end, end: end)
      guard classes[scalar.value].contains(.extend), scalar.value != StandardWordSegmenter.textSelector,
        scalar.value != StandardWordSegmenter.pictureSelector
      else { break }
      run.joiners = scalar.value == StandardWordSegmenter.joiner ? run.joiners + 1 : 0
      if scalar.value == StandardWordSegmenter.keycap { run.hasKeycap = true }
      run.end += scalar.length
    }
    return run
  }

  private func joiners(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Extensions {
    var run = Extensions(end: start)
    while run.end < end, UTF8Scalar(bytes, at: run.end, end: end).value == StandardWordSegmenter.joiner {
      run.joiners += 1
      run.end += 3
    }
    return run
  }

  /// The end of tag characters and their terminator (U+E0020 … U+E007F); nil where that is not what follows.
  private func tagsEnd(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var offset = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      if scalar.value == 0xe007f { return offset > start ? offset + scalar.length : nil }
      guard scalar.value >= 0xe0020, scalar.value < 0xe007f else { return nil }
      offset += scalar.length
    }
    return nil
  }
}
