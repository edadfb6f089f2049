import Moonwire

/// Lays out a story for reading: the lines that hits and whole stories share, and the whole story.
struct StoryLayout {
  /// Where it is shown.
  var terminal: Terminal

  private var style: TerminalStyle { TerminalStyle(usesColour: terminal.usesColour) }
  private var separator: String { terminal.usesUnicode ? "· " : "- " }

  /// Columns for text: one less than the terminal has, so that no line wraps by itself, and at most 100, since wider
  /// lines are hard to read.
  static func textWidth(_ terminal: Terminal) -> Int {
    min(terminal.columns - 1, 100)
  }

  /// The headline, or what stands in its place: the slug by which desks call the story, else words.
  static func title(of story: Story) -> String {
    [story.title, story.wire.slug].first { !$0.isEmpty } ?? "(no headline)"
  }

  /// The whole story: headline, details, address, then the paragraphs of its body, or of all its text. On a terminal
  /// wrapped, elsewhere one line a paragraph.
  func whole(_ story: Story, all: Bool = false) -> String {
    let width = terminal.isTerminal ? StoryLayout.textWidth(terminal) : Int.max
    var lines: [String] = []
    for line in MarkedText(StoryLayout.title(of: story)).wrapped(to: width) {
      lines.append(line.rendered(style, plain: .title, match: .title))
    }
    lines += details(of: story, date: story.date.description, width: width)
    if !story.authors.isEmpty {
      lines += detail("by " + story.authors.joined(separator: ", "), width: width)
    }
    lines += address(of: story, width: width)
    if let withdrawal = story.version.withdrawal { lines += detail(StoryLayout.sentence(withdrawal), width: width) }
    let bytes = Array(story.text.utf8)
    let text = all ? story.text : String(decoding: bytes[story.body.clamped(to: 0..<bytes.count)], as: UTF8.self)
    for paragraph in text.split(separator: "\n\n", omittingEmptySubsequences: true) {
      lines.append("")
      for line in paragraph.split(separator: "\n") {
        lines += MarkedText(String(line)).wrapped(to: width).map { $0.rendered(style, plain: .plain, match: .plain) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// That a story was taken back, in one line: "Withdrawn by KazTAG on 2021-03-09."
  static func sentence(_ withdrawal: Withdrawal) -> String {
    let by = withdrawal.by.isEmpty ? "" : " by \(withdrawal.by)"
    return "\(withdrawal.isFinal ? "Withdrawn" : "Held back")\(by) on \(withdrawal.at.dayDescription)."
  }

  /// Who, where, when and in which feed, wrapped: only what is known. A separator stays at the end of its line.
  func details(of story: Story, date: String, width: Int) -> [String] {
    detail(parts(of: story, date: date).joined(separator: "\u{A0}" + separator), width: width)
  }

  /// The same in one line without colour.
  func plainDetails(of story: Story, date: String) -> String {
    SafeText.line(parts(of: story, date: date).joined(separator: " " + separator))
  }

  /// Link and id: in one line where both fit, else in two. A link is never broken or cut: it is there to be clicked.
  func address(of story: Story, width: Int) -> [String] {
    let id = style.apply(.detail, to: story.key.description)
    guard !story.link.isEmpty else { return [id] }
    let address = SafeText.address(story.link)
    let link = style.apply(.link, to: address)
    return DisplayWidth.of(address) + 3 + 16 <= width ? [link + "   " + id] : [link, id]
  }

  private func detail(_ text: String, width: Int) -> [String] {
    MarkedText(text).wrapped(to: width).map { $0.rendered(style, plain: .detail, match: .detail) }
  }

  private func parts(of story: Story, date: String) -> [String] {
    let dateline = [story.dateline?.place ?? "", story.dateline?.day ?? ""].filter { !$0.isEmpty }
    let feed = story.feedTitle.isEmpty ? story.identity.feed : story.feedTitle
    return [
      StoryWords.agencies(story), dateline.joined(separator: ", "), date, feed, StoryWords.revision(story),
    ].filter { !$0.isEmpty }
  }
}
