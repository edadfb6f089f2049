public import Corpus
public import FeedFetching
public import FeedParsing

/// Finds out what is at addresses that are to be subscribed to: one request for each, whatever it turns out to be.
public struct FeedProbe {
  /// What is at an address.
  public enum Finding: Sendable {
    /// A feed: its answer, whose request bears the address to subscribe to, and its title.
    case feed(FeedAnswer, title: String)
    /// A page that names feeds, the likeliest first.
    case page([DiscoveredFeed])
    /// A list of feeds in OPML.
    case list([UInt8])
    /// Neither, or no answer.
    case nothing(Problem)
  }

  private let options: FeedFetcherOptions

  /// A probe that asks as the options say.
  public init(options: FeedFetcherOptions) {
    self.options = options
  }

  /// Asks all addresses at once, politely; the findings come in the order of the addresses.
  ///
  /// - Throws: `FeedFetchingError` where nothing can be fetched at all. Trouble of one address is its finding.
  public func ask(
    _ addresses: [String], now: () -> Timestamp, isStopped: () -> Bool = { false }
  ) throws -> [(address: String, finding: Finding)] {
    var answers: [String: FeedAnswer] = [:]
    var seen: Set<String> = []
    let distinct = addresses.filter { seen.insert($0).inserted }
    try FeedFetcher(options: options).fetch(distinct.map { FeedRequest(url: $0) }, now: now, isStopped: isStopped) {
      answers[$0.request.url] = $0
    }
    return distinct.compactMap { address in answers[address].map { (address, FeedProbe.judge($0)) } }
  }

  /// Says what an answer holds. A page that names feeds counts as a page, also where it could be read as a feed itself.
  static func judge(_ answer: FeedAnswer) -> Finding {
    let shown = FeedURL.withoutCredentials(answer.request.url)
    func nothing(_ message: String, _ trouble: Trouble) -> Finding {
      .nothing(Problem(source: shown, message: message, trouble: trouble))
    }
    switch answer.outcome {
    case .gone: return nothing("the server says that the feed is gone for good", .badData)
    case .notModified: return nothing("the server answered 304, which nobody asked for", .badData)
    case .failed(let failure): return nothing(answer.sentence(of: failure), failure.isTemporary ? .temporary : .badData)
    case .body(let bytes):
      if let list = try? OPML.parse(bytes), !list.outlines.isEmpty { return .list(bytes) }
      let found = FeedDiscovery.feeds(inPage: bytes, contentType: answer.contentType, url: answer.finalURL)
      if !found.isEmpty { return .page(found) }
      do {
        let feed = try FeedParser().parse(bytes, contentType: answer.contentType, url: answer.finalURL)
        // Where the address has moved for good, the feed is subscribed to where it is.
        var answer = answer
        if let target = answer.movedTo, FeedURL(target) != nil {
          answer.request.url = target
          answer.movedTo = nil
        }
        return .feed(answer, title: feed.title)
      } catch {
        return nothing("\(error); nor does it name any feed", .badData)
      }
    }
  }

  /// The one feed of a page that is plainly meant; nil where the choice is the user's. Feeds of comments are never meant.
  public static func best(of found: [DiscoveredFeed]) -> DiscoveredFeed? {
    let articles = found.filter { feed in
      let text = (feed.url + " " + feed.title).lowercased()
      return !comments.contains { text.contains($0) }
    }
    return articles.count == 1 ? articles[0] : found.count == 1 ? found[0] : nil
  }

  /// How the feeds of comments name themselves.
  private static let comments = ["comment", "kommentar", "comentario", "коммент", "评论"]
}
