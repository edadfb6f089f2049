import Analysis
import Corpus

@testable import Search

/// Queries of every class over a random corpus.
struct RandomQueries {
  /// What is asked; the oracle test runs each for every seed.
  static let classes = [
    "term", "or2", "or3", "or5", "and2", "and3", "and4", "phrase2", "phrase3", "phrase4", "exact", "exact phrase",
    "title", "title phrase", "mixture", "negative", "filter", "filtered", "absent",
  ]

  private var corpus: RandomCorpus
  private let analyzer: Analyzer
  /// Texts to take phrases from.
  private let texts: [String]

  init(_ corpus: RandomCorpus, texts: [String]) throws {
    self.corpus = corpus
    self.texts = texts
    analyzer = try Analyzer.named("english")
  }

  /// A query of a class.
  mutating func query(_ name: String) -> Query {
    switch name {
    case "term": return Query(clauses: terms(.should, 1))
    case "or2": return Query(clauses: terms(.should, 2))
    case "or3": return Query(clauses: terms(.should, 3))
    case "or5": return Query(clauses: terms(.should, 5))
    case "and2": return Query(clauses: terms(.must, 2))
    case "and3": return Query(clauses: terms(.must, 3))
    case "and4": return Query(clauses: terms(.must, 4))
    case "phrase2": return Query(clauses: [clause(.should, phrase(2))])
    case "phrase3": return Query(clauses: [clause(.must, phrase(3))])
    case "phrase4": return Query(clauses: [clause(.should, phrase(4))])
    case "exact": return Query(clauses: [clause(.should, corpus.word(), exact: true)])
    case "exact phrase": return Query(clauses: [clause(.should, phrase(2), exact: true)])
    case "title": return Query(clauses: [clause(.should, corpus.word(), title: true)])
    case "title phrase": return Query(clauses: [clause(.should, phrase(2), title: true)])
    case "negative": return Query(clauses: terms(.mustNot, 1))
    case "filter": return Query(filters: filters())
    case "filtered": return Query(clauses: mixture(), filters: filters())
    case "absent": return Query(clauses: terms(.should, 2) + [clause(corpus.element([.should, .must]), "qqqqqq")])
    default: return Query(clauses: mixture())
    }
  }

  /// A clause of the words of a text, as a query parser makes it.
  func clause(
    _ occurrence: Query.Occurrence, _ text: String, exact: Bool = false, title: Bool = false
  ) -> Query.Clause {
    var buffer = TokenBuffer()
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { analyzer.tokenize($0, into: &buffer) }
    var words: [Query.Word] = []
    var first: Int?
    for place in 0..<buffer.count {
      let word = Array(bytes[buffer[place]])
      guard let analyzed = word.withUnsafeBufferPointer({ analyzer.analyze(word: $0) }) else { continue }
      first = first ?? place
      words.append(
        Query.Word(
          term: analyzed.term, surface: analyzed.surface, isExact: exact, offset: place - (first ?? place)))
    }
    return Query.Clause(occurrence, words, titleOnly: title, text: text)
  }

  /// So many terms, frequent and rare, now and then one of them twice.
  private mutating func terms(_ occurrence: Query.Occurrence, _ count: Int) -> [Query.Clause] {
    var clauses: [Query.Clause] = []
    while clauses.count < count {
      if let known = clauses.last, corpus.chance(15) {
        clauses.append(known)
      } else {
        clauses.append(clause(occurrence, corpus.chance(75) ? corpus.word() : corpus.rareWord()))
      }
    }
    return clauses
  }

  /// Words side by side from some story, beginning with one that is indexed.
  private mutating func phrase(_ count: Int) -> String {
    for _ in 0..<50 {
      let words = corpus.element(texts).split(separator: " ")
      guard words.count >= count else { continue }
      let start = corpus.integer(0..<words.count - count + 1)
      let text = words[start..<start + count].joined(separator: " ")
      if !clause(.should, text).words.isEmpty { return text }
    }
    return corpus.word()
  }

  private mutating func mixture() -> [Query.Clause] {
    var clauses: [Query.Clause] = []
    for _ in 0..<corpus.integer(2..<6) {
      let occurrence = corpus.element([Query.Occurrence.should, .should, .must, .mustNot])
      let text = corpus.chance(70) ? corpus.word() : phrase(2)
      clauses.append(clause(occurrence, text, exact: corpus.chance(15), title: corpus.chance(15)))
    }
    return clauses
  }

  private mutating func filters() -> Filters {
    var filters = Filters()
    func date(_ corpus: inout RandomCorpus) -> Timestamp {
      Timestamp(secondsSince1970: 1_600_000_000 + Int64(corpus.integer(0..<corpus.dates)) * 86400 - 1)
    }
    if corpus.chance(40) { filters.since = date(&corpus) }
    if corpus.chance(40) { filters.until = Timestamp(secondsSince1970: date(&corpus).secondsSince1970 + 1) }
    if corpus.chance(30) { filters.feeds = [corpus.element(["moon", "example", "samples", "nowhere"])] }
    if corpus.chance(20) { filters.excludedFeeds = [corpus.element(["two", "orbit"])] }
    if corpus.chance(30) { filters.languages = [corpus.element(["zh", "ru", "en", ""])] }
    if corpus.chance(20) { filters.excludedLanguages = ["zh-hans"] }
    if corpus.chance(30) { filters.agencies = [corpus.element(["tass", "kaztag"]), "xinhua"] }
    if corpus.chance(20) { filters.excludedAgencies = ["tass"] }
    if corpus.chance(15) { filters.origins = [corpus.element(["tass", "kaztag"])] }
    if corpus.chance(10) { filters.excludedOrigins = ["kaztag"] }
    if filters.isEmpty { filters.languages = ["en"] }
    return filters
  }
}
