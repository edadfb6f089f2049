public import Corpus
public import FeedFetching
import FeedParsing
public import InvertedIndex

/// Brings feeds into the index: files, folders with all that is in them, standard input, web addresses. One commit.
///
/// A feed that cannot be read or is none becomes a problem of the summary, and the next one follows.
public struct Ingest {
  /// Where to look and under which names to keep.
  public struct Options: Sendable {
    /// A name for all feeds of the run, in place of their own; nil as a rule.
    public var feedName: String?
    /// The archive's home, from which files within it are named.
    public var home: String?
    /// How addresses are asked.
    public var fetcher: FeedFetcherOptions

    /// The usual.
    public init(fetcher: FeedFetcherOptions) {
      self.fetcher = fetcher
    }
  }

  /// The largest file, in bytes after decompression.
  public static let largestFile = 32 << 20

  private let writer: IndexWriter
  private let now: Timestamp
  private let options: Options
  private let reader = FeedReader()

  /// Ingests into an index; `now` is when the stories are first seen.
  public init(into writer: IndexWriter, now: Timestamp, options: Options) {
    self.writer = writer
    self.now = now
    self.options = options
  }

  /// Brings in all sources and commits.
  ///
  /// - Parameters:
  ///   - sources: Paths of files and folders, `-` for standard input, http and https addresses; in that order.
  ///   - onFeed: Called after each feed, with the number of files looked at and of files known; false ends the run there.
  /// - Throws: Errors of the index, and `FeedFetchingError` where an address is given and libcurl is missing. Nothing is
  ///   committed then.
  public func run(
    _ sources: [String], onFeed: (_ feed: IngestedFeed, _ done: Int, _ known: Int) -> Bool = { _, _, _ in true }
  ) throws -> IngestSummary {
    var summary = IngestSummary()
    let items = sources.flatMap { find($0, &summary) }
    for (index, item) in items.enumerated() {
      guard let feed = try bringIn(item, &summary) else { continue }
      summary.feeds += 1
      summary.stories += feed.stories
      if !onFeed(feed, index + 1, items.count) {
        summary.wasStopped = true
        break
      }
    }
    if let problem = Problem(try writer.commit()) { summary.problems.append(problem) }
    return summary
  }

  private enum Item {
    case file(path: String, isNamed: Bool)
    case standardInput
    case address(String)
  }

  private func find(_ source: String, _ summary: inout IngestSummary) -> [Item] {
    if source == "-" { return [.standardInput] }
    if FeedURL.isWebAddress(source) { return [.address(source)] }
    guard PathKind(source) == .folder else { return [.file(path: source, isNamed: true)] }
    let found = FileFinder(folder: source)
    summary.problems += found.problems
    let candidates = found.files.filter { path in
      switch FeedSniffer.judge(head(of: path)) {
      case .feed, .maybe: true
      case .other: FeedSniffer.isFeedName(path)
      }
    }
    summary.passedOver += found.files.count - candidates.count
    if candidates.isEmpty, found.problems.isEmpty {
      summary.problems.append(
        Problem(
          source: source, message: "no feeds in this folder (\(found.files.count) files looked at)", trouble: .badData))
    }
    return candidates.map { .file(path: $0, isNamed: false) }
  }

  /// The first bytes of a file; of one that cannot be read, bytes that make it a candidate, so that it is reported.
  private func head(of path: String) -> [UInt8] {
    do {
      var file = try InputFile(path: path)
      return try file.readHead(FeedSniffer.headLength)
    } catch {
      if case .otherCompression = error { return [] }
      return Array("<rss".utf8)
    }
  }

  private func bringIn(_ item: Item, _ summary: inout IngestSummary) throws -> IngestedFeed? {
    switch item {
    case .file(let path, let isNamed):
      guard let bytes = read(path, isNamed: isNamed, &summary) else { return nil }
      return try put(bytes, source: path, contentType: nil, address: path, isNamed: isNamed, &summary) { _ in
        FeedIdentity.ofFile(path, home: options.home)
      }
    case .standardInput:
      guard let bytes = read(nil, isNamed: true, &summary) else { return nil }
      return try put(bytes, source: "standard input", contentType: nil, address: "", isNamed: true, &summary) { feed in
        FeedIdentity.ofStandardInput(link: feed.link, title: feed.title)
      }
    case .address(let address):
      let shown = FeedURL.withoutCredentials(address)
      let answer = try FeedFetcher(options: options.fetcher).fetch(FeedRequest(url: address), now: { now })
      switch answer.outcome {
      case .body(let bytes):
        return try put(
          bytes, source: shown, contentType: answer.contentType, contentLocation: answer.contentLocation,
          address: answer.finalURL, isNamed: true, &summary
        ) { _ in shown }
      case .gone:
        summary.problems.append(
          Problem(source: shown, message: "the server says that the feed is gone for good (410)", trouble: .badData))
      case .notModified:
        break
      case .failed(let failure):
        summary.problems.append(
          Problem(source: shown, message: "\(failure)", trouble: failure.isTemporary ? .temporary : .badData))
      }
      return nil
    }
  }

  private func read(_ path: String?, isNamed: Bool, _ summary: inout IngestSummary) -> [UInt8]? {
    let source = path ?? "standard input"
    do {
      var file = try path.map { path throws(InputError) in try InputFile(path: path) } ?? .standardInput()
      let bytes = try file.readAll(limit: Ingest.largestFile)
      if bytes.isEmpty {
        summary.problems.append(Problem(source: source, message: "the file is empty", trouble: .badData))
      }
      return bytes.isEmpty ? nil : bytes
    } catch {
      summary.problems.append(Problem(error, source: source))
      return nil
    }
  }

  private func put(
    _ bytes: [UInt8], source: String, contentType: String?, contentLocation: String = "", address: String,
    isNamed: Bool, _ summary: inout IngestSummary, identity: (ParsedFeed) -> String
  ) throws -> IngestedFeed? {
    let reading: FeedReader.Reading
    do {
      reading = try reader.read(
        bytes, contentType: contentType, contentLocation: contentLocation, address: address, now: now
      ) { feed in options.feedName ?? identity(feed) }
    } catch {
      if !isNamed, FeedSniffer.judge(Array(bytes.prefix(FeedSniffer.headLength))) != .feed,
        !FeedSniffer.isFeedName(source)
      {
        summary.passedOver += 1
      } else {
        summary.problems.append(Problem(source: source, message: "\(error)", trouble: .badData))
      }
      return nil
    }
    var counts = StoryCounts()
    for story in reading.stories { counts.count(try writer.put(story)) }
    if !reading.losses.isEmpty {
      let read = reading.stories.count == 1 ? "1 story was read" : "\(reading.stories.count) stories were read"
      summary.problems.append(Problem(source: source, message: "\(reading.losses); \(read)", trouble: .badData))
    }
    return IngestedFeed(
      source: source, identity: reading.identity, title: reading.title, stories: counts, repairs: reading.repairs,
      warnings: reading.warnings)
  }
}
