import Corpus
import GRDB
import TestSupport
import Testing

@testable import FeedFetching

@Suite struct PageStoreTests {
  private func record(_ key: UInt64, seen: Int64 = 0) -> PageRecord {
    PageRecord(
      key: StoryKey(key), feed: "http://a/feed", url: "http://a/\(key)", version: .max - key, teaser: "тизер",
      lastSeen: Timestamp(secondsSince1970: testNow.secondsSince1970 + seen))
  }

  @Test func recordsComeBackAsTheyWere() throws {
    let folder = try TemporaryFolder()
    let store = try PageStore(path: folder.path + "/pages.sqlite")
    var full = record(1)
    (full.state, full.text, full.authors, full.language) = (.fetched, "a\n\nб", ["Ann", "Li Na"], "zh")
    (full.published, full.attempts, full.lastError) = (testNow, 2, "x")
    let site = RobotsRecord(
      origin: "http://a", verdict: .rules, body: [0, 255, 65], fetched: testNow, notBefore: testNow)
    try store.save(pages: [full, record(2)], robots: [site], at: testNow)
    #expect(
      try store.pages(of: [StoryKey(1), StoryKey(2), StoryKey(3)]) == [StoryKey(1): full, StoryKey(2): record(2)])
    #expect(try PageStore(path: folder.path + "/pages.sqlite").robots() == ["http://a": site])
  }

  @Test func theDueComeInTheirOrder() throws {
    let folder = try TemporaryFolder()
    let store = try PageStore(path: folder.path + "/pages.sqlite")
    func later(_ seconds: Int64) -> Timestamp { Timestamp(secondsSince1970: testNow.secondsSince1970 + seconds) }
    var pages = (1...6).map { record($0) }
    pages[0].nextDue = later(-10)
    pages[1].nextDue = later(-20)
    pages[2].nextDue = later(1)
    pages[3].state = .fetched
    pages[4].state = .abandoned
    try store.save(pages: pages, robots: [], at: testNow)
    #expect(try store.due(at: testNow, limit: 10).map(\.key.value) == [6, 2, 1])
    #expect(try store.due(at: testNow, limit: 2).map(\.key.value) == [6, 2])
    #expect(pages.map { $0.isDue(at: testNow) } == [true, true, false, false, false, true])
  }

  @Test func theOldAreForgotten() throws {
    let folder = try TemporaryFolder()
    let store = try PageStore(path: folder.path + "/pages.sqlite")
    try store.save(pages: [record(1, seen: -PageStore.lifetime - 1), record(2)], robots: [], at: testNow)
    #expect(try store.pages(of: [StoryKey(1), StoryKey(2)]).keys.map(\.value) == [2])
  }

  @Test func failuresAreTriedAgainWithinLimits() {
    func hours(_ isTemporary: Bool) -> [Int64] {
      var page = record(1)
      var waits: [Int64] = []
      while page.state == .waiting, waits.count < 20 {
        page.fail("x", isTemporary: isTemporary, at: testNow)
        waits.append(page.nextDue.map { ($0.secondsSince1970 - testNow.secondsSince1970) / 3600 } ?? 0)
      }
      return waits
    }
    #expect(hours(true) == [1, 4, 16, 64, 0] && hours(false) == [24, 0])
  }

  @Test func rowsThatUsersWroteDoNotTrap() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pages.sqlite"
    let store = try PageStore(path: path)
    try store.save(pages: [record(1), record(2)], robots: [], at: testNow)
    try DatabaseQueue(path: path).write { database in
      try database.execute(sql: "UPDATE page SET version = 'zz' WHERE story = '0000000000000001'")
      try database.execute(sql: "UPDATE page SET attempts = 1e300, next_due = -7, authors = x'00', last_seen = 'x'")
      try database.execute(
        sql: "INSERT INTO robots VALUES ('a', 'maybe', 1, 2, 3), ('b', 'rules', 'text', 9223372036854775807, 1)")
    }
    #expect(try store.pages(of: [StoryKey(1), StoryKey(2)]).count == 1 && store.robots().isEmpty)
  }
}
