import Corpus
import FeedFetching
import FeedParsing

/// Reads the bytes of one feed into stories. The one place of this room that calls the parser, which also sets the limits.
struct FeedReader {
  /// The stories of a feed and what is said of it.
  struct Reading {
    /// The name that the stories are kept under.
    var identity: String
    var title: String
    var stories: [Story]
    /// When the feed asks to be read again, and when not.
    var wishes: FeedWishes
    /// Cases of damage that were mended.
    var repairs: Int
    /// Those of them that were ones of the encoding.
    var encodingRepairs: Int
    /// What the entries are called.
    var marks: EntryMarks
    /// What could not be made sense of, or was left out.
    var warnings: Int
    /// What is missing, as half a sentence; empty where the feed was read to its end.
    var losses: String
  }

  private let parser = FeedParser()

  /// Parses, and makes stories.
  ///
  /// - Parameters:
  ///   - bytes: The feed as received.
  ///   - contentType: The value of `Content-Type`; nil for files.
  ///   - contentLocation: The value of `Content-Location`; empty where there is none.
  ///   - address: The address or path, to resolve relative links.
  ///   - identity: The name of the feed, given what the parser found.
  ///   - now: When the stories are first seen.
  func read(
    _ bytes: [UInt8], contentType: String?, contentLocation: String = "", address: String, now: Timestamp,
    identity: (ParsedFeed) -> String
  ) throws(FeedParsingError) -> Reading {
    var feed = try parser.parse(
      bytes, contentType: contentType, url: address, contentLocation: contentLocation.isEmpty ? nil : contentLocation)
    feed.flagFutureDates(now: now)
    let name = identity(feed)
    var stories = feed.entries.map { entry in
      var story = entry.story(feed: name, of: feed, firstSeen: now)
      story.annotateWireCopy()
      return story
    }
    FeedBoilerplate.cut(from: &stories)
    return Reading(
      identity: name, title: feed.title, stories: stories, wishes: FeedReader.wishes(feed.hints),
      repairs: feed.repairs.reduce(0) { $0 + $1.count },
      encodingRepairs: feed.repairs.reduce(0) { $0 + ($1.kind.isOfEncoding ? $1.count : 0) },
      marks: FeedReader.marks(of: feed), warnings: feed.warnings.count, losses: FeedReader.losses(of: feed))
  }

  /// Entries that are called after a hash of what they say have no other name that they could keep.
  private static func marks(of feed: ParsedFeed) -> EntryMarks {
    EntryMarks(
      feed.entries.lazy.filter { $0.idSource != .contentHash }.map { entry in
        (entry.id, entry.title, entry.publishedText.isEmpty ? entry.link : entry.publishedText)
      })
  }

  /// What of a feed is missing: its end, or what went over a limit. Repairs that lose no text are none.
  static func losses(of feed: ParsedFeed) -> String {
    let limits = FeedLimits.standard
    var losses: [String] = []
    let isCut = feed.warnings.contains { $0.kind == .feedCut }
    if !isCut, feed.repairs.contains(where: { $0.kind == .truncated }) { losses.append("the document ends early") }
    if feed.repairs.contains(where: { $0.kind == .tooDeep }) {
      losses.append("elements within too many others count as text only")
    }
    if feed.repairs.contains(where: { $0.kind == .tooManyElements }) {
      losses.append("it has more tags and attributes than are read, of which the rest is left out")
    }
    if feed.warnings.contains(where: { $0.kind == .tooManyEntries }) {
      losses.append("it has more than \(limits.entries) entries, of which the rest is left out")
    }
    if isCut {
      losses.append(
        "it is longer than \(limits.convertedBytes >> 20) MB as UTF-8, or a page of more than \(limits.pageBytes >> 20) MB, of "
          + "which the rest is left out")
    }
    if feed.warnings.contains(where: { $0.kind == .textCut }) {
      losses.append("texts of more than \(limits.textBytes >> 20) MB are cut")
    }
    return losses.joined(separator: "; ")
  }

  /// What a feed says of its pace; of `ttl` and `sy:updatePeriod` the longer one.
  private static func wishes(_ hints: FeedHints) -> FeedWishes {
    let intervals = [hints.ttl.map { min(max(0, $0), 1_000_000) * 60 }, hints.updatePeriod].compactMap { $0 }
    return FeedWishes(
      interval: intervals.max(), skipped: SkippedTimes(hours: hints.skipHours, days: hints.skipDays))
  }
}
