/// The scanner of characters, and the way to ICU.
extension WordSegmenter {
  /// How many bytes of ASCII in a row send the text back to the faster scanner.
  private static let asciiRun = 64

  /// Appends the words from `start`, which is 0 or at ASCII white space, and returns where it stopped: at the end, or at
  /// ASCII white space before which all words are found.
  func scanScalars(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, starts: inout [UInt32], ends: inout [UInt32]
  ) -> Int {
    var word = GrowingWord()
    var offset = start
    var cut = start
    var countAtCut = starts.count
    var foreignEnd = start
    while offset < end {
      let scalar = UTF8Scalar(bytes, at: offset, end: end)
      let next = offset + scalar.length
      if scalar.length > 1 { foreignEnd = next }
      let kind = WordBreakClass(scalar.value)
      switch kind {
      case .letter, .digit, .connector:
        if word.start >= 0, !word.reaches(kind) { word.finish(&starts, &ends) }
        word.add(kind, from: offset, to: next)
      case .midLetter, .midNumberOrLetter, .midNumber:
        if word.start >= 0, word.joiner == nil {
          word.joiner = kind
        } else {
          word.finish(&starts, &ends)
        }
      case .other:
        word.finish(&starts, &ends)
      case .whiteSpace:
        word.finish(&starts, &ends)
        if offset - foreignEnd >= WordSegmenter.asciiRun { return offset }
        cut = offset
        countAtCut = starts.count
      case .beyond:
        starts.removeLast(starts.count - countAtCut)
        ends.removeLast(ends.count - countAtCut)
        return scanWithICU(bytes, from: cut, reaching: next, to: end, starts: &starts, ends: &ends)
      }
      offset = next
    }
    word.finish(&starts, &ends)
    return end
  }

  /// Appends ICU's words from `start` to the first ASCII white space at or after `reaching`, and on through all
  /// neighbours that need ICU as well; returns where it stopped.
  private func scanWithICU(
    _ bytes: UnsafePointer<UInt8>, from start: Int, reaching: Int, to end: Int, starts: inout [UInt32],
    ends: inout [UInt32]
  ) -> Int {
    let limit = end - start > WordSegmenter.longestICUStretch ? start + WordSegmenter.longestICUStretch : end
    var stop = start
    var offset = min(reaching, limit)
    while true {
      while offset < limit, !WordSegmenter.isWhiteSpace(bytes[offset]) { offset += 1 }
      stop = offset
      while offset < limit, WordSegmenter.isWhiteSpace(bytes[offset]) { offset += 1 }
      var needsICU = false
      while offset < limit, !needsICU, !WordSegmenter.isWhiteSpace(bytes[offset]) {
        let scalar = UTF8Scalar(bytes, at: offset, end: limit)
        if case .beyond = WordBreakClass(scalar.value) { needsICU = true }
        offset += scalar.length
      }
      if !needsICU { break }
    }
    if stop == limit, limit < end {
      while stop > start + 1, bytes[stop] & 0xc0 == 0x80 { stop -= 1 }
    }
    var breaker = self.breaker.take() ?? ICUWordBreaker()
    breaker.forEachWord(of: bytes + start, count: stop - start) { first, last in
      starts.append(UInt32(truncatingIfNeeded: start + first))
      ends.append(UInt32(truncatingIfNeeded: start + last))
    }
    self.breaker = consume breaker
    return stop
  }
}

/// A word that is still being read, by the rules of UAX #29 for characters that `WordBreakClass` knows.
private struct GrowingWord {
  /// Where it starts; negative while there is none.
  var start = -1
  /// A joiner seen right after the last letter, digit or connector: it belongs to the word if the right class follows.
  var joiner: WordBreakClass?
  private var end = 0
  private var last = WordBreakClass.other
  private var hasLetterOrDigit = false

  /// Whether a letter, digit or connector at hand continues the word.
  @inline(__always)
  func reaches(_ kind: WordBreakClass) -> Bool {
    switch joiner {
    case nil: true
    case .midLetter: last == .letter && kind == .letter
    case .midNumber: last == .digit && kind == .digit
    default: last == kind && kind != .connector
    }
  }

  @inline(__always)
  mutating func add(_ kind: WordBreakClass, from offset: Int, to next: Int) {
    if start < 0 { start = offset }
    end = next
    last = kind
    joiner = nil
    if kind != .connector { hasLetterOrDigit = true }
  }

  /// Appends the word, if there is one with a letter or digit, and forgets it.
  @inline(__always)
  mutating func finish(_ starts: inout [UInt32], _ ends: inout [UInt32]) {
    if hasLetterOrDigit {
      starts.append(UInt32(truncatingIfNeeded: start))
      ends.append(UInt32(truncatingIfNeeded: end))
    }
    start = -1
    joiner = nil
    hasLetterOrDigit = false
  }
}
