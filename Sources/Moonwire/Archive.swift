internal import Analysis
public import Corpus
public import InvertedIndex
public import Search

/// An archive that is open for reading: searches, stories, counts. Takes no lock; a later commit is seen by opening anew.
///
///     let archive = try Archive(index: "Index")
///     for hit in try archive.search("lunar station").hits { print(hit.rank, hit.story.title) }
///
/// Not for use by several threads at once.
public final class Archive {
  /// The index as of the commit that was newest at opening.
  public let snapshot: IndexSnapshot
  private var analyzerOfIndex: Analyzer?
  private let now: Timestamp

  /// Opens the index in a folder.
  ///
  /// - Parameter now: the current moment, for relative dates in queries.
  /// - Throws: `IndexError.noIndex`, `IndexError.damaged`.
  public init(index: String, now: Timestamp) throws {
    snapshot = try IndexSnapshot(directory: index)
    self.now = now
  }

  /// What a user should know before trusting an answer: newer commits that had to be passed over, or words that were cut
  /// by other versions of the libraries than are here. Empty as a rule.
  public func warnings() throws -> [String] {
    var warnings = snapshot.warnings.map { "\($0); answering from commit \(snapshot.generation)" }
    let here = try analyzer().identity.description
    for segment in snapshot.segments where segment.summary.analyzer != here {
      warnings.append(
        "the index was made with \(segment.summary.analyzer) and is searched with \(here): some words may not be found"
          + " until the feeds are indexed anew")
      break
    }
    return warnings
  }

  /// The analyzer of the index.
  private func analyzer() throws -> Analyzer {
    if let analyzerOfIndex { return analyzerOfIndex }
    let analyzer = try Analyzer.named(AnalyzerIdentity(snapshot.analyzer).name)
    analyzerOfIndex = analyzer
    return analyzer
  }

  /// The best stories and passages for a query in the user's syntax.
  public func search(_ text: String, options: SearchOptions = SearchOptions()) throws -> SearchResults {
    let analyzer = try analyzer()
    let query = QueryParser(analyzer: analyzer, now: now).parse(text)
    return try Searcher(snapshot, ranking: options.ranking, now: now).results(
      query, options: options, analyzer: analyzer)
  }

  /// What looking up a story by its id found.
  public enum Lookup: Equatable, Sendable {
    /// The story.
    case found(Story)
    /// No story's id begins so.
    case none
    /// Several stories' ids begin so: the first of them.
    case ambiguous([StoryKey])
    /// It is no id: at least four, at most sixteen hexadecimal digits.
    case malformed
  }

  /// The story whose id begins with some hexadecimal digits, as git takes the beginning of a hash.
  public func story(id: String) throws -> Lookup {
    guard let range = StoryKey.range(prefix: id) else { return .malformed }
    let keys = try snapshot.keys(in: range, limit: 8)
    guard let key = keys.first else { return .none }
    guard keys.count == 1 else { return .ambiguous(keys) }
    return try snapshot.story(withKey: key).map { .found($0.story) } ?? .none
  }

  /// All versions of a story, the newest last; the story alone where there is but one.
  ///
  /// - Throws: `IndexError.damaged`.
  public func versions(of story: Story) throws -> [Story] {
    try snapshot.versions(of: story)
  }

  /// What is in the index.
  ///
  /// - Throws: `IndexError.damaged`.
  public func statistics() throws -> ArchiveStatistics {
    try ArchiveStatistics(snapshot)
  }

  /// The feeds that live stories come from, by falling number of stories, then by id.
  ///
  /// - Throws: `IndexError.damaged`.
  public func feeds() throws -> [FeedCount] {
    let recently = now.secondsSince1970 - Int64(FeedCount.recentWeeks * 7 * 86_400)
    var counts: [FeedName: FeedCount] = [:]
    for segment in snapshot.segments {
      for document in 0..<segment.documentCount where segment.isLive(document) && !segment.isSuperseded(document) {
        let number = segment.feed(of: document)
        guard segment.tables.feeds.indices.contains(number) else { continue }
        let name = segment.tables.feeds[number]
        let date = segment.date(of: document)
        let moment = Timestamp(secondsSince1970: date)
        counts[name, default: FeedCount(id: name.id, title: name.title, stories: 0, newest: moment)]
          .count(moment, isRecent: date > recently && date <= now.secondsSince1970)
      }
    }
    try snapshot.throwNotedDamage()
    return counts.values.sorted {
      $0.stories != $1.stories ? $0.stories > $1.stories : ($0.id, $0.title) < ($1.id, $1.title)
    }
  }
}

extension StoryKey {
  /// The keys that begin with 4 to 16 hexadecimal digits; nil for anything else.
  public static func range(prefix: String) -> ClosedRange<StoryKey>? {
    let digits = prefix.utf8.count
    guard (4...16).contains(digits), prefix.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    guard let first = StoryKey(hexadecimal: prefix + String(repeating: "0", count: 16 - digits)),
      let last = StoryKey(hexadecimal: prefix + String(repeating: "f", count: 16 - digits))
    else { return nil }
    return first...last
  }
}
