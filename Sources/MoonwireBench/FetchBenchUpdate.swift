import ArgumentParser
import Corpus
import FeedFetching
import Foundation
import InvertedIndex
import Reindexing

/// One update of `moonwire-bench fetch`, in a process of its own.
struct FetchBenchUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch-update", abstract: "One update of 'fetch'.", shouldDisplay: false)

  @Option var home: String
  @Option var day: Int

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var fetcher = FeedFetcherOptions(userAgent: "Moonwire/bench")
    fetcher.allowPrivate = true
    var options = Updater.Options(fetcher: fetcher)
    let index = home + "/Index"
    options.home = home
    options.indexDirectory = index
    let writer = try IndexWriter(directory: index, options: IndexWriterOptions(), holder: "moonwire-bench")
    let updater = Updater(
      subscriptions: try Subscriptions(path: home + "/Feeds/feeds.opml"),
      store: try FeedStateStore(path: index + "/state.sqlite"), writer: writer,
      log: UpdateLog(path: index + "/update.log"), options: options)
    let now = Timestamp(secondsSince1970: 1_780_000_000 + Int64(day) * 86_400)
    let summary = try updater.run(now: { now })
    let ended = WallClock.nanoseconds
    let manifests = try FileManager.default.contentsOfDirectory(atPath: index).filter { $0.hasPrefix("manifest-") }
    let committed = manifests.compactMap { WallClock.written(index + "/" + $0) }.max() ?? 0
    let wall = start.duration(to: clock.now)
    let usage = ProcessUsage.now()
    print(
      JSONValue.object([
        ("wall_seconds", .number(wall / .seconds(1))), ("cpu_seconds", .number(usage.cpuSeconds)),
        ("peak_mb", .number(Double(usage.peakBytes) / 1e6)), ("feeds_changed", .integer(summary.changedFeeds)),
        ("feeds_unchanged", .integer(summary.unchangedFeeds)), ("problems", .integer(summary.problems.count)),
        ("new", .integer(summary.stories.added)), ("ended", .integer(ended)),
        ("committed", .integer(summary.stories.added > 0 ? committed : ended)),
      ]).text)
  }
}
