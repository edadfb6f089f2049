/// Bytes of some encoding, turned into valid UTF-8, and what it took.
public struct DecodedText: Equatable, Sendable {
  /// Valid UTF-8 without a byte order mark.
  public var utf8: [UInt8]
  /// The encoding by which the bytes were read.
  public var encoding: TextEncoding
  /// How the encoding was found.
  public var evidence: EncodingEvidence
  /// True where a header or declaration named an encoding that the bytes are not in.
  public var labelLied: Bool
  /// The number of byte sequences that the encoding does not define. Within UTF-8 they were read as a single-byte
  /// encoding (windows-1251 beside Cyrillic, else windows-1252); elsewhere they became U+FFFD.
  public var replaced: Int
  /// The offset of the first of them in the source.
  public var firstReplaced: Int?
  /// True where the text goes on behind the most bytes of UTF-8 that were asked for.
  public var isCut: Bool

  /// The text, as found.
  public init(
    utf8: [UInt8], encoding: TextEncoding, evidence: EncodingEvidence, labelLied: Bool = false, replaced: Int = 0,
    firstReplaced: Int? = nil, isCut: Bool = false
  ) {
    self.utf8 = utf8
    self.encoding = encoding
    self.evidence = evidence
    self.labelLied = labelLied
    self.replaced = replaced
    self.firstReplaced = firstReplaced
    self.isCut = isCut
  }
}

/// What an encoding was recognised by, in order of trust.
public enum EncodingEvidence: String, Equatable, Sendable {
  /// A byte order mark.
  case byteOrderMark
  /// Zero bytes where UTF-16 and UTF-32 have them.
  case zeroBytes
  /// The bytes are valid UTF-8 (or nearly so), which text of another encoding practically never is.
  case validUTF8
  /// The transport's label: the charset of an HTTP Content-Type.
  case transport
  /// The document's own label.
  case declaration
  /// Statistics of the bytes.
  case statistics
}
