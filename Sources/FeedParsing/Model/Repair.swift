/// One kind of damage in the bytes of a feed that was mended while it was read.
public struct Repair: Equatable, Sendable {
  /// What was mended.
  public var kind: RepairKind
  /// Where it was first met: an offset in bytes, into the feed as received where the damage is one of encoding or the
  /// feed is UTF-8, else into the feed after decoding.
  public var offset: Int
  /// How many times it was met.
  public var count: Int
  /// What was seen at the first place, where that helps (a label, a name); else empty.
  public var detail: String
  /// The text that was mended at the first place, as it came; at most `longestText` bytes of it. Empty where something was
  /// put in that was missing, and of repairs that are no matter of one place.
  public var before = ""
  /// What it was read as; empty where it was left out.
  public var after = ""

  /// The most bytes that are kept of a text that was mended.
  public static let longestText = 80

  /// A repair of that kind.
  public init(kind: RepairKind, offset: Int, count: Int = 1, detail: String = "") {
    self.kind = kind
    self.offset = offset
    self.count = count
    self.detail = detail
  }
}

/// The kinds of damage that are mended.
public enum RepairKind: String, Equatable, Hashable, Sendable, CaseIterable {
  /// The encoding that a header or the document named is not the one that the bytes are in.
  case wrongEncodingLabel
  /// Nothing said what encoding the bytes are in, and they are not UTF-8; statistics did.
  case undeclaredEncoding
  /// Bytes that the encoding does not define.
  case invalidBytes
  /// Text that was encoded twice (`Ã©` for é), read as it was meant.
  case doubleEncoding
  /// NUL and other control characters, which XML forbids.
  case controlCharacters
  /// An `&` that begins no reference.
  case bareAmpersand
  /// A `<` that begins no tag.
  case bareLessThan
  /// Names that HTML has and XML lacks, such as `&nbsp;`.
  case htmlEntity
  /// A reference to a character that XML forbids, or to a windows-1252 control.
  case badCharacterReference
  /// Text before the document's first element.
  case junkBeforeRoot
  /// Content after the document's last end tag.
  case junkAfterRoot
  /// An element that was never closed.
  case unclosedElement
  /// An end tag that closes nothing.
  case strayEndTag
  /// Attributes without quotes, without value, or with characters that XML forbids in them.
  case malformedAttribute
  /// Attributes over the limit of size or number, dropped.
  case oversizedTag
  /// Elements nested deeper than the limit, whose tags (not whose text) were dropped.
  case tooDeep
  /// More tags and attributes than the limit of work; what follows was left out.
  case tooManyElements
  /// Declarations of entities and elements in a DOCTYPE, ignored.
  case documentTypeDeclarations
  /// The document ends in the middle.
  case truncated
  /// A namespace prefix that was never declared; its usual meaning was taken.
  case undeclaredPrefix
  /// The XML parser reported a fault after all other repairs.
  case parserFault
}

extension RepairKind {
  /// Whether the damage is one of the encoding: of what says which it is, or of the bytes in it.
  public var isOfEncoding: Bool {
    switch self {
    case .wrongEncodingLabel, .undeclaredEncoding, .invalidBytes, .doubleEncoding: true
    default: false
    }
  }
}

/// Collects repairs by kind, keeping the first place of each.
struct RepairLog {
  private var repairs: [Repair] = []

  /// Notes `count` cases of damage of that kind, met at that place.
  ///
  /// Of the closures only those of a kind's first case are called.
  mutating func note(
    _ kind: RepairKind, at offset: Int, count: Int = 1, detail: @autoclosure () -> String = "",
    before: @autoclosure () -> String = "", after: @autoclosure () -> String = ""
  ) {
    if let index = repairs.firstIndex(where: { $0.kind == kind }) {
      repairs[index].count += count
      repairs[index].offset = min(repairs[index].offset, offset)
    } else {
      var repair = Repair(kind: kind, offset: offset, count: count, detail: detail())
      (repair.before, repair.after) = (before(), after())
      repairs.append(repair)
    }
  }

  /// Whether damage of that kind was met.
  func holds(_ kind: RepairKind) -> Bool { repairs.contains { $0.kind == kind } }

  /// All repairs in the order of their first places.
  var sorted: [Repair] {
    repairs.sorted { ($0.offset, $0.kind.rawValue) < ($1.offset, $1.kind.rawValue) }
  }
}

extension Repair {
  /// The beginning of a text, for `before` and `after`.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.count > longestText else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes.prefix(longestText), as: UTF8.self) + "…"
  }

  /// The same of a short text.
  static func text(_ text: ShortText) -> String {
    text.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
