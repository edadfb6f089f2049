public import Corpus

/// What a feed says: about itself, its entries, and what had to be mended to read it.
public struct ParsedFeed: Equatable, Sendable {
  /// The format that the feed is written in.
  public var format: FeedFormat
  /// The feed's name in one line of plain text; empty where it has none.
  public var title = ""
  /// The feed's description in plain text.
  public var subtitle = ""
  /// The address of the site that the feed belongs to, absolute where the feed gives a base.
  public var link = ""
  /// The feed's own address by its own account (`link rel="self"`); empty where it gives none.
  public var selfLink = ""
  /// The feed's own identity (atom:id), as written.
  public var id = ""
  /// BCP 47 tag in lower case; empty where the feed names none.
  public var language = ""
  /// The encoding that the bytes were read by: `utf-8`, `windows-1251`, … as in the WHATWG Encoding Standard.
  public var encoding = "utf-8"
  /// When the feed was last changed, by its own account.
  public var updated: Timestamp?
  /// Names of those who make the feed.
  public var authors: [String] = []
  /// Tags of the whole feed.
  public var categories: [String] = []
  /// Terms of use, plain text.
  public var rights = ""
  /// The program that made the feed.
  public var generator = ""
  /// The address of the feed's picture or logo.
  public var image = ""
  /// The entries in the feed's order.
  public var entries: [FeedEntry] = []
  /// What was mended, in the order of first places.
  public var repairs: [Repair] = []
  /// What could not be made sense of.
  public var warnings: [FeedWarning] = []
  /// How often the feed wants to be read.
  public var hints = FeedHints()

  /// A feed of that format, with everything else empty.
  public init(format: FeedFormat) {
    self.format = format
  }
}

/// A feed format and version: `RSS 2.0`, `RSS 1.0`, `Atom 1.0`, `JSON Feed 1.1`.
public struct FeedFormat: Hashable, Sendable, CustomStringConvertible {
  /// Family and version; the version is missing where the feed names none that is known.
  public var name: String

  /// A format of that name.
  public init(name: String) {
    self.name = name
  }

  /// The name.
  public var description: String { name }
}

/// What the feed says about when to read it again.
public struct FeedHints: Equatable, Sendable {
  /// RSS `ttl`: minutes that the feed may be kept before it is read again.
  public var ttl: Int?
  /// RSS 1.0 syndication: seconds between changes (updatePeriod divided by updateFrequency).
  public var updatePeriod: Int?
  /// RSS `skipHours`: hours of the day, 0–23 UTC, in which not to read.
  public var skipHours: [Int] = []
  /// RSS `skipDays`: days of the week, 1 (Monday) – 7 (Sunday), on which not to read.
  public var skipDays: [Int] = []

  /// No hints.
  public init() {}
}

/// Something in a feed that could not be made sense of, or was left out.
public struct FeedWarning: Equatable, Sendable {
  /// The kinds of warnings.
  public enum Kind: String, Equatable, Sendable {
    /// A date that no known form fits; it is left unknown.
    case unknownDate
    /// The zone of a date is named by letters that mean several (IST, CST, BST); the commonest was taken. The first such
    /// date is shown.
    case ambiguousZone
    /// A date more than a day after the feed was read; the text is kept, and the entry counts as undated.
    case futureDate
    /// One id for several entries of different content; links or hashes were added to tell them apart.
    case repeatedID
    /// More entries than the limit; the rest was left out.
    case tooManyEntries
    /// A text over the limit, cut.
    case textCut
    /// A feed that is longer than the limit as UTF-8, or a page longer than that of pages; the rest was left out.
    case feedCut
    /// An entry without title, text, link and id. It is kept, with a hash for its id; there is nothing in it to search.
    case emptyEntry
    /// The server calls the feed something that is neither XML, JSON nor HTML; it was read as what it is.
    case unexpectedContentType
    /// The server calls the feed text without naming its charset, and it is not ASCII: readers that go by RFC 3023 take it
    /// for US-ASCII. It was read by what it says itself.
    case textWithoutCharset
  }

  /// What kind.
  public var kind: Kind
  /// What was seen: the date as written, the id.
  public var detail: String

  /// A warning.
  public init(kind: Kind, detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

/// What bounds the work that one feed may cause.
public struct FeedLimits: Equatable, Sendable {
  /// The most bytes of a feed. A longer one is refused.
  public var bytes = 32 * 1024 * 1024
  /// The most bytes that a feed of another encoding has as UTF-8. The rest is left out: the converted text is held beside
  /// the feed and its entries.
  public var convertedBytes = 24 * 1024 * 1024
  /// The most bytes of an HTML page, which is read several times.
  public var pageBytes = 8 * 1024 * 1024
  /// The most entries that are read.
  public var entries = 20_000
  /// The most bytes of one text (of HTML, before tags are taken out).
  public var textBytes = 1024 * 1024
  /// The longest base of references (`xml:base`) that is taken for one.
  public var baseBytes = 2048
  /// The most bytes that resolving references may add.
  public var resolvedBytes = 8 * 1024 * 1024

  /// 32 MB, 20,000 entries, 1 MB a text.
  public static let standard = FeedLimits()

  /// The standard limits.
  public init() {}
}
