/// One line of text in which some stretches are marked, harmless for a terminal and measured in columns.
///
/// Made from a text and the UTF-8 offsets of its matches, then cut, wrapped and rendered without looking at offsets
/// again.
struct MarkedText: Equatable {
  /// A character as people count them, its columns, and whether it is part of a match.
  struct Cluster: Equatable {
    var character: Character
    var width: Int
    var isMarked: Bool
  }

  /// The characters in order.
  var clusters: [Cluster]

  /// Text with marks at UTF-8 offsets. Marks may overlap, cut characters, or lie outside the text; a character is
  /// marked when its first byte is. Line ends become single spaces.
  init(_ text: String, marks: [Range<Int>] = []) {
    let marks = marks.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
    clusters = []
    clusters.reserveCapacity(text.utf8.count)
    var offset = 0
    var next = 0
    var markedUntil = 0
    for character in text {
      while next < marks.count, marks[next].lowerBound <= offset {
        markedUntil = max(markedUntil, marks[next].upperBound)
        next += 1
      }
      append(character, isMarked: offset < markedUntil)
      offset += character.utf8.count
    }
    if clusters.last?.character == " " { clusters.removeLast() }
  }

  /// Clusters as they are.
  init(clusters: [Cluster]) {
    self.clusters = clusters
  }

  /// Columns of the whole.
  var width: Int {
    clusters.reduce(0) { $0 + $1.width }
  }

  private mutating func append(_ character: Character, isMarked: Bool) {
    if let byte = character.asciiValue, byte > 0x20, byte < 0x7F {
      clusters.append(Cluster(character: character, width: 1, isMarked: isMarked))
      return
    }
    var kept = String.UnicodeScalarView()
    for scalar in character.unicodeScalars {
      switch SafeText.fate(of: scalar) {
      case .keep: kept.append(scalar)
      case .replace: kept.append("\u{FFFD}")
      case .space: kept.append(" ")
      case .drop: continue
      }
    }
    for character in String(kept) {
      if character == " ", clusters.isEmpty || clusters.last?.character == " " { continue }
      clusters.append(Cluster(character: character, width: DisplayWidth.of(character), isMarked: isMarked))
    }
  }

  /// The text with its matches in one role and the rest in another.
  func rendered(_ style: TerminalStyle, plain: TerminalStyle.Role, match: TerminalStyle.Role) -> String {
    var result = ""
    var start = 0
    while start < clusters.count {
      let isMarked = clusters[start].isMarked
      var end = start
      while end < clusters.count, clusters[end].isMarked == isMarked { end += 1 }
      result += style.apply(isMarked ? match : plain, to: String(clusters[start..<end].map(\.character)))
      start = end
    }
    return result
  }
}
