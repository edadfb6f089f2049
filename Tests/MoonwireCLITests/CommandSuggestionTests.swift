import Testing

@testable import MoonwireCLI

@Suite struct CommandSuggestionTests {
  private let commands = ["search", "show", "index", "import", "add", "update", "stats", "check", "init"]

  @Test(
    arguments: [
      ("serach", "search"), ("seach", "search"), ("sow", "show"), ("indx", "index"), ("updaet", "update"),
      ("state", "stats"),
      ("moon", nil), ("xyz", nil), ("", nil), (String(repeating: "a", count: 5000), nil),
    ] as [(String, String?)])
  func nearest(typed: String, expected: String?) {
    #expect(CommandSuggestion.nearest(to: typed, among: commands) == expected)
  }

  @Test(arguments: [
    ("", "", 0), ("", "ab", 2), ("ab", "", 2), ("ab", "ba", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func slips(source: String, target: String, expected: Int) {
    #expect(CommandSuggestion.slips(from: Array(source.utf8), to: Array(target.utf8)) == expected)
  }
}
