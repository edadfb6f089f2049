import Moonwire
import Testing

@testable import MoonwireCLI

@Suite struct ParsedFeedJSONTests {
  @Test func whatIsReadAndWhatWasMended() {
    var feed = ParsedFeed(format: FeedFormat(name: "RSS 2.0"))
    feed.title = "Wire"
    feed.encoding = "windows-1251"
    feed.hints.ttl = 30
    feed.repairs = [Repair(kind: .bareAmpersand, offset: 120, count: 3)]
    feed.warnings = [FeedWarning(kind: .unknownDate, detail: "yesterday evening")]
    var entry = FeedEntry()
    entry.id = "a-1"
    entry.idSource = .guid
    entry.title = "AT&T"
    entry.published = testNow
    entry.enclosures = [FeedEnclosure(url: "https://x.example/a.mp3", type: "audio/mpeg", length: 12)]
    entry.text = "Body"
    feed.entries = [entry]
    var line = ""
    feed.writeJSON { line += $0 }
    #expect(
      line.hasPrefix(
        #"{"schema":1,"grade":"B","gradeReasons":["bare ampersand (3 times)","unknown date"],"format":"RSS 2.0","#
          + #""encoding":"windows-1251","title":"Wire","subtitle":null,"#))
    #expect(line.contains(#""entries":[{"id":"a-1","idSource":"guid","title":"AT&T","link":null,"#))
    #expect(line.contains(#""published":"2021-03-09T14:26:40Z""#))
    #expect(line.contains(#""enclosures":[{"url":"https://x.example/a.mp3","type":"audio/mpeg","length":12}]"#))
    #expect(
      line.hasSuffix(
        #""repairs":[{"kind":"bareAmpersand","offset":120,"count":3,"detail":null,"before":null,"after":null}],"#
          + #""warnings":[{"kind":"unknownDate","detail":"yesterday evening"}]}"# + "\n"))
  }
}
