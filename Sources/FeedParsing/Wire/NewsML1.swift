internal import Corpus

/// Reads NewsML 1.0–1.2 (IPTC; root `NewsML`): an envelope and its news items.
enum NewsML1 {
  /// Reads a document.
  static func read(_ root: XMLNode, into context: inout WireContext) {
    let envelope = root.child("newsenvelope")
    context.feed.title = formalName(envelope?.child("newsservice"))
    context.feed.updated = context.date(envelope?.child("dateandtime")?.line ?? "")
    let priority = formalName(envelope?.child("priority"))
    for item in root.children("newsitem") {
      guard item.first("newscomponent") != nil || item.child("newsmanagement") != nil else { continue }
      readItem(item, priority: priority, &context)
    }
    if context.feed.title.isEmpty { context.feed.title = context.feed.entries.first?.wire.provider ?? "" }
  }

  private static func readItem(_ item: XMLNode, priority: String, _ context: inout WireContext) {
    var entry = FeedEntry()
    entry.language = item.language
    readIdentification(item, into: &entry)
    if let management = item.child("newsmanagement") { readManagement(management, into: &entry, &context) }
    if entry.wire.urgency == nil { entry.wire.urgency = WireContext.urgency(priority) }
    if let component = item.child("newscomponent") { readComponent(component, into: &entry, context) }
    context.add(entry)
  }

  /// The identity without the revision, so that a revision is a new version of the same story.
  private static func readIdentification(_ item: XMLNode, into entry: inout FeedEntry) {
    guard let identification = item.child("identification") else { return }
    if let identifier = identification.child("newsidentifier") {
      let parts = ["providerid", "dateid", "newsitemid"].map { identifier.child($0)?.line ?? "" }
      if !parts[2].isEmpty {
        entry.id = "urn:newsml:" + parts.joined(separator: ":")
      } else {
        entry.id = identifier.child("publicidentifier")?.line ?? ""
      }
      if !entry.id.isEmpty { entry.idSource = .wireID }
      let revision = identifier.child("revisionid")
      entry.wire.version = WireContext.version(revision?.line ?? "")
    }
    entry.wire.slug = identification.child("namelabel")?.line ?? ""
  }

  private static func readManagement(_ management: XMLNode, into entry: inout FeedEntry, _ context: inout WireContext) {
    let created = management.child("firstcreated")?.line ?? ""
    let revised = management.child("thisrevisioncreated")?.line ?? ""
    context.setPublished([created, revised], of: &entry)
    if !created.isEmpty { entry.updated = context.date(revised) }
    let status = formalName(management.child("status"))
    entry.wire.status = WireContext.status(status)
    if status.lowercased() == "embargoed" {
      entry.wire.embargoedUntil = context.date(management.child("statuswillchange", "dateandtime")?.line ?? "")
    }
    entry.wire.urgency = WireContext.urgency(formalName(management.child("urgency")))
    for note in management.children("instruction") + management.children("newsitemnote") {
      let text = note.line.isEmpty ? formalName(note) : note.line
      entry.wire.editorialNote += (entry.wire.editorialNote.isEmpty ? "" : "\n") + text
    }
    for relation in management.children("derivedfrom") + management.children("associatedwith") {
      let kind = formalName(relation).lowercased()
      guard relation.name == "derivedfrom" || ["replaces", "corrects", "update"].contains(kind) else { continue }
      if entry.wire.replaces.isEmpty { entry.wire.replaces = relation["newsitem"] }
    }
  }

  private static func readComponent(_ component: XMLNode, into entry: inout FeedEntry, _ context: WireContext) {
    let lines = component.child("newslines") ?? component.first("newslines")
    func line(_ name: String) -> String { lines?.child(name)?.line ?? "" }
    entry.title = line("headline")
    entry.wire.dateline = line("dateline")
    if !line("slugline").isEmpty { entry.wire.slug = line("slugline") }
    for by in lines?.children("byline") ?? [] { FeedDraft.add(NewsMLText.byline(by.line), to: &entry.authors) }
    for keyword in lines?.children("keywordline") ?? [] { FeedDraft.add(keyword.line, to: &entry.categories) }
    entry.rights = [line("copyrightline"), line("rightsline")].filter { !$0.isEmpty }.joined(separator: "\n")
    entry.creator = line("creditline")
    if let language = component.first("language").map(formalName), !language.isEmpty {
      entry.language = language.lowercased()
    }
    if let party = component.first("provider")?.first("party") { entry.wire.provider = formalName(party) }
    if let creator = component.first("creator")?.first("party"), entry.creator.isEmpty {
      entry.creator = formalName(creator)
    }
    let contents = textContents(of: component)
    for content in contents {
      guard let data = content.first("datacontent") else { continue }
      if let nitf = data.first("nitf") {
        NITF.readBody(nitf, into: &entry)
      } else {
        FeedDraft.keepLonger((data.first("body") ?? data.first("body.content") ?? data).paragraphs, in: &entry.text)
      }
    }
    if let subhead = lines?.child("subheadline")?.line, !subhead.isEmpty, !entry.text.isEmpty {
      entry.text = subhead + "\n\n" + entry.text
    }
    for content in component.all("contentitem") {
      let reference = content["href"]
      guard !reference.isEmpty else { continue }
      entry.enclosures.append(
        FeedEnclosure(
          url: context.resolved(reference), type: formalName(content.child("mimetype")),
          length: Int(content.child("characteristics", "sizeinbytes")?.line ?? "")))
    }
  }

  /// The content items that hold the story: of the component whose role is the main one, where one is so called. Captions
  /// of pictures are their components' text and not the story's.
  private static func textContents(of component: XMLNode) -> [XMLNode] {
    let parts = [component] + component.all("newscomponent").flatMap { [$0] + $0.all("newscomponent") }
    func role(_ part: XMLNode) -> String { formalName(part.child("role")).lowercased() }
    let main = parts.dropFirst().filter { role($0) == "main" }
    let chosen = main.isEmpty ? parts.filter { !role($0).contains("caption") } : main
    return chosen.flatMap { part in
      (part.children("contentitem") + (main.isEmpty ? [] : part.all("contentitem"))).filter { content in
        let type = formalName(content.child("mediatype")).lowercased()
        return type.isEmpty || type.contains("text")
      }
    }
  }

  private static func formalName(_ node: XMLNode?) -> String {
    node?["formalname"] ?? ""
  }
}
