import Corpus
import Testing

@Suite struct LinkKeyTests {
  private func key(_ link: String, feed: String = "feed") -> UInt64? {
    var story = Story(
      identity: StoryIdentity(feed: feed, id: "1"), title: "", text: "", firstSeen: Timestamp(secondsSince1970: 0))
    story.link = link
    return story.linkKey
  }

  @Test(
    "spellings of one address have one key",
    arguments: [
      ("https://a.example/2021/03/memo", "http://a.example/2021/03/memo"),
      ("https://a.example/2021/03/memo", "https://www.A.example/2021/03/memo/"),
      ("https://a.example/2021/03/memo", "https://a.example/2021/03/memo?utm_source=rss&utm_medium=feed"),
      ("https://a.example/story?id=7", "https://a.example/story?fbclid=x&id=7#"),
    ])
  func sameAddress(first: String, second: String) {
    #expect(key(first) != nil)
    #expect(key(first) == key(second))
  }

  @Test(
    "other addresses have other keys",
    arguments: [
      ("https://a.example/2021/03/memo", "https://a.example/2021/03/memo-2"),
      ("https://a.example/story?id=7", "https://a.example/story?id=8"),
      ("https://a.example/live-7#1", "https://a.example/live-7#2"),
      ("https://a.example/2021/03/Memo", "https://a.example/2021/03/memo"),
    ])
  func otherAddress(first: String, second: String) {
    #expect(key(first) != key(second))
    #expect(key(first) != key(first, feed: "other"))
  }

  @Test(
    "home pages and sections have none",
    arguments: [
      "", "https://a.example", "https://a.example/", "https://a.example/news/", "https://a.example/news/space", "#",
    ])
  func noStory(link: String) {
    #expect(key(link) == nil)
  }

  @Test("any bytes are an address or none", arguments: 0..<200 as Range<UInt64>)
  func noise(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    let parts = [":", "/", "//", "?", "&", "#", "www.", "a", "é", "=", "utm_", "http", "1", " ", "%"]
    let link = (0..<Int(seed % 17)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return parts[Int(state >> 33) % parts.count]
    }.joined()
    #expect(key(link) == key(link), "seed \(seed): \(link)")
  }
}
