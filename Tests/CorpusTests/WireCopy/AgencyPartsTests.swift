import Corpus
import Testing

@Suite("Parts of agencies")
struct AgencyPartsTests {
  private func parts(_ text: String, feed: String = "", known: [AgencyCredit] = [], provider: String = "") -> String {
    var story = Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: "", text: text, firstSeen: Timestamp(secondsSince1970: 0))
    story.feedTitle = feed
    story.credits = known
    story.wire.provider = provider
    story.annotateWireCopy()
    let once = story
    story.annotateWireCopy()
    #expect(story == once, "annotating twice changes nothing more")
    return story.credits.map { "\($0.name) \($0.role)" }.joined(separator: ", ")
  }

  @Test(
    "come from dateline, feed and text",
    arguments: [
      // A feed of its own makes a story the agency's, unless another wrote it.
      ("The rocket flew.", "TASS: science", "TASS origin"),
      ("MOSCOW, March 9. /TASS/. The rocket flew.", "TASS: science", "TASS origin"),
      ("MOSCOW, March 9. /TASS/. The rocket flew.", "KazTAG space feed", "TASS origin, KazTAG carrier"),
      (
        "Almaty. 9th of March. KazTAG - The rocket flew, reports TASS.", "KazTAG space feed",
        "KazTAG origin, TASS mention"
      ),
      ("The rocket flew, reports TASS.", "KazTAG space feed", "KazTAG origin, TASS mention"),
      ("The rocket flew, TASS reports.", "TASS: science", "TASS origin"),
      ("The rocket flew. (AFP)", "Spacewire (Reuters)", "Reuters carrier, AFP origin"),
      // Other feeds are no agency.
      ("BEIJING, March 9 (Xinhua) -- The rocket flew.", "The Steppe Courier", "Xinhua origin"),
      ("The rocket flew, he told TASS.", "The Steppe Courier", "TASS mention"),
      ("The rocket flew.", "The Steppe Courier", ""),
      (
        "Ракета взлетела, сообщает ТАСС со ссылкой на Синьхуа.", "Новости — РИА Новости",
        "RIA Novosti origin, TASS mention, Xinhua mention"
      ),
      ("据新华社报道，火箭升空。", "中新网 - 航天", "China News Service origin, Xinhua mention"),
      ("新华社北京3月9日电 火箭升空。", "中新网 - 航天", "Xinhua origin, China News Service carrier"),
    ])
  func fromTheStory(text: String, feed: String, expected: String) {
    #expect(parts(text, feed: feed) == expected)
  }

  @Test("what the feed says of a story counts, and the strongest part of an agency")
  func fromTheFeed() {
    let known = [AgencyCredit("Reuters", .origin)]
    #expect(parts("The rocket flew.", feed: "KazTAG space feed", known: known) == "Reuters origin, KazTAG carrier")
    #expect(parts("The rocket flew, Reuters reported.", known: known) == "Reuters origin")
    #expect(parts("MOSCOW, March 9 (TASS) -- It flew.", known: known) == "TASS origin, Reuters origin")
    #expect(parts("It flew.", known: [AgencyCredit("TASS", .mention)], provider: "ТАСС") == "TASS origin")
    #expect(parts("It flew.", provider: "Selene Wire") == "")
  }

  @Test(
    "names within a few words",
    arguments: [
      ("TASS: science", "TASS"), ("Наука — РИА Новости", "RIA Novosti"), ("Ivan Petrov, ТАСС", "TASS"), ("AP", "AP"),
      ("PAP", "PAP"), ("The MAP of space", nil), ("Space News", nil), ("", nil), ("tass", nil),
      ("Interfax-Kazakhstan", "Interfax-Kazakhstan"),
    ] as [(String, String?)])
  func names(words: String, name: String?) {
    #expect(Agency.name(in: words) == name)
  }
}
