/// What a raw word is indexed as.
public struct AnalyzedWord: Equatable, Sendable {
  /// The form that stood in the text: lower case, without possessive, diacritics folded. UTF-8, 1–255 bytes.
  public var surface: [UInt8]
  /// The conflation class: the stem that all forms of the word share. UTF-8, 1–255 bytes.
  public var term: [UInt8]

  /// A word of a known surface form and term.
  public init(surface: [UInt8], term: [UInt8]) {
    self.surface = surface
    self.term = term
  }
}
