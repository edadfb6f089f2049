public import Corpus

/// One entry of a feed, in plain text.
public struct FeedEntry: Equatable, Sendable {
  /// The entry's name within its feed; never empty.
  public var id = ""
  /// What `id` was taken from.
  public var idSource = FeedEntryIDSource.contentHash
  /// The headline in one line; empty where the feed gave none.
  public var title = ""
  /// The entry's address, absolute where the feed gives a base.
  public var link = ""
  /// The fullest body that the entry has; paragraphs are separated by "\n\n", lines by "\n".
  public var text = ""
  /// The summary where it differs from `text`; else empty.
  public var summary = ""
  /// Names of the authors.
  public var authors: [String] = []
  /// Names of contributors.
  public var contributors: [String] = []
  /// Tags.
  public var categories: [String] = []
  /// When the entry was published, by the feed's account; nil where it does not say so intelligibly.
  public var published: Timestamp?
  /// When the entry was changed.
  public var updated: Timestamp?
  /// Where the entry's events are, where the feed says.
  public var place: FeedPlace?
  /// The date of publication as written; empty where there is none. Kept also where it is no date, or cannot be right.
  public var publishedText = ""
  /// BCP 47 tag in lower case: the entry's own, else its feed's; empty where neither names one.
  public var language = ""
  /// Where the entry was taken from (RSS and Atom `source`).
  public var source: FeedSource?
  /// `dc:creator` as written: often the desk or the agency.
  public var creator = ""
  /// Attached media.
  public var enclosures: [FeedEnclosure] = []
  /// Terms of use, plain text.
  public var rights = ""
  /// The address of the page of comments.
  public var comments = ""
  /// What a wire format says of the entry besides.
  public var wire = WireMetadata()

  /// An entry of which nothing is known.
  public init() {}
}

/// What an entry's id was taken from, best first.
public enum FeedEntryIDSource: String, Equatable, Sendable {
  /// RSS `guid`.
  case guid
  /// Atom `id`.
  case atomID
  /// `rdf:about` of RSS 1.0.
  case rdfAbout
  /// JSON Feed `id`.
  case jsonID
  /// The identifier of a wire format: NewsML-G2 `guid`, ninjs `uri`, NITF `doc-id`, a teletype's number.
  case wireID
  /// The link.
  case link
  /// A hash of title, date and text.
  case contentHash
}

/// The feed that an entry was taken from.
public struct FeedSource: Equatable, Sendable {
  /// Its name.
  public var title: String
  /// Its address; empty where not given.
  public var url: String

  /// A source.
  public init(title: String, url: String) {
    self.title = title
    self.url = url
  }
}

/// A file that belongs to an entry.
public struct FeedEnclosure: Equatable, Sendable {
  /// Its address.
  public var url: String
  /// Its media type as written; may be empty.
  public var type: String
  /// Its size in bytes, where given intelligibly.
  public var length: Int?

  /// An enclosure.
  public init(url: String, type: String, length: Int?) {
    self.url = url
    self.type = type
    self.length = length
  }
}

extension FeedEntry {
  /// The entry as a story of that feed. Its body is all of the text; dateline and agencies are left for Corpus to
  /// find, but those that `source` and `dc:creator` name.
  ///
  /// - Parameters:
  ///   - feed: The feed's address, or the name of its file: half of the story's identity.
  ///   - parsed: The feed that the entry is of.
  ///   - firstSeen: When the archive met the entry.
  public func story(feed: String, of parsed: ParsedFeed, firstSeen: Timestamp) -> Story {
    var story = Story(identity: StoryIdentity(feed: feed, id: id), title: title, text: text, firstSeen: firstSeen)
    story.feedTitle = parsed.title
    story.summary = summary
    story.link = link
    story.authors = authors
    story.categories = categories
    story.published = published
    story.updated = updated
    story.language = language.isEmpty ? parsed.language : language
    story.wire = wire
    // Of another's story they name who wrote it; of the feed's own they say the same as its title.
    for words in [source?.title ?? "", creator] where !words.isEmpty {
      guard let agency = Agency.name(in: words), !story.agencies.contains(agency) else { continue }
      story.credits.append(AgencyCredit(agency, .origin))
    }
    return story
  }
}
