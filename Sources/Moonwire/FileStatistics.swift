internal import InvertedIndex

/// What a segment's file, or several together, are made of: bytes by component, and what a posting, a position, a term and
/// a stored story cost. Deleted stories count until they are merged away.
public struct FileStatistics: Equatable, Sendable {
  /// A part of a file.
  public struct Component: Equatable, Sendable {
    /// Its name in docs/FORMAT.md; `postings` are the documents' parts of the posting lists (documents, frequencies, skip
    /// data), `positions` their positions' parts.
    public var name: String
    /// Its size.
    public var bytes: Int

    /// A component of that name and size.
    public init(name: String, bytes: Int) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The file's name; empty for several together.
  public var name = ""
  /// Stories.
  public var stories = 0
  /// Distinct terms; those of several files counted in each.
  public var terms = 0
  /// Pairs of term and story.
  public var postings = 0
  /// Positions: indexed words.
  public var tokens = 0
  /// Bytes of the stored stories before compression: the text, and what else is known of a story.
  public var rawBytes = 0
  /// The components, in the order of the format; they add up to the file.
  public var components: [Component] = []

  /// Statistics of no file.
  public init() {}

  init(_ segment: SegmentReader) {
    name = segment.name
    stories = segment.documentCount
    terms = segment.summary.terms
    postings = segment.summary.postings
    tokens = segment.summary.tokens
    rawBytes = segment.summary.storedRawBytes
    components = segment.componentBytes.map { Component(name: $0.name, bytes: $0.bytes) }
  }

  /// The files taken together.
  public static func total(of files: [FileStatistics]) -> FileStatistics {
    var total = FileStatistics()
    for file in files {
      total.stories += file.stories
      total.terms += file.terms
      total.postings += file.postings
      total.tokens += file.tokens
      total.rawBytes += file.rawBytes
      for component in file.components {
        if let known = total.components.firstIndex(where: { $0.name == component.name }) {
          total.components[known].bytes += component.bytes
        } else {
          total.components.append(component)
        }
      }
    }
    return total
  }

  /// Bytes in all.
  public var bytes: Int {
    components.reduce(0) { $0 + $1.bytes }
  }

  /// Bytes of all but the document store: what searching and ranking need.
  public var bytesWithoutStories: Int {
    bytes - storeBytes
  }

  private var storeBytes: Int {
    bytes(of: "stored_stories") + bytes(of: "stored_index") + bytes(of: "stored_dictionary")
  }

  /// Bits of a posting: its document, its frequency and its part of the skip data; nil without postings.
  public var bitsPerPosting: Double? {
    quotient(8 * bytes(of: "postings"), postings)
  }

  /// Bits of a position, its variant included; nil where no positions are recorded.
  public var bitsPerPosition: Double? {
    bytes(of: "positions") > 0 ? quotient(8 * bytes(of: "positions"), tokens) : nil
  }

  /// Bytes of a term in the dictionary and its index, its forms included; nil without terms.
  public var bytesPerTerm: Double? {
    quotient(bytes(of: "terms") + bytes(of: "term_index"), terms)
  }

  /// Bytes of a story in the document store, with its parts of the index and of the dictionary; nil without stories.
  public var bytesPerStory: Double? {
    quotient(storeBytes, stories)
  }

  /// So many bytes as a share of the stored stories before compression; nil where nothing is stored.
  public func shareOfRaw(_ bytes: Int) -> Double? {
    quotient(bytes, rawBytes)
  }

  private func bytes(of name: String) -> Int {
    components.first { $0.name == name }?.bytes ?? 0
  }

  private func quotient(_ dividend: Int, _ divisor: Int) -> Double? {
    divisor > 0 ? Double(dividend) / Double(divisor) : nil
  }
}
