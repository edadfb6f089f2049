import Moonwire

@testable import MoonwireCLI
@testable import Search

/// The moment at which the tests read the news.
let testNow = Timestamp(secondsSince1970: 1_615_300_000)  // 2021-03-09T14:26:40Z

extension Terminal {
  /// A terminal for tests: UTF-8, without colour unless asked for.
  static func test(columns: Int, colour: Bool = false, locale: String = "C.UTF-8") -> Terminal {
    Terminal(isTerminal: true, windowColumns: columns) { name in
      ["NO_COLOR": colour ? "" : "1", "LANG": locale][name]
    }
  }
}

/// The UTF-8 offsets of every occurrence of the words in the text.
func marks(of words: [String], in text: String) -> [Range<Int>] {
  let bytes = Array(text.utf8)
  return words.flatMap { word -> [Range<Int>] in
    let needle = Array(word.utf8)
    guard needle.count <= bytes.count else { return [] }
    return (0...(bytes.count - needle.count)).filter { Array(bytes[$0..<($0 + needle.count)]) == needle }
      .map { $0..<($0 + needle.count) }
  }
}

/// The memorandum, as a hit for `lunar station "open access"`.
func memorandumHit(rank: Int = 1) -> Hit {
  let passage =
    "\"The station will be a complex of research means, with open access for all interested countries and for "
    + "international partners\", - is said in the joint message of Roscosmos and CNSA."
  var story = Story(
    identity: StoryIdentity(feed: "https://kaztag.example/space/rss", id: "kaztag-0417"),
    title: "Memorandum on the lunar station was signed by Russia and China",
    text: "Almaty. 9th of March. KazTAG - Signed.\n\n" + passage, firstSeen: testNow)
  story.feedTitle = "KazTAG space feed"
  story.link = "https://kaztag.example/space/2021/03/09/memorandum"
  story.agencies = ["KazTAG", "TASS"]
  story.dateline = Dateline(place: "Almaty", day: "9th of March")
  story.language = "en"
  story.published = Timestamp(secondsSince1970: 1_615_289_100)  // 2021-03-09T11:25:00Z
  return Hit(
    rank: rank, score: 7.25, bm25: 6.5, story: story,
    titleHighlights: marks(of: ["lunar", "station"], in: story.title),
    passages: [
      RankedPassage(
        text: passage, range: 40..<(40 + passage.utf8.count),
        highlights: marks(of: ["station", "open access"], in: passage), score: 3.5)
    ])
}
