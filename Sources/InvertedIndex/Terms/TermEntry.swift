/// A surface form of a term, as the text has it after folding: "stations" of the term "station".
public struct SurfaceForm: Equatable, Sendable {
  /// The form's UTF-8.
  public var bytes: [UInt8]
  /// How often it occurs in the segment.
  public var count: Int

  /// A form and its occurrences.
  public init(bytes: [UInt8], count: Int) {
    self.bytes = bytes
    self.count = count
  }
}

/// A term and its surface forms, by falling count, as the dictionary's writer takes them. No forms stand for one that equals
/// the term.
struct TermName {
  var term: [UInt8] = []
  var forms: [SurfaceForm] = []
}

/// A term of the dictionary: its postings and its surface forms, the commonest first. The number of a form in the list is
/// its variant in the positions.
public struct TermEntry: Equatable, Sendable {
  /// The term's UTF-8: the stem that its forms share.
  public var term: [UInt8]
  /// Where and how often it occurs.
  public var postings: TermPostings
  /// Its forms by falling count, then by bytes.
  public var forms: [SurfaceForm]
}
