import Corpus
import Testing

@Suite("Wire copy")
struct WireCopyTests {
  private static let title = "Russia and China sign a memorandum"

  @Test(
    "repeated headlines are left out of the body",
    arguments: [
      ("\(title)\n\nThe two agreed.", "The two agreed."),
      ("\(title)\n\n\n\(title)\n\n\(title.uppercased())!\n\nThe two agreed.", "The two agreed."),
      ("“Russia and  China\nsign a memorandum”\nThe two agreed.", "The two agreed."),
      ("\(title). The two agreed.", "The two agreed."),
      ("\(title) – The two agreed.", "The two agreed."),
      ("\(title)\n\(title) Moscow is content.", "Moscow is content."),
      ("\(title) MOSCOW, March 9 (TASS) -- The two agreed.", "MOSCOW, March 9 (TASS) -- The two agreed."),
      ("\(title) on a station.", "\(title) on a station."),
      ("\(title) Monday at noon.", "\(title) Monday at noon."),
      ("\(title), reports TASS.", "\(title), reports TASS."),
      ("\(title)s", "\(title)s"),
      ("\(title)\nof understanding today.", "\(title)\nof understanding today."),
      ("\(title)\n\nof understanding today.", "of understanding today."),
      ("\(title)", "\(title)"),
      ("\(title)\n\n\(title)\n", "\(title)"),
      ("", ""),
      ("  \n The two agreed. \n\n", "The two agreed."),
    ])
  func headline(text: String, body: String) {
    #expect(bodyText(title: Self.title, text: text) == body)
  }

  @Test(
    "short and foreign headlines are treated with care",
    arguments: [
      ("Moon", "Moon. It is far.", "Moon. It is far."),
      ("Moon", "Moon\nIt is far.", "It is far."),
      ("两国签署月球科研站备忘录", "两国签署月球科研站备忘录。中国同意。", "中国同意。"),
      ("两国签署月球科研站备忘录", "两国签署月球科研站备忘录的仪式举行。", "两国签署月球科研站备忘录的仪式举行。"),
      ("Глава «Роскосмоса» подписал меморандум", "ГЛАВА РОСКОСМОСА ПОДПИСАЛ МЕМОРАНДУМ\n\nДа.", "Да."),
      ("…", "… It is far.", "… It is far."),
      ("", "It is far.", "It is far."),
    ])
  func otherHeadlines(title: String, text: String, body: String) {
    #expect(bodyText(title: title, text: text) == body)
  }

  @Test(
    "tails are left out of the body",
    arguments: [
      ("The two agreed.\n\nRead more", "The two agreed."),
      ("The two agreed.\n\nRead more…", "The two agreed."),
      ("The two agreed. Read more", "The two agreed."),
      ("The two agreed. Read More »", "The two agreed."),
      ("The two agreed […]", "The two agreed"),
      ("The two agreed [...] Read more", "The two agreed"),
      ("The two agreed… Continue reading Russia and China →", "The two agreed…"),
      ("The two agreed.\n\nContinue reading “Russia and China”", "The two agreed."),
      ("The two agreed.\n\nThe post Russia and China appeared first on Space Wire.", "The two agreed."),
      ("The two agreed. […] The post Russia and China appeared first on Space Wire.", "The two agreed."),
      ("Запуск состоялся.\n\nЧитать далее", "Запуск состоялся."),
      ("Запуск состоялся. Подробнее…", "Запуск состоялся."),
      ("Запуск состоялся.\nЧитайте также: Луна далеко", "Запуск состоялся."),
      ("发射成功。阅读更多", "发射成功。"),
      ("发射成功。\n\n阅读全文>>", "发射成功。"),
      ("La fusée a décollé.\nLire la suite", "La fusée a décollé."),
      ("The two agreed.\n(more)", "The two agreed."),
      ("The two agreed.\nRead more at the station's page", "The two agreed."),
      ("Schools tell children to read more", "Schools tell children to read more"),
      ("Schools want one thing: they must read more.", "Schools want one thing: they must read more."),
      ("Рассказать подробнее", "Рассказать подробнее"),
      ("He read the post. It appeared first on Monday.", "He read the post. It appeared first on Monday."),
      ("Readiness\nReadmore is a town.", "Readiness\nReadmore is a town."),
      ("Read more", "Read more"),
      ("There will be more", "There will be more"),
      ("The company earned 5.28 dlrs a\nshare.", "The company earned 5.28 dlrs a\nshare."),
      ("They want to\nread more.", "They want to\nread more."),
      ("They want to\ncontinue reading it", "They want to\ncontinue reading it"),
      ("They want\nmore.", "They want\nmore."),
    ])
  func tail(text: String, body: String) {
    #expect(bodyText(title: "", text: text) == body)
  }

  @Test(
    "sources are named, mentions are not",
    arguments: [
      ("The two agreed, reports TASS.", "TASS"),
      ("The two agreed, TASS reports.", "TASS"),
      ("The two agreed, TASS news agency reported.", "TASS"),
      ("“We agreed,” he told TASS on Monday.", "TASS"),
      ("They agreed, he told the Russian state news agency TASS.", "TASS"),
      ("According to Xinhua, they agreed.", "Xinhua"),
      ("They agreed, according to Reuters and others.", "Reuters"),
      ("The picture (Reuters) shows it.", "Reuters"),
      ("Об этом сообщает ТАСС.", "TASS"),
      ("Об этом сообщает агентство «Интерфакс».", "Interfax"),
      ("Об этом сообщил РИА Новости источник.", "RIA Novosti"),
      ("Как заявил ТАСС глава центра, всё готово.", "TASS"),
      ("По данным «Интерфакс-Казахстан», всё готово.", "Interfax-Kazakhstan"),
      ("Всё готово, передаёт Синьхуа со ссылкой на ТАСС.", "Xinhua,TASS"),
      ("据新华社报道，两国同意。", "Xinhua"),
      ("塔斯社报道，两国同意。", "TASS"),
      ("They agreed, Reuters said, citing TASS. TASS reports more.", "Reuters,TASS"),
      ("The AP reported it.", "AP"),
      ("TASS was founded in 1904.", ""),
      ("He works for Reuters.", ""),
      ("TASSILI reports say so.", ""),
      ("ТАСС основано в 1904 году.", ""),
      ("新华社是通讯社。", ""),
      ("The trend reports said so; Trend reports end.", ""),
      ("said Prime Minister Lee", ""),
    ])
  func attribution(text: String, agencies: String) {
    var story = story(title: "", text: text)
    story.annotateWireCopy()
    #expect(story.agencies.joined(separator: ",") == agencies)
  }

  @Test("the dateline's agency comes first, then what the feed said, then the text's sources")
  func order() {
    var story = story(
      title: "", text: "MOSCOW, March 9 (TASS) -- They agreed, reports Xinhua, and Reuters reports. TASS reports.")
    story.agencies = ["KazTAG", "Xinhua"]
    story.annotateWireCopy()
    #expect(story.agencies == ["TASS", "KazTAG", "Xinhua", "Reuters"])
    let once = story
    story.annotateWireCopy()
    #expect(story == once)
  }

  @Test("any text is annotated, a wrong body included", arguments: 0..<500 as Range<UInt64>)
  func noise(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let parts = [
      "MOSCOW", ", ", "March 9", " (", "TASS", ")", " -- ", ". ", "/", "新华社", "北京3月9日", "电", "Read more", "\n", "[…]",
      "The post ", " appeared first on ", "Almaty", "é", "́", "№", "9", "«", "Moon landing today", "Tuesday", "St.",
      "-", " ", "г",
    ]
    let text = (0..<draw(25)).map { _ in parts[draw(parts.count)] }.joined()
    var story = story(title: seed % 2 == 0 ? "Moon landing today" : "", text: text)
    let count = text.utf8.count
    if seed % 7 == 0 { story.body = 3..<count + 40 }
    story.annotateWireCopy()
    #expect(story.body.lowerBound >= 0 && story.body.upperBound <= count, "seed \(seed)")
    #expect(story.text == text)
    let once = story
    story.annotateWireCopy()
    #expect(story == once, "seed \(seed)")
  }

  private func story(title: String, text: String) -> Story {
    Story(
      identity: StoryIdentity(feed: "feed", id: "1"), title: title, text: text,
      firstSeen: Timestamp(secondsSince1970: 0))
  }

  private func bodyText(title: String, text: String) -> String {
    var story = story(title: title, text: text)
    story.annotateWireCopy()
    return String(decoding: Array(text.utf8)[story.body], as: UTF8.self)
  }
}
