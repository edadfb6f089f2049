internal import Corpus

/// Reads ninjs, the IPTC's news in JSON, versions 1.0–1.5 (`headline`, `body_xhtml`), 2.x and 3.x (`headlines`, `bodies`):
/// one item, an array of items, or items under a name that services wrap them in.
enum Ninjs {
  /// The items of a document; empty where it holds none.
  static func items(in document: JSONValue) -> [JSONValue] {
    if isItem(document) { return [document] }
    for list in [
      document, document["items"], document["newsitems"], document["data"]["items"], document["data"]["item"],
    ] {
      let found = list.elements.map { isItem($0["item"]) ? $0["item"] : $0 }.filter(isItem)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// True for an object with an item's name and words. Members of other formats of JSON are not enough.
  private static func isItem(_ value: JSONValue) -> Bool {
    guard value.isObject else { return false }
    if value["$standard"]["name"].text.lowercased() == "ninjs" { return true }
    guard !value["uri"].text.isEmpty else { return false }
    return members.contains { value[$0] != .null }
  }

  private static let members = [
    "headline", "headlines", "bodies", "body_text", "body_xhtml", "body_html5", "body_html", "descriptions",
    "description_text", "renditions",
  ]

  /// Reads the items.
  static func parse(_ items: [JSONValue], of document: JSONValue, limits: FeedLimits, url: String?) -> ParsedFeed {
    var context = WireContext(format: format(items, document), limits: limits, base: url)
    for item in items.prefix(limits.entries + 1) {
      let main = entry(item, &context)
      context.add(main)
      for associated in associations(of: item) where associated["type"].text == "text" && isItem(associated) {
        context.add(entry(associated, &context))
      }
    }
    context.feed.title = document["title"].text.isEmpty ? context.feed.entries.first?.wire.provider ?? "" : ""
    return context.finished()
  }

  private static func format(_ items: [JSONValue], _ document: JSONValue) -> String {
    let standard = items.lazy.map { $0["$standard"]["version"].text }.first { !$0.isEmpty } ?? ""
    if !standard.isEmpty { return "ninjs \(standard.prefix(8))" }
    let isNew = items.contains { item in ["headlines", "bodies", "descriptions"].contains { item[$0] != .null } }
    return isNew ? "ninjs 2" : "ninjs 1"
  }

  private static func entry(_ item: JSONValue, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    entry.id = item["uri"].text
    entry.idSource = .wireID
    entry.language = item["language"].text.lowercased()
    entry.title = HTMLText.line(best(item, "headlines", ["headline"]).text)
    if entry.title.isEmpty { entry.title = HTMLText.line(item["title"].text) }
    let body = best(item, "bodies", ["body_xhtml", "body_html5", "body_html", "body_richtext", "body_text"])
    entry.text = paragraphs(body, &context)
    let description = best(
      item, "descriptions", ["description_xhtml", "description_html", "description_text", "description_caption"])
    entry.summary = paragraphs(description, &context)
    let link = item.text("canonical", "link", "url")
    if !link.isEmpty { entry.link = context.resolved(link) }
    readDates(item, into: &entry, &context)
    readWire(item, into: &entry, &context)
    FeedDraft.add(NewsMLText.byline(item.text("byline", "by")), to: &entry.authors)
    for author in item["authors"].elements where entry.authors.isEmpty {
      FeedDraft.add(name(author), to: &entry.authors)
    }
    for list in ["keywords", "subject", "subjects", "genres", "genre"] {
      for value in item[list].elements { FeedDraft.add(name(value), to: &entry.categories) }
    }
    entry.rights = [item["copyrightnotice"].text, item["usageterms"].text].filter { !$0.isEmpty }.joined(
      separator: "\n")
    entry.enclosures = media(of: item, context) + associations(of: item).flatMap { media(of: $0, context).prefix(1) }
    return entry
  }

  private static func readDates(_ item: JSONValue, into entry: inout FeedEntry, _ context: inout WireContext) {
    let version = item["versioncreated"].text
    let created = item.text("firstcreated", "contentcreated")
    context.setPublished([created, version], of: &entry)
    if !created.isEmpty { entry.updated = context.date(version) }
    entry.wire.embargoedUntil = context.date(item.text("embargoed", "embargoeduntil", "embargo"))
  }

  private static func readWire(_ item: JSONValue, into entry: inout FeedEntry, _ context: inout WireContext) {
    entry.wire.slug = item.text("slugline", "slug")
    entry.wire.urgency = WireContext.urgency(item["urgency"].text)
    entry.wire.version = WireContext.version(item["version"].text)
    entry.wire.status = WireContext.status(item["pubstatus"].text)
    entry.wire.editorialNote = HTMLText.tidy(item.text("ednote", "edNote"))
    let located = item["located"]
    entry.wire.dateline = item["dateline"].text.isEmpty ? name(located) : item["dateline"].text
    entry.wire.replaces = item.text("evolvedfrom", "evolvedFrom", "rewrites")
    let sources = (item["infosources"].elements + item["infosource"].elements).map(name).filter { !$0.isEmpty }
    let provider = [sources.first ?? "", name(item["provider"]), item["source"].text, item["copyrightholder"].text]
    entry.wire.provider = provider.first { !$0.isEmpty } ?? ""
  }

  /// The text of 2.x and 3.x of the main role (richest first), else of the members of 1.x in their order.
  private static func best(_ item: JSONValue, _ list: String, _ names: [String]) -> (text: String, isHTML: Bool) {
    var best = (text: "", isHTML: false)
    var rank = -1
    for value in item[list].elements {
      let text = value["value"].text.isEmpty ? value.text : value["value"].text
      guard !text.isEmpty else { continue }
      let type = (value["contenttype"].text + " " + value["role"].text).lowercased()
      let isHTML = type.contains("html") || type.contains("richtext")
      let isMain = type.contains("main") || type.contains("text") || type.hasSuffix(" ")
      let own = (isHTML ? 2 : 0) + (isMain ? 1 : 0)
      if own > rank { (best, rank) = ((text, isHTML), own) }
    }
    if rank >= 0 { return best }
    for name in names where !item[name].text.isEmpty {
      return (item[name].text, name.hasSuffix("html") || name.hasSuffix("html5") || name.hasSuffix("richtext"))
    }
    // Names of the provider's own, as the schema allows (`body_test`, `headline_short`).
    guard case .object(let members) = item, let stem = names.last?.split(separator: "_").first else { return best }
    let own = members.keys.filter { $0.hasPrefix(stem + "_") }.sorted()
    return own.first { !item[$0].text.isEmpty }.map { (item[$0].text, $0.hasSuffix("html")) } ?? best
  }

  private static func paragraphs(_ body: (text: String, isHTML: Bool), _ context: inout WireContext) -> String {
    let text = context.cut(body.text)
    if body.isHTML || text.contains("</") { return HTMLText.plainText(text) }
    return TeletypeText.paragraphs(Array(text.utf8))
  }

  /// Associated items: an object of them by name (1.x) or an array (2.x and 3.x).
  private static func associations(of item: JSONValue) -> [JSONValue] {
    if case .object(let members) = item["associations"] { return members.sorted { $0.key < $1.key }.map(\.value) }
    return item["associations"].elements
  }

  private static func media(of item: JSONValue, _ context: WireContext) -> [FeedEnclosure] {
    var renditions = item["renditions"].elements
    if case .object(let members) = item["renditions"] { renditions = members.sorted { $0.key < $1.key }.map(\.value) }
    return renditions.compactMap { rendition in
      let href = rendition["href"].text
      guard !href.isEmpty else { return nil }
      return FeedEnclosure(
        url: context.resolved(href), type: rendition.text("mimetype", "contenttype"),
        length: Int(rendition["sizeinbytes"].text))
    }
  }

  /// How a party, place or subject is called: itself where it is a string, else its name.
  private static func name(_ value: JSONValue) -> String {
    value.isObject ? value.text("name", "literal", "title") : value.text
  }
}
