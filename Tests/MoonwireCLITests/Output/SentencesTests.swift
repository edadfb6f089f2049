import Testing

@testable import MoonwireCLI

@Suite struct SentencesTests {
  @Test(
    arguments: [
      ([("moon", 0)], false, 9, "nothing found for Q; 'moon' occurs in no story"),
      ([("moon", 0), ("mars", 0), ("sun", 2)], false, 9, "nothing found for Q; 'moon' and 'mars' occur in no story"),
      ([("moon", 3), ("mars", 1)], false, 9, "nothing found for Q; every word occurs, but not together like that"),
      ([("moon", 3)], true, 9, "nothing found for Q; every word occurs, but in no story that the filters let through"),
      ([], false, 9, "nothing found for Q; it holds no word to search for"),
      (
        [("moon", 0)], false, 0,
        "the index is empty: bring stories in with 'moonwire index', 'moonwire import' or 'moonwire update'"
      ),
    ] as [([(String, Int)], Bool, Int, String)])
  func nothingFound(terms: [(String, Int)], hasFilters: Bool, stories: Int, expected: String) {
    let sentence = NothingFound.sentence(
      query: "Q", terms: terms.map { .init(text: $0.0, stories: $0.1) }, hasFilters: hasFilters,
      storiesInArchive: stories)
    #expect(sentence == expected)
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
