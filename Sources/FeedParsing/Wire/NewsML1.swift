internal import Corpus

/// Reads NewsML 1.0–1.2 (IPTC; root `NewsML`): an envelope and its news items.
enum NewsML1 {
  /// Reads a document.
  static func read(_ root: XMLNode, into context: inout WireContext) {
    let envelope = root.child("newsenvelope")
    context.feed.title = formalName(envelope?.child("newsservice"))
    context.feed.updated = context.date(envelope?.child("dateandtime")?.line ?? "")
    let priority = formalName(envelope?.child("priority"))
    let items = root.name == "newsitem" ? [root] : root.children("newsitem")
    for item in items where isItem(item) && !context.isFull { readItem(item, priority: priority, &context) }
    if context.feed.title.isEmpty { context.feed.title = context.feed.entries.first?.wire.provider ?? "" }
  }

  /// True for a news item of NewsML 1. NewsML-G2 has an element of the same name.
  static func isItem(_ item: XMLNode) -> Bool {
    item.child("newscomponent") != nil || item.child("newsmanagement") != nil
  }

  private static func readItem(_ item: XMLNode, priority: String, _ context: inout WireContext) {
    var entry = FeedEntry()
    entry.language = item.language
    readIdentification(item, into: &entry)
    if let management = item.child("newsmanagement") { readManagement(management, into: &entry, &context) }
    if entry.wire.urgency == nil { entry.wire.urgency = WireContext.urgency(priority) }
    // Components may hold whole items.
    let within = item.all("newsitem").filter(isItem)
    if let component = item.child("newscomponent") {
      NewsML1Component(component).read(entry, holdsItems: !within.isEmpty, into: &context)
    } else {
      context.add(entry)
    }
    for inner in within where !context.isFull { readItem(inner, priority: priority, &context) }
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

  static func formalName(_ node: XMLNode?) -> String {
    node?["formalname"] ?? ""
  }
}
