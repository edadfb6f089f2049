import Foundation
import LoopbackServer
import Testing

/// `moonwire feeds` as a user runs it.
@Suite(.enabled(if: BuiltProgram.isBuilt, "moonwire has not been built")) struct FeedsCommandTests {
  private let list = """
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0">
      <!-- ours -->
      <head><title>Wires</title></head>
      <body>
        <outline text="Moon">
          <outline type="rss" text="Lunar desk" xmlUrl="https://moon.invalid/rss?a=1&amp;b=2" category="moon,space"
            language="ru" interval="2h" fulltext="yes" mark="kept"/>
          <outline type="rss" text="Paused" xmlUrl="https://paused.invalid/rss" paused="yes"/>
        </outline>
      </body>
    </opml>

    """

  @Test func opmlGoesRound() throws {
    let program = try BuiltProgram()
    try program.write("Feeds/feeds.opml", list)
    let printed = try program.run("feeds", "--opml")
    #expect(printed.status == 0)
    #expect(printed.output == list)
    let other = try BuiltProgram()
    try other.write("list.opml", printed.output)
    #expect(try other.run("add", other.path("list.opml")).status == 0)
    let again = try other.run("feeds", "--opml").output
    for part in [
      "text=\"Moon\"", "xmlUrl=\"https://moon.invalid/rss?a=1&amp;b=2\"", "category=\"moon,space\"", "language=\"ru\"",
      "interval=\"2h\"", "fulltext=\"yes\"", "paused=\"yes\"",
    ] {
      #expect(again.contains(part), "\(part) in \(again)")
    }
  }

  @Test func withoutAList() throws {
    let program = try BuiltProgram()
    try FileManager.default.removeItem(atPath: program.path("Feeds/feeds.opml"))
    let run = try program.run("feeds", "--opml")
    #expect(run.status == 66)
    #expect(run.errors.contains("moonwire add"))
    #expect(try program.run("feeds", "--opml", "--json").status == 64)
  }

  @Test func tableAndJSONSayTheSame() throws {
    let server = LoopbackServer { request in
      request.path == "/good" ? .init(200, ["ETag: \"1\""], body: rssFeed("Good", items: ["a", "b"])) : .init(404)
    }
    defer { server.close() }
    let program = try BuiltProgram()
    try program.write(
      "Feeds/feeds.opml",
      """
      <opml version="2.0"><body><outline text="G" xmlUrl="\(server.url("/good"))"/>
      <outline text="Bad" xmlUrl="\(server.url("/bad"))"/></body></opml>
      """)
    #expect(try program.run("update", "--allow-private").status == 65)
    let table = try program.run("feeds")
    #expect(table.status == 0)
    #expect(table.lines.count == 3)
    #expect(table.lines[1].contains("Good") && table.lines[1].contains("every 15 min"))
    #expect(table.lines[2].contains("failed: the server answered 404 (not found)"))
    let feeds = try program.run("feeds", "--json").objects
    #expect(feeds.map { $0["stories"] as? Int } == [2, 0])
    #expect(feeds.map { $0["number"] as? Int } == [1, 2])
    #expect(feeds.map { $0["failures"] as? Int } == [0, 1])
    for (line, feed) in zip(table.lines.dropFirst(), feeds) {
      let why = try #require(feed["why"] as? String)
      #expect(line.hasSuffix(why.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? why))
    }
  }
}
