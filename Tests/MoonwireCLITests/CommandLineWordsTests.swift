import Testing

@testable import MoonwireCLI

@Suite struct CommandLineWordsTests {
  @Test(
    arguments: [
      (["search", "moon"], ["search", "moon"]),
      (["search", "moon", "-tourist"], ["search", "moon", "--", "-tourist"]),
      (["search", "-nasa", "moon", "--json"], ["search", "moon", "--json", "--", "-nasa"]),
      (["search", "-n", "5", "-n5", "moon"], ["search", "-n", "5", "-n5", "moon"]),
      (["search", "--index", "-odd", "moon"], ["search", "--index", "-odd", "moon"]),
      (["search", "a", "-b", "--", "-c", "--d"], ["search", "a", "--", "-b", "-c", "--d"]),
      (["search", "-title:x", "-\"open access\"", "y"], ["search", "y", "--", "-title:x", "-\"open access\""]),
      (["search", "-h"], ["search", "-h"]), (["search", "--colour"], ["search", "--colour"]),
      (["search", "-"], ["search", "-"]),
      (["search", "--index"], ["search", "--index"]), (["index", "-x"], ["index", "-x"]), ([], []),
    ] as [([String], [String])])
  func rewriting(arguments: [String], expected: [String]) {
    #expect(CommandLineWords.rewritten(arguments) == expected)
  }
}
