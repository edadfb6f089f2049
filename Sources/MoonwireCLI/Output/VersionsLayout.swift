import Moonwire

/// Lays out the versions of a story, the oldest first: when each was seen, and which words it changed.
///
///     1  2021-03-09T08:30:00Z  765f33b31204de37
///        Memorandum on the lunar station was signed
///     2  2021-03-09T09:10:00Z  c6003c9c8603f390
///        CORRECTED: Memorandum on the lunar station was signed
///        - on Monday
///        + on Tuesday
struct VersionsLayout {
  /// Where it is shown.
  var terminal: Terminal
  /// Changes of one version that are listed; the rest is counted.
  static let mostChanges = 20

  /// A line end after each line.
  func text(of versions: [Story]) -> String {
    let style = TerminalStyle(usesColour: terminal.usesColour)
    let width = terminal.isTerminal ? StoryLayout.textWidth(terminal) : Int.max
    let margin = String(versions.count).count + 2
    let indent = String(repeating: " ", count: margin)
    func wrapped(_ text: String, _ role: TerminalStyle.Role) -> [String] {
      MarkedText(text).wrapped(to: max(width - margin, 10)).map {
        indent + $0.rendered(style, plain: role, match: role)
      }
    }
    var lines: [String] = []
    for (place, version) in versions.enumerated() {
      let number = String(place + 1)
      let seen = version.version.seen ?? version.firstSeen
      lines.append(
        String(repeating: " ", count: margin - 2 - number.count) + number + "  "
          + style.apply(.detail, to: "\(seen)  \(version.key)"))
      lines += wrapped(StoryLayout.title(of: version), .title)
      if let withdrawal = version.version.withdrawal { lines += wrapped(StoryLayout.sentence(withdrawal), .detail) }
      guard place > 0 else { continue }
      let changes = WordChanges.between(versions[place - 1].bodyText, version.bodyText)
      for change in changes.prefix(VersionsLayout.mostChanges) {
        if !change.removed.isEmpty { lines += wrapped("- " + change.removed, .plain) }
        if !change.added.isEmpty { lines += wrapped("+ " + change.added, .plain) }
      }
      if changes.count > VersionsLayout.mostChanges {
        lines += wrapped("and \(changes.count - VersionsLayout.mostChanges) more changes", .detail)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// What one text has in place of another's words.
struct WordChange: Equatable {
  var removed: String
  var added: String
}

enum WordChanges {
  /// Words of each text that are compared; what lies behind is left out.
  private static let mostWords = 5000

  /// The changes from one text to another, word by word.
  ///
  /// - Complexity: as `difference(from:)`, O(n·d) for d changes.
  static func between(_ old: String, _ new: String) -> [WordChange] {
    let before = words(of: old)
    let after = words(of: new)
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.place))
    let inserted = Set(difference.insertions.map(\.place))
    var changes: [WordChange] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      var (gone, come): ([Substring], [Substring]) = ([], [])
      while left < before.count, removed.contains(left) {
        gone.append(before[left])
        left += 1
      }
      while right < after.count, inserted.contains(right) {
        come.append(after[right])
        right += 1
      }
      if gone.isEmpty && come.isEmpty {
        left += 1
        right += 1
      } else {
        changes.append(WordChange(removed: gone.joined(separator: " "), added: come.joined(separator: " ")))
      }
    }
    return changes
  }

  private static func words(of text: String) -> [Substring] {
    Array(text.split(whereSeparator: \.isWhitespace).prefix(mostWords))
  }
}

extension CollectionDifference.Change {
  /// The place of the element in the collection that it is of.
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

extension Story {
  /// The part of the text that is the story.
  fileprivate var bodyText: String {
    let bytes = Array(text.utf8)
    return String(decoding: bytes[body.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
