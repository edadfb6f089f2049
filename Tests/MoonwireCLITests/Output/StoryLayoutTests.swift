import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct StoryLayoutTests {
  private var story: Story {
    var story = memorandumHit().story
    let head = "Memorandum on the lunar station\n\n"
    let body =
      "Almaty. 9th of March. KazTAG - Heads of two agencies have signed.\n\nSecond paragraph.\nIts second line."
    story.text = head + body + "\n\nRead more"
    story.body = head.utf8.count..<head.utf8.count + body.utf8.count
    story.authors = ["A. Reporter"]
    return story
  }

  @Test func onATerminal() {
    #expect(
      StoryLayout(terminal: .test(columns: 45)).whole(story) == """
        Memorandum on the lunar station was signed
        by Russia and China
        KazTAG, TASS\u{A0}· Almaty, 9th of March\u{A0}·
        2021-03-09T11:25:00Z\u{A0}· KazTAG space feed
        by A. Reporter
        https://kaztag.example/space/2021/03/09/memorandum
        \(story.key)

        Almaty. 9th of March. KazTAG - Heads of two
        agencies have signed.

        Second paragraph.
        Its second line.

        """)
  }

  @Test func withAllThatTheFeedSent() {
    let terminal = Terminal(isTerminal: false, windowColumns: nil) { _ in nil }
    let layout = StoryLayout(terminal: terminal)
    let text = layout.whole(story, all: true)
    #expect(text.contains("\n\nMemorandum on the lunar station\n"))
    #expect(text.hasSuffix("\n\nRead more\n"))
    var torn = story
    torn.body = 10..<100_000
    #expect(layout.whole(torn).hasSuffix("Read more\n"))
  }

  @Test func inAPipe() {
    let terminal = Terminal(isTerminal: false, windowColumns: nil) { _ in nil }
    let lines = StoryLayout(terminal: terminal).whole(story).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "Memorandum on the lunar station was signed by Russia and China")
    #expect(lines[3] == "https://kaztag.example/space/2021/03/09/memorandum   \(story.key)")
    #expect(lines[5] == "Almaty. 9th of March. KazTAG - Heads of two agencies have signed.")
    #expect(!lines.joined().contains("\u{1B}"))
  }
}
