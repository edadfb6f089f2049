import ArgumentParser
import FeedFetching
import Foundation
import Reindexing
import Storage

/// Updates of many feeds from a server on this machine: the first one, one with nothing new, and one with some news.
///
/// The server and each update are processes of their own, so that time and memory are those of an update alone. Each feed
/// has a network address of its own (127.x.y.z, which is this machine on Linux), so that the pauses for each host and
/// address are in force and stand in no one's way, as with as many hosts on the web.
struct FetchBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Update many feeds from a server on this machine, and report time and memory.")

  @Option(help: "How many feeds, each at an address of its own.") var feeds = 2000
  @Option(help: "Stories in each feed.") var stories = 20
  @Option(help: "New stories of the last round, five in each feed that has any.") var news = 500
  @Option(help: "How long answers take on average, in milliseconds; from a fifth of it to nearly twice of it.")
  var latency = 100
  @Option(help: "How often the round with nothing new and the one with news are run.") var rounds = 3
  @Option(help: "A folder for the archive; what is in it is replaced.") var home: String

  func validate() throws {
    guard feeds > 0, feeds <= 60_000, stories > 0, news >= 0, latency >= 0, rounds > 0 else {
      throw ValidationError("Give feeds, stories and rounds above 0, and at most 60000 feeds.")
    }
  }

  func run() throws {
    try? FileManager.default.removeItem(atPath: home)
    for folder in ["/Feeds", "/Index"] {
      try FileManager.default.createDirectory(atPath: home + folder, withIntermediateDirectories: true)
    }
    let server = try FetchBenchServerProcess(stories: stories, latency: latency)
    defer { server.end() }
    var list = try Subscriptions(path: home + "/Feeds/feeds.opml")
    _ = try list.add(contentsOf: (0..<feeds).map { Subscription(url: FetchBenchFeed.url($0, port: server.port)) })
    try list.save()

    print(try round("first", server, number: 0, day: 0))
    for round in 1...rounds { print(try self.round("nothing new", server, number: 0, day: round)) }
    for round in 1...rounds {
      print(try self.round("\(news) new stories", server, number: round, day: rounds + round))
    }
  }

  /// One update, a day after the one before it, so that every feed is due.
  private func round(_ name: String, _ server: FetchBenchServerProcess, number: Int, day: Int) throws -> String {
    try server.say("round \(number) \(min(feeds, news / FetchBenchFeed.newStories))")
    let update = Process()
    update.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    update.arguments = ["fetch-update", "--home", home, "--day", String(day)]
    let output = Pipe()
    update.standardOutput = output
    try update.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    update.waitUntilExit()
    guard update.terminationStatus == 0, let line = text.split(separator: "\n").last,
      let report = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let ended = report["ended"] as? Int, let committed = report["committed"] as? Int
    else { throw ValidationError("The update failed: \(text)") }
    let (answers, lastByte) = try server.figures()
    let tail = JSONValue.object([
      ("round", .string(name)), ("answers", .integer(answers)),
      ("milliseconds_from_last_byte_to_commit", .number(Double(committed - lastByte) / 1e6)),
      ("milliseconds_from_last_byte_to_end", .number(Double(ended - lastByte) / 1e6)),
    ]).text
    return tail.dropLast() + ", " + line.dropFirst()
  }
}
