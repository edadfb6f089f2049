import Foundation
import LoopbackServer
import Moonwire
import Testing

@testable import MoonwireCLI

/// The file of names and passwords: which one is taken, what is refused, and that nothing of it is shown.
@Suite(.enabled(if: BuiltProgram.isBuilt, "moonwire has not been built")) struct CredentialsTests {
  private let text = "machine 127.0.0.1 login luna password s3cret\n"

  private func options(_ arguments: [String], home: String) throws -> FeedFetcherOptions {
    let update = try #require(try MoonwireCLI.Program.parsed(["update"] + arguments) as? UpdateCommand)
    return try update.fetch.fetcher(ArchiveHome(path: home))
  }

  @Test func theFileOfTheHomeIsTakenWhereNoneIsNamed() throws {
    let program = try BuiltProgram()
    #expect(try options([], home: program.path("")).credentials == nil)
    try program.write("credentials", text + "machine b.example login b password c\n", mode: 0o600)
    #expect(try options([], home: program.path("")).credentials?.count == 2)
    try program.write("other", text, mode: 0o400)
    #expect(try options(["--credentials", program.path("other")], home: program.path("")).credentials?.count == 1)
  }

  @Test(arguments: [0o640, 0o604, 0o666])
  func oneThatOthersMayReadIsRefused(mode: Int) throws {
    let program = try BuiltProgram()
    try program.write("credentials", text, mode: mode)
    for command in [["update"], ["add", "https://a.invalid/"]] {
      try program.write("Feeds/feeds.opml", "<opml><body><outline xmlUrl=\"https://b.invalid/\"/></body></opml>")
      let run = try program.run(command)
      #expect(run.status == 66)
      #expect(
        run.errors
          == "moonwire: \(program.path("credentials")): the credentials must be yours and readable by you alone,"
          + " and the mode is \(String(mode, radix: 8)): chmod 600 \(program.path("credentials"))\n")
    }
  }

  @Test func oneThatIsNotThereOrMakesNoSense() throws {
    let program = try BuiltProgram()
    try program.write("Feeds/feeds.opml", "<opml><body><outline xmlUrl=\"https://b.invalid/\"/></body></opml>")
    #expect(try program.run("update", "--credentials", program.path("absent")).status == 66)
    try program.write("bad", "machine a.example login s3cret\n", mode: 0o600)
    let run = try program.run("update", variables: ["MOONWIRE_CREDENTIALS": program.path("bad")])
    #expect(run.status == 65)
    #expect(run.errors.contains("\(program.path("bad")):1: expected lines such as"))
    #expect(!run.errors.contains("s3cret"))
  }

  @Test func nothingOfThemIsSentInTheClearOrShown() throws {
    let server = LoopbackServer { request in
      request.path == "/good"
        ? .init(200, body: rssFeed("Good", items: ["a"])) : .init(401, ["WWW-Authenticate: Basic"])
    }
    defer { server.close() }
    let program = try BuiltProgram()
    try program.write("credentials", text, mode: 0o600)
    let added = try program.run("add", "--allow-private", server.url("/good"))
    _ = try program.run("add", "--no-fetch", server.url("/closed"))
    let updated = try program.run("update", "--allow-private", "--verbose", "--force")
    #expect(updated.errors.contains("it asks for a password"))
    let feeds = try program.run("feeds", "--json")
    let texts = [added, updated, feeds].flatMap { [$0.output, $0.errors] } + [program.read("Index/update.log")]
    let database = FileManager.default.contents(atPath: program.path("Index/state.sqlite")) ?? Data()
    #expect(texts.allSatisfy { !$0.contains("s3cret") && !$0.contains("luna") })
    #expect(database.range(of: Data("s3cret".utf8)) == nil)
    #expect(server.requests.count == 2)
    #expect(server.requests.allSatisfy { $0.header("authorization") == nil })
  }
}
