import Corpus
import TestSupport
import Testing

@testable import Search

@Suite("Results: second stage, passages, highlights")
struct ResultsTests {
  private static let filler = "Nothing else of note happened on that day. "

  @Test("stories with all words come before one that repeats a rare word")
  func allTermsAreFavoured() throws {
    var stories = (0..<30).map { (id: "f\($0)", title: "", text: "The station was quiet. " + ResultsTests.filler) }
    stories.append(("rare", "", "Zarya zarya zarya zarya zarya zarya."))
    stories.append(("both", "", "Zarya was joined to the station. " + ResultsTests.filler))
    #expect(try SmallArchive(stories).ids("zarya station").first == "both")
  }

  @Test("the form that was typed ranks higher", arguments: [("launch", "one"), ("launches", "many")])
  func exactForm(word: String, first: String) throws {
    let archive = try SmallArchive([
      ("one", "", "The launch of a rocket is near."), ("many", "", "The launches of a rocket are near."),
    ])
    #expect(try archive.ids(word).first == first)
    #expect(try archive.ids(word).count == 2)
    #expect(try archive.ids("\"\(word)\"") == [first])
  }

  @Test("a word in the headline ranks higher, and title: finds only there")
  func headline() throws {
    let archive = try SmallArchive([
      ("head", "Baikonur reopens", "The pad was repaired."), ("body", "Pad reopens", "Baikonur was repaired again."),
    ])
    #expect(try archive.ids("baikonur") == ["head", "body"])
    #expect(try archive.ids("title:baikonur") == ["head"])
    #expect(try archive.ids("-title:baikonur") == ["body"])
  }

  @Test("words that stand together rank higher, but not across headline and body")
  func nearness() throws {
    let archive = try SmallArchive([
      ("apart", "", "A lunar probe left at noon while the crew of the old orbital base slept in the station."),
      ("near", "", "A probe left at noon while the crew of the old orbital base slept in the lunar station."),
    ])
    #expect(try archive.ids("lunar station") == ["near", "apart"])
    #expect(SecondStage.distance([1, 50], [3, 44], apartAt: 2) == 6)
    #expect(SecondStage.distance([1], [3], apartAt: 2) == nil)
    #expect(SecondStage.distance([5], [5]) == nil)
  }

  @Test(
    "what is explained adds up to the score",
    arguments: [
      "moon", "moon station", "\"lunar station\" moon", "+moon -probe station", "title:moon base", "a b c d e moon",
    ])
  func explanationsAddUp(text: String) throws {
    let archive = try SmallArchive([
      ("1", "Moon base", "The lunar station on the Moon will have a base."), ("2", "", "A moon probe and a station."),
      ("3", "Stations", "Moon and moons; the base of a lunar station. B, c and d."), ("4", "Weather", "Rain."),
    ])
    let recency = Recency(halfLife: 86400, now: Timestamp(secondsSince1970: 4 * 86400))
    for (decays, reranks) in [(false, true), (true, true), (true, false)] {
      let hits = try archive.search(text) {
        $0.explains = true
        $0.recency = decays ? recency : nil
        $0.usesSecondStage = reranks
      }.hits
      #expect(!hits.isEmpty)
      for hit in hits {
        let explanation = try #require(hit.explanation)
        #expect(explanation.value == hit.score)
        #expect(explanation.details.contains { $0.description.hasPrefix("recency") } == decays)
        try check(explanation)
      }
    }
  }

  private func check(_ explanation: Explanation) throws {
    switch explanation.operation {
    case .sum: #expect(explanation.details.reduce(0) { $0 + $1.value } == explanation.value)
    case .product: #expect(explanation.details.reduce(1) { $0 * $1.value } == explanation.value)
    case .value:
      if explanation.description.hasPrefix("BM25") {
        let sum = explanation.details.reduce(0.0) { $0 + Double($1.value) }
        #expect(Float(sum) == explanation.value)
      }
    }
    for detail in explanation.details { try check(detail) }
  }

  @Test("of two stories alike the newer has twice the score after a half-life, the better one may be overtaken")
  func recency() throws {
    let text = "The lunar station is open."
    let archive = try SmallArchive([("old", "", text), ("new", "", text)])
    func hits(_ halfLife: Int64) throws -> [Hit] {
      try archive.search("station") {
        $0.recency = Recency(halfLife: halfLife, now: Timestamp(secondsSince1970: 86400))
      }.hits
    }
    let day = try hits(86400)
    #expect(day.map(\.story.identity.id) == ["new", "old"])
    #expect(day[0].score == 2 * day[1].score)
    #expect(day[0].bm25 == day[1].bm25)
    let title = try SmallArchive([("better", "Station", text), ("newer", "", "The weather was fine at the station.")])
    #expect(try title.ids("station") == ["better", "newer"])
    #expect(
      try title.ids("station") { $0.recency = Recency(halfLife: 3600, now: Timestamp(secondsSince1970: 86400)) }
        == ["newer", "better"])
  }

  @Test("the passage that says it is shown, with its matches marked")
  func passages() throws {
    let text = """
      Almaty. 9th of March. The heads of both agencies met.

      "The station stands open to all countries," the agency wrote.

      The ceremony took place on a screen. A station is a station is a station, someone said.
      """
    let archive = try SmallArchive([("1", "Both met", text)])
    let hit = try #require(try archive.search("open station").hits.first)
    #expect(hit.passages.map(\.text) == ["\"The station stands open to all countries,\" the agency wrote."])
    #expect(marked(hit.passages[0]) == ["station", "open"])
    let story = Array(text.utf8)
    #expect(String(decoding: story[hit.passages[0].range], as: UTF8.self) == hit.passages[0].text)
    #expect(try archive.search("station") { $0.passagesPerStory = 3 }.hits[0].passages.count == 2)
    #expect(try archive.search("station") { $0.passagesPerStory = 0 }.hits[0].passages.isEmpty)
    // Where only the headline matches, the lead is shown, unmarked.
    let lead = try #require(try archive.search("title:both").hits.first)
    #expect(lead.passages.map(\.text) == ["Almaty. 9th of March. The heads of both agencies met."])
    #expect(lead.titleHighlights == [0..<4])
  }

  @Test("a phrase is marked only where all of it stands")
  func phraseHighlights() throws {
    let archive = try SmallArchive([("1", "", "Open doors and open access for all who access it.")])
    let hit = try #require(try archive.search("\"open access\"").hits.first)
    #expect(marked(hit.passages[0]) == ["open", "access"])
    #expect(hit.passages[0].highlights == [15..<19, 20..<26])
  }

  private func marked(_ passage: RankedPassage) -> [String] {
    let bytes = Array(passage.text.utf8)
    return passage.highlights.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(
    "feed: goes by titles, addresses and names of files, not by the folders above them",
    arguments: [("feed:tass", true), ("feed:news.xml", true), ("feed:archive", false), ("feed:home", false)])
  func feedsByName(filter: String, found: Bool) throws {
    let archive = try SmallArchive([("1", "", "The Moon.")], feed: ("/home/archive/news.xml", "TASS wire"))
    #expect(try archive.ids("moon \(filter)") == (found ? ["1"] : []))
    let web = try SmallArchive([("1", "", "The Moon.")], feed: ("https://archive.example/home/feed", "Wire"))
    #expect(try web.ids("moon feed:archive.example") == ["1"])
    #expect(try web.ids("moon feed:home") == ["1"])
  }

  @Test("places among ascending positions are those of a walk over all", arguments: 0..<20 as Range<UInt64>)
  func placesOfPositions(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let positions = Set((0..<random.integer(0..<40)).map { _ in UInt32(random.integer(0..<60)) }).sorted()
    for value in 0..<62 as Range<UInt32> {
      #expect(positions.holds(value) == positions.contains(value), "seed \(seed)")
      #expect(positions.firstPlace(notBelow: value) == positions.filter { $0 < value }.count, "seed \(seed)")
    }
  }

  @Test("the first results do not depend on how many are asked for")
  func limitsAgree() throws {
    let words = ["moon", "station", "probe", "crew", "orbit"]
    var random = SeededGenerator(seed: 7)
    let stories = (0..<160).map { number in
      let text = (0..<30).map { _ in random.element(words) }.joined(separator: " ")
      return (id: "\(number)", title: random.element(words), text: text)
    }
    let archive = try SmallArchive(stories)
    let all = try archive.ids("moon orbit crew") { $0.limit = 100 }
    for limit in [1, 3, 10, 40] {
      #expect(try archive.ids("moon orbit crew") { $0.limit = limit } == Array(all.prefix(limit)))
    }
  }
}
