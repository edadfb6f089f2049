import FeedParsing
import Testing

/// Documents of the wire formats in the forms that the standards allow and services use, and the stories in them.
@Suite struct WireFormsTests {
  /// A document and the stories that it holds, as "title: text", paragraphs parted by a bar.
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var document: String
    var stories: [String]

    init(_ name: String, _ document: String, _ stories: String...) {
      (testDescription, self.document, self.stories) = (name, document, stories)
    }
  }

  private static func stories(_ document: String) throws -> [String] {
    try FeedParser().parse(Array(document.utf8)).entries.map {
      $0.title + ": " + $0.text.replacing("\n\n", with: " | ").replacing("\n", with: " / ")
    }
  }

  static let all = newsML1 + newsMLG2 + nitf + ninjs + otherJSON

  @Test(arguments: all)
  func holdsStories(_ test: Case) throws {
    #expect(try WireFormsTests.stories(test.document) == test.stories)
  }

  // MARK: NewsML 1

  private static func item(_ component: String) -> String {
    """
    <NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>orbit.example</ProviderId><DateId>20261126</DateId>
    <NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/>
    </NewsManagement>\(component)</NewsItem></NewsML>
    """
  }

  private static func component(
    _ content: String, headline: String = "", role: String = "", attributes: String = ""
  ) -> String {
    "<NewsComponent\(attributes)>" + (role.isEmpty ? "" : "<Role FormalName=\"\(role)\"/>")
      + (headline.isEmpty ? "" : "<NewsLines><HeadLine>\(headline)</HeadLine></NewsLines>") + content
      + "</NewsComponent>"
  }

  private static func content(_ data: String, _ media: String = "Text", extra: String = "") -> String {
    "<ContentItem><MediaType FormalName=\"\(media)\"/>\(extra)<DataContent>\(data)</DataContent></ContentItem>"
  }

  static let newsML1 = [
    Case(
      "two stories in one item",
      item(
        component(
          component(content("<p>The probe woke up.</p>"), headline: "Probe awake")
            + component(content("<p>The dish at Perth heard it.</p><p>Twice.</p>"), headline: "Signal heard"))),
      "Probe awake: The probe woke up.", "Signal heard: The dish at Perth heard it. | Twice."),
    Case(
      "a collection with a headline of its own",
      item(
        component(
          component(content("<p>One.</p>"), headline: "First") + component(content("<p>Two.</p>"), headline: "Second"),
          headline: "Space briefs")),
      "Space briefs: First / Second", "First: One.", "Second: Two."),
    Case(
      "a collection with a text of its own",
      item(
        component(
          content("<p>Today in orbit.</p>") + component(content("<p>One.</p>"), headline: "First")
            + component(content("<p>Two.</p>"), headline: "Second"), headline: "Briefs")),
      "Briefs: Today in orbit.", "First: One.", "Second: Two."),
    Case(
      "forms of one text",
      item(
        component(
          component(content("The probe woke up at noon, they said.")) + component(content("<p>The probe woke up.</p>")),
          headline: "Probe awake", attributes: " EquivalentsList=\"yes\"")),
      "Probe awake: The probe woke up at noon, they said."),
    Case(
      "forms of one text under one headline",
      item(
        component(
          component(content("<p>The probe woke up.</p><p>At noon.</p>"), headline: "Probe awake")
            + component(content("<p>The probe woke up.</p><p>At  noon.</p>"), headline: "Probe awake"))),
      "Probe awake: The probe woke up. | At noon."),
    Case(
      "parts of one text, the main one last",
      item(
        component(
          component(content("<p>Background.</p>"), role: "Supplementary")
            + component(content("<p>News.</p>"), role: "Main"), headline: "Probe awake")),
      "Probe awake: News. | Background."),
    Case(
      "a text three components down",
      item(component(component(component(component(content("<p>Deep.</p>")))), headline: "Probe awake")),
      "Probe awake: Deep."),
    Case(
      "a story and its pictures",
      item(
        component(
          component(
            "<ContentItem Href=\"a.jpg\"><MediaType FormalName=\"Photo\"/></ContentItem>"
              + component(content("<p>The dish.</p>"), role: "Caption"), headline: "Picture of the dish")
            + component(content("<p>News.</p>"), headline: "Probe awake"))),
      "Probe awake: News."),
    Case(
      "a picture alone",
      item(
        component(
          component("<ContentItem Href=\"a.jpg\"><MediaType FormalName=\"Photo\"/></ContentItem>", role: "Main")
            + component(content("<p>The dish at Perth.</p>"), role: "Caption"), headline: "Dish")),
      "Dish: The dish at Perth."),
    Case(
      "Base64",
      item(
        component(
          "<ContentItem><MediaType FormalName=\"Text\"/><Format FormalName=\"HTML\"/><Encoding Notation=\"Base64\">"
            + "<DataContent>PHA+VGhlIHByb2JlCndva2UgdXAuPHA+QXQgbm9vbi4=</DataContent></Encoding></ContentItem>",
          headline: "Probe awake")),
      "Probe awake: The probe woke up. | At noon."),
    Case(
      "an item within an item",
      item(
        "<NewsComponent><NewsItem><NewsManagement/>" + component(content("<p>In.</p>"), headline: "Inner")
          + "</NewsItem></NewsComponent>"),
      "Inner: In."),
    Case(
      "an item with a headline around an item",
      item(
        "<NewsComponent><NewsLines><HeadLine>Outer</HeadLine></NewsLines><NewsItem><NewsManagement/>"
          + component(content("<p>In.</p>"), headline: "Inner") + "</NewsItem></NewsComponent>"),
      "Outer: ", "Inner: In."),
    Case(
      "an item without its envelope",
      "<NewsItem><NewsManagement/>" + component(content("<p>News.</p>"), headline: "Probe awake") + "</NewsItem>",
      "Probe awake: News."),
  ]

  // MARK: NewsML-G2

  private static func g2(_ meta: String, _ content: String) -> String {
    "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"urn:g2:1\"><contentMeta>\(meta)</contentMeta>"
      + "<contentSet>\(content)</contentSet></newsItem>"
  }

  private static let plain = "<inlineData contenttype=\"text/plain\">The probe woke up.</inlineData>"

  static let newsMLG2 = [
    Case(
      "a short headline first",
      g2(
        "<headline role=\"hlrole:short\">Probe</headline><headline role=\"hlrole:main\">Probe wakes after a year</headline>",
        plain),
      "Probe wakes after a year: The probe woke up."),
    Case(
      "a slug first, the headline without a role",
      g2("<headline role=\"x:slug\">PROBE/</headline><headline>Probe awake</headline>", plain),
      "Probe awake: The probe woke up."),
    Case(
      "a line under the headline",
      g2("<headline role=\"hld:subHeadline\">After a year</headline><headline>Probe awake</headline>", plain),
      "Probe awake: After a year | The probe woke up."),
    Case(
      "headlines in two languages",
      g2(
        "<language tag=\"en\"/><headline xml:lang=\"ru\">Зонд</headline><headline xml:lang=\"en\">Probe awake</headline>",
        plain), "Probe awake: The probe woke up."),
    Case(
      "Base64",
      g2(
        "<headline>Probe awake</headline>",
        "<inlineData contenttype=\"text/plain\" encoding=\"base64\">\n VGhlIHByb2JlIHdva2UgdXAu\n</inlineData>"),
      "Probe awake: The probe woke up."),
    Case(
      "Base64 by address, in another encoding",
      g2(
        "<headline>Зонд</headline>",
        "<inlineData contenttype=\"text/plain\" encodinguri=\"http://cv.example/encoding/base64\">"
          + "x+7t5CDv8O7x7fPr8f8g7+7x6+Ug4+7k4CDs7uvX4O3o/y4=</inlineData>"),
      "Зонд: Зонд проснулся после года молЧания."),
    Case(
      "a picture in Base64",
      g2(
        "<headline>Dish</headline><description>The dish at Perth.</description>",
        "<inlineData contenttype=\"image/png\" encoding=\"base64\">iVBORw0KGgo=</inlineData>"),
      "Dish: The dish at Perth."),
    Case(
      "HTML without end tags",
      g2(
        "<headline>Probe awake</headline>",
        "<inlineData contenttype=\"text/html\">&lt;p&gt;The probe&lt;p&gt;woke up.</inlineData>"),
      "Probe awake: The probe | woke up."),
    Case(
      "a message in an envelope",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><newsMessage><itemSet>"
        + g2("<headline>Probe awake</headline>", plain) + "</itemSet></newsMessage></s:Body></s:Envelope>",
      "Probe awake: The probe woke up."),
    Case(
      "within an item of RSS",
      "<rss version=\"2.0\"><channel><title>c</title><item><title>Probe</title>"
        + g2("<headline>Probe awake</headline>", plain) + "</item></channel></rss>",
      "Probe: The probe woke up."),
    Case(
      "as the content of an entry of Atom",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>Probe</title>"
        + "<content type=\"application/vnd.iptc.g2.newsitem+xml\">" + g2("<headline>Probe awake</headline>", plain)
        + "</content></entry></feed>",
      "Probe: The probe woke up."),
  ]

  // MARK: NITF

  private static let story =
    "<nitf><head><title>Slug</title></head><body><body.head><hedline><hl1>Probe awake</hl1></hedline><byline>By A. Writer"
    + "</byline></body.head><body.content><p>The probe woke up.</p></body.content></body></nitf>"

  static let nitf = [
    Case(
      "a text in two parts",
      "<nitf><body><body.head><hedline><hl1>Probe</hl1></hedline></body.head><body.content><p>One.</p></body.content>"
        + "<body.content><p>Two.</p></body.content></body></nitf>",
      "Probe: One. | Two."),
    Case(
      "paragraphs in the body itself",
      "<nitf><head><title>Probe</title></head><body><p>One.</p><p>Two.</p></body></nitf>", "Probe: One. | Two."),
    Case(
      "several in one file", "<archive>\(story)\(story.replacing("Probe awake", with: "Probe asleep"))</archive>",
      "Probe awake: The probe woke up.", "Probe asleep: The probe woke up."),
    Case(
      "within an item of RSS",
      "<rss version=\"2.0\"><channel><title>c</title><item><title>Probe</title>"
        + story.replacing("<nitf>", with: "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\">")
        + "</item></channel></rss>",
      "Probe: The probe woke up."),
    Case(
      "as the content of an entry of Atom, its type XML",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><title>Probe</title><content type=\"text/xml\">\n"
        + story.replacing("<nitf>", with: "<nitf xmlns=\"\">")
        + "</content><summary>In short.</summary></entry></feed>",
      "Probe: The probe woke up."),
    Case(
      "as the content of an entry of Atom, with a prefix",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id><content type=\"application/nitf+xml\">"
        + story.replacing("</", with: "</n:").replacing(#/<(\w)/#, with: { "<n:" + $0.1 })
        .replacing("<n:nitf>", with: "<n:nitf xmlns:n=\"http://iptc.org/std/NITF/2006-10-18/\">")
        + "</content></entry></feed>",
      "Probe awake: The probe woke up."),
  ]

  // MARK: JSON

  private static func newsItem(_ number: Int, _ members: String, type: String = "text") -> String {
    "{\"uri\":\"urn:n:\(number)\",\"type\":\"\(type)\",\(members)}"
  }

  private static let first = newsItem(1, #""headline":"Probe awake","body_text":"The probe woke up.""#)
  private static let second = newsItem(2, #""headline":"Signal heard","body_text":"At Perth.""#)
  private static let both = ["Probe awake: The probe woke up.", "Signal heard: At Perth."]

  static let ninjs = [
    Case(
      "a short body first",
      newsItem(
        1,
        #""headlines":[{"role":"short","value":"Probe"},{"role":"main","value":"Probe awake"}],"bodies":[{"role":"short","#
          + #""contenttype":"text/plain","value":"It woke."},{"role":"main","contenttype":"text/plain","value":"#
          + #""The probe woke up."}]"#), "Probe awake: The probe woke up."),
    Case(
      "roles of nobody's vocabulary",
      newsItem(
        1,
        #""headlines":[{"value":"Probe awake"}],"bodies":[{"role":"x:sms","contenttype":"text/html","value":"<p>It woke"},"#
          + #"{"role":"x:house","contenttype":"text/html","value":"<p>The probe<p>woke up."}]"#),
      "Probe awake: The probe | woke up."),
    Case(
      "the form with markup counts among equals",
      newsItem(
        1,
        #""headlines":[{"value":"Probe awake"}],"bodies":[{"contenttype":"text/plain","value":"The probe woke up."},"#
          + #"{"contenttype":"text/html","value":"<p>The probe</p><p>woke up.</p>"}]"#),
      "Probe awake: The probe | woke up."),
    Case("lines", first + "\n" + second + "\n", both[0], both[1]),
    Case("records", "\u{1E}" + first + "\n\u{1E}" + second, both[0], both[1]),
    Case("lines with others between", "{\"index\":{}}\n\(first)\n{\"index\":{}}\n\(second)\n", both[0], both[1]),
    Case("an answer of a service", "{\"status\":\"ok\",\"results\":[\(first),\(second)]}", both[0], both[1]),
    Case(
      "an answer of a search engine", "{\"hits\":{\"hits\":[{\"_source\":\(first)},{\"_source\":\(second)}]}}", both[0],
      both[1]),
    Case(
      "associations by name",
      newsItem(0, #""headline":"Briefs","associations":{"a":\#(first),"b":\#(second)}"#, type: "composite"),
      "Briefs: Probe awake / Signal heard", both[0], both[1]),
    Case(
      "associations in arrays",
      newsItem(0, #""headline":"Briefs","associations":{"main":[\#(first),\#(second)]}"#, type: "composite"),
      "Briefs: Probe awake / Signal heard", both[0], both[1]),
    Case(
      "an item that is associated and listed",
      "[" + newsItem(0, #""headline":"Briefs","associations":[\#(first)]"#, type: "composite") + ",\(first)]",
      "Briefs: Probe awake", both[0]),
  ]

  static let otherJSON = [
    Case(
      "RSS in JSON, its items in an array of that name",
      #"{"rss":{"channel":{"title":"c","items":[{"title":"Probe awake","description":"The probe woke up."}]}}}"#,
      both[0]),
    Case(
      "RSS in JSON as lists of children",
      #"{"rss":{"$":{"version":"2.0"},"channel":[{"title":["c"],"item":[{"title":["Probe awake"],"guid":[{"_":"7","$":"#
        + #"{"isPermaLink":"false"}}],"description":["The probe woke up."]}]}]}}"#, both[0]),
    Case(
      "RSS in JSON with marked attributes",
      ##"{"rss":{"@version":"2.0","channel":{"item":{"title":{"#text":"Probe awake"},"description":"##
        + ##"{"#cdata-section":"<p>The probe woke up.</p>"},"enclosure":{"@url":"a.mp3"}}}}}"##, both[0]),
    Case(
      "Atom in JSON",
      #"{"feed":{"title":{"$t":"c"},"entry":[{"id":{"$t":"1"},"title":{"type":"text","$t":"Probe awake"},"content":"#
        + #"{"type":"html","$t":"<p>The probe woke up.</p>"},"link":[{"rel":"self","href":"s"},{"rel":"alternate","#
        + #""href":"https://probe.example/1"}]}]}}"#, both[0]),
    Case(
      "a JSON Feed with names of others besides",
      #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"Probe awake","description":"Short.","#
        + #""content_text":"The probe woke up."}]}"#, both[0]),
    Case(
      "a feed that a service made JSON of",
      #"{"status":"ok","items":[{"title":"Probe awake","pubDate":"2026-11-26 10:00:00","link":"https://probe.example/1","#
        + #""guid":"1","content":"<p>The probe woke up.</p>"}]}"#, both[0]),
  ]

  // MARK: What is not read

  @Test func namesStoriesOfOneItemApart() throws {
    let two = WireFormsTests.item(
      WireFormsTests.component(
        WireFormsTests.component(WireFormsTests.content("One."), headline: "First")
          + WireFormsTests.component(
            WireFormsTests.content("Two."), headline: "Second", attributes: " Duid=\"side\"")))
    let entries = try FeedParser().parse(Array(two.utf8)).entries
    #expect(entries.map(\.id) == ["urn:newsml:orbit.example:20261126:7", "urn:newsml:orbit.example:20261126:7#side"])
  }

  @Test func readsTheMediaOfAPictureOnce() throws {
    let nitf =
      "<nitf><body><body.content><media><media-reference source=\"a.jpg\"/></media></body.content></body></nitf>"
    let picture = WireFormsTests.item(
      WireFormsTests.component(
        WireFormsTests.content(nitf)
          + WireFormsTests.component(WireFormsTests.content("The dish."), role: "Caption"), headline: "Dish"))
    let entry = try #require(FeedParser().parse(Array(picture.utf8)).entries.first)
    #expect(entry.text == "The dish." && entry.enclosures.map(\.url) == ["a.jpg"])
  }

  @Test func saysWhereLinesOfJSONEndEarly() throws {
    let feed = try FeedParser().parse(Array((WireFormsTests.first + "\n{\"uri\":\"urn:n:2\",\"headline\":\"Sig").utf8))
    #expect(feed.entries.count == 1)
    #expect(feed.warnings.map(\.kind) == [.feedCut])
  }

  @Test func namesTheLimitOfAPage() {
    var limits = FeedLimits.standard
    limits.pageBytes = 100
    let page =
      "<html><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\""
      + String(repeating: "h", count: 100) + "\"}</script></html>"
    #expect(throws: FeedParsingError.notAFeed(saw: "an HTML page without stories in the 100 bytes that are read")) {
      try FeedParser(limits: limits).parse(Array(page.utf8))
    }
  }

  @Test func namesTheLimitOfAPagesJSON() throws {
    let articles = String(repeating: #"{"@type":"NewsArticle","headline":"h"},"#, count: 120_000)
    let page = "<html><script type=\"application/ld+json\">[\(articles)0]</script></html>"
    #expect {
      try FeedParser().parse(Array(page.utf8))
    } throws: { error in
      "\(error)".contains("more than 300000 values")
    }
    let marked =
      "<html><div class=\"h-entry\"><p class=\"p-name\">Probe</p><p class=\"p-summary\">Awake.</p></div>"
      + page.dropFirst(6)
    let feed = try FeedParser().parse(Array(marked.utf8))
    #expect(feed.entries.map(\.title) == ["Probe"] && feed.warnings.contains { $0.kind == .feedCut })
  }
}
