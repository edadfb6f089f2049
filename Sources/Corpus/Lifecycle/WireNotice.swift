/// What the head of a headline says of a story's place in its life: "CORRECTED: …", "UPDATE 2-…", "АННУЛИРОВАНО. …", "【更正】…".
///
/// The forms are those of the agencies' own stylebooks: corrections, refiles, repeats, updates, wrapups, advisories, kills,
/// holds, embargoes, and the marks of urgent copy. A word alone is no mark: it must be set off from the headline.
public struct WireNotice: Equatable, Sendable {
  /// What is said.
  public enum Kind: String, Equatable, Sendable, CaseIterable {
    /// A mistake of substance was put right: CORRECTED, CORRECTION, ИСПРАВЛЕНО, УТОЧНЕНИЕ, 更正.
    case corrected
    /// A slip of form was put right: REFILE.
    case refiled
    /// The same once more: REPEAT, RPT, ПОВТОР, 重发.
    case repeated
    /// More is known: UPDATE 2, ОБНОВЛЕНО, 更新.
    case updated
    /// Something was added: ADDS, ДОПОЛНЕНО, 补充.
    case extended
    /// Several stories in one: WRAPUP 3.
    case wrapup
    /// A note to editors: ADVISORY.
    case advisory
    /// Taken back: WITHDRAWN, KILL, АННУЛИРОВАНО, 撤稿.
    case withdrawn
    /// Not to be used for now: HOLD.
    case held
    /// Not before a moment: EMBARGOED UNTIL.
    case embargoed
    /// Short first word of something big: URGENT, СРОЧНО, 急电.
    case urgent
    /// The very first word: FLASH, МОЛНИЯ, 快讯.
    case flash

    /// Whether it is said of a story that was sent before.
    public var isRevision: Bool {
      switch self {
      case .corrected, .refiled, .repeated, .updated, .extended, .wrapup, .withdrawn, .held: true
      case .advisory, .embargoed, .urgent, .flash: false
      }
    }
  }

  /// What is said; of several marks ("CORRECTED-UPDATE 2-…") the first.
  public var kind: Kind
  /// The number of the update or wrapup; nil where there is none.
  public var number: Int?
  /// The headline without marks.
  public var headline: String
  /// When an embargo ends, in the headline's words; empty otherwise.
  public var until: String

  /// Reads the marks at the head of a headline, or in brackets at its end; nil where there are none.
  ///
  /// - Complexity: a few comparisons for headlines without marks.
  public static func parse(_ headline: String) -> WireNotice? {
    var headline = headline
    return headline.withUTF8 { bytes in
      guard !bytes.isEmpty else { return nil }
      var parser = NoticeParser(WireText(bytes))
      return parser.parse()
    }
  }
}

extension Story {
  /// What the headline says of the story's place in its life; nil where it says nothing.
  public var notice: WireNotice? {
    WireNotice.parse(title)
  }

  /// The headline without marks.
  public var plainHeadline: String {
    notice?.headline ?? title
  }
}
