/// A piece of a query as typed: a word or a quoted text, with its sign and its field.
struct QueryPiece: Equatable {
  enum Sign: Equatable { case none, plus, minus }
  var sign = Sign.none
  var field: String?
  var text = ""
  var isQuoted = false
}

/// Cuts a query into pieces. Anything is a query: what cannot be read as an operator is read as words.
struct QueryLexer {
  /// The quotation mark that closes what one opens; nil for other characters.
  private static func closing(_ open: Character) -> Character? {
    switch open {
    case "\"", "＂": open
    case "“", "”": "”"
    case "„": "“"
    case "«": "»"
    case "「": "」"
    case "『": "』"
    default: nil
    }
  }

  private(set) var pieces: [QueryPiece] = []
  private(set) var ignored: [String] = []

  init(_ query: String, fields: Set<String>) {
    var rest = Substring(query)
    var next = QueryPiece.Sign.none
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard let first = rest.first else { break }
      if first == "(" || first == ")" {
        rest.removeFirst()
        if !ignored.contains("parentheses") { ignored.append("parentheses") }
        continue
      }
      var piece = QueryPiece()
      if first == "+" || first == "-", rest.dropFirst().first.map({ !$0.isWhitespace }) ?? false {
        piece.sign = first == "+" ? .plus : .minus
        rest.removeFirst()
      }
      if let colon = rest.firstIndex(where: { $0 == ":" || $0 == "：" || $0.isWhitespace || $0 == "\"" }),
        rest[colon] == ":" || rest[colon] == "：", fields.contains(rest[..<colon].lowercased())
      {
        piece.field = rest[..<colon].lowercased()
        rest = rest[rest.index(after: colon)...]
      }
      if let open = rest.first, let close = QueryLexer.closing(open) {
        piece.isQuoted = true
        rest.removeFirst()
        let end = rest.firstIndex { $0 == close || (close == "”" && $0 == "\"") }
        piece.text = String(rest[..<(end ?? rest.endIndex)])
        if end == nil { ignored.append("a quotation mark without its partner") }
        rest = end.map { rest[rest.index(after: $0)...] } ?? ""
      } else {
        let end = rest.firstIndex { $0.isWhitespace || $0 == "(" || $0 == ")" } ?? rest.endIndex
        piece.text = String(rest[..<end])
        rest = rest[end...]
        if piece.field == nil && piece.sign == .none, let sign = operatorSign(piece.text) {
          next = sign
          if sign == .plus, let last = pieces.indices.last, pieces[last].sign == .none { pieces[last].sign = .plus }
          continue
        }
      }
      if next != .none && piece.sign == .none { piece.sign = next }
      next = .none
      pieces.append(piece)
    }
  }

  /// AND, OR and NOT in capitals between words: AND asks for both its neighbours, NOT leaves the next out, OR is what words
  /// do anyway.
  private func operatorSign(_ word: String) -> QueryPiece.Sign? {
    switch word {
    case "AND", "&&": pieces.isEmpty ? nil : .plus
    case "NOT": .minus
    case "OR", "||": pieces.isEmpty ? nil : QueryPiece.Sign.none
    default: nil
    }
  }
}
