internal import Corpus

extension FeedBuilder {
  /// Begins an entry, source or image; an image within an entry is the entry's.
  func openDraft(_ subject: Subject, _ frame: inout Frame) {
    frame.opensDraft = true
    var draft = FeedDraft()
    if subject == .entry, let language = languages.last { draft.language.offer(language, rank: 1) }
    drafts.append((subject, draft))
  }

  /// Takes what the attributes of a channel say (CDF, RSS 1.0).
  func openChannel(_ element: XMLElement) {
    let attributes = element.attributes
    if let href = attributes.string("href") ?? attributes.string("HREF") { offerLink(href, rank: 2) }
    if let about = attributes.string("about", prefix: "rdf"), drafts[0].draft.about.isEmpty {
      drafts[0].draft.about = about
    }
    if let modified = attributes.string("lastmod") ?? attributes.string("LASTMOD") { offerUpdated(modified, rank: 1) }
  }

  /// Ends the innermost entry, source or image, and hands it to whom it belongs.
  func closeDraft() {
    guard drafts.count > 1, let (subject, draft) = drafts.popLast() else { return }
    switch subject {
    case .feed: break
    case .entry: add(draft)
    case .source:
      drafts[drafts.count - 1].draft.source = FeedSource(
        title: draft.title.value, url: draft.link.value.isEmpty ? draft.id : draft.link.value)
    case .image:
      drafts[drafts.count - 1].draft.image.offer(draft.image.value, rank: 3)
    }
  }

  private func add(_ draft: FeedDraft) {
    guard feed.entries.count < limits.entries else { return }
    let entry = draft.entry()
    if entry.title.isEmpty && entry.text.isEmpty && entry.link.isEmpty && entry.id.isEmpty {
      feed.warnings.append(FeedWarning(kind: .emptyEntry, detail: "entry \(feed.entries.count + 1)"))
    }
    feed.entries.append(entry)
  }

  /// Sets what the feed says of itself, and settles what needs all of it: bases, identities.
  func finishFeed() {
    let draft = drafts[0].draft
    feed.title = draft.title.value
    feed.subtitle = draft.subtitle.value.isEmpty ? draft.description : draft.subtitle.value
    feed.link = draft.link.value
    if feed.link.isEmpty && draft.about.hasPrefix("http") { feed.link = draft.about }
    feed.id = draft.id.isEmpty ? draft.guid : draft.id
    feed.language = draft.language.value
    feed.updated = draft.updated.value ?? draft.published.value
    feed.authors = draft.authors.isEmpty ? draft.creators : draft.authors
    feed.categories = draft.categories
    feed.rights = draft.rights
    feed.generator = draft.generator
    feed.image = draft.image.value
    if let period = feed.hints.updatePeriod { feed.hints.updatePeriod = max(1, period / max(1, updateFrequency)) }
    for index in feed.entries.indices {
      if !feed.link.isEmpty, !URLReference.isAbsolute(feed.entries[index].link), !feed.entries[index].link.isEmpty {
        feed.entries[index].link = URLReference.resolve(feed.entries[index].link, base: feed.link)
      }
      if feed.entries[index].language.isEmpty { feed.entries[index].language = feed.language }
    }
    var entries = feed.entries
    feed.entries = []
    EntryIdentity.settle(&entries, warnings: &feed.warnings)
    feed.entries = entries
  }

  /// An address seen from where the parser is.
  func resolved(_ reference: String) -> String {
    URLReference.resolve(reference.trimmedASCII, base: bases.last)
  }

  /// Offers the address of what is being read.
  func offerLink(_ reference: String, rank: Int) {
    let reference = reference.trimmedASCII
    guard !reference.isEmpty, drafts[drafts.count - 1].subject != .image else { return }
    drafts[drafts.count - 1].draft.link.offer(resolved(reference), rank: rank)
  }

  /// Offers a picture.
  func offerImage(_ reference: String) {
    drafts[drafts.count - 1].draft.image.offer(resolved(reference), rank: 2)
  }

  /// Offers the date of publication.
  func offerPublished(_ text: String, rank: Int) {
    if !drafts[drafts.count - 1].draft.published.offer(text, rank: rank) {
      feed.warnings.append(FeedWarning(kind: .unknownDate, detail: String(text.prefix(80))))
    }
  }

  /// Offers the date of the last change.
  func offerUpdated(_ text: String, rank: Int) {
    if !drafts[drafts.count - 1].draft.updated.offer(text, rank: rank) {
      feed.warnings.append(FeedWarning(kind: .unknownDate, detail: String(text.prefix(80))))
    }
  }
}
