internal import Corpus

/// Reads NITF, the News Industry Text Format (IPTC, versions 3.x): one story a document.
enum NITF {
  /// Reads a document.
  static func read(_ root: XMLNode, into context: inout WireContext) {
    context.add(entry(root, &context))
    if context.feed.title.isEmpty { context.feed.title = context.feed.entries.first?.wire.provider ?? "" }
  }

  /// The story of an `nitf` element.
  static func entry(_ root: XMLNode, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    let head = root.child("head")
    let metas = (head?.children("meta") ?? []).map { (name: $0["name"].lowercased(), value: $0["content"]) }
    func meta(_ names: String...) -> String {
      names.lazy.compactMap { name in metas.first { $0.name == name && !$0.value.isEmpty }?.value }.first ?? ""
    }
    entry.language =
      [root.language, root.child("body")?["xml:lang"].lowercased(), meta("language").lowercased()]
      .compactMap { $0 }.first { !$0.isEmpty } ?? ""
    if let data = head?.child("docdata") { read(data, into: &entry, &context) }
    if entry.id.isEmpty { entry.id = root["uno"] }
    if !entry.id.isEmpty { entry.idSource = .wireID }
    if entry.wire.slug.isEmpty { entry.wire.slug = meta("slugline", "slug", "anpa-keyword", "keyword") }
    if entry.wire.urgency == nil {
      entry.wire.urgency = WireContext.urgency(meta("urgency", "anpa-priority", "priority"))
    }
    if entry.wire.provider.isEmpty { entry.wire.provider = meta("provider", "source", "origin") }
    for publication in head?.children("pubdata") ?? [] {
      if entry.publishedText.isEmpty { context.setPublished([publication["date.publication"]], of: &entry) }
      if entry.link.isEmpty, !publication["ex-ref"].isEmpty { entry.link = context.resolved(publication["ex-ref"]) }
    }
    for subject in head?.all("tobject.subject") ?? [] {
      for name in [
        subject["tobject.subject.type"], subject["tobject.subject.matter"], subject["tobject.subject.detail"],
      ] {
        FeedDraft.add(name, to: &entry.categories)
      }
    }
    readBody(root, into: &entry)
    if entry.title.isEmpty { entry.title = head?.child("title")?.line ?? "" }
    if entry.publishedText.isEmpty, let written = root.first("story.date")?["norm"] {
      context.setPublished([written], of: &entry)
    }
    return entry
  }

  private static func read(_ data: XMLNode, into entry: inout FeedEntry, _ context: inout WireContext) {
    entry.id = data.children("doc-id").map { $0["id-string"] }.first { !$0.isEmpty } ?? ""
    let key = data.child("du-key")
    entry.wire.version = WireContext.version(key?["version"] ?? "")
    entry.wire.slug = key?["key"] ?? ""
    entry.wire.urgency = WireContext.urgency(data.child("urgency")?["ed-urg"] ?? "")
    let release = data.child("date.release")?["norm"] ?? ""
    let issue = data.child("date.issue")?["norm"] ?? ""
    context.setPublished([issue, release], of: &entry)
    let status = data["management-status"].lowercased()
    entry.wire.status = WireContext.status(status)
    if status == "embargoed" { entry.wire.embargoedUntil = context.date(release) }
    entry.wire.replaces = data["management-doc-idref"]
    entry.wire.editorialNote = data.children("ed-msg").map { $0["info"] }.filter { !$0.isEmpty }.joined(separator: "\n")
    if let holder = data.child("doc.copyright")?["holder"] {
      entry.wire.provider = holder
      let year = data.child("doc.copyright")?["year"] ?? ""
      entry.rights = ["©", year, holder].filter { !$0.isEmpty }.joined(separator: " ")
    }
    for keyword in data.all("keyword") { FeedDraft.add(keyword["key"], to: &entry.categories) }
  }

  /// Takes headline, byline, dateline and text of an `nitf` element, where the entry has none yet.
  static func readBody(_ root: XMLNode, into entry: inout FeedEntry) {
    guard let body = root.child("body") else { return }
    var paragraphs: [String] = []
    if let head = body.child("body.head") {
      let hedline = head.child("hedline")
      if entry.title.isEmpty { entry.title = (hedline?.child("hl1") ?? head.first("hl1"))?.line ?? "" }
      for subhead in hedline?.children("hl2") ?? [] where subhead.line != entry.title {
        paragraphs.append(subhead.line)
      }
      for by in head.children("byline") { readByline(by, into: &entry) }
      if entry.wire.provider.isEmpty { entry.wire.provider = head.child("distributor")?.line ?? "" }
      if entry.wire.dateline.isEmpty { entry.wire.dateline = head.child("dateline")?.line ?? "" }
      let notes = head.children("note").map(\.line).filter { !$0.isEmpty }
      if entry.wire.editorialNote.isEmpty { entry.wire.editorialNote = notes.joined(separator: "\n") }
      if let abstract = head.child("abstract"), entry.summary.isEmpty { entry.summary = abstract.paragraphs }
    }
    var contents = body.children("body.content")
    // Some leave the parts out and put paragraphs into the body itself.
    if contents.isEmpty, body.child("body.head") == nil { contents = [body] }
    for content in contents {
      paragraphs.append(content.paragraphs)
      for reference in content.all("media-reference") {
        let source = reference["source"].isEmpty ? reference["src"] : reference["source"]
        guard !source.isEmpty else { continue }
        entry.enclosures.append(FeedEnclosure(url: source, type: reference["mime-type"], length: nil))
      }
    }
    if let tagline = body.child("body.end", "tagline") { paragraphs.append(tagline.paragraphs) }
    FeedDraft.keepLonger(paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n"), in: &entry.text)
  }

  private static func readByline(_ by: XMLNode, into entry: inout FeedEntry) {
    let people = by.all("person").map(\.line).filter { !$0.isEmpty }
    if people.isEmpty {
      // The title of the author (`byttl`) is no part of the name, unless there is no other.
      let title = by.child("byttl")?.line ?? ""
      var line = by.line
      if !title.isEmpty, line.hasSuffix(title), line != title { line = String(line.dropLast(title.count)).trimmedASCII }
      FeedDraft.add(NewsMLText.byline(line), to: &entry.authors)
    } else {
      for person in people { FeedDraft.add(NewsMLText.byline(person), to: &entry.authors) }
    }
  }
}
