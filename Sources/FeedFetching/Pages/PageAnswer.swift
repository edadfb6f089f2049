/// What came of asking for a page.
public enum PageAnswer: Equatable, Sendable {
  /// The page as it was sent, decompressed.
  case page(body: [UInt8], contentType: String, url: String)
  /// The site's robots.txt does not allow it, or could not be had.
  case disallowed
  /// What was sent is no page: a film, a document.
  case notAPage(contentType: String)
  /// No usable answer.
  case failed(FetchFailure)
  /// Not asked for in this run: no time was left, or the site wants to be left alone for longer.
  case postponed
}

/// How pages are asked for.
public struct PageFetcherOptions: Sendable {
  /// How requests are made: the same as for feeds, but for the limits below.
  public var fetcher: FeedFetcherOptions
  /// The pause between two requests to a host, robots.txt included. A crawl-delay may make it longer.
  public var gapPerHost = Duration.seconds(1)
  /// The largest page, in bytes after decompression.
  public var largestPage = 8 << 20
  /// Time for one page.
  public var pageTimeout = Duration.seconds(30)
  /// After this no page is asked for any more; what waits is postponed.
  public var timeBudget = Duration.seconds(120)

  /// The usual.
  public init(fetcher: FeedFetcherOptions) {
    self.fetcher = fetcher
  }

  /// The name by which robots.txt knows us: the product of the user agent.
  var product: String {
    String(fetcher.userAgent.prefix { $0 != "/" && $0 != " " })
  }
}

/// The clock that pauses are measured by; tests bring their own.
public protocol PageClock: Sendable {
  /// Time since a moment that does not change; never goes back.
  var elapsed: Duration { get }
  /// Waits.
  func sleep(_ duration: Duration)
}
