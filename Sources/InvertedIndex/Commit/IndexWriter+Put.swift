internal import Corpus

/// Putting and deleting: which document a story takes the place of, and which becomes an earlier version.
extension IndexWriter {
  /// Where a live document is.
  enum Location {
    case pending(Int)
    case segment(SegmentReader, Int)
  }

  func replace(_ incoming: Story) throws -> Outcome {
    guard incoming.version == StoryVersion() else {
      var story = incoming
      story.version = StoryVersion()
      return try replace(story)
    }
    let key = incoming.key
    guard let location = try locate(key) else {
      // A copy of a story counts its twenty texts up and down; most stories are new, and are copied once, into a batch.
      changed = true
      let version = incoming.ownVersion
      let document = try add(incoming, key, version)
      try link(document, incoming, isRevision: version?.traits?.isRevision ?? false)
      try finishIfFull()
      return .added
    }
    guard let known = try known(location, besides: incoming) else { return .unchanged }
    changed = true
    let seen = incoming.firstSeen
    var story = incoming
    story.firstSeen = known.firstSeen
    if known.content == story.contentKey || known.isTeaser(of: story) || !options.storesText || !options.keepsVersions {
      // The same words, or all of them for the first of them: what has changed is put in its place.
      remove(location, key)
      var version = known.version ?? story.ownVersion
      if known.version != nil {
        version?.embargo = story.wire.embargoedUntil
        version?.links = story.ownVersion?.links ?? []
      }
      try add(story, key, version)
    } else {
      try addVersion(of: location, known, story, seen: seen)
    }
    try finishIfFull()
    return .updated
  }

  func remove(_ key: StoryKey) throws -> Bool {
    guard let location = try locate(key) else { return false }
    changed = true
    if let chain = version(of: location)?.version.chain {
      for member in try members(ofChain: chain) { remove(member.location, member.key) }
    } else {
      remove(location, key)
    }
    return true
  }

  // MARK: - Parts

  func locate(_ key: StoryKey) throws -> Location? {
    if finishingKeys[key] != nil { try completeFinishing() }
    if let document = pending[key] {
      try fill(upTo: document)
      return .pending(document)
    }
    return try find(key).map { .segment($0, $1) }
  }

  func version(of location: Location) -> DocumentVersion? {
    switch location {
    case .pending(let document): builder?.row(document).version
    case .segment(let segment, let document): segment.versionEntry(of: document)
    }
  }

  /// What is there of a story that comes again.
  struct Known {
    var firstSeen: Timestamp
    var content: UInt64
    var version: DocumentVersion?
    /// Whether what is known is the teaser of which the whole text has now been fetched: no edit of the wire's.
    func isTeaser(of whole: Story) -> Bool {
      guard !whole.summary.isEmpty else { return false }
      var teaser = whole
      teaser.text = whole.summary
      teaser.body = 0..<whole.summary.utf8.count
      teaser.annotateWireCopy()
      return teaser.contentKey == content
    }
  }

  /// What is known of a document; nil where the story is the same but for the time it was first seen.
  private func known(_ location: Location, besides story: Story) throws -> Known? {
    switch location {
    case .pending(let document):
      guard let row = builder?.row(document), row.checksum != StoredStoryCodec.checksum(story) else { return nil }
      return Known(
        firstSeen: Timestamp(secondsSince1970: row.firstSeen), content: row.content, version: row.version)
    case .segment(let segment, let document):
      let known = try segment.story(of: document).story
      var same = story
      same.firstSeen = known.firstSeen
      same.version = known.version
      guard known != same else { return nil }
      return Known(
        firstSeen: known.firstSeen, content: known.contentKey, version: segment.versionEntry(of: document))
    }
  }

  /// Takes a document out.
  func remove(_ location: Location, _ key: StoryKey) {
    switch location {
    case .pending(let document):
      builder?.delete(document)
      pending[key] = nil
    case .segment(let segment, let document): markDeleted(document, in: segment)
    }
  }

  /// Adds a document to the segment in memory.
  @discardableResult
  func add(_ story: Story, _ key: StoryKey, _ version: DocumentVersion?) throws -> Int {
    try openBuilder()
    guard let builder else { preconditionFailure("there is no segment to add to") }
    let document = builder.enter(story, key: key, version: version)
    pending[key] = document
    try enqueue(story)
    for link in version?.links ?? [] { waitingLinks?.insert(link) }
    return document
  }

  private func finishIfFull() throws {
    if let builder, builder.memory >= segmentMemory || builder.isFull { try beginFinishing() }
  }
}
