internal import Corpus

/// What a segment keeps of the few documents that are one of several versions, under embargo, withdrawn, or wait for the
/// story that they revise.
struct DocumentVersion: Equatable {
  /// What the chain of versions needs to know of each of them without reading its story.
  struct Traits: Equatable {
    /// The key of its identity.
    var identity = StoryKey(0)
    /// Of headline, body, status and embargo: what makes another version.
    var content: UInt64 = 0
    /// Whether its headline or its format says that it revises another story.
    var isRevision = false
    /// The number of the update; 0 where there is none.
    var number = 0
    var status = PublicationStatus.usable
    /// Who takes the story back; empty where nobody does.
    var by = ""
  }

  var version = StoryVersion()
  /// The moment from which the document may be shown; nil: always.
  var embargo: Timestamp?
  /// Hashes by which a story that comes later is known for one that this one revises.
  var links: [UInt64] = []
  /// Of members of a chain only.
  var traits: Traits?

  /// Whether there is nothing to keep.
  var isPlain: Bool {
    self == DocumentVersion()
  }

  /// Whether it is shown at a moment. Nil for the moment: as if every embargo were over.
  func isShown(at now: Timestamp?) -> Bool {
    if let from = embargo, let now, now < from { return false }
    guard let until = version.supersededFrom else { return true }
    return until != .distantPast && now.map { $0 < until } ?? false
  }
}

extension DocumentVersion.Traits {
  /// What they are for a story.
  init(_ story: Story) {
    let notice = story.notice
    identity = story.identity.key
    content = story.contentKey
    isRevision = story.isRevision(notice)
    number = max(0, notice?.number ?? story.wire.version ?? 0)
    status = story.wire.status
    by = status == .usable ? "" : story.agencies(as: .origin).first ?? story.feedTitle
  }
}
