import ArgumentParser
import Moonwire

/// `moonwire search WORDS…`: the stories and passages that answer a query best.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find stories and show their best passages.",
    discussion: """
      Words find stories with any of them, best first. "quotes" find these very words, +word must be there, -word must \
      not. Fields: title: feed: agency: origin: place: dateline: slug: urgency: lang: since: until:. The whole syntax is in docs/QUERY-SYNTAX.md.

        moonwire search lunar station
        moonwire search '"open access" agency:TASS since:2021-03'

      Exit status: 0 found, 1 nothing found, 64 and more trouble.
      """)

  @Argument(help: "Words, \"phrases\", +must, -not, field:value.")
  var words: [String]

  @Option(
    name: [.customShort("n", allowingJoined: true), .customLong("limit")],
    help: ArgumentHelp("Show at most so many stories.", valueName: "count"))
  var limit = 10

  @Option(help: ArgumentHelp("Show at most so many passages of each story.", valueName: "count"))
  var passages = 1

  @Option(help: ArgumentHelp("Put first: relevance or date.", valueName: "order"))
  var sort = SearchRequest.Order.relevance

  @Option(
    help: ArgumentHelp(
      "Rank newer stories higher: halve scores every so often, as 36h, 7d, 4w, 6m or 1y.", valueName: "half-life"))
  var recency: String?

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  @Flag(help: "Print plain lines, without colour or wrapping; the default where the output is no terminal.")
  var plain = false

  @Flag(help: "Print only how many stories match, all of them counted.")
  var count = false

  @Flag(help: "Show how each score came about.")
  var explain = false

  @Flag(help: "Show stories that were withdrawn whole, not only that they were.")
  var includeKilled = false

  @Option(help: ArgumentHelp("BM25: how soon repeating a word stops helping.", valueName: "number"))
  var k1: Float = 0.9

  @Option(help: ArgumentHelp("BM25: how much long stories are held back, from 0 to 1.", valueName: "number"))
  var b: Float = 0.4

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    if let fault = request.fault { throw ValidationError(fault) }
  }

  func run() throws {
    try request.run()
  }

  /// What was asked for.
  var request: SearchRequest {
    SearchRequest(
      words: words, limit: limit, passages: passages, sort: sort, recency: recency, json: json, plain: plain,
      count: count,
      explain: explain, includeKilled: includeKilled, k1: k1, b: b, place: place.named)
  }
}

extension SearchRequest.Order: ExpressibleByArgument {}
