import ArgumentParser
import Moonwire

/// `moonwire parse FILE|URL|-`: what is read in a feed, and what had to be mended.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Show what is read in a feed, what had to be mended, and how well the feed is made.",
    discussion: """
      The grade goes from A (nothing to mend) to F. With --format text, what stands around each repair is shown as it came.

        moonwire parse feed.xml --format text
        moonwire parse - --url https://example.org/feed --header 'Content-Type: text/xml; charset=koi8-r' < feed.xml

      Nothing is indexed, so that --index and --home, which every command takes, change nothing here. The object \
      holds the feed's format and encoding, its entries, the repairs with their first places as byte offsets, and \
      warnings.
      """)

  @Argument(help: ArgumentHelp("A file, an http(s) address, or - for standard input.", valueName: "source"))
  var source: String

  @Option(help: ArgumentHelp("The address that a file came from, to resolve its relative links.", valueName: "address"))
  var url: String?

  @Option(
    help: ArgumentHelp(
      "A header field that a file came with: Content-Type, Content-Location or Content-Language. May be repeated.",
      valueName: "name: value"))
  var header: [String] = []

  @Option(help: ArgumentHelp("json: one object; text: for reading.", valueName: "form"))
  var format = ParseForm.json

  @OptionGroup var fetch: FetchOptions
  @OptionGroup var place: PlaceOptions

  func run() throws {
    let fields = try headerFields()
    let (bytes, contentType, contentLocation, address) = try read()
    var feed: ParsedFeed
    do {
      feed = try FeedParser().parse(
        bytes, contentType: fields["content-type"] ?? contentType, url: url ?? address,
        contentLocation: fields["content-location"] ?? contentLocation, contentLanguage: fields["content-language"])
      feed.flagFutureDates(now: .now)
    } catch {
      throw CommandFailure(.data, "\(source): \(error)")
    }
    var output = StandardOutput()
    switch format {
    case .json: try feed.writeJSON { try output.write($0) }
    case .text: try output.write(feed.text(of: bytes))
    }
    try output.flush()
  }

  /// The header fields that were given, names in lower case.
  private func headerFields() throws -> [String: String] {
    var fields: [String: String] = [:]
    for field in header {
      guard let colon = field.firstIndex(of: ":") else {
        throw CommandFailure(.usage, "--header takes 'Name: value'; '\(field)' has no colon")
      }
      let name = field[..<colon].lowercased()
      guard ["content-type", "content-location", "content-language"].contains(name) else {
        throw CommandFailure(
          .usage,
          "'\(name)' changes nothing in how a feed is read; give Content-Type, Content-Location or Content-Language")
      }
      fields[name] = String(field[field.index(after: colon)...].drop { $0 == " " })
    }
    return fields
  }

  private func read() throws -> (bytes: [UInt8], contentType: String?, contentLocation: String?, address: String?) {
    guard FeedURL.isWebAddress(source) else {
      var file = try InputFile(source: source)
      return (try file.readAll(limit: Ingest.largestFile), nil, nil, nil)
    }
    let options = try fetch.fetcher(place.archiveHome())
    let answer = try FeedFetcher(options: options).fetch(FeedRequest(url: source), now: { .now })
    let shown = FeedURL.withoutCredentials(source)
    switch answer.outcome {
    case .body(let bytes):
      let location = answer.contentLocation
      return (bytes, answer.contentType, location.isEmpty ? nil : location, answer.finalURL)
    case .notModified: throw CommandFailure(.data, "\(shown): the server sent nothing")
    case .gone: throw CommandFailure(.data, "\(shown): the server says that the feed is gone for good")
    case .failed(let failure):
      throw CommandFailure(failure.isTemporary ? .temporary : .data, "\(shown): \(failure)")
    }
  }
}

/// How `parse` shows a feed.
enum ParseForm: String, CaseIterable, ExpressibleByArgument {
  case json, text
}
