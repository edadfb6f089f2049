import Analysis
import Corpus
import TestSupport
import Testing

@testable import Search

@Suite("Query syntax")
struct QueryParserTests {
  /// 2021-03-09T12:00:00Z
  private let now = Timestamp(secondsSince1970: 1_615_291_200)

  private func parse(_ text: String) throws -> Query {
    QueryParser(analyzer: try Analyzer.named("english"), now: now).parse(text)
  }

  /// Clauses in short: sign, t for the title, then terms with `=` where only the form typed matches.
  private func short(_ query: Query) -> [String] {
    query.clauses.map { clause in
      let sign =
        switch clause.occurrence {
        case .should: ""
        case .must: "+"
        case .mustNot: "-"
        }
      let words = clause.words.map { word in
        (word.isExact ? "=" : "") + String(decoding: word.term, as: UTF8.self) + "@\(word.offset)"
      }
      return sign + (clause.titleOnly ? "t:" : "") + words.joined(separator: " ")
    }
  }

  @Test(
    "clauses",
    arguments: [
      ("lunar station", ["lunar@0", "station@0"]), ("+lunar -station", ["+lunar@0", "-station@0"]),
      ("\"lunar stations\"", ["=lunar@0 =station@1"]), ("“open access”", ["=open@0 =access@1"]),
      ("«open access»", ["=open@0 =access@1"]), ("\"open to all\"", ["=open@0 =all@2"]),
      ("title:moon", ["t:moon@0"]), ("-title:\"moon base\"", ["-t:=moon@0 =base@1"]),
      ("moon AND base", ["+moon@0", "+base@0"]), ("moon OR base", ["moon@0", "base@0"]),
      ("moon NOT base", ["moon@0", "-base@0"]), ("(moon base)", ["moon@0", "base@0"]),
      ("SLS-1", ["sls@0", "1@0"]), ("-SLS-1", ["-sls@0 1@1"]), ("10:30", ["10@0", "30@0"]),
      ("unknown:word", ["unknown@0", "word@0"]), ("\"never closed", ["=never@0 =close@1"]), ("", []), ("+ - \"\"", []),
    ])
  func clauses(text: String, expected: [String]) throws {
    let terms = try short(parse(text))
    #expect(terms == expected, "\(text)")
  }

  @Test(
    "what is not used is named",
    arguments: [
      ("the", "'the' (too common to be indexed)"),
      ("since:soon", "since:soon (write a date as 2021, 2021-03, 2021-03-09 or 7d)"),
      ("\"open", "a quotation mark without its partner"), ("(moon)", "parentheses"), ("feed:", "feed: without a value"),
    ])
  func ignored(text: String, expected: String) throws {
    #expect(try parse(text).ignored.contains(expected))
  }

  @Test("filters")
  func filters() throws {
    let filters = try parse("feed:NASA agency:TASS -lang:ru since:2021-03 until:2021-03-09").filters
    #expect(filters.feeds == ["nasa"])
    #expect(filters.excludedLanguages == ["ru"])
    #expect(filters.since?.description == "2021-03-01T00:00:00Z")
    #expect(filters.until?.description == "2021-03-09T23:59:59Z")
  }

  @Test(
    "dates",
    arguments: [
      ("2021", "2021-01-01T00:00:00Z", "2021-12-31T23:59:59Z"),
      ("2020-02", "2020-02-01T00:00:00Z", "2020-02-29T23:59:59Z"),
      ("2021-03-09T08:30", "2021-03-09T08:30:00Z", "2021-03-09T08:30:59Z"),
      ("7d", "2021-03-02T12:00:00Z", "2021-03-09T12:00:00Z"),
      ("yesterday", "2021-03-08T00:00:00Z", "2021-03-08T23:59:59Z"),
      ("today", "2021-03-09T00:00:00Z", "2021-03-09T23:59:59Z"),
      ("2021-13", nil, nil), ("9999999999d", nil, nil), ("-5d", nil, nil), ("2021-02-30", nil, nil), ("d", nil, nil),
    ] as [(String, String?, String?)])
  func dates(text: String, first: String?, last: String?) {
    let span = DateExpression.span(text, now: now)
    #expect(span?.first.description == first)
    #expect(span?.last.description == last)
  }

  @Test("a page pasted as a query is cut, and nothing traps")
  func longAndStrange() throws {
    let query = try parse(String(repeating: "moon base ", count: 500))
    #expect(query.clauses.count == QueryParser.largestQuery)
    #expect(query.ignored == ["all after the first 128 words"])
    var random = SeededGenerator(seed: 11)
    let pieces = [
      "\"", "+", "-", ":", "title:", "since:", "(", ")", "“", "«", " ", "a", "moon", "\u{0}", "\u{301}", "月", "AND",
      "NOT",
    ]
    for _ in 0..<2000 {
      let text = (0..<random.integer(0..<12)).map { _ in random.element(pieces) }.joined()
      _ = try parse(text)
    }
  }
}
