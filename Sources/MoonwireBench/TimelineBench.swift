import ArgumentParser
import Corpus
import FeedFetching
import FeedParsing
import Foundation
import InvertedIndex
import LoopbackServer
import Reindexing
import Storage
import Synchronization

/// Replays a feed poll by poll through the real update, from a web server on this machine, and compares the index at the
/// end with one that got every story once, in its last version.
struct TimelineBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Replay the snapshots of one feed through updates and report what the index became.")

  @Option(help: "A folder of snapshots, each named by its moment: 20231018T080150Z.xml.") var polls: String
  @Option(help: "A folder for the archive; what is in it is replaced.") var home: String

  func run() throws {
    let snapshots = try Snapshot.all(in: polls)
    guard let last = snapshots.last else { throw ValidationError("\(polls) has no files such as 20231018T080150Z.xml") }
    let replayed = home + "/replayed"
    let union = home + "/union"
    for folder in [replayed, union] { try emptied(folder) }

    let body = Mutex<[UInt8]>([])
    let server = LoopbackServer { _ in
      LoopbackServer.Response(200, ["Content-Type: text/xml"], body: body.withLock { $0 })
    }
    defer { server.close() }
    let feed = server.url("/feed")
    try FileManager.default.createDirectory(atPath: replayed + "/Feeds", withIntermediateDirectories: true)
    var list = try Subscriptions(path: replayed + "/Feeds/feeds.opml")
    _ = try list.add(Subscription(url: feed))
    try list.save()

    let clock = ContinuousClock()
    let start = clock.now
    var counts = StoryCounts()
    var published = 0
    var sizes: [Int] = []
    var slowest = Duration.zero
    for (number, poll) in snapshots.enumerated() {
      body.withLock { $0 = poll.bytes }
      let begin = clock.now
      let summary = try update(replayed, at: poll.moment)
      slowest = max(slowest, begin.duration(to: clock.now))
      counts += summary.stories
      published += summary.changedFeeds
      if number % max(1, snapshots.count / 10) == 0 { sizes.append(size(of: replayed + "/Index")) }
    }
    let wall = start.duration(to: clock.now)
    sizes.append(size(of: replayed + "/Index"))

    try makeUnion(of: snapshots, feed: feed, in: union, seen: last.moment)
    let found = try Contents(replayed + "/Index")
    let expected = try Contents(union)
    let report = JSONValue.object([
      ("polls", .integer(snapshots.count)), ("bytes_in", .integer(snapshots.reduce(0) { $0 + $1.bytes.count })),
      ("wall_seconds", .number(wall / .seconds(1))),
      ("milliseconds_per_poll", .number(wall / .milliseconds(1) / Double(snapshots.count))),
      ("slowest_poll_milliseconds", .number(slowest / .milliseconds(1))),
      ("publishing_polls", .integer(published)), ("new", .integer(counts.added)), ("changed", .integer(counts.updated)),
      ("stories", .integer(found.shown.count)), ("earlier_versions", .integer(found.earlier)),
      ("stories_of_the_union", .integer(expected.shown.count)),
      ("missing", .integer(expected.shown.keys.count { found.shown[$0] == nil })),
      ("different", .integer(expected.shown.count { key, story in found.shown[key].map { $0 != story } ?? false })),
      ("surplus", .integer(found.shown.keys.count { expected.shown[$0] == nil })),
      ("index_bytes", .array(sizes.map { .integer($0) })), ("union_bytes", .integer(size(of: union))),
      ("segments", .integer(found.segments)),
    ])
    print(report.text)
    guard found.shown == expected.shown else { throw ExitCode(1) }
  }

  private func emptied(_ folder: String) throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder + "/Index", withIntermediateDirectories: true)
  }

  private func update(_ folder: String, at moment: Timestamp) throws -> UpdateSummary {
    var fetcher = FeedFetcherOptions(userAgent: "Moonwire/bench")
    fetcher.allowPrivate = true
    var options = Updater.Options(fetcher: fetcher)
    options.force = true
    let index = folder + "/Index"
    let writer = try IndexWriter(directory: index, options: IndexWriterOptions(), holder: "moonwire-bench")
    let updater = Updater(
      subscriptions: try Subscriptions(path: folder + "/Feeds/feeds.opml"),
      store: try FeedStateStore(path: index + "/state.sqlite"), writer: writer,
      log: UpdateLog(path: index + "/update.log"), options: options)
    return try updater.run(now: { moment })
  }

  /// An index of each story's last version, made in one go.
  private func makeUnion(of snapshots: [Snapshot], feed: String, in folder: String, seen: Timestamp) throws {
    var last: [StoryKey: Story] = [:]
    for poll in snapshots {
      // A poll that is no feed is refused by an update, too.
      guard let parsed = try? FeedParser().parse(poll.bytes, contentType: "text/xml", url: feed) else { continue }
      for entry in parsed.entries {
        var story = entry.story(feed: feed, of: parsed, firstSeen: seen)
        story.annotateWireCopy()
        last[story.key] = story
      }
    }
    let writer = try IndexWriter(directory: folder, options: IndexWriterOptions(), holder: "moonwire-bench")
    for (_, story) in last.sorted(by: { $0.key < $1.key }) { try writer.put(story) }
    try writer.commit()
  }

  private func size(of folder: String) -> Int {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.reduce(0) { total, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
      return total + ((attributes?[.size] as? Int) ?? 0)
    }
  }
}

/// What one poll of the feed brought.
private struct Snapshot {
  var moment: Timestamp
  var bytes: [UInt8]

  /// The snapshots of a folder, in the order of their moments.
  static func all(in folder: String) throws -> [Snapshot] {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "yyyyMMdd'T'HHmmss'Z'"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      guard let date = format.date(from: String(name.prefix { $0 != "." })) else { return nil }
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      return Snapshot(moment: Timestamp(secondsSince1970: Int64(date.timeIntervalSince1970)), bytes: Array(data))
    }
  }
}

/// The stories that an index shows, but for when they were first seen.
private struct Contents {
  private(set) var shown: [StoryKey: Story] = [:]
  private(set) var earlier = 0
  private(set) var segments = 0

  init(_ directory: String) throws {
    let snapshot = try IndexSnapshot(directory: directory)
    segments = snapshot.segments.count
    for segment in snapshot.segments {
      for document in 0..<segment.documentCount where segment.isLive(document) {
        guard segment.version(of: document).supersededFrom == nil else {
          earlier += 1
          continue
        }
        var story = try segment.story(of: document).story
        // When it was seen, and which version it is, is no content.
        story.firstSeen = Timestamp(secondsSince1970: 0)
        story.version = StoryVersion()
        shown[segment.key(of: document)] = story
      }
    }
  }
}
