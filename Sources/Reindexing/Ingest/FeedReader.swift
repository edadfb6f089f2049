import Corpus
import FeedParsing

/// Reads the bytes of one feed into stories. The one place of this room that calls the parser, which also sets the limits.
struct FeedReader {
  /// The stories of a feed and what is said of it.
  struct Reading {
    /// The name that the stories are kept under.
    var identity: String
    var title: String
    var stories: [Story]
    /// Seconds that the feed asks to be left alone for; nil where it does not ask.
    var refreshInterval: Int?
    /// Cases of damage that were mended.
    var repairs: Int
    /// What could not be made sense of, or was left out.
    var warnings: Int
  }

  private let parser = FeedParser()

  /// Parses, and makes stories.
  ///
  /// - Parameters:
  ///   - bytes: The feed as received.
  ///   - contentType: The value of `Content-Type`; nil for files.
  ///   - address: The address or path, to resolve relative links.
  ///   - identity: The name of the feed, given what the parser found.
  ///   - now: When the stories are first seen.
  func read(
    _ bytes: [UInt8], contentType: String?, address: String, now: Timestamp, identity: (ParsedFeed) -> String
  ) throws(FeedParsingError) -> Reading {
    let feed = try parser.parse(bytes, contentType: contentType, url: address)
    let name = identity(feed)
    let stories = feed.entries.map { entry in
      var story = entry.story(feed: name, of: feed, firstSeen: now)
      story.annotateWireCopy()
      return story
    }
    return Reading(
      identity: name, title: feed.title, stories: stories, refreshInterval: FeedReader.interval(feed.hints),
      repairs: feed.repairs.reduce(0) { $0 + $1.count }, warnings: feed.warnings.count)
  }

  /// Seconds that a feed asks to be left alone for: the longer of `ttl` and `sy:updatePeriod`.
  private static func interval(_ hints: FeedHints) -> Int? {
    [hints.ttl.map { min(max(0, $0), 1_000_000) * 60 }, hints.updatePeriod].compactMap { $0 }.max()
  }
}
