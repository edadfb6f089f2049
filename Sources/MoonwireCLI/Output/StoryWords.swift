import Moonwire

/// Facts about a story in a few words, as they stand in a line of details.
enum StoryWords {
  /// Who wrote it, who passes it on and whom it cites: "TASS", "TASS via KazTAG", "KazTAG, citing TASS"; empty where no agency
  /// is known.
  static func agencies(_ story: Story) -> String {
    let origins = story.agencies(as: .origin)
    let carriers = story.agencies(as: .carrier)
    let mentions = story.agencies(as: .mention)
    var words = origins.joined(separator: ", ")
    if !carriers.isEmpty { words += (words.isEmpty ? "via " : " via ") + carriers.joined(separator: ", ") }
    if !mentions.isEmpty { words += (words.isEmpty ? "citing " : ", citing ") + mentions.joined(separator: ", ") }
    return words
  }

  /// That it revises what was sent before: "corrected", "update 2", "version 3"; empty for nearly all stories.
  static func revision(_ story: Story) -> String {
    var words: [String] = []
    if let notice = story.notice, let word = word(for: notice.kind) {
      words.append(notice.number.map { "\(word.numbered) \($0)" } ?? word.plain)
    }
    if story.version.number > 1 {
      words.append("version \(story.version.number)")
    } else if let version = story.wire.version, version > 1 {
      words.append("version \(version)")
    }
    return words.joined(separator: ", ")
  }

  /// The same for programs: the kind of revision that the headline's mark says, and its number; null where it says none.
  static func revisionJSON(_ story: Story) -> JSONValue {
    guard let notice = story.notice, notice.kind.isRevision else { return .null }
    return ["kind": .string(notice.kind.rawValue), "number": notice.number.map { .integer(Int64($0)) } ?? .null]
  }

  private static func word(for kind: WireNotice.Kind) -> (plain: String, numbered: String)? {
    switch kind {
    case .corrected: ("corrected", "correction")
    case .refiled: ("refiled", "refile")
    case .repeated: ("repeated", "repeat")
    case .updated: ("updated", "update")
    case .extended: ("extended", "extension")
    case .wrapup: ("wrapup", "wrapup")
    case .withdrawn, .held, .advisory, .embargoed, .urgent, .flash: nil
    }
  }
}
