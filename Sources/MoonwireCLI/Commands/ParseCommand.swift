import ArgumentParser
import Moonwire

/// `moonwire parse FILE|URL|-`: what is read in a feed, and what had to be mended.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Show as JSON what is read in a feed, and what had to be mended.",
    discussion: """
      Nothing is indexed, so that --index and --home, which every command takes, change nothing here. The object \
      holds the feed's format and encoding, its entries, the repairs with their first places as byte offsets, and \
      warnings.
      """)

  @Argument(help: ArgumentHelp("A file, an http(s) address, or - for standard input.", valueName: "source"))
  var source: String

  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let (bytes, contentType, address) = try read()
    let feed: ParsedFeed
    do {
      feed = try FeedParser().parse(bytes, contentType: contentType, url: address)
    } catch {
      throw CommandFailure(.data, "\(source): \(error)")
    }
    var output = StandardOutput()
    try output.write(line: feed.json)
    try output.flush()
  }

  private func read() throws -> (bytes: [UInt8], contentType: String?, address: String?) {
    guard FeedURL.isWebAddress(source) else {
      var file = try InputFile(source: source)
      return (try file.readAll(limit: Ingest.largestFile), nil, nil)
    }
    let answer = try FeedFetcher(options: fetch.fetcher).fetch(FeedRequest(url: source), now: { .now })
    let shown = FeedURL.withoutCredentials(source)
    switch answer.outcome {
    case .body(let bytes): return (bytes, answer.contentType, answer.finalURL)
    case .notModified: throw CommandFailure(.data, "\(shown): the server sent nothing")
    case .gone: throw CommandFailure(.data, "\(shown): the server says that the feed is gone for good")
    case .failed(let failure):
      throw CommandFailure(failure.isTemporary ? .temporary : .data, "\(shown): \(failure)")
    }
  }
}
