public import Corpus

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What an update did with one feed: one line of the log, one event for progress.
public struct FeedReport: Equatable, Sendable {
  /// What came of it.
  public enum Outcome: String, Sendable {
    /// The feed was read, and something in it was new or changed.
    case changed
    /// The feed was read or asked, and nothing in it was new.
    case unchanged
    /// No usable answer.
    case failed
    /// Gone for good, says the server.
    case gone
    /// Not asked after all, because its host had asked to be left alone.
    case postponed
  }

  /// When the run began.
  public var time: Timestamp
  /// The subscribed address or path; without credentials.
  public var url: String
  /// What came of it.
  public var outcome = Outcome.unchanged
  /// The status of the last response; 0 where there was none, and for files.
  public var status = 0
  /// Bytes received, or read.
  public var bytes = 0
  /// From the start of the request to the last byte, in milliseconds.
  public var milliseconds = 0
  /// Where redirects led, without credentials; empty where there were none.
  public var redirectedTo = ""
  /// The feed's stories, by what they did to the index.
  public var stories = StoryCounts()
  /// Cases of damage that were mended.
  public var repairs = 0
  /// Those of them that were ones of the encoding.
  public var encodingRepairs = 0
  /// Entries that the feed had; nil where its body was not read.
  public var entries: Int?
  /// Entries that say what they said before and came under another id.
  public var renamed = 0
  /// Redirects on the way to the answer.
  public var redirects = 0
  /// What could not be made sense of in it, or was left out.
  public var warnings = 0
  /// What is missing of it, its end for instance; empty where nothing is.
  public var losses = ""
  /// What was wrong; empty where nothing was.
  public var error = ""
  /// When the feed is to be asked next; nil for files, which are looked at in each run, and for retired feeds.
  public var nextDue: Timestamp?

  init(time: Timestamp, url: String) {
    self.time = time
    self.url = url
  }

  /// The line of the log: a flat JSON object.
  public var line: String {
    var json = JSONText()
    json.add("time", time.description)
    json.add("url", url)
    json.add("outcome", outcome.rawValue)
    json.add("status", status)
    json.add("bytes", bytes)
    if milliseconds > 0 { json.add("milliseconds", milliseconds) }
    json.add("new", stories.added)
    json.add("updated", stories.updated)
    json.add("unchanged", stories.unchanged)
    json.add("repairs", repairs)
    json.add("warnings", warnings)
    if !losses.isEmpty { json.add("losses", losses) }
    if !error.isEmpty { json.add("error", error) }
    if let nextDue { json.add("next_due", nextDue.description) }
    return json.line
  }
}

/// The log of updates: JSON Lines, one for each feed that was looked at. When it has grown to its limit, it becomes
/// `update.log.1` in place of the one before, and a new one begins.
public struct UpdateLog: Sendable {
  /// Where it is.
  public let path: String
  /// The size at which it is put aside, in bytes.
  public let largest: Int

  /// A log in that file, which is made when the first line is written.
  public init(path: String, largest: Int = 5 << 20) {
    self.path = path
    self.largest = largest
  }

  /// Appends the lines of a run with one system call, so that two processes cannot mix theirs.
  ///
  /// - Returns: What went wrong; nil where nothing did. A log that cannot be written is no reason to lose a run.
  func append(_ reports: [FeedReport]) -> InputError? {
    guard !reports.isEmpty else { return nil }
    var status = stat()
    if stat(path, &status) == 0, Int(status.st_size) >= largest { _ = rename(path, path + ".1") }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return .unreadable(path: path, errno: errno) }
    defer { close(descriptor) }
    let bytes = Array(reports.map { $0.line + "\n" }.joined().utf8)
    let written = write(descriptor, bytes, bytes.count)
    return written == bytes.count ? nil : .unreadable(path: path, errno: written < 0 ? errno : ENOSPC)
  }
}
