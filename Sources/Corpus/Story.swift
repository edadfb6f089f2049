/// One story of one feed, as it is kept: what the wire said, when, and where it came from.
///
/// A story is found again by its `identity`: the same identity brought in later is a new version of the same story.
public struct Story: Equatable, Sendable {
  /// Who said it and under which name: the story's identity.
  public var identity: StoryIdentity
  /// The feed's own title ("NASA Breaking News"); empty where unknown.
  public var feedTitle: String
  /// The headline, plain text in one line; empty where the feed gave none.
  public var title: String
  /// The body as plain text; paragraphs are separated by a blank line ("\n\n"), lines within one by "\n".
  /// All that the feed said is here, a repeated headline and "Read more" included.
  public var text: String
  /// The part of `text` that is indexed and shown as passages, as UTF-8 offsets on character boundaries: without headline
  /// repeated at the head and "Read more" tails.
  public var body: Range<Int>
  /// The feed's summary where it differs from the body; empty otherwise. Stored, not indexed.
  public var summary: String
  /// The story's address; empty where the feed gave none.
  public var link: String
  /// Names of the authors.
  public var authors: [String]
  /// Tags of the feed.
  public var categories: [String]
  /// When the feed says it was published; nil where it does not say so intelligibly.
  public var published: Timestamp?
  /// When the feed says it was changed.
  public var updated: Timestamp?
  /// When this archive first saw the story.
  public var firstSeen: Timestamp
  /// BCP 47 language tag in lower case ("en", "ru", "zh-hans"); empty where unknown.
  public var language: String
  /// News agencies and their parts in the story; `agencies` has the names alone.
  public var credits: [AgencyCredit]
  /// Place and day as the first line gives them ("Almaty", "9th of March").
  public var dateline: Dateline?
  /// What a wire format says of the story besides.
  public var wire = WireMetadata()
  /// Where it stands among its versions, as the index knows it.
  public var version = StoryVersion()

  /// A story with everything optional left empty; `body` is all of `text`.
  public init(identity: StoryIdentity, title: String, text: String, firstSeen: Timestamp) {
    self.identity = identity
    self.title = title
    self.text = text
    self.firstSeen = firstSeen
    body = 0..<text.utf8.count
    feedTitle = ""
    summary = ""
    link = ""
    authors = []
    categories = []
    published = nil
    updated = nil
    language = ""
    credits = []
    dateline = nil
  }

  /// The date that orders stories: published, else updated, else first seen.
  public var date: Timestamp {
    published ?? updated ?? firstSeen
  }

  /// The key under which the index keeps this story: its identity's, or, of an earlier version, one of its own.
  public var key: StoryKey {
    version.isEarlier ? identity.key(ofVersion: version.number) : identity.key
  }
}

/// Where a story was sent from and on which day, in the wire's own words.
public struct Dateline: Equatable, Sendable {
  /// "Almaty", "МОСКВА", "北京"; empty where the line names none.
  public var place: String
  /// The day as written: "9th of March", "9 марта"; empty where the line names none.
  public var day: String

  /// A dateline of a place and a day.
  public init(place: String, day: String) {
    self.place = place
    self.day = day
  }
}
