import Analysis
import ArgumentParser
import Corpus
import Foundation
import InvertedIndex
import Search

/// Runs queries and reports the time of each.
struct QueryBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Run all queries of a file several times and report each one's median.")

  @Option(help: "The folder of the index.") var index: String
  @Option(help: "JSON Lines: _id, class, terms, text.") var queries: String
  @Option(help: "Results a query.") var k = 10
  @Option(help: "How often all queries are run.") var passes = 7
  @Option(help: "BM25's k1.") var k1: Float = 0.9
  @Option(help: "BM25's b.") var b: Float = 0.4
  @Option(help: "Write a TREC run here.") var trec: String?
  @Option(help: "Filters added to every query, as since:2021 lang:en.") var filter: String?
  @Option(help: "Decay scores by that half-life, as 7d, from the date of the newest story on.") var recency: String?
  @Flag(help: "Count all matches instead of ranking; a query's hits are then their number.") var count = false
  @Flag(help: "Rank the best stories anew by the second stage, as 'moonwire search' does.") var secondStage = false

  func run() throws {
    let clock = ContinuousClock()
    let opening = clock.now
    let snapshot = try IndexSnapshot(directory: index)
    let searcher = Searcher(snapshot, ranking: BM25(k1: k1, b: b))
    let openTime = opening.duration(to: clock.now)
    let analyzer = try Analyzer.named(String(snapshot.analyzer.prefix { $0 != "/" && $0 != " " }))
    let lines = try BenchQuery.read(queries)
    let newest = Timestamp(secondsSince1970: snapshot.segments.map { $0.date(of: 0) }.max() ?? 0)
    let filters = QueryParser(analyzer: analyzer, now: newest).parse(filter ?? "").filters
    let decay = try halfLife().map { Recency(halfLife: $0, now: newest) }
    let parsed = lines.map { line in
      var query = line.query(analyzer)
      query.filters = filters
      return query
    }
    var matches = [Int](repeating: 0, count: parsed.count)
    var times = [[Double]](repeating: [], count: parsed.count)
    var results = [[ScoredStory]](repeating: [], count: parsed.count)
    for _ in 0..<max(1, passes) {
      for (number, query) in parsed.enumerated() {
        let start = clock.now
        if count { matches[number] = try searcher.count(query) }
        let found =
          try count
          ? [] : secondStage ? ranked(query, searcher, decay) : searcher.search(query, limit: k, recency: decay)
        times[number].append(start.duration(to: clock.now) / .microseconds(1))
        results[number] = found
      }
    }
    let peak = ProcessUsage.now().peakBytes
    var run = ""
    var reports: [JSONValue] = []
    for (number, line) in lines.enumerated() {
      let ids = try results[number].map { try snapshot.segments[$0.segment].story(of: $0.document).story.identity.id }
      let shown = min(100, ids.count)
      reports.append(
        .object([
          ("_id", .string(line._id)), ("class", .string(line.class ?? "topic")),
          ("median_us", .number(times[number].sorted()[times[number].count / 2])),
          ("hits", .integer(count ? matches[number] : ids.count)),
          ("ids", .array(ids[..<shown].map { .string($0) })),
          ("scores", .array(results[number][..<shown].map { .number(Double($0.score)) })),
        ]))
      if trec != nil {
        for (rank, id) in ids.enumerated() {
          run += "\(line._id) Q0 \(id) \(rank + 1) \(results[number][rank].score) moonwire\n"
        }
      }
    }
    if let trec { try run.write(toFile: trec, atomically: true, encoding: .utf8) }
    let report = JSONValue.object([
      ("k", .integer(k)), ("open_ms", .number(openTime / .milliseconds(1))), ("peak_rss_bytes", .integer(peak)),
      ("classes", ClassTimes(lines.map { $0.class ?? "topic" }, times.map { $0.sorted()[$0.count / 2] }).json),
      ("queries", .array(reports)),
    ])
    print(report.text)
  }

  private func halfLife() throws -> Int64? {
    guard let recency else { return nil }
    guard let seconds = Recency.halfLife(recency) else { throw ValidationError("--recency takes a half-life as 7d") }
    return seconds
  }

  /// The stories in the order of the second stage, whose scores they have.
  private func ranked(_ query: Query, _ searcher: Searcher, _ recency: Recency?) throws -> [ScoredStory] {
    var options = SearchOptions()
    options.limit = k
    options.ranking = searcher.ranking
    options.recency = recency
    options.countsMatches = false
    return try searcher.rankedStories(query, options: options)
  }
}
