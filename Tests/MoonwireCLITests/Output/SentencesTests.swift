import Moonwire
import Testing

@testable import MoonwireCLI
@testable import Search

@Suite struct SentencesTests {
  @Test(
    arguments: [
      ([("moon", 0)], 9, "nothing found for Q; 'moon' occurs in no story"),
      ([("moon", 0), ("mars", 0), ("sun", 2)], 9, "nothing found for Q; 'moon' and 'mars' occur in no story"),
      (
        [("moon", 3), ("mars", 1)], 9,
        "nothing found for Q; every word occurs, but in no story together as the query asks"
      ),
      (
        [("moon", 3)], 9,
        "nothing found for Q; the word occurs, but in no story that the rest of the query lets through"
      ),
      ([], 9, "nothing found for Q"), ([("moon", 0)], 0, NothingFound.emptyIndex),
    ] as [([(String, Int)], Int, String)])
  func nothingFound(clauses: [(String, Int)], stories: Int, expected: String) {
    var results = SearchResults()
    results.clauses = clauses.map { ClauseFrequency(text: $0.0, documents: $0.1) }
    results.stories = stories
    #expect(NothingFound.sentence(query: "Q", results) == expected)
  }

  @Test func longQueriesAreShortenedInSentences() {
    var results = SearchResults()
    results.stories = 9
    results.clauses = (0..<1500).map { ClauseFrequency(text: "xyz\($0 % 700)", documents: 0) }
    let query = results.clauses.map(\.text).joined(separator: " ")
    #expect(
      NothingFound.sentence(query: query, results) == "nothing found for \(DisplayWidth.cut(query, to: 100)); "
        + "'xyz0', 'xyz1', 'xyz2', 'xyz3', 'xyz4' and 695 more occur in no story")
    let common = "'the' (too common)"
    #expect(NothingFound.ignored([common, common, "x"]) == "ignored: 'the' (too common); x")
    #expect(NothingFound.ignored((0..<7).map(String.init)) == "ignored: 0; 1; 2; 3; 4 and 2 more")
  }

  @Test(
    arguments: [
      (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"),
      (13_100_000, "13.1 MB"), (.max, "9223372.0 TB"),
    ] as [(Int64, String)])
  func bytes(number: Int64, expected: String) {
    #expect(Quantity.bytes(number) == expected)
  }

  @Test(arguments: [(0.0031, "3.1 ms"), (0.4, "0.4 s"), (75, "75 s"), (1200, "20 min")])
  func times(seconds: Double, expected: String) {
    #expect(Quantity.time(seconds) == expected)
  }

  @Test func tables() {
    var table = TextTable(.right, .left, .left)
    table.add("4", "航天电讯", "a\u{1B}b")
    table.add("12,804", "KazTAG", "second")
    table.add("1")
    #expect(table.text == "     4  航天电讯  a\u{FFFD}b\n12,804  KazTAG    second\n     1\n")
  }
}
