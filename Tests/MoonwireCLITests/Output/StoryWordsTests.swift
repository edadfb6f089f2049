import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct StoryWordsTests {
  @Test(
    "who wrote a story, who passes it on and whom it cites",
    arguments: [
      ([AgencyCredit("TASS", .origin)], "TASS"),
      ([AgencyCredit("TASS", .origin), AgencyCredit("KazTAG", .carrier)], "TASS via KazTAG"),
      ([AgencyCredit("KazTAG", .origin), AgencyCredit("TASS", .mention)], "KazTAG, citing TASS"),
      ([AgencyCredit("APA", .origin), AgencyCredit("AFP", .origin)], "APA, AFP"),
      ([AgencyCredit("KazTAG", .carrier)], "via KazTAG"),
      ([AgencyCredit("TASS", .mention), AgencyCredit("Xinhua", .mention)], "citing TASS, Xinhua"),
      ([], ""),
    ])
  func agencies(credits: [AgencyCredit], words: String) {
    var story = memorandumHit().story
    story.credits = credits
    #expect(StoryWords.agencies(story) == words)
  }

  @Test(
    "what a story revises",
    arguments: [
      ("Rocket flies", 1, ""), ("CORRECTED: Rocket flies", 1, "corrected"), ("UPDATE 2-Rocket flies", 1, "update 2"),
      ("更正：火箭升空", 1, "corrected"), ("UPDATE 1-Rocket flies", 3, "update 1, version 3"),
      ("Rocket flies", 2, "version 2"), ("REFILE-UPDATE 1-Rocket flies", 1, "refile 1"),
      ("URGENT: Rocket flies", 1, ""),
    ])
  func revision(title: String, number: Int, words: String) {
    var story = memorandumHit().story
    story.title = title
    story.version.number = number
    #expect(StoryWords.revision(story) == words)
    let plain = StoryLayout(terminal: .test(columns: 80)).plainDetails(of: story, date: "today")
    #expect(plain.hasSuffix(words.isEmpty ? "KazTAG space feed" : words))
  }

  @Test func providersVersion() {
    var story = memorandumHit().story
    story.wire.version = 4
    #expect(StoryWords.revision(story) == "version 4")
  }
}
