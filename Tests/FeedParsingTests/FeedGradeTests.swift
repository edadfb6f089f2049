import Testing

@testable import FeedParsing

@Suite struct FeedGradeTests {
  private static let item =
    "<item><guid>1</guid><title>T</title><description>Text</description><pubDate>Tue, 09 Mar 2021 08:00:00 GMT</pubDate></item>"

  private static func rss(_ items: String, title: String = "<title>Feed</title>", tail: String = "</channel></rss>")
    -> String
  {
    "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\(title)\(items)\(tail)"
  }

  @Test(arguments: [
    (rss(item), "A", 0), (rss(item.replacing("Text", with: "R&D")), "B", 1), (rss(item, title: ""), "B", 1),
    (rss(item.replacing("Text", with: "R&D &nbsp; x\u{1}")), "C", 3), (rss(item, tail: ""), "C", 1), (rss(""), "F", 1),
  ])
  func grades(feed: String, letter: String, reasons: Int) throws {
    let grade = FeedGrade(try FeedParser().parse(Array(feed.utf8)))
    #expect(String(grade.letter) == letter, "\(grade.reasons)")
    #expect(grade.reasons.count >= reasons)
  }

  @Test func aHabitIsOneFault() throws {
    let many = FeedGradeTests.rss(FeedGradeTests.item.replacing("Text", with: String(repeating: "R&D ", count: 50)))
    let grade = FeedGrade(try FeedParser().parse(Array(many.utf8)))
    #expect(grade.letter == "B" && grade.reasons == ["bare ampersand (50 times)"])
  }
}
