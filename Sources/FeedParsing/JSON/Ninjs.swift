internal import Corpus

/// Reads ninjs, the IPTC's news in JSON, versions 1.0–1.5 (`headline`, `body_xhtml`), 2.x and 3.x (`headlines`, `bodies`):
/// one item, an array of items, or items within whatever services wrap them in.
enum Ninjs {
  /// Items lie no deeper within other objects, nor associated items within items.
  private static let mostLevels = 8

  /// The items of a document, in its order as far as JSON has one; empty where it holds none.
  static func items(in document: JSONValue) -> [JSONValue] {
    var items: [JSONValue] = []
    collect(document, level: 0, into: &items)
    return items
  }

  private static func collect(_ value: JSONValue, level: Int, into items: inout [JSONValue]) {
    guard level < mostLevels else { return }
    if isItem(value) { return items.append(value) }
    switch value {
    case .array(let elements): for element in elements { collect(element, level: level + 1, into: &items) }
    case .object(let members):
      for (_, member) in members.sorted(by: { $0.key < $1.key }) { collect(member, level: level + 1, into: &items) }
    default: break
    }
  }

  /// True for an object with an item's name and words. Members of other formats of JSON are not enough.
  private static func isItem(_ value: JSONValue) -> Bool {
    guard value.isObject else { return false }
    if isStandard(value["$standard"]) || isStandard(value["standard"]) { return true }
    guard !value["uri"].text.isEmpty, value["@type"] == .null else { return false }
    return members.contains { value[$0] != .null }
  }

  private static func isStandard(_ value: JSONValue) -> Bool {
    value["name"].text.lowercased() == "ninjs"
  }

  private static let members = [
    "headline", "headlines", "bodies", "body_text", "body_xhtml", "body_html5", "body_html", "descriptions",
    "description_text", "renditions", "associations",
  ]

  /// The stories of the items.
  static func stories(_ items: [JSONValue], of document: JSONValue, limits: FeedLimits, url: String?) -> JSONStories {
    var context = WireContext(format: format(items), limits: limits, base: url)
    if !isItem(document) { context.feed.title = HTMLText.line(document["title"].text) }
    if context.feed.title.isEmpty { context.feed.title = items.first.map(provider) ?? "" }
    var known = Set(items.map { $0["uri"].text })
    return JSONStories(items, in: context, sequel: Ninjs.items) { item, context in
      add(item, level: 0, &known, &context)
    }
  }

  /// Adds an item, and the stories that it brings along.
  ///
  /// - Parameter known: Names of items that are or will be added.
  private static func add(_ item: JSONValue, level: Int, _ known: inout Set<String>, _ context: inout WireContext) {
    context.add(entry(item, &context))
    guard level < mostLevels else { return }
    for associated in associations(of: item)
    where isItem(associated) && ["text", "composite"].contains(associated["type"].text) {
      let uri = associated["uri"].text
      guard uri.isEmpty || known.insert(uri).inserted else { continue }
      add(associated, level: level + 1, &known, &context)
    }
  }

  private static func format(_ items: [JSONValue]) -> String {
    let standards = items.lazy.flatMap { [$0["$standard"]["version"].text, $0["standard"]["version"].text] }
    let standard = standards.first { !$0.isEmpty } ?? ""
    if !standard.isEmpty { return "ninjs \(standard.prefix(8))" }
    let isNew = items.contains { item in ["headlines", "bodies", "descriptions"].contains { item[$0] != .null } }
    return isNew ? "ninjs 2" : "ninjs 1"
  }

  private static func entry(_ item: JSONValue, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    entry.id = item["uri"].text
    entry.idSource = .wireID
    entry.language = item["language"].text.lowercased()
    entry.title = title(of: item)
    let body = best(item, "bodies", ["body_xhtml", "body_html5", "body_html", "body_richtext", "body_text"])
    entry.text = paragraphs(body, &context)
    let description = best(
      item, "descriptions", ["description_xhtml", "description_html", "description_text", "description_caption"])
    entry.summary = paragraphs(description, &context)
    if entry.text.isEmpty, entry.summary.isEmpty {
      // A collection says what is in it.
      entry.text = associations(of: item).map(title).filter { !$0.isEmpty }.joined(separator: "\n")
    }
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
    entry.wire.provider = provider(of: item)
  }

  private static func provider(of item: JSONValue) -> String {
    let sources = (item["infosources"].elements + item["infosource"].elements).map(name).filter { !$0.isEmpty }
    let names = [sources.first ?? "", name(item["provider"]), item["source"].text, item["copyrightholder"].text]
    return names.first { !$0.isEmpty } ?? ""
  }

  private static func title(of item: JSONValue) -> String {
    let headline = HTMLText.line(best(item, "headlines", ["headline"]).text)
    return headline.isEmpty ? HTMLText.line(item["title"].text) : headline
  }

  /// The text of 2.x and 3.x of the main role (among equals HTML, then the first), else of the members of 1.x in their
  /// order.
  private static func best(_ item: JSONValue, _ list: String, _ names: [String]) -> (text: String, isHTML: Bool) {
    var best = (text: "", isHTML: false)
    var bestRank = -1
    for value in item[list].elements {
      let text = value["value"].text.isEmpty ? value.text : value["value"].text
      guard !text.isEmpty else { continue }
      let type = value["contenttype"].text.lowercased()
      let isHTML = type.contains("html") || type.contains("richtext")
      let rank = WireRole.rank(value["role"].text) * 2 + (isHTML ? 1 : 0)
      if rank > bestRank { (best, bestRank) = ((text, isHTML), rank) }
    }
    if bestRank >= 0 { return best }
    for name in names where !item[name].text.isEmpty {
      return (item[name].text, name.hasSuffix("html") || name.hasSuffix("html5") || name.hasSuffix("richtext"))
    }
    // Names of the provider's own, as the schema allows (`body_test`, `headline_short`).
    guard case .object(let members) = item, let stem = names.last?.split(separator: "_").first else { return best }
    let own = members.keys.filter { $0.hasPrefix(stem + "_") }.sorted()
    return own.first { !item[$0].text.isEmpty }.map { (item[$0].text, $0.hasSuffix("html")) } ?? best
  }

  private static func paragraphs(_ body: (text: String, isHTML: Bool), _ context: inout WireContext) -> String {
    WireBody.text(Array(context.cut(body.text).utf8), type: body.isHTML ? "html" : "")
  }

  /// Associated items: an object of them, or of arrays of them, by name (1.x), or an array (2.x and 3.x).
  private static func associations(of item: JSONValue) -> [JSONValue] {
    if case .object(let members) = item["associations"] {
      return members.sorted { $0.key < $1.key }.flatMap(\.value.elements)
    }
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
