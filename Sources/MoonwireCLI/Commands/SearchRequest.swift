import Moonwire

/// A search as the command line asks for it, and its answer on standard output.
struct SearchRequest: Equatable {
  /// How results are ordered.
  enum Order: String, CaseIterable {
    case relevance, date
  }

  /// The query, by words.
  var words: [String] = []
  /// Stories shown at most.
  var limit = 10
  /// Passages shown of each story at most.
  var passages = 1
  /// What comes first.
  var sort = Order.relevance
  /// The age at which a score is half, as `7d`; nil where age does not count.
  var recency: String?
  /// One JSON object a line.
  var json = false
  /// Plain lines on a terminal too.
  var plain = false
  /// Only how many stories match.
  var count = false
  /// With how each score came about.
  var explain = false
  /// Withdrawn stories whole.
  var includeKilled = false
  /// BM25's k1.
  var k1: Float = 0.9
  /// BM25's b.
  var b: Float = 0.4
  /// The archive.
  var place = Place()

  /// Why it makes no sense, in one sentence; nil where it does.
  var fault: String? {
    guard words.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
      return "the query is empty; say what to search for"
    }
    guard (1...100_000).contains(limit) else { return "-n takes a number from 1 to 100000" }
    guard (0...100).contains(passages) else { return "--passages takes a number from 0 to 100" }
    guard k1 >= 0, k1.isFinite else { return "--k1 takes a number from 0 on" }
    guard (0...1).contains(b) else { return "--b takes a number from 0 to 1" }
    guard recency.map({ Recency.halfLife($0) != nil }) ?? true else {
      return "--recency takes a half-life such as 36h, 7d, 4w, 6m or 1y"
    }
    guard recency == nil || sort == .relevance else { return "--recency is for stories in the order of relevance" }
    guard !(json && plain) else { return "--json and --plain are two forms; choose one" }
    guard !(count && explain) else { return "--count shows no stories whose scores --explain could explain" }
    return nil
  }

  /// Searches, and prints what is found.
  ///
  /// - Throws: `CommandFailure` with status 1 where nothing is; `IndexError` else.
  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let terminal = Terminal(fileDescriptor: 1)
    let query = words.joined(separator: " ")
    // Never let go of: the process ends right after, and its mapped files with it.
    let archive = Unmanaged.passRetained(try place.archive()).takeUnretainedValue()
    let isForPeople = terminal.isTerminal && !json && !plain
    var options = SearchOptions()
    options.limit = count ? 0 : limit
    options.passagesPerStory = passages
    options.sort = sort == .date ? .date : .relevance
    options.recency = recency.flatMap { Recency.halfLife($0) }.map { Recency(halfLife: $0, now: .now) }
    options.explains = explain
    options.ranking = BM25(k1: k1, b: b)
    options.countsMatches = isForPeople || count
    let results = try archive.search(query, options: options)
    if !results.ignored.isEmpty { complain(NothingFound.ignored(results.ignored)) }
    if count { return try printCount(results.matches ?? 0) }
    guard let last = results.hits.last else {
      throw CommandFailure(.nothingFound, NothingFound.sentence(query: query, results))
    }

    let layout = HitLayout(terminal: terminal, now: .now)
    var output = StandardOutput()
    for var hit in results.hits {
      // Of a story that was taken back the headline and the fact remain.
      if hit.story.version.withdrawal != nil, !includeKilled { hit.passages = [] }
      if json {
        try output.write(line: hit.json)
      } else if isForPeople {
        try output.write(layout.terminalBlock(hit, lastRank: last.rank))
      } else {
        try output.write(layout.plainBlock(hit))
      }
    }
    if isForPeople {
      try output.write(footer(results, seconds: (clock.now - start) / .seconds(1), terminal: terminal))
    }
    try output.flush()
  }

  /// The count alone, digits without separators, for scripts; 0 is printed too, and ends with status 1.
  private func printCount(_ matches: Int) throws {
    var output = StandardOutput()
    if json {
      try output.write(line: ["schema": jsonSchema, "matches": .integer(Int64(matches))])
    } else {
      try output.write("\(matches)\n")
    }
    try output.flush()
    if matches == 0 { throw CommandFailure(.nothingFound, nil) }
  }

  private func footer(_ results: SearchResults, seconds: Double, terminal: Terminal) -> String {
    let matches = max(results.matches ?? 0, results.hits.count)
    let text =
      "\(ProgressLine.grouped(Int64(results.hits.count))) of \(Quantity.count(matches, "story", "stories"))"
      + "\(terminal.usesUnicode ? " · " : " - ")\(Quantity.time(seconds))"
    return TerminalStyle(usesColour: terminal.usesColour).apply(.detail, to: text) + "\n"
  }
}
