import ArgumentParser
import Corpus
import FeedParsing

/// Makes feeds up and reports how fast they are read, in processor time of one core.
struct FeedsBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "Make feeds up, read them to stories, and report what it took.")

  @Option(help: "Megabytes of feeds.") var megabytes = 60
  @Option(help: "Another seed, other feeds.") var seed: UInt64 = 1
  @Option(help: "How often they are read; the fastest round counts.") var rounds = 3
  @Flag(help: "Also find datelines, agencies and boilerplate in each story.") var wireCopy = false
  @Flag(help: "One feed of that size instead of many, for its memory.") var single = false

  func validate() throws {
    guard megabytes > 0, megabytes <= 4000, rounds > 0 else {
      throw ValidationError("Give megabytes and rounds above 0.")
    }
  }

  func run() throws {
    var generator = GeneratedFeeds(seed: seed)
    let feeds = single ? [generator.feed(bytes: megabytes * 1_000_000)] : generator.feeds(bytes: megabytes * 1_000_000)
    let bytes = feeds.reduce(0) { $0 + $1.count }
    let before = ProcessUsage.now().peakBytes
    var limits = FeedLimits()
    limits.bytes = max(limits.bytes, bytes)
    let parser = FeedParser(limits: limits)
    var best = Double.infinity
    var stories = 0
    var characters = 0
    for _ in 0..<rounds {
      (stories, characters) = (0, 0)
      let start = ProcessUsage.now().cpuSeconds
      for (number, bytes) in feeds.enumerated() {
        let address = "https://news\(number).example.org/feed"
        let feed = try parser.parse(bytes, contentType: "application/xml; charset=utf-8", url: address)
        for entry in feed.entries {
          var story = entry.story(feed: address, of: feed, firstSeen: Timestamp(secondsSince1970: 0))
          if wireCopy { story.annotateWireCopy() }
          stories += 1
          characters += story.text.utf8.count
        }
      }
      best = min(best, ProcessUsage.now().cpuSeconds - start)
    }
    let peak = ProcessUsage.now().peakBytes
    print(
      JSONValue.object([
        ("feeds", .integer(feeds.count)), ("bytes_in", .integer(bytes)), ("stories", .integer(stories)),
        ("text_bytes", .integer(characters)), ("cpu_seconds", .number(best)),
        ("megabytes_per_cpu_second", .number(Double(bytes) / 1e6 / max(best, 1e-9))),
        ("peak_bytes_over_input", .integer(peak - before)),
        ("peak_over_largest_feed", .number(Double(peak - before) / Double(max(1, feeds.map(\.count).max() ?? 1)))),
      ]).text)
  }
}
