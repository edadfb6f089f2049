/// How well a feed is made, from A to F, and why: for those who debug a feed or ask its maker to mend it.
///
/// Each kind of damage counts once, however often it occurs: a habit is one fault. What readers must guess costs one point
/// (a bare `&`, an HTML entity, no date), what may show as wrong text two (a wrong encoding label, control characters), what loses or
/// misplaces text three (a document that ends early, text encoded twice).
public struct FeedGrade: Equatable, Sendable {
  /// `A` without a fault, `B` up to 2 points, `C` up to 5, `D` up to 8, `F` beyond or without entries.
  public var letter: Character
  /// The faults, the worst first, each in half a sentence.
  public var reasons: [String]

  /// The grade of a feed that was read.
  public init(_ feed: ParsedFeed) {
    var faults: [(points: Int, reason: String)] = []
    for repair in feed.repairs {
      let times = repair.count > 1 ? " (\(repair.count) times)" : ""
      faults.append((FeedGrade.points(repair.kind), FeedGrade.words(repair.kind.rawValue) + times))
    }
    for (kind, count) in Dictionary(feed.warnings.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +) {
      faults.append((kind == "repeatedID" ? 2 : 1, FeedGrade.words(kind) + (count > 1 ? " (\(count) times)" : "")))
    }
    let undated = feed.entries.count { $0.published == nil && $0.updated == nil }
    if undated > 0 { faults.append((1, "\(undated) of \(feed.entries.count) entries without a date")) }
    let nameless = feed.entries.count { $0.idSource == .contentHash }
    if nameless > 0 { faults.append((2, "\(nameless) of \(feed.entries.count) entries with neither id nor link")) }
    if feed.title.isEmpty { faults.append((1, "no title")) }
    if feed.entries.isEmpty { faults.append((9, "no entries")) }
    faults.sort { ($1.points, $0.reason) < ($0.points, $1.reason) }
    reasons = faults.map(\.reason)
    letter =
      switch faults.reduce(0, { $0 + $1.points }) {
      case 0: "A"
      case 1...2: "B"
      case 3...5: "C"
      case 6...8: "D"
      default: "F"
      }
  }

  private static func points(_ kind: RepairKind) -> Int {
    switch kind {
    case .truncated, .doubleEncoding, .unclosedElement, .oversizedTag, .tooDeep, .tooManyElements, .parserFault: 3
    case .wrongEncodingLabel, .invalidBytes, .controlCharacters, .badCharacterReference, .junkBeforeRoot,
      .junkAfterRoot,
      .strayEndTag, .malformedAttribute:
      2
    default: 1
    }
  }

  /// "bareAmpersand" as "bare ampersand".
  private static func words(_ name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, let last = words.last, last.isLowercase { words.append(" ") }
      words.append(contentsOf: character.lowercased())
    }
    return words
  }
}
