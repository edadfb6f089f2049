internal import Corpus

/// A text that several elements may give; the one of highest rank counts, the first among equals.
struct RankedText {
  private(set) var value = ""
  private var rank = -1

  /// Offers a text; empty ones do not count.
  mutating func offer(_ text: String, rank: Int) {
    guard rank > self.rank, !text.isEmpty else { return }
    value = text
    self.rank = rank
  }
}

/// A date that several elements may give; as `RankedText`.
struct RankedDate {
  private(set) var value: Timestamp?
  private(set) var text = ""
  private var rank = -1

  /// What is to be said of a date.
  enum Verdict {
    case fine
    /// No known form fits, or there is no such day.
    case unknown
    /// Its zone is named by a word that means several.
    case ambiguous
  }

  /// Offers a date as written. Among equals the last counts.
  mutating func offer(_ text: String, rank: Int) -> Verdict {
    guard !text.isEmpty else { return .fine }
    var isAmbiguous = false
    var parsed = CommonDate.parse(text)
    if parsed == nil, let date = FeedDate.parse(text) {
      parsed = date.timestamp
      isAmbiguous = date.zoneIsAmbiguous
    }
    let verdict: Verdict = parsed == nil ? .unknown : isAmbiguous ? .ambiguous : .fine
    let effective = parsed == nil ? -1 : rank
    guard (effective >= self.rank && parsed != nil) || (value == nil && self.text.isEmpty) else { return verdict }
    self.text = text
    value = parsed
    self.rank = effective
    return verdict
  }
}

/// What is known of an entry, a feed or a source while it is read.
struct FeedDraft {
  var title = RankedText()
  var link = RankedText()
  var id = ""
  var guid = ""
  var about = ""
  var guidIsLink = false
  /// Full bodies and short ones, longest kept.
  var content = ""
  var description = ""
  var summary = ""
  var subtitle = RankedText()
  /// How many dates were met, and how many are read at most.
  var dates = 0
  static let mostDates = 8
  /// How many authors and contributors were met.
  var people = 0
  var published = RankedDate()
  var updated = RankedDate()
  var authors: [String] = []
  var creators: [String] = []
  var contributors: [String] = []
  var categories: [String] = []
  var language = RankedText()
  var rights = ""
  var comments = ""
  var generator = ""
  var image = RankedText()
  var enclosures: [FeedEnclosure] = []
  var source: FeedSource?
  var place: PlaceDraft?

  /// The most names of a list (of authors, of tags). Each is held against all before it, so that their number is bounded.
  static let longestList = 256

  /// Adds a name to a list that does not have it.
  static func add(_ name: String, to names: inout [String]) {
    if !name.isEmpty && names.count < longestList && !names.contains(name) { names.append(name) }
  }

  /// Keeps the longer of two texts.
  static func keepLonger(_ text: String, in slot: inout String) {
    if text.utf8.count > slot.utf8.count { slot = text }
  }

  /// The entry that this draft describes.
  func entry() -> FeedEntry {
    var entry = FeedEntry()
    entry.title = title.value
    entry.link = link.value.isEmpty && guidIsLink && URLReference.isAbsolute(guid) ? guid : link.value
    if entry.link.isEmpty && URLReference.isAbsolute(about) && about.hasPrefix("http") { entry.link = about }
    for text in [content, description, summary] { FeedDraft.keepLonger(text, in: &entry.text) }
    if entry.text.isEmpty { entry.text = subtitle.value }
    entry.summary = [summary, description, content].first { !$0.isEmpty && $0 != entry.text } ?? ""
    entry.authors = authors.isEmpty ? creators : authors
    entry.creator = creators.first ?? ""
    entry.contributors = contributors
    entry.categories = categories
    entry.published = published.value
    entry.updated = updated.value
    entry.publishedText = published.text
    entry.language = language.value
    entry.rights = rights
    entry.comments = comments
    entry.enclosures = enclosures
    entry.source = source
    entry.place = place?.place
    if !guid.isEmpty {
      (entry.id, entry.idSource) = (guid, .guid)
    } else if !id.isEmpty {
      (entry.id, entry.idSource) = (id, .atomID)
    } else if !about.isEmpty {
      (entry.id, entry.idSource) = (about, .rdfAbout)
    } else if !entry.link.isEmpty {
      (entry.id, entry.idSource) = (entry.link, .link)
    }
    return entry
  }
}
