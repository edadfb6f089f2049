internal import InvertedIndex

/// Evaluates any mixture of required and optional clauses, story by story: required ones leapfrog, the rarest first;
/// optional ones add their scores; without required ones the optional ones are merged, those left out that together cannot
/// reach the needed score (MaxScore). Both go by windows of documents, whose block maxima say what a story can score there
/// at most; windows that do not suffice are passed over.
struct GeneralEvaluator {
  /// Windows are not shorter: bounds cost more than a few stories.
  private static let smallestWindow: UInt32 = 256

  private let required: [ClauseScorer]
  private let optional: [ClauseScorer]
  private let filter: DocumentFilter

  init(required: ScratchList<ClauseScorer>, optional: ScratchList<ClauseScorer>, filter: DocumentFilter) {
    self.required = required.buffer.sorted { $0.cost < $1.cost }
    self.optional = Array(optional.buffer)
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
    /// What the optional clauses can add in the window, behind which `next` is the first document.
    var rest = 0.0
    var next = filter.first
    var document = lead.advance(to: filter.first)
    search: while document < filter.end {
      if sink.needsScores && document >= next {
        let end = max(document, min(lead.lastDocument(ofBlockAt: document), filter.end - 1))
        next = end + 1
        rest = optional.reduce(0.0) { $0 + Double($1.maximum(from: document, through: end)) }
        let bound = required.reduce(rest) { $0 + Double($1.maximum(from: document, through: end)) }
        if bound < sink.neededSum(from: document) {
          document = lead.advance(to: next)
          continue
        }
      }
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
          if sum + rest >= sink.neededSum(from: document) {
            for clause in optional where clause.advance(to: document) == document { sum += Double(clause.score) }
          }
        }
        if !sink.take(document, score: Float(sum)) { return }
      }
      document = lead.advance(to: document + 1)
    }
  }

  private func runUnion(_ sink: some MatchSink) {
    var window = Window(optional)
    var start = filter.first
    while start < filter.end {
      if sink.needsScores {
        window.begin(at: start, before: filter.end, needed: sink.neededSum(from: start))
      } else {
        window.end = filter.end
      }
      if window.firstEssential < window.clauses.count, !merge(&window, from: start, sink) { return }
      start = window.end
    }
  }

  /// Merges the essential clauses of a window; false where the sink wants no more.
  private func merge(_ window: inout Window, from start: UInt32, _ sink: some MatchSink) -> Bool {
    let clauses = window.clauses
    let firstEssential = window.firstEssential
    for clause in clauses[firstEssential...] { clause.advance(to: start) }
    while true {
      var document = PostingsCursor.end
      for clause in clauses[firstEssential...] { document = min(document, clause.doc) }
      if document >= window.end {
        // A stretch without stories needs no windows.
        if firstEssential == 0 { window.end = max(window.end, min(document, filter.end)) }
        return true
      }
      if filter.accepts(document) {
        var sum = 0.0
        if sink.needsScores {
          for clause in clauses[firstEssential...] where clause.doc == document { sum += Double(clause.score) }
          if firstEssential > 0, sum + window.prefix[firstEssential] >= sink.neededSum(from: document) {
            for clause in clauses[..<firstEssential] where clause.advance(to: document) == document {
              sum += Double(clause.score)
            }
          }
        }
        if !sink.take(document, score: Float(sum)) { return false }
      }
      for clause in clauses[firstEssential...] where clause.doc == document { clause.advance(to: document + 1) }
    }
  }

  /// A range of documents with the clauses ordered by what they can score there.
  private struct Window {
    var end: UInt32 = 0
    /// By rising bound.
    var clauses: [ClauseScorer]
    /// The sums of the bounds of the clauses before each.
    var prefix: [Double]
    /// Those before it do not suffice together.
    var firstEssential = 0
    private var bounds: [Float]

    init(_ clauses: [ClauseScorer]) {
      self.clauses = clauses
      prefix = Array(repeating: 0, count: clauses.count + 1)
      bounds = Array(repeating: 0, count: clauses.count)
    }

    mutating func begin(at start: UInt32, before limit: UInt32, needed: Double) {
      var last = limit - 1
      for clause in clauses { last = min(last, max(clause.lastDocument(ofBlockAt: start), start)) }
      end = max(last + 1, min(limit, start + GeneralEvaluator.smallestWindow))
      for (place, clause) in clauses.enumerated() {
        let bound = clause.maximum(from: start, through: end - 1)
        var hole = place
        while hole > 0 && bounds[hole - 1] > bound {
          bounds[hole] = bounds[hole - 1]
          clauses[hole] = clauses[hole - 1]
          hole -= 1
        }
        bounds[hole] = bound
        clauses[hole] = clause
      }
      firstEssential = 0
      var sum = 0.0
      for place in clauses.indices {
        prefix[place] = sum
        sum += Double(bounds[place])
        if sum < needed { firstEssential = place + 1 }
      }
      prefix[clauses.count] = sum
    }
  }
}
