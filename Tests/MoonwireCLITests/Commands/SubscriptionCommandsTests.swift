import Foundation
import LoopbackServer
import Moonwire
import Testing

@testable import MoonwireCLI

/// `add`, `pause`, `resume` and `remove` as a user runs them.
@Suite(.enabled(if: BuiltProgram.isBuilt, "moonwire has not been built")) struct SubscriptionCommandsTests {
  private func page(_ links: [String]) -> LoopbackServer.Response {
    let head = links.map { "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Feed \($0)\" href=\"\($0)\">" }
    return .init(
      200, ["Content-Type: text/html"],
      body: Array("<html><head><title>P</title>\(head.joined())</head><body>Text</body></html>".utf8))
  }

  @Test func aFeedIsSubscribedToAndIndexed() throws {
    let server = LoopbackServer { _ in .init(200, ["ETag: \"1\""], body: rssFeed("Moon wire", items: ["luna", "zond"]))
    }
    defer { server.close() }
    let program = try BuiltProgram()
    let run = try program.run(
      "add", "--allow-private", "--tag", "moon", "--tag", "space", "--folder", "Space/Moon", "--interval", "2h",
      server.url("/feed"))
    #expect(run.status == 0)
    #expect(
      run.output == "subscribed to Moon wire, \(server.url("/feed")) as number 1; 2 stories indexed\n")
    let list = try Subscriptions(path: program.path("Feeds/feeds.opml"))
    #expect(list.feeds.map(\.tags) == [["moon", "space"]])
    #expect(list.feeds.map(\.folders) == [["Space", "Moon"]])
    #expect(list.feeds.map(\.interval) == [7200])
    // What is there already is not asked again, and the next update does not ask what 'add' has.
    #expect(try program.run("add", "--allow-private", server.url("/feed")).output.contains("1 feed there already"))
    #expect(try program.run("update", "--allow-private").status == 0)
    #expect(server.requests.count == 1)
    #expect(try program.run("search", "zond", "--count").output == "1\n")
  }

  @Test func aPageLeadsToItsFeedAndOneWithSeveralListsThem() throws {
    let pages = [page(["/feed"]), page(["/a", "/b"])]
    let server = LoopbackServer { request in
      switch request.path {
      case "/one": pages[0]
      case "/two": pages[1]
      default: .init(200, body: rssFeed("Feed", items: ["a"]))
      }
    }
    defer { server.close() }
    let program = try BuiltProgram()
    #expect(try program.run("add", "--allow-private", server.url("/one")).status == 0)
    #expect(try Subscriptions(path: program.path("Feeds/feeds.opml")).feeds.map(\.url) == [server.url("/feed")])
    let several = try program.run("add", "--allow-private", server.url("/two"))
    #expect(several.status == 1)
    #expect(several.lines == ["\(server.url("/a"))  Feed /a", "\(server.url("/b"))  Feed /b"])
    #expect(several.errors.contains("names 2 feeds; add the one that you want by its address"))
    #expect(try Subscriptions(path: program.path("Feeds/feeds.opml")).feeds.count == 1)
    #expect(server.requests.map(\.path) == ["/one", "/two"])
  }

  @Test func aRefusalIsToldInTheServersWords() throws {
    let server = LoopbackServer { _ in
      .init(403, ["Content-Type: text/html"], body: Array("<h1>Please write to feeds@example.org first</h1>".utf8))
    }
    defer { server.close() }
    let program = try BuiltProgram()
    let run = try program.run("add", "--allow-private", server.url("/feed"))
    #expect(run.status == 65)
    #expect(
      run.errors
        == "moonwire: \(server.url("/feed")): the server answered 403 (access refused); it says: Please write to"
        + " feeds@example.org first\n")
    #expect(try Subscriptions(path: program.path("Feeds/feeds.opml")).feeds.isEmpty)
  }

  @Test func whatIsNoFeedIsNotAdded() throws {
    let server = LoopbackServer { request in
      request.path == "/page" ? .init(200, ["Content-Type: text/html"], body: Array("<p>Hello".utf8)) : .init(410)
    }
    defer { server.close() }
    let program = try BuiltProgram()
    #expect(try program.run("add", "--allow-private", server.url("/page")).errors.contains("nor does it name any feed"))
    #expect(try program.run("add", "--allow-private", server.url("/gone")).errors.contains("gone for good"))
    #expect(try program.run("add", server.url("/page")).errors.contains("--allow-private"))
    #expect(try program.run("add", "http://").status == 64)
    #expect(try program.run("add", "--interval", "often", "https://a.invalid/").status == 64)
    #expect(try program.run("add", program.path("absent.xml")).status == 66)
  }

  @Test func feedsArePausedResumedAndRemoved() throws {
    let server = LoopbackServer { _ in .init(200, body: rssFeed("Feed", items: ["a"])) }
    defer { server.close() }
    let program = try BuiltProgram()
    let urls = ["/a", "/b"].map { server.url($0) }
    #expect(try program.run(["add", "--no-fetch"] + urls).output.hasPrefix("2 feeds added to "))
    #expect(server.requests.isEmpty)
    #expect(try program.run("pause", "1").output == "\(urls[0]) is paused\n")
    #expect(try program.run("pause", urls[0]).output == "\(urls[0]) is paused already\n")
    #expect(try program.run("update", "--allow-private").status == 0)
    #expect(server.requests.map(\.path) == ["/b"])
    #expect(try program.run("resume", "1").output == "\(urls[0]) is asked again by the next update\n")
    #expect(try program.run("update", "--allow-private").status == 0)
    #expect(server.requests.map(\.path) == ["/b", "/a"])
    #expect(try program.run("remove", "2", "1").status == 0)
    #expect(try program.run("remove", "1").status == 66)
    // Stories stay.
    #expect(try program.run("search", "about", "--count").output == "2\n")
  }

  @Test(arguments: ["pause", "resume", "remove"])
  func aNameThatFitsNoneOrSeveral(command: String) throws {
    let program = try BuiltProgram()
    #expect(try program.run(command, "1").status == 66)
    try program.write(
      "Feeds/feeds.opml",
      """
      <opml><body><outline text="Moon desk" xmlUrl="https://a.invalid/"/>
      <outline text="Moon desk" xmlUrl="https://b.invalid/"/></body></opml>
      """)
    let several = try program.run(command, "moon desk")
    #expect(several.status == 64)
    #expect(several.errors.contains("say which by number: 1 (Moon desk), 2 (Moon desk)"))
    let none = try program.run(command, "moan desk")
    #expect(none.status == 1)
    #expect(none.errors.contains("did you mean 1 (Moon desk)"))
  }
}
