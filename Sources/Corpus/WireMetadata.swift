/// What a wire format says of a story besides its text: the fields a desk steers by. Feeds of the web leave all of them empty.
///
/// The names are those of NewsML-G2 and ninjs (iptc.org); NITF, NewsML 1.2, IPTC 7901 and ANPA have the same under others.
public struct WireMetadata: Equatable, Sendable {
  /// The slug line: a few words that name the story within the day's file ("moon-station/memo"); empty where there is none.
  public var slug = ""
  /// 1 (flash) to 9; nil where not given. Editorial urgency, not importance to readers.
  public var urgency: Int?
  /// The version that the provider counts, from 1; nil where it counts none.
  public var version: Int?
  /// Whether the story may be used.
  public var status = PublicationStatus.usable
  /// The moment before which the story must not be shown; nil where there is no embargo.
  public var embargoedUntil: Timestamp?
  /// Who provides the story (NewsML-G2 `provider`, ninjs `infosources`, NITF `doc.copyright` holder); empty where not said.
  public var provider = ""
  /// The dateline or the place of writing as a field of the format; empty where only the text has one.
  public var dateline = ""
  /// A note to editors; empty where there is none.
  public var editorialNote = ""
  /// The provider's identifier of the story that this one replaces or corrects; empty where not said.
  public var replaces = ""

  /// Metadata that says nothing.
  public init() {}
}

/// Whether a story may be used, by its provider's word (NewsML-G2 `pubStatus`, ninjs `pubstatus`).
public enum PublicationStatus: String, Equatable, Sendable, CaseIterable {
  /// It may.
  case usable
  /// Not for now (a hold).
  case withheld
  /// Not any more: killed, withdrawn.
  case canceled
}
