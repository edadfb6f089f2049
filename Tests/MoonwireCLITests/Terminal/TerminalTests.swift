import Testing

@testable import MoonwireCLI

@Suite struct TerminalTests {
  private func terminal(_ environment: [String: String], isTerminal: Bool = true, window: Int? = nil) -> Terminal {
    Terminal(isTerminal: isTerminal, windowColumns: window) { environment[$0] }
  }

  @Test(
    arguments: [
      ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
      (["TERM": "dumb"], true, false), (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
    ] as [([String: String], Bool, Bool)])
  func colour(environment: [String: String], isTerminal: Bool, expected: Bool) {
    #expect(terminal(environment, isTerminal: isTerminal).usesColour == expected)
  }

  @Test(
    arguments: [
      ([:], nil, 80), (["COLUMNS": "120"], nil, 120), (["COLUMNS": "120"], 66, 66), (["COLUMNS": "wide"], nil, 80),
      ([:], 0, 80), ([:], 3, 20), (["COLUMNS": "-7"], nil, 20), (["COLUMNS": "999999999"], nil, 10_000),
    ] as [([String: String], Int?, Int)])
  func columns(environment: [String: String], window: Int?, expected: Int) {
    #expect(terminal(environment, window: window).columns == expected)
  }

  @Test(
    arguments: [
      ([:], true), (["LANG": "C"], false), (["LANG": "ru_RU.UTF-8"], true),
      (["LC_ALL": "C", "LANG": "ru_RU.UTF-8"], false),
      (["LC_CTYPE": "de_DE.utf8", "LANG": "C"], true), (["LC_ALL": "", "LANG": "POSIX"], false),
    ] as [([String: String], Bool)])
  func locale(environment: [String: String], expected: Bool) {
    #expect(terminal(environment).usesUnicode == expected)
  }
}
