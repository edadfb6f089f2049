internal import Corpus

/// Reads NewsML-G2 (IPTC; namespace `http://iptc.org/std/nar/2006-10-01/`): news items, packages, planning items, and the
/// news messages that carry them.
///
/// A package becomes a story of its own, whose text lists what it holds: members that come along are stories besides.
/// Items that hold no news (concepts, catalogues, events' knowledge) are passed over.
enum NewsMLG2 {
  /// The roots that this reader takes. The last two are parts that are sent alone.
  static let roots: Set<String> = [
    "newsitem", "packageitem", "planningitem", "newsmessage", "conceptitem", "knowledgeitem", "catalogitem",
    "contentset",
    "groupset",
  ]

  /// Reads a document.
  static func read(_ root: XMLNode, into context: inout WireContext) {
    switch root.name {
    case "newsmessage":
      let header = root.child("header")
      context.feed.title = header?.child("sender")?.line ?? ""
      context.feed.updated = context.date(header?.child("sent")?.line ?? "")
      for item in root.children("itemset").flatMap(\.children) where !context.isFull { readItem(item, &context) }
    case "contentset", "groupset":
      var entry = FeedEntry()
      if root.name == "groupset" { entry.text = listing(root) } else { readContent(root, into: &entry, context) }
      entry.language = root.language
      context.add(entry)
    default: readItem(root, &context)
    }
    if context.feed.title.isEmpty { context.feed.title = context.feed.entries.first?.wire.provider ?? "" }
  }

  /// What an item is that holds no news; nil for others.
  static func newslessName(_ root: String) -> String? {
    switch root {
    case "conceptitem": "a NewsML-G2 concept item, which describes people and things"
    case "knowledgeitem": "a NewsML-G2 knowledge item, which describes people and things"
    case "catalogitem": "a NewsML-G2 catalogue of codes"
    default: nil
    }
  }

  private static func readItem(_ item: XMLNode, _ context: inout WireContext) {
    guard ["newsitem", "packageitem", "planningitem"].contains(item.name) else { return }
    var entry = FeedEntry()
    entry.id = item["guid"]
    entry.idSource = .wireID
    entry.wire.version = WireContext.version(item["version"])
    if let rights = item.child("rightsinfo") {
      entry.rights = [rights.child("copyrightnotice")?.line, rights.child("usageterms")?.line]
        .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n")
    }
    if let meta = item.child("itemmeta") { readItemMeta(meta, into: &entry, &context) }
    if let meta = item.child("contentmeta") { readContentMeta(meta, into: &entry, context) }
    let language = item.child("contentmeta", "language")?["tag"].lowercased() ?? ""
    entry.language = language.isEmpty ? item.language : language
    var text = WireTextParts(limit: context.limits.textBytes)
    for headline in item.child("contentmeta")?.children("headline") ?? []
    where WireRole.isSubhead(headline["role"]) && headline.line != entry.title {
      text.append(headline.line)
    }
    let head = text.text
    for content in item.children("contentset") {
      entry.text = ""
      readContent(content, into: &entry, context)
      text.append(entry.text)
    }
    entry.text = text.text == head ? "" : text.text
    if entry.text.isEmpty {
      if entry.summary.isEmpty { entry.summary = head }
      switch item.name {
      case "packageitem": entry.text = item.children("groupset").map(listing).joined(separator: "\n\n")
      case "planningitem": entry.text = coverage(item)
      default: break
      }
    }
    if entry.wire.provider.isEmpty { entry.wire.provider = name(of: item.child("rightsinfo", "copyrightholder")) }
    context.add(entry)
  }

  private static func readItemMeta(_ meta: XMLNode, into entry: inout FeedEntry, _ context: inout WireContext) {
    entry.wire.provider = name(of: meta.child("provider"))
    let created = meta.child("firstcreated")?.line ?? ""
    let version = meta.child("versioncreated")?.line ?? ""
    context.setPublished([created, version], of: &entry)
    if !created.isEmpty { entry.updated = context.date(version) }
    entry.wire.embargoedUntil = context.date(meta.child("embargoed")?.line ?? "")
    entry.wire.status = WireContext.status(code(of: meta.child("pubstatus")))
    entry.wire.editorialNote = meta.children("ednote").map(\.line).filter { !$0.isEmpty }.joined(separator: "\n")
    entry.title = meta.child("title")?.line ?? ""
    for link in meta.children("link") {
      let target = link["residref"].isEmpty ? link["href"] : link["residref"]
      let relation = WireContext.code(link["rel"]).lowercased()
      if ["previousversion", "replaces", "corrects", "evolvedfrom", "translatedfrom"].contains(relation) {
        if relation != "translatedfrom", entry.wire.replaces.isEmpty { entry.wire.replaces = target }
      } else if relation == "alternate" || relation == "canonical", entry.link.isEmpty {
        entry.link = context.resolved(target)
      }
    }
  }

  private static func readContentMeta(_ meta: XMLNode, into entry: inout FeedEntry, _ context: WireContext) {
    entry.wire.urgency = WireContext.urgency(meta.child("urgency")?.line ?? "")
    entry.wire.slug = meta.child("slugline")?.line ?? ""
    let language = meta.child("language")?["tag"] ?? meta.language
    if let headline = best(meta.children("headline"), in: language)?.line { entry.title = headline }
    entry.wire.dateline = meta.child("dateline")?.line ?? ""
    if entry.wire.dateline.isEmpty { entry.wire.dateline = name(of: meta.child("located")) }
    for by in meta.children("by") { FeedDraft.add(NewsMLText.byline(by.line), to: &entry.authors) }
    let creators = (meta.children("creator")).map(name).filter { !$0.isEmpty }
    if entry.authors.isEmpty { for creator in creators { FeedDraft.add(creator, to: &entry.authors) } }
    entry.creator = creators.first ?? meta.child("creditline")?.line ?? ""
    for contributor in meta.children("contributor") { FeedDraft.add(name(of: contributor), to: &entry.contributors) }
    for keyword in meta.children("keyword") { FeedDraft.add(keyword.line, to: &entry.categories) }
    for subject in meta.children("subject") {
      FeedDraft.add(subject.child("name")?.line ?? subject["literal"], to: &entry.categories)
    }
    if let description = best(meta.children("description"), in: language) {
      entry.summary = description.hasChildren ? description.paragraphs : description.line
    }
    if let source = meta.child("infosource"), !name(of: source).isEmpty {
      entry.source = FeedSource(title: name(of: source), url: context.resolved(source["uri"]))
    }
  }

  /// The element of the main role, among equals that of the content's language, among these the first.
  private static func best(_ nodes: [XMLNode], in language: String) -> XMLNode? {
    let language = language.lowercased()
    func rank(_ node: XMLNode) -> Int {
      let own = node.language
      let isOwn = language.isEmpty || own.isEmpty || own.hasPrefix(language) || language.hasPrefix(own)
      return WireRole.rank(node["role"]) * 2 + (isOwn ? 1 : 0)
    }
    return nodes.filter { !$0.line.isEmpty }.enumerated()
      .max { (rank($0.element), -$0.offset) < (rank($1.element), -$1.offset) }?.element
  }

  /// The story's text, of which the fullest form counts, and its media.
  private static func readContent(_ set: XMLNode, into entry: inout FeedEntry, _ context: WireContext) {
    for content in set.children {
      switch content.name {
      case "inlinexml":
        if let nitf = content.child("nitf") {
          NITF.readBody(nitf, into: &entry)
        } else {
          FeedDraft.keepLonger((content.first("body") ?? content).paragraphs, in: &entry.text)
        }
      case "inlinedata":
        let encoding = content["encoding"] + content["encodinguri"]
        FeedDraft.keepLonger(
          WireBody.text(content, type: content["contenttype"], encoding: encoding), in: &entry.text)
      case "remotecontent":
        let address = content["href"].isEmpty ? content["residref"] : content["href"]
        guard !address.isEmpty else { continue }
        let url = context.resolved(address)
        let type = content["contenttype"]
        if type.hasPrefix("text/html"), entry.link.isEmpty { entry.link = url }
        entry.enclosures.append(FeedEnclosure(url: url, type: type, length: Int(content["size"])))
      default: break
      }
    }
  }

  /// Titles and descriptions of what a package refers to, a line each, in the order of its groups.
  private static func listing(_ set: XMLNode) -> String {
    set.all("itemref").map { reference in
      let title =
        [reference.child("title"), reference.child("headline"), reference.child("slugline")]
        .compactMap { $0?.line }.first { !$0.isEmpty } ?? ""
      let description = reference.child("description")?.line ?? ""
      return [title, description].filter { !$0.isEmpty }.joined(separator: ": ")
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What a planning item says of the coverage planned.
  private static func coverage(_ item: XMLNode) -> String {
    let plans = item.all("planning").flatMap {
      $0.children("headline") + $0.children("description") + $0.children("ednote")
    }
    return plans.map(\.line).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// How a party or place is called: its name, its literal, its code.
  static func name(of node: XMLNode?) -> String {
    guard let node else { return "" }
    if let name = node.children("name").map(\.line).first(where: { !$0.isEmpty }) { return name }
    return node["literal"].isEmpty ? WireContext.code(node["qcode"]) : node["literal"]
  }

  /// A code as given: `qcode`, else the end of `uri`, else the text.
  private static func code(of node: XMLNode?) -> String {
    guard let node else { return "" }
    if !node["qcode"].isEmpty { return node["qcode"] }
    if !node["uri"].isEmpty { return node["uri"].split(separator: "/").last.map(String.init) ?? "" }
    return node.line
  }
}
