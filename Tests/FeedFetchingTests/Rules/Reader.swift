import Corpus
import LoopbackServer
import TestSupport
import Testing

@testable import FeedFetching

/// A reader of one feed, as `moonwire update` is one, with a clock that the test turns: asks when the feed is due, keeps
/// what it remembers in a database between any two looks, and takes for a feed what begins with `<rss`.
final class Reader {
  private(set) var now = testNow
  let schedule: PollingSchedule
  let url: String
  private let options: FeedFetcherOptions
  private let folder: TemporaryFolder
  private var wishes = FeedWishes()

  init(_ url: String, options: FeedFetcherOptions = loopbackOptions(), schedule: PollingSchedule = PollingSchedule())
    throws
  {
    self.url = url
    state = FeedState(url: url)
    self.options = options
    self.schedule = schedule
    folder = try TemporaryFolder()
  }

  /// What is remembered, as it was read back from the disk.
  private(set) var state: FeedState

  /// Seconds from now until the feed is due.
  var wait: Int {
    Int((state.nextDue ?? now).secondsSince1970 - now.secondsSince1970)
  }

  /// Lets time pass.
  func pass(_ seconds: Int) {
    now = Timestamp(secondsSince1970: now.secondsSince1970 + Int64(seconds))
  }

  /// What the feed is to say of its pace when it is next read.
  func say(_ wishes: FeedWishes) { self.wishes = wishes }

  /// Asks if the feed is due, as a process of its own; nil where it is not.
  @discardableResult
  func look() throws -> FeedAnswer? {
    guard state.isDue(at: now) else { return nil }
    let store = try FeedStateStore(path: folder.path + "/state.sqlite")
    var state = try store.states()[url] ?? FeedState(url: url)
    let old = state
    let now = now
    let answer = try FeedFetcher(options: options).fetch(state.request(at: now), now: { now })
    state.take(answer, at: now, schedule: schedule)
    if case .body(let body) = answer.outcome {
      if body.starts(with: Array("<rss".utf8)) {
        state.didRead(
          answer, hash: UInt64(body.count), title: "", wishes: wishes, newStories: 0, at: now, schedule: schedule)
      } else {
        state.didFailToRead("not a feed", keeping: old, at: now, schedule: schedule)
      }
    }
    try store.save([state], generation: 1)
    self.state = try #require(try store.states()[url])
    return answer
  }

  /// Waits until the feed is due, and asks.
  @discardableResult
  func lookWhenDue() throws -> FeedAnswer? {
    pass(max(0, wait))
    return try look()
  }
}

/// A body that `Reader` takes for a feed.
let feedBody = Array("<rss version=\"2.0\"/>".utf8)

extension LoopbackServer {
  /// Answers the first request by the first script, and so on; the last script answers all that follow.
  convenience init(isSecure: Bool = false, inTurn answers: [@Sendable (Request) -> Response]) {
    let turn = Turn()
    self.init(isSecure: isSecure) { request in answers[min(turn.next(), answers.count - 1)](request) }
  }
}

extension LoopbackServer.Response {
  /// A feed with header lines.
  static func feed(_ headers: [String] = []) -> Self { .init(200, headers, body: feedBody) }
}
