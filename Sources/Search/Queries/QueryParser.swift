public import Analysis
public import Corpus

/// Reads what a user types. Never fails: what it cannot use it names in `Query.ignored`. The syntax is in
/// docs/QUERY-SYNTAX.md.
public struct QueryParser {
  /// The fields that may stand before a colon.
  public static let fields: Set<String> = [
    "title", "feed", "source", "agency", "origin", "lang", "language", "since", "after", "until", "before", "date",
    "place",
    "dateline", "slug", "urgency",
  ]

  /// Clauses that a query may have; a page pasted as a query is cut there, and the user is told.
  public static let largestQuery = 128

  private let analyzer: Analyzer
  private let now: Timestamp

  /// A parser for an index of that analyzer.
  ///
  /// - Parameter now: the current moment, for `since:7d`.
  public init(analyzer: Analyzer, now: Timestamp) {
    self.analyzer = analyzer
    self.now = now
  }

  /// The query of a text.
  public func parse(_ text: String) -> Query {
    let lexer = QueryLexer(text, fields: QueryParser.fields)
    var query = Query(ignored: lexer.ignored)
    for piece in lexer.pieces { add(piece, to: &query) }
    if query.clauses.count > QueryParser.largestQuery {
      query.ignored.append("all after the first \(QueryParser.largestQuery) words")
      query.clauses.removeSubrange(QueryParser.largestQuery...)
    }
    // Left-out clauses alone select everything else: there must be something to search in.
    if query.clauses.allSatisfy({ $0.occurrence == .mustNot }) && query.filters.isEmpty && !query.clauses.isEmpty {
      query.filters.since = Timestamp(secondsSince1970: .min)
    }
    return query
  }

  private func add(_ piece: QueryPiece, to query: inout Query) {
    switch piece.field {
    case "feed", "source": filter(piece, \.feeds, \.excludedFeeds, &query)
    case "agency": filter(piece, \.agencies, \.excludedAgencies, &query)
    case "origin": filter(piece, \.origins, \.excludedOrigins, &query)
    case "lang", "language": filter(piece, \.languages, \.excludedLanguages, &query)
    case "place": filter(piece, \.places, \.excludedPlaces, &query)
    case "dateline": filter(piece, \.datelines, \.excludedDatelines, &query)
    case "slug": filter(piece, \.slugs, \.excludedSlugs, &query)
    case "urgency": addUrgency(piece, to: &query)
    case "since", "after", "until", "before", "date": addDate(piece, to: &query)
    default: addWords(piece, to: &query)
    }
  }

  private func filter(
    _ piece: QueryPiece, _ wanted: WritableKeyPath<Filters, [String]>,
    _ excluded: WritableKeyPath<Filters, [String]>, _ query: inout Query
  ) {
    let value =
      switch piece.field {
      case "agency", "origin": Agency.canonicalName(of: piece.text).lowercased()
      case "place", "dateline": PlaceName.folded(piece.text)
      default: piece.text.lowercased()
      }
    guard !value.isEmpty else {
      query.ignored.append("\(piece.field ?? ""): without a value")
      return
    }
    query.filters[keyPath: piece.sign == .minus ? excluded : wanted].append(value)
  }

  private func addUrgency(_ piece: QueryPiece, to query: inout Query) {
    let ends = piece.text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last, (1...9).contains(first), last <= 9
    else {
      query.ignored.append("urgency:\(piece.text) (write 1, the most urgent, to 9, or a range: 1-3)")
      return
    }
    if piece.sign == .minus {
      query.filters.excludedUrgencies.append(first...last)
    } else {
      query.filters.urgencies.append(first...last)
    }
  }

  private func addDate(_ piece: QueryPiece, to query: inout Query) {
    let field = piece.field ?? ""
    guard piece.sign != .minus, let span = DateExpression.span(piece.text, now: now) else {
      query.ignored.append("\(field):\(piece.text) (write a date as 2021, 2021-03, 2021-03-09 or 7d)")
      return
    }
    if field != "until" && field != "before" { query.filters.since = span.first }
    if field == "until" || field == "before" || field == "date" { query.filters.until = span.last }
  }

  private func addWords(_ piece: QueryPiece, to query: inout Query) {
    let words = analyzed(piece.text)
    let isTitle = piece.field == "title"
    guard !words.found.isEmpty else {
      if !words.stopped.isEmpty {
        query.ignored.append(
          "\(words.stopped.map { "'\($0)'" }.joined(separator: ", ")) (too common to be indexed)")
      } else if !piece.text.isEmpty || isTitle {
        query.ignored.append(piece.text.isEmpty ? "title: without a word" : "'\(piece.text)' (no word)")
      }
      return
    }
    let occurrence: Query.Occurrence =
      switch piece.sign {
      case .none: .should
      case .plus: .must
      case .minus: .mustNot
      }
    if piece.isQuoted || (piece.sign == .minus && words.found.count > 1) {
      // The words side by side; offsets count from the first that is indexed.
      let first = words.found[0].offset
      let placed = words.found.map { word in
        Query.Word(term: word.term, surface: word.surface, isExact: piece.isQuoted, offset: word.offset - first)
      }
      query.clauses.append(Query.Clause(occurrence, placed, titleOnly: isTitle, text: piece.text))
    } else {
      for word in words.found {
        let text = String(decoding: word.surface, as: UTF8.self)
        query.clauses.append(
          Query.Clause(
            occurrence, [Query.Word(term: word.term, surface: word.surface)], titleOnly: isTitle, text: text))
      }
      for word in words.stopped { query.ignored.append("'\(word)' (too common to be indexed)") }
    }
  }

  /// The words of a text that are indexed, with their positions, and those that are not.
  private func analyzed(_ text: String) -> (found: [Query.Word], stopped: [String]) {
    var text = text
    return text.withUTF8 { utf8 in
      var buffer = TokenBuffer()
      analyzer.tokenize(utf8, into: &buffer)
      var found: [Query.Word] = []
      var stopped: [String] = []
      for place in 0..<buffer.count {
        let bytes = UnsafeBufferPointer(rebasing: utf8[buffer[place]])
        if let word = analyzer.analyze(word: bytes) {
          found.append(Query.Word(term: word.term, surface: word.surface, offset: place))
        } else {
          stopped.append(String(decoding: bytes, as: UTF8.self))
        }
      }
      return (found, stopped)
    }
  }
}
