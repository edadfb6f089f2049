import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct JSONTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("quote \" and \\", "\"quote \\\" and \\\\\""), ("a\nb\tc\rd", "\"a\\nb\\tc\\rd\""),
    ("\u{0}\u{1B}\u{7F}\u{9B}", "\"\\u0000\\u001b\\u007f\\u009b\""), ("\u{2028}\u{202E}", "\"\\u2028\\u202e\""),
    ("月🚀é", "\"月🚀é\""), ("\u{E0041}", "\"\\udb40\\udc41\""), ("", "\"\""),
  ])
  func strings(text: String, json: String) {
    #expect(JSONValue.string(text).line == json)
  }

  @Test func numbersAndNesting() {
    let value: JSONValue = [
      "z": 1, "a": [true, .null, .float(0.1), .float(.infinity), .double(2.5)], "empty": .object([]), "none": [],
    ]
    #expect(value.line == #"{"z":1,"a":[true,null,0.1,null,2.5],"empty":{},"none":[]}"#)
  }

  @Test func hit() {
    let key = memorandumHit().story.key.description
    #expect(
      memorandumHit().json.line == #"{"schema":1,"rank":1,"score":7.25,"bm25":6.5,"id":""# + key
        + #"","title":"Memorandum on the lunar station was signed by Russia and China","#
        + #""link":"https://kaztag.example/space/2021/03/09/memorandum","#
        + #""feed":{"title":"KazTAG space feed","address":"https://kaztag.example/space/rss"},"#
        + #""agencies":["KazTAG","TASS"],"dateline":{"place":"Almaty","day":"9th of March"},"#
        + #""credits":[{"agency":"KazTAG","role":"origin"},{"agency":"TASS","role":"origin"}],"slug":null,"urgency":null,"#
        + #""version":1,"status":"usable","embargoedUntil":null,"withdrawn":null,"revision":null,"chain":null,"authors":[],"#
        + #""language":"en","#
        + #""date":"2021-03-09T11:25:00Z","published":"2021-03-09T11:25:00Z","updated":null,"#
        + #""firstSeen":"2021-03-09T14:26:40Z","titleHighlights":[[18,23],[24,31]],"#
        + #""passages":[{"text":"\"The station will be a complex of research means, with open access for all interested "#
        + #"countries and for international partners\", - is said in the joint message of Roscosmos and CNSA.","#
        + #""start":40,"end":222,"highlights":[[5,12],[55,66]],"score":3.5}]}"#)
  }

  @Test func offsetsCountCodePoints() {
    var hit = memorandumHit()
    hit.story.title = "月球 🚀 station"
    hit.titleHighlights = marks(of: ["station"], in: hit.story.title) + [500..<900]
    #expect(hit.json.line.contains(#""titleHighlights":[[5,12],[12,12]]"#))
  }

  @Test func whatTheWireSaysOfAStory() {
    var story = memorandumHit().story
    story.wire.slug = "moon-station/memo"
    story.wire.urgency = 3
    story.version.number = 2
    story.version.withdrawal = Withdrawal(by: "KazTAG", at: testNow, isFinal: true)
    let line = story.json.line
    #expect(line.contains(#""slug":"moon-station/memo","urgency":3,"version":2,"status":"usable""#))
    #expect(line.contains(#""withdrawn":{"by":"KazTAG","at":"\#(testNow)","final":true}"#))
    story.title = "CORRECTED-UPDATE 2-" + story.title
    story.version.chain = StoryKey(7)
    #expect(
      story.json.line.contains(#""revision":{"kind":"corrected","number":2},"chain":"0000000000000007""#))
    story.credits = [AgencyCredit("KazTAG", .origin), AgencyCredit("TASS", .mention)]
    #expect(story.json.line.contains(#"{"agency":"KazTAG","role":"origin"},{"agency":"TASS","role":"mention"}"#))
  }

  @Test func unknownIsNull() {
    let story = Story(identity: StoryIdentity(feed: "f", id: "1"), title: "", text: "Body", firstSeen: testNow)
    let line = story.json.line
    #expect(line.contains(#""link":null"#) && line.contains(#""dateline":null"#) && line.contains(#""published":null"#))
    #expect(line.hasSuffix(#""categories":[],"summary":null,"text":"Body"}"#))
  }
}
