import Foundation
import TestSupport
import Testing

@testable import Reindexing

@Suite struct SubscriptionOptionsTests {
  /// A list of the kind that people have: foreign attributes, comments, folders, odd quotes and odd spacing.
  private let list = """
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0" xmlns:frss="https://freshrss.org/opml">
      <head><title>Mine</title><!-- kept --></head>
      <body>
        <outline text="Space">
          <outline text="Luna"
                   xmlUrl='https://luna.example/rss'
                   frss:priority="main" category="moon, russia,moon"   language="RU" interval="2h" fulltext="Yes"/>
          <!-- a word -->
          <outline text="Deep"><outline type="rss" title="Zond" text="Z" url="https://zond.example/"/></outline>
        </outline>
        <outline text="A page" type="link" url="https://page.example/"/>
        <outline text="A list" type="include" url="https://list.example/other.opml"/>
        <outline text="Plain" xmlUrl="https://plain.example/" language="unknown" interval="soon" paused="no"/>
      </body>
    </opml>

    """

  private func open(_ text: String) throws -> (TemporaryFolder, Subscriptions) {
    let folder = try TemporaryFolder()
    return (folder, try Subscriptions(path: try folder.write("feeds.opml", text)))
  }

  private func saved(_ folder: TemporaryFolder, _ list: inout Subscriptions) throws -> String {
    try list.save()
    return try String(contentsOfFile: folder.path + "/feeds.opml", encoding: .utf8)
  }

  @Test func optionsAreRead() throws {
    let (_, subscriptions) = try open(list)
    #expect(
      subscriptions.feeds.map(\.url) == ["https://luna.example/rss", "https://zond.example/", "https://plain.example/"])
    let luna = subscriptions.feeds[0]
    #expect(luna.tags == ["moon", "russia"] && luna.language == "ru" && luna.interval == 7200)
    #expect(luna.wantsFullText && !luna.isPaused && luna.folders == ["Space"])
    #expect(subscriptions.feeds[1].title == "Zond" && subscriptions.feeds[1].folders == ["Space", "Deep"])
    let plain = subscriptions.feeds[2]
    #expect(plain.language.isEmpty && plain.interval == nil && !plain.isPaused && plain.folders.isEmpty)
  }

  @Test("Pausing and resuming gives the list back byte for byte", arguments: 0..<3)
  func pauseAndResume(place: Int) throws {
    var (folder, subscriptions) = try open(list)
    var feed = subscriptions.feeds[place]
    feed.isPaused = true
    change(&subscriptions, feed)
    let paused = try saved(folder, &subscriptions)
    #expect(paused.contains("paused=\"yes\""))
    #expect(try Subscriptions(path: subscriptions.path).feeds.filter(\.isPaused) == [feed])
    feed.isPaused = false
    change(&subscriptions, feed)
    // A `paused` that stood there before as "no" goes, for it says nothing.
    let before = place == 2 ? list.replacing(" paused=\"no\"", with: "") : list
    #expect(try saved(folder, &subscriptions) == before)
  }

  @Test func everyOptionSurvivesARoundTrip() throws {
    var (folder, subscriptions) = try open(list)
    for place in subscriptions.feeds.indices {
      var feed = subscriptions.feeds[place]
      feed.title = "\"Луна\" & <Co>, it's \(place)"
      feed.tags = ["a & b", "новости"]
      feed.interval = 5400
      feed.language = "zh-hans"
      feed.wantsFullText.toggle()
      feed.isPaused = true
      change(&subscriptions, feed)
      let text = try saved(folder, &subscriptions)
      #expect(try Subscriptions(path: subscriptions.path).feeds[place] == feed)
      #expect(try Subscriptions(path: subscriptions.path).feeds == subscriptions.feeds)
      for kept in ["<!-- kept -->", "<!-- a word -->", "frss:priority=\"main\"", "xmlUrl='https://luna.example/rss'"] {
        #expect(text.contains(kept))
      }
    }
  }

  @Test func foldersAreUsedAndMade() throws {
    var (folder, subscriptions) = try open(list)
    func feed(_ name: String, _ folders: [String]) -> Subscription {
      var feed = Subscription(url: "https://\(name)/", title: name)
      feed.folders = folders
      feed.tags = [name]
      return feed
    }
    let added = [
      feed("one", ["Space", "Deep"]), feed("two", []), feed("three", ["Space", "New", "Newer"]),
      feed("four", ["Space"]),
      feed("five", ["Space", "New"]), feed("two", ["Twice"]),
    ]
    let new = try subscriptions.add(contentsOf: added)
    #expect(new == Array(added.dropLast()))
    let text = try saved(folder, &subscriptions)
    let again = try Subscriptions(path: subscriptions.path).feeds
    for feed in new { #expect(again.contains(feed)) }
    #expect(again.count == 8)
    // Taken out again, all that is left of it are the two folders.
    var emptied = try Subscriptions(path: subscriptions.path)
    for feed in new { expectRemoved(from: &emptied, feed.url) }
    func bare(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    let empty = "<outlinetext=\"New\"><outlinetext=\"Newer\"></outline></outline>"
    #expect(bare(text).contains("<outlinetext=\"Newer\"><outline"))
    #expect(bare(try saved(folder, &emptied)).replacing(empty, with: "") == bare(list))
  }

  @Test(
    "Bodies that do not end well",
    arguments: [
      ("<opml><body><outline xmlUrl=\"https://a/\"/></opml>", true), ("<opml><body></body></opml>", true),
      ("<opml></opml>", false), ("<opml><body>", false),
      ("<opml><body><outline xmlUrl=\"https://a/\"></body></opml>", true),
    ])
  func ends(text: String, isUsable: Bool) throws {
    var (folder, subscriptions) = try open(text)
    let known = subscriptions.feeds
    if isUsable {
      _ = try subscriptions.add(Subscription(url: "https://new/"))
      _ = try saved(folder, &subscriptions)
      #expect(try Subscriptions(path: subscriptions.path).feeds.map(\.url) == known.map(\.url) + ["https://new/"])
    } else {
      #expect(throws: SubscriptionsError.self) { try subscriptions.add(Subscription(url: "https://new/")) }
    }
  }

  @Test func anImportedListKeepsFoldersAndOptions() throws {
    var (folder, subscriptions) = try open("<opml><body></body></opml>")
    let result = try subscriptions.add(list: Array(list.utf8), from: "list")
    #expect(result.added.count >= 3 && result.refused.isEmpty)
    _ = try saved(folder, &subscriptions)
    let original = try open(list).1.feeds
    let again = try Subscriptions(path: subscriptions.path).feeds
    for feed in original { #expect(again.contains(feed)) }
  }

  @Test func aLongListIsAddedInOneGo() throws {
    var (_, subscriptions) = try open(list)
    let many = (0..<20_000).map { number in
      var feed = Subscription(url: "https://host-\(number).example/feed", title: "Feed \(number)")
      feed.folders = number % 3 == 0 ? ["Folder \(number % 300)"] : []
      return feed
    }
    let added = try subscriptions.add(contentsOf: many)
    #expect(added.count == 20_000 && subscriptions.feeds.count == 20_003)
  }

  @Test(
    "Feeds are found by number, address and title, not by a part",
    arguments: [
      ("1", .one(0)), ("https://luna.example/rss", .one(0)), ("LUNA.example/rss/", .one(0)), ("luna", .one(0)),
      ("Zond", .one(1)), ("http://www.zond.example", .one(1)), ("plain", .one(2)), ("0", .none([])), ("4", .none([])),
      ("-1", .none([])), ("lun", .none([0])), ("plian", .none([2])), ("example", .none([0, 1, 2])), ("", .none([])),
      ("nothing of the kind", .none([])), ("https://zond.exmple/", .none([1])),
    ] as [(String, Expected)])
  func finding(text: String, expected: Expected) throws {
    let (_, subscriptions) = try open(list)
    switch (subscriptions.find(text), expected) {
    case (.one(let feed, let place), .one(let wanted)):
      #expect(place == wanted && feed == subscriptions.feeds[place])
    case (.none(let near), .none(let wanted)): #expect(near == wanted)
    case (let found, _): Issue.record("\(found), expected \(expected)")
    }
  }

  enum Expected {
    case one(Int)
    case none([Int])
  }

  @Test func twoFeedsOfOneTitleAreTold() throws {
    let (_, subscriptions) = try open(
      "<opml><body><outline text='A' xmlUrl='https://x/'/><outline text='a' xmlUrl='https://y/'/></body></opml>")
    #expect(subscriptions.find("A") == .several([0, 1]))
  }

  @Test(
    "Spans",
    arguments: [
      ("90s", 90, "90s"), ("15m", 900, "15m"), ("15", 900, "15m"), ("2h", 7200, "2h"), ("1d", 86400, "1d"),
      ("1w", 604_800, "7d"), ("90m", 5400, "90m"), (" 2h ", 7200, "2h"),
    ])
  func spans(text: String, seconds: Int, written: String) {
    #expect(TimeSpan.seconds(text) == seconds)
    #expect(TimeSpan.text(seconds) == written)
    #expect(TimeSpan.seconds(written) == seconds)
  }

  @Test(
    "No spans", arguments: ["", "m", "0", "-5m", "1.5h", "5x", "99999999999999999999d", "9223372036854775807w", "20y"])
  func noSpans(text: String) {
    #expect(TimeSpan.seconds(text) == nil)
  }

  private func change(_ list: inout Subscriptions, _ feed: Subscription) {
    let isChanged = list.change(feed)
    #expect(isChanged)
  }
}
