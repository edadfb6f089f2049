import Analysis
import Corpus
import Foundation
import InvertedIndex

@testable import Search

/// The oracle: every story of a snapshot, deleted ones included, as tokens in memory, and BM25 as its doc comment has it,
/// computed for all stories of all clauses. Nothing of the engine is used but the stored stories, `Analyzer` and
/// `LengthNorm`.
final class BruteForce {
  struct Document {
    var story: Story
    var isLive: Bool
    var segment: Int
    var number: Int
    var titleEnd = 0
    var tokens = 0
  }

  struct Occurrence {
    var position: Int
    var surface: [UInt8]
  }

  private(set) var documents: [Document] = []
  /// The occurrences of a term in each document.
  private var occurrences: [[UInt8]: [[Occurrence]]] = [:]
  private let analyzer: Analyzer
  private var words: [[UInt8]: AnalyzedWord?] = [:]

  init(_ snapshot: IndexSnapshot) throws {
    analyzer = try Analyzer.named("english")
    let total = snapshot.segments.reduce(0) { $0 + $1.documentCount }
    for (number, segment) in snapshot.segments.enumerated() {
      for document in 0..<segment.documentCount {
        let story = try segment.story(of: document).story
        documents.append(
          Document(
            story: story, isLive: segment.isLive(document) && !segment.isSuperseded(document), segment: number,
            number: document))
        let titleEnd = add(Array(story.title.utf8), from: 0, total)
        documents[documents.count - 1].titleEnd = titleEnd
        _ = add(Array(Array(story.text.utf8)[story.body]), from: titleEnd == 0 ? 0 : titleEnd + 1, total)
      }
    }
  }

  /// Adds the words of a text to the last document; returns the position behind them.
  private func add(_ text: [UInt8], from start: Int, _ total: Int) -> Int {
    var buffer = TokenBuffer()
    text.withUnsafeBufferPointer { analyzer.tokenize($0, into: &buffer) }
    for place in 0..<buffer.count {
      let raw = Array(text[buffer[place]])
      let known = words[raw] ?? raw.withUnsafeBufferPointer { analyzer.analyze(word: $0) }
      words[raw] = .some(known)
      guard let known else { continue }
      let occurrence = Occurrence(position: start + place, surface: known.surface)
      occurrences[known.term, default: Array(repeating: [], count: total)][documents.count - 1].append(occurrence)
      documents[documents.count - 1].tokens += 1
    }
    return start + buffer.count
  }

  /// The query's results, best first, all of them.
  func search(
    _ query: Query, _ ranking: BM25, sort: Search.SortOrder, recency: Recency? = nil
  ) -> [ScoredStory] {
    guard !query.isEmpty else { return [] }
    var sums = [Double](repeating: 0, count: documents.count)
    var wanted = documents.map { $0.isLive && accepts($0, query.filters) }
    var optional = [Bool](repeating: false, count: documents.count)
    let withTerms = documents.reduce(0) { $0 + ($1.tokens > 0 ? 1 : 0) }
    let tokens = documents.reduce(0) { $0 + $1.tokens }
    let average = withTerms > 0 && tokens > 0 ? Float(Double(tokens) / Double(withTerms)) : 1
    var seen: [Query.Clause] = []
    for clause in query.clauses where !seen.contains(where: { same($0, clause) }) {
      seen.append(clause)
      var once: Float = 0
      for word in clause.words {
        let frequency = Double((occurrences[word.term] ?? []).reduce(0) { $0 + ($1.isEmpty ? 0 : 1) })
        once += Float(log(1 + (Double(withTerms) - frequency + 0.5) / (frequency + 0.5)))
      }
      var weight: Float = 0
      for other in query.clauses where same(other, clause) { weight += once }
      let frequencies = frequencies(of: clause)
      for place in documents.indices {
        let frequency = frequencies[place]
        switch clause.occurrence {
        case .must: if frequency == 0 { wanted[place] = false }
        case .mustNot: if frequency > 0 { wanted[place] = false }
        case .should: if frequency > 0 { optional[place] = true }
        }
        guard frequency > 0, clause.occurrence != .mustNot else { continue }
        let length = Float(LengthNorm.decode(LengthNorm.encode(documents[place].tokens)))
        let inverse = 1 / (ranking.k1 * ((1 - ranking.b) + ranking.b * length / average))
        sums[place] += Double(weight - weight / (1 + Float(frequency) * inverse))
      }
    }
    let anyRequired = query.clauses.contains { $0.occurrence == .must }
    let anyOptional = query.clauses.contains { $0.occurrence == .should }
    if anyOptional && !anyRequired {
      for place in documents.indices where !optional[place] { wanted[place] = false }
    }
    let ranked = documents.indices.map { place in
      guard let recency, sort == .relevance else { return Float(sums[place]) }
      let age = recency.now.secondsSince1970 - documents[place].story.date.secondsSince1970
      return Float(sums[place]) * Float(exp2(-Double(max(0, age)) / Double(recency.halfLife)))
    }
    return documents.indices.filter { wanted[$0] }.sorted { first, second in
      let (left, right) = (documents[first].story, documents[second].story)
      let scores = (ranked[first], ranked[second])
      if sort == .relevance && scores.0 != scores.1 { return scores.0 > scores.1 }
      return left.date != right.date ? left.date > right.date : left.key < right.key
    }.map {
      ScoredStory(
        score: ranked[$0], bm25: Float(sums[$0]), key: documents[$0].story.key, segment: documents[$0].segment,
        document: documents[$0].number)
    }
  }

  /// Two clauses that are one of twice the weight: surface forms count only where they are exact.
  private func same(_ first: Query.Clause, _ second: Query.Clause) -> Bool {
    func form(_ word: Query.Word) -> Query.Word {
      Query.Word(
        term: word.term, surface: word.isExact ? word.surface : [], isExact: word.isExact, offset: word.offset)
    }
    return first.occurrence == second.occurrence && first.titleOnly == second.titleOnly
      && first.words.map(form) == second.words.map(form)
  }

  /// How often a clause occurs in each document.
  private func frequencies(of clause: Query.Clause) -> [Int] {
    let lists = clause.words.map { occurrences[$0.term] }
    guard let first = lists.first, let first else { return Array(repeating: 0, count: documents.count) }
    return documents.indices.map { place in
      first[place].reduce(0) { count, start in
        for (word, list) in zip(clause.words, lists) {
          let position = start.position - clause.words[0].offset + word.offset
          guard !clause.titleOnly || position < documents[place].titleEnd, let list,
            list[place].contains(where: {
              $0.position == position && (!word.isExact || $0.surface == word.surface)
            })
          else { return count }
        }
        return count + 1
      }
    }
  }

  private func accepts(_ document: Document, _ filters: Filters) -> Bool {
    let story = document.story
    func feed(_ wanted: String) -> Bool {
      story.identity.feed.lowercased().contains(wanted) || story.feedTitle.lowercased().contains(wanted)
    }
    func language(_ wanted: String) -> Bool {
      story.language == wanted || story.language.hasPrefix(wanted + "-")
    }
    func agency(_ wanted: String) -> Bool {
      story.agencies.contains { $0.lowercased() == wanted }
    }
    func origin(_ wanted: String) -> Bool {
      story.credits.contains { $0.role == .origin && $0.name.lowercased() == wanted }
    }
    if let since = filters.since, story.date < since { return false }
    if let until = filters.until, story.date > until { return false }
    if !filters.feeds.isEmpty && !filters.feeds.contains(where: feed) { return false }
    if !filters.languages.isEmpty && !filters.languages.contains(where: language) { return false }
    if !filters.agencies.isEmpty && !filters.agencies.contains(where: agency) { return false }
    if !filters.origins.isEmpty && !filters.origins.contains(where: origin) { return false }
    if filters.excludedOrigins.contains(where: origin) { return false }
    return !filters.excludedFeeds.contains(where: feed) && !filters.excludedLanguages.contains(where: language)
      && !filters.excludedAgencies.contains(where: agency)
  }
}
