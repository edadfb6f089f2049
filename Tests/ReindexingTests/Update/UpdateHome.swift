import Corpus
import Foundation
import LoopbackServer
import Storage
import Synchronization
import TestSupport

@testable import FeedFetching
@testable import Reindexing

/// A server whose answers by path can be changed between two runs.
final class ChangingServer: Sendable {
  private let answers = Mutex<[String: LoopbackServer.Response]>([:])
  private let started = Mutex<LoopbackServer?>(nil)

  init() {
    let server = LoopbackServer { [weak self] request in
      self?.answers.withLock { $0[request.path] } ?? .init(404)
    }
    started.withLock { $0 = server }
  }

  deinit { started.withLock { $0?.close() } }

  var server: LoopbackServer { started.withLock { $0! } }

  func set(_ path: String, _ response: LoopbackServer.Response) {
    answers.withLock { $0[path] = response }
  }

  func set(_ path: String, feed: String, _ headers: [String] = []) {
    set(path, .init(200, headers + ["Content-Type: application/rss+xml"], body: Array(feed.utf8)))
  }
}

/// An archive home with a subscription list, to run updates in.
struct UpdateHome {
  let folder: TemporaryFolder

  init(_ urls: [String]) throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/Index", withIntermediateDirectories: true)
    var list = try Subscriptions(path: folder.path + "/Feeds/feeds.opml")
    for url in urls { _ = try list.add(Subscription(url: url)) }
    try list.save()
  }

  @discardableResult
  func update(
    at now: Timestamp = testNow, force: Bool = false, fileSystem: any FileSystem = DiskFileSystem(),
    mostFeeds: Int? = nil, beforeAsking: (@Sendable (Int) throws -> Void)? = nil, isStopped: () -> Bool = { false }
  ) throws -> UpdateSummary {
    try withWriter(folder, fileSystem: fileSystem) { writer in
      var options = Updater.Options(fetcher: loopbackOptions())
      options.force = force
      options.mostFeeds = mostFeeds
      options.beforeAsking = beforeAsking
      options.home = folder.path
      options.indexDirectory = folder.path + "/Index"
      options.pageClock = HandClock()
      let updater = Updater(
        subscriptions: try Subscriptions(path: folder.path + "/Feeds/feeds.opml"), store: try store(), writer: writer,
        log: UpdateLog(path: folder.path + "/Index/update.log"), options: options)
      return try updater.run(now: { now }, isStopped: isStopped)
    }
  }

  /// Changes what the list says of a feed.
  func change(_ url: String, _ change: (inout Subscription) -> Void) throws {
    var list = try Subscriptions(path: folder.path + "/Feeds/feeds.opml")
    if var feed = list.feeds.first(where: { $0.url == url }) {
      change(&feed)
      _ = list.change(feed)
    }
    try list.save()
  }

  func store() throws -> FeedStateStore {
    try FeedStateStore(path: folder.path + "/Index/state.sqlite")
  }

  var logLines: [String] {
    let text = (try? String(contentsOfFile: folder.path + "/Index/update.log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
