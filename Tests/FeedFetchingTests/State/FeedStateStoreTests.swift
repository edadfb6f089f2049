import Corpus
import Foundation
import GRDB
import TestSupport
import Testing

@testable import FeedFetching

/// A folder that is removed with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("moonwire-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }
}

@Suite struct FeedStateStoreTests {
  private func fullState() -> FeedState {
    var state = FeedState(url: "https://example.org/лента")
    state.title = "Луна 'сегодня'"
    state.validators = FeedValidators(etag: Array("W/\"a\"".utf8), lastModified: [0xff, 0x41])
    state.bodyHash = .max - 5
    state.feedInterval = 3600
    state.interval = 900
    state.lastChecked = testNow
    state.lastSuccess = later(-60)
    state.lastBody = later(-120)
    state.nextDue = later(900)
    state.failures = 3
    state.lastStatus = 503
    state.lastError = "the server answered 503"
    state.goneSince = later(-86400)
    state.isRetired = true
    state.movedTo = "https://example.net/"
    state.moves = 2
    state.dueReason = .retryAfter
    state.rhythm = StoryRhythm(stories: 12.5, seconds: 4000)
    state.skipped = SkippedTimes(hours: [0, 23], days: [6, 7])
    state.hostRestsUntil = later(600)
    state.entryMarks = EntryMarks([(id: "1", title: "Луна", dateOrLink: "x"), (id: "2", title: "Mars", dateOrLink: "")])
    return state
  }

  @Test func statesComeBackAsTheyWere() throws {
    let folder = try TemporaryFolder()
    let states = [fullState(), FeedState(url: "https://example.org/new")]
    try FeedStateStore(path: folder.file("state.sqlite")).save(states, generation: .max)
    let store = try FeedStateStore(path: folder.file("state.sqlite"))
    #expect(try store.states() == Dictionary(uniqueKeysWithValues: states.map { ($0.url, $0) }))
    #expect(try store.isTrusted(atGeneration: .max))
    #expect(try !store.isTrusted(atGeneration: .max - 1))
    try store.remove(["https://example.org/new"])
    #expect(try store.states().count == 1)
  }

  @Test func statesAreNotTrustedWhereTheIndexIsOlder() throws {
    let folder = try TemporaryFolder()
    let store = try FeedStateStore(path: folder.file("state.sqlite"))
    #expect(try store.isTrusted(atGeneration: 0))
    try store.save([], generation: 7)
    #expect(try store.isTrusted(atGeneration: 7))
    #expect(try store.isTrusted(atGeneration: 8))
    #expect(try !store.isTrusted(atGeneration: 6))
  }

  @Test(arguments: [
    "not a database, and long enough to be looked at by anyone who reads it", "SQLite format 3\0damaged",
  ])
  func whatIsNoDatabaseIsAClearError(content: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    try Data((content + String(repeating: "x", count: 4096)).utf8).write(to: URL(fileURLWithPath: path))
    #expect {
      try FeedStateStore(path: path)
    } throws: { error in
      "\(error)".hasPrefix(path) && "\(error)".contains("delete the file")
    }
  }

  @Test func oddValuesInTheTableCountAsAbsent() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.sqlite")
    let store = try FeedStateStore(path: path)
    try store.save([fullState()], generation: 1)
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          UPDATE feed SET body_hash = 'zz', next_due = -9223372036854775808, interval = 9223372036854775807,
            consecutive_failures = -3, last_checked = 'yesterday', etag = 12, moves = 9223372036854775807, due_reason = 5, rhythm_stories = 9e999, rhythm_seconds = 'long',
            skip_hours = -1, skip_days = 9223372036854775807, host_rests_until = -7
          """)
    }
    let state = try #require(try store.states().values.first)
    #expect(state.bodyHash == nil && state.nextDue == nil && state.lastChecked == nil && state.failures == 0)
    #expect(state.isDue(at: testNow) == false, "retired")
    #expect(state.dueReason == nil && state.hostRestsUntil == nil && state.rhythm == StoryRhythm())
    #expect(state.skipped == SkippedTimes(hours: 0xff_ffff, days: 0x7f))
    var next = state
    next.take(made(.failed(.timedOut)), at: testNow, schedule: PollingSchedule())
    next.take(made(.body([65]), url: state.url, movedTo: state.movedTo), at: testNow, schedule: PollingSchedule())
  }

  @Test func aFolderThatDoesNotExistIsAnError() {
    #expect(throws: FeedFetchingError.self) {
      try FeedStateStore(path: "/nonexistent-\(UUID().uuidString)/state.sqlite")
    }
  }
}
