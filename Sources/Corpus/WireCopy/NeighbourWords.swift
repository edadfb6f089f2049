/// Reads the words to the left and right of a place, in lower case, over white space and quotation marks; nothing else.
struct NeighbourWords {
  /// Longer words are not compared with anything.
  private static let longest = 24

  private let text: WireText
  private let body: Range<Int>

  init(_ text: WireText, _ body: Range<Int>) {
    self.text = text
    self.body = body
  }

  /// The word that ends before `offset`, which moves to its start; nil where another character stands between.
  mutating func previous(_ offset: inout Int) -> String? {
    while offset > body.lowerBound {
      let previous = text.scalar(before: offset, start: body.lowerBound)
      guard isSkipped(previous.value) else { break }
      offset -= previous.length
    }
    var word: [Unicode.Scalar] = []
    while offset > body.lowerBound, word.count < NeighbourWords.longest {
      let previous = text.scalar(before: offset, start: body.lowerBound)
      guard isPart(previous.value) else { break }
      word.append(previous.value.folded)
      offset -= previous.length
    }
    return word.isEmpty ? nil : string(word.reversed())
  }

  /// The word that starts after `offset`, which moves to its end; nil where another character stands between.
  mutating func next(_ offset: inout Int) -> String? {
    while offset < body.upperBound {
      let next = text.scalar(at: offset, end: body.upperBound)
      guard isSkipped(next.value) else { break }
      offset += next.length
    }
    var word: [Unicode.Scalar] = []
    while offset < body.upperBound, word.count < NeighbourWords.longest {
      let next = text.scalar(at: offset, end: body.upperBound)
      guard isPart(next.value) else { break }
      word.append(next.value.folded)
      offset += next.length
    }
    return word.isEmpty ? nil : string(word)
  }

  private func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "«", "»", "“", "”", "„", "\"": true
    default: scalar.isSpace && scalar != "\n"
    }
  }

  private func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordCharacter || scalar == "-" || scalar == "'" || scalar == "’"
  }

  private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars { text.append(scalar == "’" ? "'" : scalar) }
    return String(text)
  }
}
