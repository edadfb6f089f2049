import Testing

@testable import Corpus

/// What feeds repeat at the ends of their stories, in several languages; and what only looks like it.
@Suite struct FeedBoilerplateTests {
  /// Texts of one language that share nothing, to be framed.
  static func sentences(_ words: String, count: Int) -> [String] {
    let words = words.split(separator: " ").map(String.init)
    return (0..<count).map { number in
      (0..<9).map { words[(number * 7 + $0 * (number + 3)) % words.count] + "\($0 % 3 == 0 ? "\(number)x\($0)" : "")" }
        .joined(separator: " ") + "."
    }
  }

  static let plain =
    "the crew reached orbit after engineers checked valves while teams tracked signals from remote island stations before dawn"

  private func stories(_ texts: [String], titles: [String] = []) -> [Story] {
    texts.enumerated().map { index, text in
      var story = Story(
        identity: StoryIdentity(feed: "f", id: "\(index)"),
        title: index < titles.count ? titles[index] : "Headline of story number \(index)", text: text,
        firstSeen: Timestamp(secondsSince1970: 0))
      story.annotateWireCopy()
      return story
    }
  }

  private func bodies(_ texts: [String], titles: [String] = []) -> [String] {
    var list = stories(texts, titles: titles)
    FeedBoilerplate.cut(from: &list)
    return list.map { String(decoding: Array($0.text.utf8)[$0.body], as: UTF8.self) }
  }

  @Test(arguments: [
    (plain, " Subscribe to our morning letter."),
    (plain, "\n\nFollow us for more space news"),
    (plain, "\nShare on one network | Share on another"),
    (
      "корабль вышел орбиту ночью инженеры проверили клапаны связь работает штатно экипаж спит",
      "\n\nПодписывайтесь на наш канал"
    ),
    (
      "корабль вышел орбиту ночью инженеры проверили клапаны связь работает штатно экипаж спит",
      " Больше новостей в нашем приложении."
    ),
    (
      "das raumschiff erreichte gestern seine bahn und sendet seither daten zur erde zurück",
      "\n\nAlle Beiträge dieser Reihe finden Sie hier"
    ),
    ("uydu dün yörüngeye ulaştı ve ilk verileri gönderdi mühendisler sonuçlardan memnun", "\nBültenimize abone olun"),
  ])
  func tailsAreCut(words: String, tail: String) {
    let texts = FeedBoilerplateTests.sentences(words, count: 12).map { $0 + " " + $0.reversed() + "." }
    #expect(bodies(texts.map { $0 + tail }) == texts)
  }

  @Test func chineseAndJapanese() {
    let chinese = "航天员今日完成出舱任务卫星进入预定轨道火箭发射成功科学家分析数据月球样品返回地球".map(String.init)
    let texts = (0..<12).map { number in
      (0..<24).map { chinese[($0 * (number + 2) + number * 5) % chinese.count] }.joined() + "\(number)号。"
    }
    #expect(bodies(texts.map { $0 + "本文由编辑部整理发布。" }) == texts)
    #expect(bodies(texts.map { $0 + "\n\n関連記事はこちらからご覧ください" }) == texts)
  }

  @Test func theHeadlineInATailIsNoDifference() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12)
    let titles = (0..<12).map { "Rocket number \($0) is ready" }
    let framed = zip(texts, titles).map { "\($0)\n\nYou have read \($1) on our site" }
    #expect(bodies(framed, titles: titles) == texts)
  }

  @Test func headsAreCutByWholeLines() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12)
    #expect(bodies(texts.map { "Listen to this story\n\n" + $0 }) == texts)
    // Not the beginning of the first line: that is the lead.
    let led = texts.map { "Officials said today. " + $0 }
    #expect(bodies(led) == led)
  }

  @Test func datelinesStay() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12).map {
      "MOSCOW, March 9. /TASS/. The " + $0
    }
    #expect(bodies(texts) == texts)
  }

  @Test func severalTailsOneBehindTheOther() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 20)
    let long = texts.map { $0 + " " + $0.uppercased() + "x " + $0.reversed() }
    let framed = long.enumerated().map { index, text in
      text + "\n\nWritten for our readers" + (index % 2 == 0 ? "\nTell a friend" : "") + "\nAll rights are reserved"
    }
    #expect(bodies(framed) == long)
  }

  @Test func tooFewStoriesTeachNothing() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 7).map { $0 + " Tell a friend." }
    #expect(bodies(texts) == texts)
  }

  @Test func aThirdIsNeeded() {
    var texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 40)
    for index in 0..<12 { texts[index] += " Tell a good friend." }
    #expect(bodies(texts) == texts)
    texts[12] += " Tell a good friend."
    #expect(bodies(texts).count { $0.hasSuffix("friend.") } == 0)
  }

  @Test func oneStorySentAgainIsNoHabit() {
    var texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12)
    var titles = (0..<12).map { "Story about subject \($0)" }
    let tail = " The mission began in spring."
    for index in 0..<6 {
      texts[index] = "Update \(index) of the launch with other words \(index * 31). " + texts[index] + tail
      titles[index] = "UPDATE \(index + 1)-Rocket lifts off from the pad"
    }
    #expect(bodies(texts, titles: titles) == texts)
    // The same lead under other headlines.
    for index in 0..<6 {
      texts[index] = "The rocket lifted off from the pad at dawn on Monday. " + texts[index + 6] + tail
      titles[index] = "Headline of its own \(index)"
    }
    #expect(bodies(texts, titles: titles) == texts)
  }

  @Test func nothingButBoilerplateStays() {
    var texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 10).map {
      $0 + "\nTell a friend today"
    }
    texts[3] = "Tell a friend today"
    texts[4] = "Go.\nTell a friend today"
    let cut = bodies(texts)
    #expect(cut[3] == texts[3] && cut[4] == texts[4] && cut[0] != texts[0])
  }

  @Test func linesOfNumbersAreData() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12).map { $0 + "\nDepth: 10.00 km" }
    #expect(bodies(texts) == texts)
  }

  @Test func aParagraphOfTheMatterStays() {
    var texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 20)
    let background =
      " The station was launched in two parts nine years ago and has been visited by crews of eleven countries since then."
    for index in 0..<9 { texts[index] += background }
    #expect(bodies(texts) == texts)
  }

  @Test func theMiddleIsNeverCut() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12)
    let framed = texts.map { $0 + "\n\nTell a friend today\n\n" + $0.reversed() }
    #expect(bodies(framed) == framed)
  }

  @Test func shownTextIsKept() {
    let texts = FeedBoilerplateTests.sentences(FeedBoilerplateTests.plain, count: 12).map { $0 + " Tell a friend." }
    var list = stories(texts)
    let before = list
    FeedBoilerplate.cut(from: &list)
    #expect(list.map(\.text) == texts)
    #expect(list.map(\.unlearntBody) == before.map(\.body))
    let once = list
    FeedBoilerplate.cut(from: &list)
    #expect(list == once, "a second time changes nothing")
  }
}
