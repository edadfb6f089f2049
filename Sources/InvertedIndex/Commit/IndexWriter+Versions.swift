internal import Corpus

/// Versions of a story as a chain: who belongs to it, and who is shown.
extension IndexWriter {
  /// A version as the writer has it in hand.
  struct Member {
    var location: Location
    var key: StoryKey
    var date: Int64
    var version: DocumentVersion
    /// What the document has until `apply` is called.
    var before: (key: StoryKey, version: DocumentVersion?)

    var traits: DocumentVersion.Traits { version.traits ?? DocumentVersion.Traits() }
  }

  /// The live versions of a chain, in no order.
  func members(ofChain chain: StoryKey) throws -> [Member] {
    if finishing != nil { try completeFinishing() }
    var members = try (builder?.documents(ofChain: chain) ?? []).map { try member(.pending($0)) }
    for segment in segments {
      for (document, entry) in segment.versions where entry.version.chain == chain && isLive(document, in: segment) {
        members.append(try member(.segment(segment, document)))
      }
    }
    return members
  }

  private func isLive(_ document: Int, in segment: SegmentReader) -> Bool {
    live[segment.name]?.isLive(document) ?? segment.isLive(document)
  }

  /// A document as a version, with all its traits.
  private func member(_ location: Location) throws -> Member {
    let known = version(of: location)
    var version = known ?? DocumentVersion()
    switch location {
    case .pending(let document):
      guard let row = builder?.row(document) else { preconditionFailure("a document of no segment") }
      if version.traits == nil { version.traits = DocumentVersion.Traits(identity: row.key, content: row.content) }
      version.version.seen = version.version.seen ?? Timestamp(secondsSince1970: row.firstSeen)
      return Member(location: location, key: row.key, date: row.date, version: version, before: (row.key, known))
    case .segment(let segment, let document):
      if version.traits == nil {
        version.traits = DocumentVersion.Traits(try segment.story(of: document).story)
      }
      version.version.seen = version.version.seen ?? segment.firstSeen(of: document)
      let key = segment.key(of: document)
      return Member(
        location: location, key: key, date: segment.date(of: document), version: version, before: (key, known))
    }
  }

  /// Adds a new version of a story that is known under the same identity; the known one steps back.
  func addVersion(of location: Location, _ known: Known, _ story: Story, seen: Timestamp) throws {
    let key = story.key
    var earlier = try member(location)
    let chain = known.version?.version.chain ?? key
    if known.version?.version.chain != nil {
      // The same words once more: that version comes to the front again, and there are no more of them than before.
      for member in try members(ofChain: chain)
      where member.version.version.isEarlier && member.traits.identity == key
        && member.traits.content == story.contentKey
      {
        remove(member.location, member.key)
      }
    }
    let number = earlier.version.version.number
    earlier.version.version.isEarlier = true
    earlier.version.version.chain = chain
    earlier.key = story.identity.key(ofVersion: number)
    // Before the new one is added, which takes its key.
    try apply([earlier])
    var version = story.ownVersion ?? DocumentVersion()
    version.version.chain = chain
    version.version.number = number + 1
    version.version.seen = seen
    version.traits = DocumentVersion.Traits(story)
    if story.updated == nil { version.version.withdrawal?.at = seen }
    let document = try add(story, key, version)
    try link(document, story, isRevision: version.traits?.isRevision ?? false)
    try settle(chain)
  }

  /// Brings a document that was just added into the chain of what it revises, or of what revises it.
  func link(_ document: Int, _ story: Story, isRevision: Bool) throws {
    let relatives = try relatives(of: story, isRevision: isRevision, document)
    guard !relatives.isEmpty else { return }
    var members = [try member(.pending(document))] + (try relatives.map { try member($0) })
    let oldest = members.min { ($0.date, $0.key) < ($1.date, $1.key) }
    let chains = Set(members.compactMap(\.version.version.chain)).sorted()
    guard let chain = chains.first ?? oldest?.traits.identity else { return }
    for other in chains where other != chain { members += try self.members(ofChain: other) }
    for place in members.indices { members[place].version.version.chain = chain }
    try apply(members)
    try settle(chain)
  }

  /// Says anew of each version of a chain when it is shown.
  ///
  /// The newest usable version is shown, from the end of its embargo on; until then the one before it. Where the newest
  /// version takes the story back, the last usable one stays as a tombstone, and the notice itself is not shown.
  private func settle(_ chain: StoryKey) throws {
    var members = try members(ofChain: chain)
    let order = VersionOrder(members)
    members.sort { order.precedes($1, $0) }
    var shownFrom: Timestamp?
    var withdrawal: Withdrawal?
    let hasUsable = members.contains { $0.traits.status == .usable }
    for place in members.indices {
      let traits = members[place].traits
      if traits.status != .usable, hasUsable || shownFrom != nil || withdrawal != nil {
        if shownFrom == nil, withdrawal == nil { withdrawal = members[place].version.version.withdrawal }
        members[place].version.version.supersededFrom = .distantPast
        continue
      }
      members[place].version.version.supersededFrom = shownFrom
      if traits.status == .usable {
        members[place].version.version.withdrawal = withdrawal
        withdrawal = nil
      }
      shownFrom = min(
        shownFrom ?? members[place].version.embargo ?? .distantPast, members[place].version.embargo ?? .distantPast)
    }
    try apply(members)
  }

  /// Brings the documents to what the members say: those in memory as they are, those of segments indexed once more.
  private func apply(_ members: [Member]) throws {
    let differing = members.filter { $0.version != $0.before.version || $0.key != $0.before.key }
    for member in differing {
      guard case .pending(let document) = member.location else { continue }
      if pending[member.before.key] == document { pending[member.before.key] = nil }
      builder?.setVersion(member.version, key: member.key, of: document)
      pending[member.key] = document
      for link in member.version.links { waitingLinks?.insert(link) }
    }
    for member in differing {
      guard case .segment(let segment, let document) = member.location else { continue }
      let story = try segment.story(of: document).story
      markDeleted(document, in: segment)
      try add(story, member.key, member.version)
    }
  }
}

/// The order of a chain's versions in time.
///
/// Versions of one identity follow one another by number. Identities follow one another by what their newest version says:
/// one that revises comes after one that does not; then by date, by the number of the update, by key.
struct VersionOrder {
  private var newest: [StoryKey: IndexWriter.Member] = [:]

  init(_ members: [IndexWriter.Member]) {
    for member in members {
      let known = newest[member.traits.identity]
      if known.map({ $0.version.version.number < member.version.version.number }) ?? true {
        newest[member.traits.identity] = member
      }
    }
  }

  /// Whether one comes before the other.
  func precedes(_ first: IndexWriter.Member, _ second: IndexWriter.Member) -> Bool {
    let identities = (first.traits.identity, second.traits.identity)
    if identities.0 == identities.1 { return first.version.version.number < second.version.version.number }
    guard let left = newest[identities.0], let right = newest[identities.1] else { return false }
    if left.traits.isRevision != right.traits.isRevision { return right.traits.isRevision }
    if left.date != right.date { return left.date < right.date }
    if left.traits.number != right.traits.number { return left.traits.number < right.traits.number }
    return identities.0 < identities.1
  }
}
