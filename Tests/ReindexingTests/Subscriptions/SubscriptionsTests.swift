import Foundation
import Storage
import TestSupport
import Testing

@testable import Reindexing

@Suite struct SubscriptionsTests {
  private let list = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- <outline xmlUrl="https://comment/"/> -->
    <opml version="2.0">
      <body>
        <outline text="Space &amp; Moon" custom:attribute='kept > here'>
          <outline type="rss" text="A &amp; B" title="T" xmlUrl="https://a/?x=1&amp;y=2" unknown="1"/>
          <outline type="rss" text="AT&T" xmlURL="https://b/?x=1&y=2"></outline>
        </outline>
        <outline text="Луна" xmlUrl='file.rss' />
      </body>
    </opml>

    """

  private func open(_ text: String) throws -> (TemporaryFolder, Subscriptions) {
    let folder = try TemporaryFolder()
    return (folder, try Subscriptions(path: try folder.write("feeds.opml", text)))
  }

  @Test func feedsAreFoundAtAnyDepth() throws {
    let (_, subscriptions) = try open(list)
    #expect(subscriptions.feeds.map(\.url) == ["https://a/?x=1&y=2", "https://b/?x=1&y=2", "file.rss"])
    #expect(subscriptions.feeds.map(\.title) == ["T", "AT&T", "Луна"])
    #expect(subscriptions.feeds.map(\.folders) == [["Space & Moon"], ["Space & Moon"], []])
    #expect(subscriptions.feeds.map(\.isFile) == [false, false, true])
  }

  @Test func whatIsAddedStandsAtTheEndAndTheRestIsUntouched() throws {
    var (folder, subscriptions) = try open(list)
    try expectAdded(to: &subscriptions, Subscription(url: "https://c/?a=1&b=<\"луна\">", title: "Луна"))
    try expectKnown(to: &subscriptions, Subscription(url: "https://a/?x=1&y=2"))
    try subscriptions.save()
    let text = try String(contentsOfFile: folder.path + "/feeds.opml", encoding: .utf8)
    let line = "    <outline type=\"rss\" text=\"&#1051;&#1091;&#1085;&#1072;\" xmlUrl=\"https://c/?a=1&amp;b="
    #expect(text.contains("\n" + line))
    #expect(text.split(separator: "\n").filter { !$0.hasPrefix(line) }.joined(separator: "\n") + "\n" == list)
    let again = try Subscriptions(path: folder.path + "/feeds.opml")
    #expect(again.feeds.last == Subscription(url: "https://c/?a=1&b=<\"луна\">", title: "Луна"))
  }

  @Test func whatIsRemovedTakesItsLineAlong() throws {
    var (folder, subscriptions) = try open(list)
    expectRemoved(from: &subscriptions, "https://b/?x=1&y=2")
    expectNotRemoved(from: &subscriptions, "https://nowhere/")
    try subscriptions.save()
    let text = try String(contentsOfFile: folder.path + "/feeds.opml", encoding: .utf8)
    #expect(text == list.split(separator: "\n").filter { !$0.contains("AT&T") }.joined(separator: "\n") + "\n")
    #expect(subscriptions.feeds.count == 2)
  }

  @Test func addedAndRemovedIsAsBefore() throws {
    var (folder, subscriptions) = try open(list)
    try expectAdded(to: &subscriptions, Subscription(url: "https://c/"))
    expectRemoved(from: &subscriptions, "https://c/")
    try subscriptions.save()
    #expect(try String(contentsOfFile: folder.path + "/feeds.opml", encoding: .utf8) == list)
  }

  @Test func aMissingListIsEmptyAndMadeByTheFirstSave() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/Feeds/feeds.opml"
    var subscriptions = try Subscriptions(path: path)
    #expect(subscriptions.feeds.isEmpty)
    try subscriptions.save()
    #expect(!FileManager.default.fileExists(atPath: path))
    try expectAdded(to: &subscriptions, Subscription(url: "https://a/"))
    try subscriptions.save()
    #expect(try Subscriptions(path: path).feeds == [Subscription(url: "https://a/", title: "https://a/")])
  }

  @Test func aFailedSaveLeavesTheOldList() throws {
    for call in 1...5 {
      var (folder, subscriptions) = try open(list)
      try expectAdded(to: &subscriptions, Subscription(url: "https://c/"))
      #expect(throws: SubscriptionsError.self) {
        try subscriptions.save(fileSystem: FailingFileSystem(failingCall: call))
      }
      let feeds = try Subscriptions(path: folder.path + "/feeds.opml").feeds
      #expect(feeds.count == 3 || (call == 5 && feeds.count == 4))
    }
  }

  @Test(
    "Lists of any shape",
    arguments: [
      "", "<", "</outline></outline>", "<outline", "<outline xmlUrl=", "<outline xmlUrl=\"", "<!--", "<![CDATA[",
      "<?xml",
      "<outline xmlUrl=\"https://a/\"", "<outline xmlUrl=https://a/>", "<outline xmlUrl='&#x110000;&#0;&#;&'/>",
      "<<<>>>",
      "<a<b", "<outline =\"x\" / >", "<!", "<?", "</",
    ])
  func oddLists(text: String) throws {
    var list = OPMLText(Array(text.utf8))
    _ = list.outlines
    _ = list.remove(url: "https://a/")
    _ = list.set("paused", to: "yes", url: "https://a/")
    _ = list.add([Subscription(url: "https://a/", title: "A")])
  }

  @Test func aListWithoutBodyOrInUTF16IsAClearError() throws {
    var (_, subscriptions) = try open("<opml></opml>")
    #expect(throws: SubscriptionsError.noBody(path: subscriptions.path)) {
      try subscriptions.add(Subscription(url: "https://a/"))
    }
    let folder = try TemporaryFolder()
    let path = try folder.write("feeds.opml", [0xff, 0xfe, 0x3c, 0])
    #expect(throws: SubscriptionsError.encoding(path: path)) { _ = try Subscriptions(path: path) }
  }

  @Test(
    "Files of the list",
    arguments: [
      ("a.rss", "/home/Feeds/a.rss"), ("Samples/a b.rss", "/home/Feeds/Samples/a b.rss"), ("/abs/a.rss", "/abs/a.rss"),
      ("file:///abs/a%20b.rss", "/abs/a b.rss"), ("file:///abs/%zz%", "/abs/%zz%"),
      ("../a.rss", "/home/Feeds/../a.rss"),
    ])
  func paths(url: String, path: String) throws {
    let subscriptions = try Subscriptions(path: "/home/Feeds/feeds.opml")
    #expect(subscriptions.path(of: Subscription(url: url)) == path)
  }

  @Test func anotherListIsAddedButNotItsFiles() throws {
    var (folder, subscriptions) = try open(list)
    let other = try folder.write(
      "other.opml",
      """
      <opml><body><outline text="New" xmlUrl="https://new/"/><outline text="Known" xmlUrl="https://a/?x=1&amp;y=2"/>
      <outline text="Evil" xmlUrl="file:///etc/passwd"/><outline text="Path" xmlUrl="../secret.rss"/></body></opml>
      """)
    let result = try subscriptions.add(listInFile: other)
    #expect(result.added == [Subscription(url: "https://new/", title: "New")] && result.known == 1)
    #expect(result.refused.count == 2)
    try subscriptions.save()
    #expect(try Subscriptions(path: subscriptions.path).feeds.count == 4)
    #expect {
      var subscriptions = subscriptions
      _ = try subscriptions.add(listInFile: try folder.write("none.opml", "no list"))
    } throws: { error in
      guard case .noList? = error as? SubscriptionsError else { return false }
      return true
    }
  }

  @Test(
    "A published list",
    .enabled(if: FileManager.default.fileExists(atPath: sharedData + "/feeds/opml/Space.opml"), "no shared data here"))
  func published() throws {
    let subscriptions = try Subscriptions(path: sharedData + "/feeds/opml/Space.opml")
    #expect(subscriptions.feeds.count == 7)
    #expect(subscriptions.feeds.allSatisfy { !$0.isFile })
    #expect(subscriptions.feeds.contains { $0.title == "Sky & Telescope" })
  }
}

/// Where the shared data are, if they are.
let sharedData = ProcessInfo.processInfo.environment["MOONWIRE_DATA"] ?? "../shared/data"

/// Adds a feed that the list does not have.
private func expectAdded(to list: inout Subscriptions, _ feed: Subscription) throws {
  let isNew = try list.add(feed)
  #expect(isNew)
}

/// Adds a feed that the list has.
private func expectKnown(to list: inout Subscriptions, _ feed: Subscription) throws {
  let isNew = try list.add(feed)
  #expect(!isNew)
}

/// Removes a feed that the list has.
func expectRemoved(from list: inout Subscriptions, _ url: String) {
  let isRemoved = list.remove(url: url)
  #expect(isRemoved)
}

/// Removes a feed that the list does not have.
private func expectNotRemoved(from list: inout Subscriptions, _ url: String) {
  let isRemoved = list.remove(url: url)
  #expect(!isRemoved)
}
