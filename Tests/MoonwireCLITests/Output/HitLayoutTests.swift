import Moonwire
import Testing

@testable import MoonwireCLI
@testable import Search

@Suite struct HitLayoutTests {
  private func block(_ hit: Hit, columns: Int, colour: Bool = false, lastRank: Int = 10) -> String {
    HitLayout(terminal: .test(columns: columns, colour: colour), now: testNow).terminalBlock(hit, lastRank: lastRank)
  }

  @Test func eightyColumns() {
    #expect(
      block(memorandumHit(), columns: 80) == """
         1  Memorandum on the lunar station was signed by Russia and China
            KazTAG, TASS\u{A0}· Almaty, 9th of March\u{A0}· 3 h ago\u{A0}· KazTAG space feed
            "The station will be a complex of research means, with open access for all
            interested countries and for international partners", - is said in the
            joint message of Roscosmos and CNSA.
            https://kaztag.example/space/2021/03/09/memorandum   \(memorandumHit().story.key)


        """)
  }

  @Test func fortyColumns() {
    #expect(
      block(memorandumHit(), columns: 40) == """
         1  Memorandum on the lunar station was
            signed by Russia and China
            KazTAG, TASS\u{A0}· Almaty, 9th of
            March\u{A0}· 3 h ago\u{A0}· KazTAG space feed
            "The station will be a complex of
            research means, with open access
            for all interested countries and
            for international partners", - is
            said in the joint…
            https://kaztag.example/space/2021/03/09/memorandum
            \(memorandumHit().story.key)


        """)
  }

  @Test func coloursMarkMatchesOnly() {
    let block = block(memorandumHit(), columns: 80, colour: true)
    #expect(block.contains("\u{1B}[1;93mopen access\u{1B}[0m for all"))
    #expect(block.contains("\u{1B}[1mMemorandum on the \u{1B}[0m\u{1B}[1;33mlunar\u{1B}[0m"))
    #expect(
      block.split(separator: "\n").allSatisfy { $0.hasSuffix("\u{1B}[0m") || !$0.contains("\u{1B}") || $0.last != " " })
  }

  @Test func wideCharactersFit() {
    var hit = memorandumHit()
    hit.story.title = "中俄签署合作建设国际月球科研站谅解备忘录"
    hit.titleHighlights = marks(of: ["月球科研站"], in: hit.story.title)
    hit.passages = []
    hit.story.feedTitle = "航天电讯"
    hit.story.agencies = ["Xinhua"]
    hit.story.dateline = Dateline(place: "北京", day: "3月9日")
    hit.story.link = ""
    #expect(
      block(hit, columns: 30) == """
         1  中俄签署合作建设国际月球
            科研站谅解备忘录
            Xinhua\u{A0}· 北京, 3月9日\u{A0}· 3
            h ago\u{A0}· 航天电讯
            \(hit.story.key)


        """)
  }

  @Test(arguments: [20, 33, 40, 57, 80, 120, 200])
  func noLineOfTextIsWiderThanTheTerminal(columns: Int) {
    var hit = memorandumHit()
    hit.story.title += " 月球科研站 " + String(repeating: "x", count: 90)
    hit.story.link = ""
    for line in block(hit, columns: columns).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= columns)
    }
  }

  @Test func hostileTextIsHarmless() {
    var hit = memorandumHit()
    hit.story.title = "Boom \u{1B}]0;owned\u{07}\u{202E}gnp.exe\r\nsecond"
    hit.story.link = "https://x.example/\u{1B}[2J y"
    hit.story.feedTitle = "\u{9B}31m"
    hit.story.agencies = ["\u{1B}[0m"]
    hit.titleHighlights = [-5..<3, 2..<900, 7..<7]
    hit.passages = [RankedPassage(text: "\u{1B}[8mhidden", range: 0..<9, highlights: [0..<4, 3..<6], score: .nan)]
    let layout = HitLayout(terminal: .test(columns: 60), now: testNow)
    for block in [layout.terminalBlock(hit, lastRank: 1), layout.plainBlock(hit)] {
      #expect(block.unicodeScalars.allSatisfy { $0 == "\n" || SafeText.fate(of: $0) == .keep || $0 == " " })
      #expect(block.contains("Boom \u{FFFD}]0;owned\u{FFFD}gnp.exe second"))
    }
  }

  @Test func plain() {
    #expect(
      HitLayout(terminal: .test(columns: 40), now: testNow).plainBlock(memorandumHit(rank: 12)) == """
        12. Memorandum on the lunar station was signed by Russia and China
        KazTAG, TASS · Almaty, 9th of March · 2021-03-09 · KazTAG space feed
        "The station will be a complex of research means, with open access for all interested countries and for \
        international partners", - is said in the joint message of Roscosmos and CNSA.
        https://kaztag.example/space/2021/03/09/memorandum
        \(memorandumHit().story.key) 7.25


        """)
  }

  @Test func signsAreASCIIWhereTheLocaleIs() {
    let layout = HitLayout(terminal: .test(columns: 80, locale: "C"), now: testNow)
    #expect(layout.plainBlock(memorandumHit()).contains("KazTAG, TASS - Almaty, 9th of March - 2021-03-09 - KazTAG"))
  }

  @Test func nothingKnownButTheText() {
    let story = Story(identity: StoryIdentity(feed: "notes.xml", id: "1"), title: "", text: "Body", firstSeen: testNow)
    #expect(
      block(Hit(rank: 1, score: 1, bm25: 1, story: story, titleHighlights: [], passages: []), columns: 80) == """
         1  (no headline)
            just now\u{A0}· notes.xml
            \(story.key)


        """)
  }

  @Test func slugStandsInForAHeadline() {
    var story = Story(identity: StoryIdentity(feed: "notes.xml", id: "1"), title: "", text: "Body", firstSeen: testNow)
    story.wire.slug = "MOON/STATION"
    #expect(StoryLayout.title(of: story) == "MOON/STATION")
    story.title = "Pact signed"
    #expect(StoryLayout.title(of: story) == "Pact signed")
  }

  @Test func explanationIsAnOutline() {
    let explanation = Explanation.sum("sum of", [Explanation(2.5, "lunar: BM25"), Explanation(1, "title")])
    let outline = HitLayout.outline(explanation)
    #expect(outline.map(\.text) == ["3.5 = sum of", "2.5 = lunar: BM25", "1.0 = title"])
    #expect(outline.map(\.depth) == [0, 1, 1])
  }
}
