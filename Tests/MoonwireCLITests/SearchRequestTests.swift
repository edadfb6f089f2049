import TestSupport
import Testing

@testable import MoonwireCLI

/// The short way of reading a search's arguments beside the argument parser's: where it answers, both agree.
@Suite struct SearchRequestTests {
  /// What the argument parser makes of them; nil where it refuses, or prints help.
  private func parsed(_ arguments: [String]) -> SearchRequest? {
    (try? Program.parsed(arguments)).flatMap { ($0 as? SearchCommand)?.request }
  }

  @Test(
    "plain searches are read without the parser",
    arguments: [
      ["moon"], ["lunar", "station"], ["-n", "5", "moon"], ["-n5", "moon"], ["moon", "--limit", "5"],
      ["--limit=5", "moon"], ["--json", "moon"], ["moon", "--plain", "--index", "folder"], ["--home=a=b", "moon"],
      ["--k1", "1.2", "--b=0.75", "moon"], ["--sort", "date", "moon"], ["--passages=0", "moon"],
      ["--count", "moon"], ["--recency", "7d", "moon"], ["--recency=36h", "moon"],
      ["--explain", "-n", "1", "moon", "title:station"], ["moon", "--", "-tourist", "--json"],
      ["\"open access\"", "+must", "since:2021-03"], ["--", "-n"], ["", "moon"], ["Мир", "été", "宇宙"], ["help"],
    ])
  func plain(words: [String]) throws {
    let arguments = CommandLineWords.rewritten(["search"] + words)
    let request = try #require(SearchRequest(arguments: arguments), "\(words)")
    #expect(request == parsed(arguments), "\(words)")
  }

  @Test(
    "whatever needs a word to the user is left to the parser",
    arguments: [
      [], [""], ["--help"], ["-h", "moon"], ["moon", "--version"], ["--limit", "moon"], ["--limit", "0", "moon"],
      ["moon", "-n"], ["--limit", "5", "--limit", "6", "moon"], ["-n", "5", "-n6", "moon"], ["-n=5", "moon"],
      ["--json", "--json", "moon"], ["--json", "--plain", "moon"], ["--jso", "moon"], ["--json=yes", "moon"],
      ["--index", "--json", "moon"], ["--index=", "moon"], ["--sort", "newest", "moon"], ["--k1", "-1", "moon"],
      ["--b", "nan", "moon"],
      ["--recency", "soon", "moon"], ["--recency", "0d", "moon"],
      ["--recency", "7d", "--sort", "date", "moon"], ["--recency", "moon"], ["--count", "--explain", "moon"],
      ["--generate-completion-script", "bash"], ["-"],
    ])
  func others(words: [String]) {
    #expect(SearchRequest(arguments: ["search"] + words) == nil, "\(words)")
  }

  @Test("other commands are none of its business")
  func otherCommands() {
    for arguments in [[], ["stats"], ["--version"], ["help", "search"], ["serach", "moon"]] {
      #expect(SearchRequest(arguments: arguments) == nil)
    }
  }

  @Test("random arguments: the same request as the parser's, or none", arguments: UInt64(0)..<20)
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "moon", "station", "-tourist", "+must", "\"two words\"", "-n", "5", "-n7", "-n0", "--limit", "--limit=3",
      "--json", "--plain", "--count", "--explain", "--index", "--index=x", "--home", "folder", "--k1", "1.5",
      "--k1=-1", "--b=0.5", "--sort", "--sort=date", "date", "relevance", "--passages", "2", "--recency",
      "--recency=7d", "7d", "--", "-", "",
      "--unknown", "-h", "=", "--=", "-5", "0x10", "+5", "1e3", "help", "search",
    ]
    var answered = 0
    for _ in 0..<60 {
      let words = (0..<generator.integer(1..<7)).map { _ in generator.element(pieces) }
      let arguments = CommandLineWords.rewritten(["search"] + words)
      guard let request = SearchRequest(arguments: arguments) else { continue }
      answered += 1
      #expect(request == parsed(arguments), "seed \(seed): \(words)")
    }
    #expect(answered > 0, "seed \(seed)")
  }
}
