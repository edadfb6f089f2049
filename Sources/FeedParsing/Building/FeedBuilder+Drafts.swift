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
      warn(.emptyEntry, "entry \(feed.entries.count + 1)")
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
    var entries = feed.entries
    feed.entries = []
    for index in entries.indices {
      let link = entries[index].link
      if !link.isEmpty, !URLReference.isAbsolute(link) { entries[index].link = resolved(link, base: feed.link) }
      if entries[index].language.isEmpty { entries[index].language = feed.language }
    }
    EntryIdentity.settle(&entries, warnings: &feed.warnings)
    feed.entries = entries
  }

  /// An address seen from where the parser is.
  func resolved(_ reference: String) -> String {
    resolved(reference.trimmedASCII, base: bases.last ?? "")
  }

  /// An address seen from a base. A long base before many short references would make a feed many times its size: once
  /// `limits.resolvedBytes` were added that way, references stay as they are.
  private func resolved(_ reference: String, base: String) -> String {
    if base.isEmpty || URLReference.isAbsolute(reference) { return reference }
    guard resolvedBytes < limits.resolvedBytes, base.utf8.count <= limits.baseBytes else { return reference }
    let address = URLReference.resolve(reference, base: base)
    resolvedBytes += max(0, address.utf8.count - reference.utf8.count)
    return address
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
    guard mayReadDate() else { return }
    note(drafts[drafts.count - 1].draft.published.offer(text, rank: rank), of: text)
  }

  /// Offers the date of the last change.
  func offerUpdated(_ text: String, rank: Int) {
    guard mayReadDate() else { return }
    note(drafts[drafts.count - 1].draft.updated.offer(text, rank: rank), of: text)
  }

  /// Warns of a date. An ambiguous zone is a habit of the feed, and worth one word.
  private func note(_ verdict: RankedDate.Verdict, of text: String) {
    switch verdict {
    case .fine: break
    case .unknown: warn(.unknownDate, String(text.prefix(80)))
    case .ambiguous:
      if !feed.warnings.contains(where: { $0.kind == .ambiguousZone }) { warn(.ambiguousZone, String(text.prefix(80))) }
    }
  }

  /// Counts a date; false once the entry has had more than an entry has, or the feed more than a feed.
  private func mayReadDate() -> Bool {
    datesRead += 1
    drafts[drafts.count - 1].draft.dates += 1
    return drafts[drafts.count - 1].draft.dates <= FeedDraft.mostDates && datesRead <= 100_000
  }

  /// Adds a warning, unless there are as many as anyone will read.
  func warn(_ kind: FeedWarning.Kind, _ detail: @autoclosure () -> String) {
    if feed.warnings.count < 1000 { feed.warnings.append(FeedWarning(kind: kind, detail: detail())) }
  }
}
