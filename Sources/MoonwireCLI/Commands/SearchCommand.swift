import ArgumentParser
import Moonwire

/// `moonwire search WORDS…`: the stories and passages that answer a query best.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find stories and show their best passages.",
    discussion: """
      Words find stories with any of them, best first. "quotes" find these very words, +word must be there, -word must \
      not. Fields: title: feed: agency: lang: since: until:. The whole syntax is in docs/QUERY-SYNTAX.md.

        moonwire search lunar station
        moonwire search '"open access" agency:TASS since:2021-03'

      Exit status: 0 found, 1 nothing found, 64 and more trouble.
      """)

  /// How results are ordered.
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case relevance, date
  }

  @Argument(help: "Words, \"phrases\", +must, -not, field:value.")
  var words: [String]

  @Option(
    name: [.customShort("n", allowingJoined: true), .customLong("limit")],
    help: ArgumentHelp("Show at most so many stories.", valueName: "count"))
  var limit = 10

  @Option(help: ArgumentHelp("Show at most so many passages of each story.", valueName: "count"))
  var passages = 1

  @Option(help: ArgumentHelp("Put first: relevance or date.", valueName: "order"))
  var sort = Order.relevance

  @Flag(help: "Print JSON, one object a line.")
  var json = false

  @Flag(help: "Print plain lines, without colour or wrapping; the default where the output is no terminal.")
  var plain = false

  @Flag(help: "Show how each score came about.")
  var explain = false

  @Option(help: ArgumentHelp("BM25: how soon repeating a word stops helping.", valueName: "number"))
  var k1: Float = 0.9

  @Option(help: ArgumentHelp("BM25: how much long stories are held back, from 0 to 1.", valueName: "number"))
  var b: Float = 0.4

  @OptionGroup var place: PlaceOptions

  func validate() throws {
    guard words.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      throw ValidationError("the query is empty; say what to search for")
    }
    guard (1...100_000).contains(limit) else { throw ValidationError("-n takes a number from 1 to 100000") }
    guard (0...100).contains(passages) else { throw ValidationError("--passages takes a number from 0 to 100") }
    guard k1 >= 0, k1.isFinite else { throw ValidationError("--k1 takes a number from 0 on") }
    guard (0...1).contains(b) else { throw ValidationError("--b takes a number from 0 to 1") }
    guard !(json && plain) else { throw ValidationError("--json and --plain are two forms; choose one") }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let terminal = Terminal(fileDescriptor: 1)
    let query = words.joined(separator: " ")
    let archive = try place.archive()
    var options = SearchOptions()
    options.limit = limit
    options.passagesPerStory = passages
    options.sort = sort == .date ? .date : .relevance
    options.explains = explain
    options.ranking = BM25(k1: k1, b: b)
    options.countsMatches = isForPeople(terminal)
    let results = try archive.search(query, options: options)
    if !results.ignored.isEmpty { complain(NothingFound.ignored(results.ignored)) }
    guard let last = results.hits.last else {
      throw CommandFailure(.nothingFound, NothingFound.sentence(query: query, results))
    }

    let layout = HitLayout(terminal: terminal, now: .now)
    var output = StandardOutput()
    for hit in results.hits {
      if json {
        try output.write(line: hit.json)
      } else if isForPeople(terminal) {
        try output.write(layout.terminalBlock(hit, lastRank: last.rank))
      } else {
        try output.write(layout.plainBlock(hit))
      }
    }
    if isForPeople(terminal) {
      try output.write(footer(results, seconds: (clock.now - start) / .seconds(1), terminal: terminal))
    }
    try output.flush()
  }

  /// The colourful form: on a terminal, unless told otherwise.
  private func isForPeople(_ terminal: Terminal) -> Bool {
    terminal.isTerminal && !json && !plain
  }

  private func footer(_ results: SearchResults, seconds: Double, terminal: Terminal) -> String {
    let matches = max(results.matches ?? 0, results.hits.count)
    let text =
      "\(ProgressLine.grouped(Int64(results.hits.count))) of \(Quantity.count(matches, "story", "stories"))"
      + "\(terminal.usesUnicode ? " · " : " - ")\(Quantity.time(seconds))"
    return TerminalStyle(usesColour: terminal.usesColour).apply(.detail, to: text) + "\n"
  }
}
