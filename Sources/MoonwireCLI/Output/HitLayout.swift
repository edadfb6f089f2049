import Moonwire

/// Lays out found stories for reading: on a terminal wrapped and in colour, elsewhere one block of plain lines a
/// story.
///
/// On a terminal, 80 columns wide:
///
///      1  Memorandum on the lunar station signed
///         KazTAG · Almaty, 9th of March · 2021-03-09 · KazTAG space feed
///         "The station will be a complex of research means, with open access for all
///         interested countries…"
///         https://kaztag.example/space/…   a1b2c3d4e5f60718
struct HitLayout {
  /// Where it is shown.
  var terminal: Terminal
  /// The moment against which dates are told ("5 h ago").
  var now: Timestamp
  /// Most lines of one passage; what is more is left out around the matches.
  var linesPerPassage = 5

  private var style: TerminalStyle { TerminalStyle(usesColour: terminal.usesColour) }
  private var ellipsis: String { terminal.usesUnicode ? "…" : "..." }

  /// The story's block with a line end after each line and an empty line at the end. `lastRank` is the highest rank
  /// of the list, so that ranks line up.
  func terminalBlock(_ hit: Hit, lastRank: Int) -> String {
    let rankWidth = max(2, String(lastRank).count)
    let indent = String(repeating: " ", count: rankWidth + 2)
    let width = max(StoryLayout.textWidth(terminal) - indent.count, 10)
    let rank = String(hit.rank)
    var lines: [String] = []

    let title = MarkedText(StoryLayout.title(of: hit.story), marks: hit.titleHighlights)
    for (index, line) in title.wrapped(to: width).enumerated() {
      let margin = String(repeating: " ", count: rankWidth - rank.count) + rank + "  "
      lines.append(
        (index == 0 ? style.apply(.detail, to: margin) : indent)
          + line.rendered(style, plain: .title, match: .titleMatch))
    }
    let layout = StoryLayout(terminal: terminal)
    lines += layout.details(of: hit.story, date: hit.story.date.ago(from: now), width: width).map { indent + $0 }
    if let withdrawal = hit.story.version.withdrawal {
      lines += MarkedText(StoryLayout.sentence(withdrawal)).wrapped(to: width).map {
        indent + $0.rendered(style, plain: .match, match: .match)
      }
    }
    for passage in hit.passages {
      let text = MarkedText(passage.text, marks: passage.highlights)
      let wrapped = text.excerpt(of: (width - 4) * linesPerPassage, ellipsis: ellipsis).wrapped(to: width)
      for line in wrapped { lines.append(indent + line.rendered(style, plain: .plain, match: .match)) }
    }
    lines += layout.address(of: hit.story, width: width).map { indent + $0 }
    if let explanation = hit.explanation {
      lines += HitLayout.outline(explanation).flatMap { entry in
        // What goes on in the next line stands further in than the parts.
        MarkedText(entry.text).wrapped(to: max(width - 2 * entry.depth - 4, 10)).enumerated().map { index, line in
          indent + String(repeating: " ", count: 2 * entry.depth + (index == 0 ? 0 : 4))
            + line.rendered(style, plain: .detail, match: .detail)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// The story's block without colour or wrapping, one fact or passage a line, and an empty line at the end.
  func plainBlock(_ hit: Hit) -> String {
    let story = hit.story
    var lines = ["\(hit.rank). \(SafeText.line(StoryLayout.title(of: story)))"]
    lines.append(StoryLayout(terminal: terminal).plainDetails(of: story, date: story.date.dayDescription))
    if let withdrawal = story.version.withdrawal { lines.append(SafeText.line(StoryLayout.sentence(withdrawal))) }
    lines += hit.passages.map { SafeText.line($0.text) }
    if !story.link.isEmpty { lines.append(SafeText.address(story.link)) }
    lines.append("\(story.key) \(hit.score)")
    if let explanation = hit.explanation {
      lines += HitLayout.outline(explanation).map { String(repeating: "  ", count: $0.depth) + $0.text }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// An explanation as an outline: each part with how far in it stands.
  static func outline(_ explanation: Explanation, depth: Int = 0) -> [(depth: Int, text: String)] {
    let line = (depth, "\(explanation.value) = \(SafeText.line(explanation.description))")
    guard depth < 32 else { return [line] }
    return [line] + explanation.details.flatMap { outline($0, depth: depth + 1) }
  }
}
