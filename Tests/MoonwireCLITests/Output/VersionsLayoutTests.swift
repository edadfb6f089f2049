import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct VersionsLayoutTests {
  @Test(
    arguments: [
      ("a b c", "a b c", []), ("a b c", "a x c", [WordChange(removed: "b", added: "x")]),
      ("", "new words", [WordChange(removed: "", added: "new words")]),
      (
        "12 satellites in orbit", "11 satellites",
        [
          WordChange(removed: "12", added: "11"), WordChange(removed: "in orbit", added: ""),
        ]
      ),
    ] as [(String, String, [WordChange])])
  func changes(old: String, new: String, expected: [WordChange]) {
    #expect(WordChanges.between(old, new) == expected)
  }

  @Test func versionsAreListedWithWhatChanged() {
    func version(_ number: Int, _ title: String, _ text: String) -> Story {
      var story = Story(
        identity: StoryIdentity(feed: "f", id: "1"), title: title, text: text,
        firstSeen: Timestamp(secondsSince1970: 1_615_278_600 + Int64(number) * 60))
      story.version.number = number
      return story
    }
    let first = version(1, "Rocket flies", "It carried 12 satellites.")
    let second = version(2, "CORRECTED: Rocket flies", "It carried 11 satellites.")
    let text = VersionsLayout(terminal: Terminal(isTerminal: false, windowColumns: nil) { _ in nil })
      .text(of: [first, second])
    #expect(
      text == """
        1  2021-03-09T08:31:00Z  \(first.key)
           Rocket flies
        2  2021-03-09T08:32:00Z  \(second.key)
           CORRECTED: Rocket flies
           - 12
           + 11

        """)
  }
}
