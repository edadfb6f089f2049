import Corpus
import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedFetching

@Suite struct RunLogTests {
  private func fetch(_ url: String, at seconds: Int, _ outcome: FetchRecord.Outcome = .changed) -> FetchRecord {
    var record = FetchRecord(url: url, time: later(seconds), outcome: outcome)
    record.status = 200
    record.bytes = 12_345
    record.milliseconds = 678
    record.added = 3
    record.updated = 2
    record.unchanged = 1
    record.repairs = 4
    record.redirectedTo = "https://example.net/лента"
    (record.entries, record.renamed, record.encodingRepairs, record.redirects) = (6, 5, 2, 3)
    record.problem = "half a 'sentence'"
    return record
  }

  private func run(at seconds: Int, _ fetches: [FetchRecord]) -> RunRecord {
    var run = RunRecord(started: later(seconds), finished: later(seconds + 9), fetches: fetches)
    run.generation = .max
    run.wasStopped = true
    return run
  }

  @Test func whatIsRecordedComesBack() throws {
    let folder = try TemporaryFolder()
    let store = try FeedStateStore(path: folder.file("state.sqlite"))
    let looks = FetchRecord.Outcome.allCases.enumerated().map { fetch("https://a/", at: $0.offset, $0.element) }
    for look in looks { try store.record(run(at: 0, [look, fetch("https://b/", at: 7)])) }
    #expect(try store.fetches(of: "https://a/", since: testNow) == looks)
    #expect(try store.fetches(of: "https://a/", since: later(2)) == Array(looks[2...]))
    #expect(try store.fetches(of: "https://c/", since: testNow).isEmpty)
    #expect(
      try store.fetches(since: later(3)) == [
        "https://a/": Array(looks[3...]), "https://b/": [fetch("https://b/", at: 7)],
      ])
    let runs = try store.runs(since: testNow)
    #expect(runs == Array(repeating: run(at: 0, []), count: looks.count))
    #expect(try store.runs(since: later(1)).isEmpty)
    #expect(try store.lastRun() == testNow)
    try store.remove(["https://a/"])
    #expect(try store.fetches(of: "https://a/", since: testNow).isEmpty)
  }

  @Test func whatIsOldIsForgotten() throws {
    let folder = try TemporaryFolder()
    let store = try FeedStateStore(path: folder.file("state.sqlite"))
    try store.record(run(at: 0, [fetch("https://a/", at: 0)]))
    try store.record(run(at: 89 * 86400, [fetch("https://a/", at: 89 * 86400)]))
    #expect(try store.fetches(of: "https://a/", since: testNow).count == 2)
    try store.record(run(at: 91 * 86400, [fetch("https://a/", at: 91 * 86400)]))
    #expect(try store.fetches(of: "https://a/", since: testNow).map(\.time) == [later(89 * 86400), later(91 * 86400)])
    #expect(try store.runs(since: testNow).count == 2)
  }

  @Test func ofAFeedThatIsAskedOftenTheNewestLooksStay() throws {
    let folder = try TemporaryFolder()
    let store = try FeedStateStore(path: folder.file("state.sqlite"))
    let many = FeedStateStore.mostFetchesOfAFeed + 37
    try store.record(run(at: 0, (0..<many).map { fetch("https://a/", at: $0) } + [fetch("https://b/", at: 0)]))
    for number in 1..<Int(FeedStateStore.runsBetweenCounts) { try store.record(run(at: number, [])) }
    let left = try store.fetches(of: "https://a/", since: testNow)
    #expect(left.map(\.time) == (37..<many).map { later($0) })
    #expect(try store.fetches(of: "https://b/", since: testNow).count == 1)
  }

  @Test func whoeverReadsWithAnotherProgramKeepsNoOneWaiting() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    let store = try FeedStateStore(path: path)
    try store.record(run(at: 0, [fetch("https://a/", at: 0)]))
    let reader = try DatabaseQueue(path: path)
    try reader.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM fetch")
      _ = try rows.next()
      try store.record(run(at: 1, [fetch("https://a/", at: 1)]))
      try store.save([FeedState(url: "https://a/")], generation: 1)
      #expect(try Int.fetchOne(database, sql: "SELECT count(*) FROM fetch") == 1, "the reader sees its own moment")
    }
    #expect(try store.fetches(of: "https://a/", since: testNow).count == 2)
  }

  @Test func aDatabaseOfTheFirstVersionIsBroughtUp() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    do {
      // As the first version made it, in SQLite's words.
      let old = try DatabaseQueue(path: path)
      try old.write { database in
        try database.execute(
          sql: """
            CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
            INSERT INTO grdb_migrations VALUES ('1 feeds and run');
            CREATE TABLE "feed" ("url" TEXT PRIMARY KEY NOT NULL, "title" TEXT NOT NULL, "etag" BLOB, "last_modified" BLOB,
              "body_hash" TEXT, "feed_interval" INTEGER, "interval" INTEGER NOT NULL, "last_checked" INTEGER,
              "last_success" INTEGER, "last_body" INTEGER, "next_due" INTEGER, "consecutive_failures" INTEGER NOT NULL,
              "last_status" INTEGER NOT NULL, "last_error" TEXT NOT NULL, "gone_since" INTEGER,
              "retired" INTEGER NOT NULL, "moved_to" TEXT NOT NULL, "moves" INTEGER NOT NULL);
            CREATE TABLE "run" ("id" INTEGER PRIMARY KEY CHECK ("id" = 1), "generation" INTEGER NOT NULL);
            INSERT INTO run VALUES (1, 41);
            INSERT INTO feed VALUES ('https://a/', 'Moon', '"e"', 'Mon', 'ff', 60, 900, 1, 2, 3, 4, 5, 503, 'late', NULL,
              0, 'https://b/', 2);
            """)
      }
    }
    let store = try FeedStateStore(path: path)
    #expect(try store.isTrusted(atGeneration: 41))
    #expect(try !store.isTrusted(atGeneration: 40))
    var expected = FeedState(url: "https://a/")
    expected.title = "Moon"
    expected.validators = FeedValidators(etag: Array("\"e\"".utf8), lastModified: Array("Mon".utf8))
    expected.bodyHash = 255
    (expected.feedInterval, expected.interval) = (60, 900)
    expected.lastChecked = Timestamp(secondsSince1970: 1)
    expected.lastSuccess = Timestamp(secondsSince1970: 2)
    expected.lastBody = Timestamp(secondsSince1970: 3)
    expected.nextDue = Timestamp(secondsSince1970: 4)
    (expected.failures, expected.lastStatus, expected.lastError) = (5, 503, "late")
    (expected.movedTo, expected.moves) = ("https://b/", 2)
    #expect(try store.states() == ["https://a/": expected])
    try store.record(run(at: 0, [fetch("https://a/", at: 0)]))
    #expect(try store.runs(since: testNow).count == 1)
  }

  @Test func aDatabaseOfALaterVersionIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    _ = try FeedStateStore(path: path)
    try DatabaseQueue(path: path).write { database in
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
    }
    #expect {
      try FeedStateStore(path: path)
    } throws: { error in
      "\(error)".contains("a later version")
    }
  }

  @Test func oddRowsArePassedOver() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    let store = try FeedStateStore(path: path)
    try store.record(run(at: 0, [fetch("https://a/", at: 0), fetch("https://a/", at: 1)]))
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: "UPDATE fetch SET outcome = 'odd', bytes = 'many' WHERE time = ?", arguments: [testNow.secondsSince1970])
      try database.execute(
        sql: "UPDATE fetch SET added = -9223372036854775808, problem = x'00ff' WHERE time > ?",
        arguments: [testNow.secondsSince1970])
      try database.execute(sql: "UPDATE run SET started = 9223372036854775807")
    }
    let left = try store.fetches(of: "https://a/", since: testNow)
    #expect(left.count == 1 && left.first?.added == 0 && left.first?.problem == "")
    #expect(try store.runs(since: testNow).isEmpty)
  }
}
