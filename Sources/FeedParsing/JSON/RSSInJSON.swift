internal import Corpus

/// Reads RSS in JSON (D. Winer, github.com/scripting/rssInJson): the elements of RSS 2.0 as members of the same names.
enum RSSInJSON {
  /// True for a document that is such a feed.
  static func matches(_ document: JSONValue) -> Bool {
    document["rss"]["channel"].isObject
  }

  /// Reads a feed.
  static func parse(_ document: JSONValue, limits: FeedLimits, url: String?) -> ParsedFeed {
    let channel = document["rss"]["channel"]
    var context = WireContext(format: "RSS in JSON", limits: limits, base: url)
    context.feed.title = HTMLText.line(text(channel["title"]))
    context.feed.subtitle = HTMLText.plainText(text(channel["description"]))
    context.feed.link = context.resolved(text(channel["link"]))
    context.feed.language = text(channel["language"]).lowercased()
    context.feed.rights = text(channel["copyright"])
    context.feed.generator = text(channel["generator"])
    context.feed.image = context.resolved(text(channel["image"]["url"]))
    context.feed.hints.ttl = Int(text(channel["ttl"]))
    context.feed.updated = context.date(text(channel["lastBuildDate"]))
    let base = context.feed.link.isEmpty ? url : context.feed.link
    let items = channel["item"].elements + document["rss"]["item"].elements
    for item in items.prefix(limits.entries + 1) { context.add(entry(item, base: base, &context)) }
    return context.finished()
  }

  private static func entry(_ item: JSONValue, base: String?, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    func first(_ names: String...) -> String { names.lazy.map { text(item[$0]) }.first { !$0.isEmpty } ?? "" }
    entry.title = HTMLText.line(first("title"))
    let guid = first("guid")
    let isLink = item["guid"]["isPermaLink"] != .bool(false) && item["guid"]["isPermaLink"].text != "false"
    let link = first("link")
    entry.link = URLReference.resolve(link.isEmpty && isLink && URLReference.isAbsolute(guid) ? guid : link, base: base)
    let description = HTMLText.plainText(context.cut(first("description")))
    let content = HTMLText.plainText(context.cut(first("content:encoded", "content", "source:markdown")))
    entry.text = content.utf8.count > description.utf8.count ? content : description
    if !content.isEmpty, content != description { entry.summary = entry.text == content ? description : content }
    context.setPublished([first("pubDate", "dc:date", "pubdate")], of: &entry)
    entry.creator = first("dc:creator")
    FeedDraft.add(first("author", "dc:creator"), to: &entry.authors)
    for category in item["category"].elements { FeedDraft.add(text(category), to: &entry.categories) }
    entry.comments = URLReference.resolve(first("comments"), base: base)
    entry.language = first("dc:language", "language").lowercased()
    for enclosure in item["enclosure"].elements where !enclosure["url"].text.isEmpty {
      entry.enclosures.append(
        FeedEnclosure(
          url: URLReference.resolve(enclosure["url"].text, base: base), type: enclosure["type"].text,
          length: Int(enclosure["length"].text)))
    }
    if item["source"].isObject {
      entry.source = FeedSource(title: text(item["source"]), url: item["source"]["url"].text)
    }
    if !guid.isEmpty {
      (entry.id, entry.idSource) = (guid, .guid)
    } else if !entry.link.isEmpty {
      (entry.id, entry.idSource) = (entry.link, .link)
    }
    return entry
  }

  /// The text of a member: a string, or an object that converters from XML make of an element with attributes.
  private static func text(_ value: JSONValue) -> String {
    if value.isObject { return value.text("#value", "#text", "_", "$t", "value", "__cdata", "#cdata-section") }
    if case .array(let elements) = value { return elements.first.map(text) ?? "" }
    return value.text
  }
}
