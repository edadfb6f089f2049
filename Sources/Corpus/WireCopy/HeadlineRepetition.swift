/// Finds a headline that a text begins with, once or several times.
///
/// Case, white space and punctuation are ignored in the comparison. On a line of its own a headline is cut, unless that is
/// only where a sentence is broken by hand and the next line goes on in lower case. At the head of a longer line it may be
/// the beginning of a sentence ("Interview with the head of Roscosmos" …), so there it must have three words at least and
/// end like a sentence, or be known for a repetition: because it was found before, comes again, or stands before a
/// dateline.
struct HeadlineRepetition {
  private static let mostRepetitions = 16

  private let title: WireText

  /// A comparison with a headline; valid as long as its bytes.
  init(_ title: WireText) {
    self.title = title
  }

  /// The part of `body` after all repetitions, without white space around it.
  func cut(from body: Range<Int>, of text: WireText) -> Range<Int> {
    var start = body.lowerBound
    for number in 0..<HeadlineRepetition.mostRepetitions {
      guard let match = match(in: text, from: start, to: body.upperBound) else { break }
      let rest = Rest(text, after: match, to: body.upperBound)
      guard rest.start < body.upperBound, cuts(rest, isRepeated: number > 0, text, to: body.upperBound) else { break }
      start = rest.start
    }
    return start..<body.upperBound
  }

  /// Where the headline ends that starts at `start`; nil where none does.
  private func match(in text: WireText, from start: Int, to end: Int) -> Int? {
    var offset = start
    var titleOffset = 0
    var hasMatched = false
    while let wanted = title.nextWordCharacter(&titleOffset, to: title.count) {
      guard let found = text.nextWordCharacter(&offset, to: end),
        found == wanted || found.folded == wanted.folded
      else { return nil }
      hasMatched = true
    }
    guard hasMatched else { return nil }
    let goesOn = offset < end && text.scalar(at: offset, end: end).value.isWordCharacter
    return goesOn ? nil : offset
  }

  /// Whether the headline has three words, or eight characters of a script without spaces: it is hardly there by chance.
  private var isLong: Bool {
    var words = 0
    var letters = 0
    var hasIdeographs = false
    var isInWord = false
    var offset = 0
    while offset < title.count {
      let next = title.scalar(at: offset, end: title.count)
      offset += next.length
      if !next.value.isSpace && !isInWord { words += 1 }
      isInWord = !next.value.isSpace
      guard next.value.isWordCharacter else { continue }
      letters += 1
      hasIdeographs = hasIdeographs || next.value.folded.value >= 0x2e80
    }
    return words >= 3 || (letters >= 8 && hasIdeographs)
  }

  private func cuts(_ rest: Rest, isRepeated: Bool, _ text: WireText, to end: Int) -> Bool {
    if rest.isNewLine, rest.isParagraph || !(rest.startsLowerCase || rest.hasComma) { return true }
    guard isLong, !rest.startsLowerCase, !rest.hasComma else { return false }
    return rest.hasStop || isRepeated || match(in: text, from: rest.start, to: end) != nil
      || DatelineParser.parse(text, rest.start..<end) != nil
  }

  /// What follows a headline.
  private struct Rest {
    /// Where the text goes on.
    private(set) var start: Int
    /// It goes on in a new line.
    private(set) var isNewLine = false
    /// It goes on after a blank line.
    private(set) var isParagraph = false
    /// A mark stands between that ends a sentence or sets a headline off.
    private(set) var hasStop = false
    private(set) var hasComma = false
    private(set) var startsLowerCase = false

    init(_ text: WireText, after match: Int, to end: Int) {
      start = match
      while start < end, mark(text, end) { start += text.scalar(at: start, end: end).length }
      skipSpace(text, end)
      if !isNewLine, start < end {
        let next = text.scalar(at: start, end: end)
        if next.value.isDash || next.value == "|" {
          hasStop = true
          while start < end, text.scalar(at: start, end: end).value.isDash || text[start] == 0x7c {
            start += text.scalar(at: start, end: end).length
          }
          skipSpace(text, end)
        }
      }
      if start < end {
        let next = text.scalar(at: start, end: end).value
        startsLowerCase = next.properties.isLowercase
      }
    }

    /// Notes a closing mark directly after the headline.
    private mutating func mark(_ text: WireText, _ end: Int) -> Bool {
      switch text.scalar(at: start, end: end).value {
      case ".", "!", "?", "…", ":", "。", "！", "？", "：": hasStop = true
      case ",", ";", "，", "；": hasComma = true
      case "\"", "'", "”", "’", "»", ")", "]", "）", "》", "」": break
      default: return false
      }
      return true
    }

    private mutating func skipSpace(_ text: WireText, _ end: Int) {
      let after = text.skipWhiteSpace(from: start, to: end)
      let lineFeeds = (start..<after).count { text[$0] == 0x0a }
      isNewLine = isNewLine || lineFeeds > 0
      isParagraph = isParagraph || lineFeeds > 1
      start = after
    }
  }
}

extension WireText {
  /// The next letter or digit at or after `offset`, which moves behind it; nil where there is none.
  fileprivate func nextWordCharacter(_ offset: inout Int, to end: Int) -> Unicode.Scalar? {
    while offset < end {
      let next = scalar(at: offset, end: end)
      offset += next.length
      if next.value.isWordCharacter { return next.value }
    }
    return nil
  }
}
