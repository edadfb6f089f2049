import Corpus

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
  /// Text wider than this is hard to read, however wide the window is.
  var widestText = 100

  private var style: TerminalStyle { TerminalStyle(usesColour: terminal.usesColour) }
  private var ellipsis: String { terminal.usesUnicode ? "…" : "..." }
  private var separator: String { terminal.usesUnicode ? " · " : " - " }

  /// The story's block with a line end after each line and an empty line at the end. `lastRank` is the highest rank
  /// of the list, so that ranks line up.
  func terminalBlock(_ hit: HitView, lastRank: Int) -> String {
    let rankWidth = max(2, String(lastRank).count)
    let indent = String(repeating: " ", count: rankWidth + 2)
    let width = max(min(terminal.columns - 1, widestText) - indent.count, 10)
    let rank = String(hit.rank)
    var lines: [String] = []

    let title = MarkedText(hit.story.title.isEmpty ? "(no headline)" : hit.story.title, marks: hit.titleMarks)
    for (index, line) in title.wrapped(to: width).enumerated() {
      let margin = String(repeating: " ", count: rankWidth - rank.count) + rank + "  "
      lines.append(
        (index == 0 ? style.apply(.detail, to: margin) : indent)
          + line.rendered(style, plain: .title, match: .titleMatch))
    }
    // A separator stays at the end of its line: a no-break space is before it.
    let details = details(
      of: hit.story, date: hit.story.date.ago(from: now), separator: "\u{A0}" + separator.dropFirst())
    for line in MarkedText(details).wrapped(to: width) {
      lines.append(indent + line.rendered(style, plain: .detail, match: .detail))
    }
    for passage in hit.passages {
      let text = MarkedText(passage.text, marks: passage.marks)
      let wrapped = text.excerpt(of: (width - 4) * linesPerPassage, ellipsis: ellipsis).wrapped(to: width)
      for line in wrapped { lines.append(indent + line.rendered(style, plain: .plain, match: .match)) }
    }
    lines += lastLines(of: hit.story, indent: indent, width: width)
    if let explanation = hit.explanation {
      lines += HitLayout.outline(explanation).map { indent + style.apply(.detail, to: $0) }
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// The story's block without colour or wrapping, one fact or passage a line, and an empty line at the end.
  func plainBlock(_ hit: HitView) -> String {
    let story = hit.story
    var lines = ["\(hit.rank). \(SafeText.line(story.title.isEmpty ? "(no headline)" : story.title))"]
    lines.append(SafeText.line(details(of: story, date: story.date.dayDescription, separator: separator)))
    lines += hit.passages.map { SafeText.line($0.text) }
    if !story.link.isEmpty { lines.append(SafeText.address(story.link)) }
    lines.append("\(story.key) \(hit.score)")
    if let explanation = hit.explanation { lines += HitLayout.outline(explanation) }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// Who, where, when and in which feed, in one line: only what is known, and nothing twice.
  private func details(of story: Story, date: String, separator: String) -> String {
    var parts: [String] = []
    if !story.agencies.isEmpty { parts.append(story.agencies.joined(separator: ", ")) }
    if let dateline = story.dateline {
      let place = [dateline.place, dateline.day].filter { !$0.isEmpty }.joined(separator: ", ")
      if !place.isEmpty { parts.append(place) }
    }
    parts.append(date)
    parts.append(story.feedTitle.isEmpty ? story.identity.feed : story.feedTitle)
    return parts.filter { !$0.isEmpty }.joined(separator: separator)
  }

  /// Link and id: in one line where both fit, else in two. A link is never broken or cut: it is there to be clicked.
  private func lastLines(of story: Story, indent: String, width: Int) -> [String] {
    let id = style.apply(.detail, to: story.key.description)
    guard !story.link.isEmpty else { return [indent + id] }
    let address = SafeText.address(story.link)
    let link = indent + style.apply(.link, to: address)
    return DisplayWidth.of(address) + 3 + 16 <= width ? [link + "   " + id] : [link, indent + id]
  }

  /// An explanation as an indented outline, one part a line.
  static func outline(_ explanation: ExplanationView, depth: Int = 0) -> [String] {
    let line =
      String(repeating: "  ", count: depth) + "\(explanation.value) = \(SafeText.line(explanation.description))"
    guard depth < 32 else { return [line] }
    return [line] + explanation.details.flatMap { outline($0, depth: depth + 1) }
  }
}
