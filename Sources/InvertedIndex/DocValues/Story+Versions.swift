internal import Corpus
internal import Storage

extension Story {
  /// A hash of what makes another version: headline, body, status, embargo. Links, summaries and tags may change without, and
  /// so may what is learnt of a feed's boilerplate.
  var contentKey: UInt64 {
    var parts = ByteBuffer()
    parts.reserve(48)
    var title = title
    var text = text
    parts.append(fixed: title.withUTF8 { Checksum.xxh3(UnsafeRawBufferPointer($0)) })
    let body = unlearntBody
    parts.append(
      fixed: text.withUTF8 { bytes in
        Checksum.xxh3(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[body.clamped(to: 0..<bytes.count)])))
      })
    parts.append(string: wire.status.rawValue)
    parts.append(fixed: wire.embargoedUntil?.secondsSince1970 ?? .min)
    return Checksum.xxh3(parts.bytes)
  }

  /// Whether the headline, or the wire's metadata, says that this revises a story sent before.
  func isRevision(_ notice: WireNotice?) -> Bool {
    notice?.kind.isRevision ?? false || wire.status != .usable || !wire.replaces.isEmpty || wire.version ?? 1 > 1
  }

  /// What is kept of the story while it is the only version; nil for nearly all.
  var ownVersion: DocumentVersion? {
    let notice = notice
    guard isRevision(notice) || wire.embargoedUntil != nil else { return nil }
    var entry = DocumentVersion(embargo: wire.embargoedUntil)
    entry.traits = DocumentVersion.Traits(self)
    if isRevision(notice) { entry.links = revisionLinks }
    if wire.status != .usable { entry.version.withdrawal = Withdrawal(of: self) }
    return entry
  }

  /// Hashes of what a story revises: the headline, the story that it names, the slug of the day, the address.
  private var revisionLinks: [UInt64] {
    var links: [UInt64] = []
    if let headline = headlineKey { links.append(headline) }
    if !wire.replaces.isEmpty { links.append(StoryIdentity(feed: identity.feed, id: wire.replaces).key.value) }
    if let slug = slugKey { links.append(slug) }
    if let link = linkKey { links.append(link) }
    return links
  }

  /// A hash of feed, slug and day; nil where there is no slug.
  var slugKey: UInt64? {
    guard !wire.slug.isEmpty else { return nil }
    return StoryIdentity(feed: identity.feed + "\0" + date.dayDescription, id: wire.slug.lowercased()).key.value
  }
}

extension Withdrawal {
  /// The withdrawal that a story says.
  init(of story: Story) {
    self.init(
      by: DocumentVersion.Traits(story).by, at: story.updated ?? story.date, isFinal: story.wire.status == .canceled)
  }
}
