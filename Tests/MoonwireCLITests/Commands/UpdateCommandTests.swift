import Foundation
import LoopbackServer
import Moonwire
import Testing

@testable import MoonwireCLI

/// `moonwire update` as cron runs it: what it says, writes and asks.
@Suite(.enabled(if: BuiltProgram.isBuilt, "moonwire has not been built")) struct UpdateCommandTests {
  private func program(_ urls: [String]) throws -> BuiltProgram {
    let program = try BuiltProgram()
    var list = try Subscriptions(path: program.path("Feeds/feeds.opml"))
    _ = try list.add(contentsOf: urls.map { Subscription(url: $0) })
    try list.save()
    return program
  }

  private func server() -> LoopbackServer {
    LoopbackServer { request in
      switch request.path {
      case "/good": .init(200, body: rssFeed("Good", items: ["luna", "zond"]))
      case "/busy": .init(429, ["Retry-After: 7200"], body: Array("Too often; come back in two hours.".utf8))
      default: .init(404)
      }
    }
  }

  @Test func itIsQuietAndAsksNothingTwice() throws {
    let server = server()
    defer { server.close() }
    let program = try program([server.url("/good")])
    for force in [[], [], ["--force"]] {
      let run = try program.run(["update", "--allow-private"] + force)
      #expect((run.status, run.output, run.errors) == (0, "", ""))
    }
    #expect(server.requests.count == 1)
  }

  @Test func explanationsSayWhatAnUpdateDoes() throws {
    let server = server()
    defer { server.close() }
    let program = try program(["/good", "/absent", "/busy"].map { server.url($0) })
    let before = try program.run("update", "--explain")
    #expect(before.lines.count == 5)
    #expect(before.lines[1...3].allSatisfy { $0.hasSuffix("yes    never asked before") })
    #expect(before.lines[4] == "3 of 3 feeds would be asked")
    #expect(server.requests.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: program.path("Index/state.sqlite")))

    #expect(try program.run("update", "--allow-private").status == 65)
    let asked = server.requests.count
    let after = try program.run("update", "--explain", "--json").objects
    #expect(after.map { $0["asked"] as? Bool } == [false, false, false])
    let reasons = after.compactMap { $0["why"] as? String }
    // A server that sends no validators is asked every half hour.
    #expect(reasons[0].hasSuffix(": every 30 min"), "\(reasons)")
    #expect(reasons[1].hasSuffix(": failed: the server answered 404 (not found)"), "\(reasons)")
    #expect(
      reasons[2].hasSuffix("the server answered 429 (asked too often); it says: Too often; come back in two hours."),
      "\(reasons)")
    let forced = try program.run("update", "--explain", "--force", "--json").objects
    #expect(forced.compactMap { $0["why"] as? String }[2].contains("--force or not"))
    #expect(server.requests.count == asked)
  }

  @Test func figuresForPrometheus() throws {
    let server = server()
    defer { server.close() }
    let program = try program(["/good", "/absent"].map { server.url($0) })
    _ = try program.run("update", "--allow-private", "--textfile", program.path("moonwire.prom"))
    let lines = program.read("moonwire.prom").split(separator: "\n").map(String.init)
    for line in [
      "moonwire_last_run_feeds{outcome=\"changed\"} 1", "moonwire_last_run_feeds{outcome=\"failed\"} 1",
      "moonwire_last_run_stories{outcome=\"new\"} 2", "moonwire_stories 2", "moonwire_feeds{state=\"subscribed\"} 2",
      "moonwire_feeds{state=\"failing\"} 1", "moonwire_feed_failures{feed=\"\(server.url("/absent"))\"} 1",
    ] {
      #expect(lines.contains(line), "\(line) in \(lines)")
    }
    // Every sample belongs to a name that is described before it, once.
    var described: Set<String> = []
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix("# TYPE ") {
        #expect(words[3] == "gauge" && described.insert(words[2]).inserted)
      } else if !line.hasPrefix("#") {
        #expect(described.contains(String(words[0].prefix { $0 != "{" })), "\(line)")
        #expect(Double(words[words.count - 1]) != nil)
      }
    }
    #expect(described.count == 8)
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.path("")).allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test func labelsAreEscaped() throws {
    let program = try program(["https://u:secret@a.invalid/\"\\x"])
    _ = try program.run("update", "--textfile", program.path("moonwire.prom"))
    let text = program.read("moonwire.prom")
    #expect(text.contains("moonwire_feed_failures{feed=\"https://a.invalid/\\\"\\\\x\"} 1\n"))
    #expect(!text.contains("secret"))
  }

  @Test func aListWithoutFeeds() throws {
    let run = try program([]).run("update")
    #expect(run.status == 66)
    #expect(run.errors.contains("subscribe with 'moonwire add'"))
  }

  @Test func theNameOfTheProgramHasNoAddressOfItsOwn() {
    #expect(Surroundings.userAgent(contact: "") == "Moonwire/\(moonwireVersion)")
    #expect(
      Surroundings.userAgent(contact: "mailto:me@example.org") == "Moonwire/\(moonwireVersion) (+mailto:me@example.org)"
    )
  }
}
