internal import InvertedIndex

/// Evaluates any mixture of required and optional clauses, story by story: required ones leapfrog, the rarest first;
/// optional ones add their scores; without required ones the optional ones are merged, those left out that together cannot
/// reach the needed score (MaxScore).
struct GeneralEvaluator {
  private let required: [ClauseScorer]
  private let optional: [ClauseScorer]
  private let filter: DocumentFilter

  init(required: [ClauseScorer], optional: [ClauseScorer], filter: DocumentFilter) {
    self.required = required.sorted { $0.cost < $1.cost }
    self.optional = optional.sorted { $0.maximum < $1.maximum }
    self.filter = filter
  }

  func run(_ sink: some MatchSink) {
    if required.isEmpty && optional.isEmpty {
      runAll(sink)
    } else if required.isEmpty {
      runUnion(sink)
    } else {
      runRequired(sink)
    }
  }

  /// No clause: every story that passes the filter, score 0.
  private func runAll(_ sink: some MatchSink) {
    var document = filter.first
    while document < filter.end {
      if filter.accepts(document), !sink.take(document, score: 0) { return }
      document += 1
    }
  }

  private func runRequired(_ sink: some MatchSink) {
    let lead = required[0]
    let rest = optional.reduce(0.0) { $0 + Double($1.maximum) }
    var document = lead.advance(to: filter.first)
    search: while document < filter.end {
      for clause in required.dropFirst() {
        let found = clause.advance(to: document)
        if found != document {
          guard found != PostingsCursor.end else { return }
          document = lead.advance(to: found)
          continue search
        }
      }
      if filter.accepts(document) {
        var sum = 0.0
        if sink.needsScores {
          for clause in required { sum += Double(clause.score) }
          if Float(sum + rest) >= sink.needed {
            for clause in optional where clause.advance(to: document) == document { sum += Double(clause.score) }
          }
        }
        if !sink.take(document, score: Float(sum)) { return }
      }
      document = lead.advance(to: document + 1)
    }
  }

  private func runUnion(_ sink: some MatchSink) {
    var prefix = [0.0]
    for clause in optional {
      clause.advance(to: filter.first)
      prefix.append(prefix[prefix.count - 1] + Double(clause.maximum))
    }
    var firstEssential = 0
    while true {
      while firstEssential < optional.count && Float(prefix[firstEssential + 1]) < sink.needed { firstEssential += 1 }
      var document = PostingsCursor.end
      for clause in optional[firstEssential...] { document = min(document, clause.doc) }
      guard document < filter.end else { return }
      if filter.accepts(document) {
        var sum = 0.0
        if sink.needsScores {
          for clause in optional[firstEssential...] where clause.doc == document { sum += Double(clause.score) }
          if Float(sum + prefix[firstEssential]) >= sink.needed {
            for clause in optional[..<firstEssential] where clause.advance(to: document) == document {
              sum += Double(clause.score)
            }
          }
        }
        if !sink.take(document, score: Float(sum)) { return }
      }
      for clause in optional[firstEssential...] where clause.doc == document { clause.advance(to: document + 1) }
    }
  }
}
