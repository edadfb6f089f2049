import FeedFetching
import FeedParsing
import LoopbackServer
import TestSupport
import Testing

@testable import Reindexing

@Suite struct FeedProbeTests {
  private func page(_ links: String) -> LoopbackServer.Response {
    .init(
      200, ["Content-Type: text/html"],
      body: Array("<!DOCTYPE html><html><head><title>P</title>\(links)</head><body>Text</body></html>".utf8))
  }

  private func link(_ href: String, _ title: String) -> String {
    "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"\(title)\" href=\"\(href)\">"
  }

  @Test func oneRequestForEachWhateverItIs() throws {
    let web = ChangingServer()
    web.set("/feed", feed: rss("Luna news", [("1", "Luna")]))
    web.set("/moved", .init(301, ["Location: /feed"]))
    web.set("/page", page(link("/feed", "Luna news") + link("/comments", "Comments")))
    web.set("/portal", page(""))
    web.set("/list", .init(200, body: Array("<opml><body><outline xmlUrl=\"https://a/\"/></body></opml>".utf8)))
    web.set("/gone", .init(410))
    let paths = ["/feed", "/moved", "/page", "/portal", "/list", "/gone", "/absent", "/feed"]
    let findings = try FeedProbe(options: loopbackOptions()).ask(paths.map { web.server.url($0) }, now: { testNow })
    #expect(findings.map(\.address) == paths.dropLast().map { web.server.url($0) })
    var seen: [String] = []
    for (_, finding) in findings {
      switch finding {
      case .feed(let answer, let title): seen.append("\(title) at \(answer.request.url)")
      case .page(let feeds):
        seen.append("page with \(feeds.map(\.url)), best \(FeedProbe.best(of: feeds)?.url ?? "none")")
      case .list(let bytes): seen.append("list of \(bytes.count)")
      case .nothing(let problem): seen.append("\(problem.trouble)")
      }
    }
    let feed = web.server.url("/feed")
    #expect(
      seen == [
        "Luna news at \(feed)", "Luna news at \(feed)",
        "page with \([feed, web.server.url("/comments")]), best \(feed)", "badData", "list of 56", "badData", "badData",
      ])
    // Each path was asked once, but /feed also by way of its old address.
    #expect(web.server.requests.map(\.path).sorted() == (paths.dropLast() + ["/feed"]).sorted())
  }

  @Test(
    "The feed that is meant",
    arguments: [
      (["/a"], "/a"), (["/a", "/comments/feed"], "/a"), (["/comments/feed"], "/comments/feed"), (["/a", "/b"], nil),
      ([], nil), (["/a", "/b", "/comments"], nil),
    ] as [([String], String?)])
  func best(urls: [String], best: String?) {
    let found = urls.map { DiscoveredFeed(url: $0, title: "", type: "", source: .link) }
    #expect(FeedProbe.best(of: found)?.url == best)
  }
}
