extension MarkedText {
  /// Marks of punctuation that must not begin a line (a small part of JIS X 4051 and UAX #14's class CL).
  private static let closing: Set<Character> = [
    "、", "。", "，", "．", "：", "；", "！", "？", "）", "］", "｝", "〉", "》", "」", "』", "】", "”", "’", "»", "…",
  ]
  /// Marks of punctuation that must not end a line.
  private static let opening: Set<Character> = ["（", "［", "｛", "〈", "《", "「", "『", "【", "“", "‘", "«"]

  /// A line may begin with this cluster: after a space, and on either side of a wide character.
  private func mayBreak(before index: Int) -> Bool {
    guard index > 0, index < clusters.count else { return true }
    let left = clusters[index - 1]
    let right = clusters[index]
    if left.character == " " { return true }
    guard left.width == 2 || right.width == 2, right.character != " " else { return false }
    return !MarkedText.closing.contains(right.character) && !MarkedText.opening.contains(left.character)
  }

  /// The text in lines of at most so many columns, broken where words end; a word longer than a line is cut.
  func wrapped(to columns: Int) -> [MarkedText] {
    let columns = max(columns, 2)
    var lines: [MarkedText] = []
    var start = 0
    while start < clusters.count {
      var end = start
      var used = 0
      var lastBreak = start
      while end < clusters.count, used + clusters[end].width <= columns {
        used += clusters[end].width
        end += 1
        if end < clusters.count, mayBreak(before: end) { lastBreak = end }
      }
      if end < clusters.count, clusters[end].character != " ", lastBreak > start { end = lastBreak }
      if end == start { end += 1 }
      lines.append(MarkedText(clusters: trimmed(start..<end)))
      start = end
      while start < clusters.count, clusters[start].character == " " { start += 1 }
    }
    return lines
  }

  private func trimmed(_ range: Range<Int>) -> [Cluster] {
    var end = range.upperBound
    while end > range.lowerBound, clusters[end - 1].character == " " { end -= 1 }
    return Array(clusters[range.lowerBound..<end])
  }

  /// The stretch of at most so many columns that holds the most matches, with an ellipsis where something is left
  /// out.
  ///
  /// Among stretches with equally many matches, the beginning of the text is taken if it is one of them; else the
  /// middle one, so that matches have some words on either side.
  func excerpt(of columns: Int, ellipsis: String) -> MarkedText {
    guard width > columns else { return self }
    let dots = MarkedText(ellipsis).clusters
    let room = max(columns - 2 * dots.reduce(0) { $0 + $1.width }, 1)
    var matchesBefore = [0]
    var widthBefore = [0]
    for (index, cluster) in clusters.enumerated() {
      let isStart = cluster.isMarked && (index == 0 || !clusters[index - 1].isMarked)
      matchesBefore.append(matchesBefore[index] + (isStart ? 1 : 0))
      widthBefore.append(widthBefore[index] + cluster.width)
    }

    var best: [Range<Int>] = []
    var mostMatches = -1
    var end = 0
    for start in clusters.indices where mayBreak(before: start) {
      end = max(end, start)
      while end < clusters.count, widthBefore[end + 1] - widthBefore[start] <= room { end += 1 }
      var last = end
      while last > start + 1, last < clusters.count, !mayBreak(before: last), clusters[last].character != " " {
        last -= 1
      }
      if last <= start + 1 { last = end }
      let matches = matchesBefore[last] - matchesBefore[start]
      if matches > mostMatches {
        mostMatches = matches
        best = [start..<last]
      } else if matches == mostMatches {
        best.append(start..<last)
      }
    }
    guard let first = best.first else { return self }
    let range = first.lowerBound == 0 ? first : best[best.count / 2]
    let isWholeStart = range.lowerBound == 0
    let isWholeEnd = range.upperBound == clusters.count
    return MarkedText(clusters: (isWholeStart ? [] : dots) + trimmed(range) + (isWholeEnd ? [] : dots))
  }
}
