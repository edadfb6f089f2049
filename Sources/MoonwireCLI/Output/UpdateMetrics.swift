import Moonwire

/// Figures of an update for Prometheus, in its text format (version 0.0.4), for node_exporter's textfile collector.
struct UpdateMetrics {
  private var text = ""

  /// The figures of a run that has just ended.
  init(_ summary: UpdateSummary, seconds: Double, _ subscriptions: Subscriptions, _ home: ArchiveHome) throws {
    let states = try FeedStateStore(path: home.statePath).states()
    let stories = try Archive(index: home.indexDirectory, now: .now).snapshot.storyCount
    self.init(summary, seconds: seconds, subscriptions: subscriptions, states: states, stories: stories, now: .now)
  }

  /// The figures of what is given.
  init(
    _ summary: UpdateSummary, seconds: Double, subscriptions: Subscriptions, states: [String: FeedState], stories: Int,
    now: Timestamp
  ) {
    let failed = summary.problems.count { $0.failures != nil }
    add("last_run_timestamp_seconds", "When the last update ended.", [([], Double(now.secondsSince1970))])
    add("last_run_duration_seconds", "How long the last update took.", [([], seconds)])
    add(
      "last_run_feeds", "Feeds of the last update by what came of them.",
      [
        ([("outcome", "changed")], Double(summary.changedFeeds)),
        ([("outcome", "unchanged")], Double(summary.unchangedFeeds)), ([("outcome", "failed")], Double(failed)),
        ([("outcome", "not_due")], Double(summary.notDue)),
      ])
    add(
      "last_run_stories", "Stories of the last update by what they did to the index.",
      [
        ([("outcome", "new")], Double(summary.stories.added)),
        ([("outcome", "changed")], Double(summary.stories.updated)),
        ([("outcome", "unchanged")], Double(summary.stories.unchanged)),
      ])
    add("stories", "Stories in the index.", [([], Double(stories))])
    let known = subscriptions.feeds.map { ($0, states[$0.url]) }
    add(
      "feeds", "Subscribed feeds by how they are.",
      [
        ([("state", "subscribed")], Double(known.count)),
        ([("state", "failing")], Double(known.count { ($0.1?.failures ?? 0) > 0 })),
        ([("state", "paused")], Double(known.count { $0.0.isPaused })),
        ([("state", "retired")], Double(known.count { $0.1?.isRetired ?? false })),
      ])
    let labels = known.map { [("feed", FeedURL.withoutCredentials($0.0.url))] }
    add(
      "feed_failures", "Failures of a feed in a row.", zip(labels, known).map { ($0, Double($1.1?.failures ?? 0)) })
    add(
      "feed_last_success_timestamp_seconds", "When a feed last answered usably.",
      zip(labels, known).compactMap { labels, feed in
        feed.1?.lastSuccess.map { (labels, Double($0.secondsSince1970)) }
      })
  }

  /// The text of the file.
  var description: String { text }

  /// Writes the file at once: whoever reads it sees the old one or the new one.
  func write(to path: String) throws { try Folder.replaceFile(path, with: text) }

  private mutating func add(_ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]) {
    guard !samples.isEmpty else { return }
    text += "# HELP moonwire_\(name) \(help)\n# TYPE moonwire_\(name) gauge\n"
    for (labels, value) in samples {
      let list = labels.map { "\($0)=\"\(UpdateMetrics.escaped($1))\"" }.joined(separator: ",")
      text += "moonwire_\(name)\(list.isEmpty ? "" : "{\(list)}") \(UpdateMetrics.number(value))\n"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  /// The value of a label: backslashes, quotes and line ends escaped, as the format asks.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
