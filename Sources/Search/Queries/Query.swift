public import Corpus

/// What is searched for, analysed: clauses that score, and filters that only select.
public struct Query: Equatable, Sendable {
  /// Whether a clause may, must or must not match.
  public enum Occurrence: Equatable, Sendable {
    /// Adds to the score of stories that match it.
    case should
    /// Stories that do not match it are left out.
    case must
    /// Stories that match it are left out.
    case mustNot
  }

  /// One word of a clause.
  public struct Word: Hashable, Sendable {
    /// The term as the index has it: the stem.
    public var term: [UInt8]
    /// The surface form as typed, folded.
    public var surface: [UInt8]
    /// Whether only this surface form matches.
    public var isExact: Bool
    /// Its position relative to the clause's first word; stop words leave gaps.
    public var offset: Int

    /// A word of a clause.
    public init(term: [UInt8], surface: [UInt8], isExact: Bool = false, offset: Int = 0) {
      self.term = term
      self.surface = surface
      self.isExact = isExact
      self.offset = offset
    }
  }

  /// A term, a phrase, or either of them in the title only.
  public struct Clause: Equatable, Sendable {
    /// Whether it may, must or must not match.
    public var occurrence: Occurrence
    /// The words, side by side in this order; one for a term.
    public var words: [Word]
    /// Whether only the title counts.
    public var titleOnly: Bool
    /// How it was typed, for messages.
    public var text: String

    /// A clause of those words.
    public init(_ occurrence: Occurrence, _ words: [Word], titleOnly: Bool = false, text: String = "") {
      self.occurrence = occurrence
      self.words = words
      self.titleOnly = titleOnly
      self.text = text
    }

    /// Whether postings alone decide: one word, any form, anywhere.
    var isPlainTerm: Bool {
      words.count == 1 && !words[0].isExact && !titleOnly
    }
  }

  /// The clauses, in the order typed.
  public var clauses: [Clause]
  /// What stories must satisfy without being scored for it.
  public var filters: Filters
  /// What was not understood, in words for the user.
  public var ignored: [String]

  /// A query of those clauses.
  public init(clauses: [Clause] = [], filters: Filters = Filters(), ignored: [String] = []) {
    self.clauses = clauses
    self.filters = filters
    self.ignored = ignored
  }

  /// Whether there is nothing to search for.
  public var isEmpty: Bool {
    clauses.isEmpty && filters.isEmpty
  }
}

/// Conditions on a story's columns. Within a field any value will do; all fields given must agree.
public struct Filters: Equatable, Sendable {
  /// Parts of feed titles or addresses, in lower case.
  public var feeds: [String] = []
  /// Agencies in any part, in lower case: who wrote a story, who passes it on, whom it cites.
  public var agencies: [String] = []
  /// Agencies that wrote a story, in lower case.
  public var origins: [String] = []
  /// Language tags in lower case; "zh" takes "zh-hans" too.
  public var languages: [String] = []
  /// The earliest date.
  public var since: Timestamp?
  /// The latest date.
  public var until: Timestamp?
  /// Feeds, agencies and languages whose stories are left out.
  public var excludedFeeds: [String] = []
  /// Agencies whose stories are left out, whatever their part.
  public var excludedAgencies: [String] = []
  /// Agencies whose stories are left out where they wrote them.
  public var excludedOrigins: [String] = []
  /// Languages whose stories are left out.
  public var excludedLanguages: [String] = []

  /// Places that datelines name, folded (`PlaceName.folded`): "baikonur" takes "БАЙКОНУР" too.
  public var places: [String] = []
  /// Places whose stories are left out.
  public var excludedPlaces: [String] = []
  /// Parts of datelines, place or day, folded.
  public var datelines: [String] = []
  /// Datelines whose stories are left out.
  public var excludedDatelines: [String] = []
  /// Parts of slugs, in lower case.
  public var slugs: [String] = []
  /// Slugs whose stories are left out.
  public var excludedSlugs: [String] = []
  /// Ranges of urgency, 1 being the most urgent.
  public var urgencies: [ClosedRange<Int>] = []
  /// Ranges of urgency that are left out.
  public var excludedUrgencies: [ClosedRange<Int>] = []

  /// No conditions.
  public init() {}

  /// Whether there are no conditions.
  public var isEmpty: Bool {
    self == Filters()
  }
}
