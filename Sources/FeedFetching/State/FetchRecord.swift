public import Corpus

/// What one look at one feed came to: a row of the table `fetch`.
public struct FetchRecord: Equatable, Sendable {
  /// What came of it.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The feed was read, and something in it was new or changed.
    case changed
    /// The feed answered, and nothing in it was new.
    case unchanged
    /// No usable answer.
    case failed
    /// Gone for good, says the server.
    case gone
    /// Not asked after all, because its host had asked to be left alone.
    case postponed
  }

  /// The subscribed address, by which the state of the feed is found too; or the path of a file.
  public var url: String
  /// When the feed was asked; of two looks at one moment, the later one is kept.
  public var time: Timestamp
  /// What came of it.
  public var outcome: Outcome
  /// The status of the last response; 0 where there was none.
  public var status = 0
  /// Bytes received for bodies, before decompression.
  public var bytes = 0
  /// From the start of the request to the last byte, all hops together, in milliseconds; waiting in the queue not counted.
  public var milliseconds = 0
  /// Stories that were not in the index before.
  public var added = 0
  /// Stories of which a newer version came.
  public var updated = 0
  /// Stories that were known as they are.
  public var unchanged = 0
  /// Cases of damage that were mended.
  public var repairs = 0
  /// Entries that the feed had; nil where its body was not read: there was none, or it was the last one again.
  public var entries: Int?
  /// Entries that say what they said before and came under another id.
  public var renamed = 0
  /// Cases of damage that were ones of the encoding: a wrong label, none, bytes that it does not define, text encoded twice.
  public var encodingRepairs = 0
  /// Redirects on the way to the answer.
  public var redirects = 0
  /// Where redirects led, without credentials; empty where there were none.
  public var redirectedTo = ""
  /// What was wrong, as half a sentence; empty where nothing was.
  public var problem = ""

  /// A look of which only the outcome is known yet.
  public init(url: String, time: Timestamp, outcome: Outcome) {
    self.url = url
    self.time = time
    self.outcome = outcome
  }
}
