internal import Corpus

/// Reads RSS in JSON (D. Winer, github.com/scripting/rssInJson): the elements of RSS 2.0 as members of the same names; and
/// what converters from XML make of RSS and Atom, each of which writes attributes and text in its own way.
enum RSSInJSON {
  /// The channel of a document that is such a feed; nil for others.
  static func channel(of document: JSONValue) -> JSONValue? {
    let rdf = document["rdf:RDF"].isObject ? document["rdf:RDF"] : document["RDF"]
    for root in [document["rss"], rdf] {
      if let channel = root["channel"].elements.first, channel.isObject { return channel }
    }
    // Without their root, only by their items.
    return [document["channel"].elements.first ?? .null, document["feed"]].first { !items(of: $0).isEmpty }
  }

  private static func items(of channel: JSONValue) -> [JSONValue] {
    ["item", "items", "entry"].flatMap { channel[$0].elements }.filter(\.isObject)
  }

  /// The stories of a feed.
  static func stories(
    in channel: JSONValue, of document: JSONValue, limits: FeedLimits, url: String?
  ) -> JSONStories {
    let isAtom = document["feed"] == channel
    var context = WireContext(format: isAtom ? "Atom in JSON" : "RSS in JSON", limits: limits, base: url)
    context.feed.title = HTMLText.line(text(channel["title"]))
    context.feed.subtitle = HTMLText.plainText(first(["description", "subtitle"], of: channel))
    context.feed.link = context.resolved(link(of: channel))
    context.feed.language = text(channel["language"]).lowercased()
    context.feed.rights = first(["copyright", "rights"], of: channel)
    context.feed.generator = text(channel["generator"])
    context.feed.image = context.resolved(text(channel["image"]["url"]))
    context.feed.hints.ttl = Int(text(channel["ttl"]))
    context.feed.updated = context.date(first(["lastBuildDate", "updated"], of: channel))
    let base = context.feed.link.isEmpty ? url : context.feed.link
    let roots = [document["rss"], document["rdf:RDF"], document["RDF"]]
    return JSONStories(items(of: channel) + roots.flatMap(items), in: context) { item, context in
      context.add(entry(item, base: base, &context))
    }
  }

  private static func entry(_ item: JSONValue, base: String?, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    func first(_ names: String...) -> String { RSSInJSON.first(names, of: item) }
    entry.title = HTMLText.line(first("title"))
    let guid = first("guid")
    let isLink = attribute("isPermaLink", of: item["guid"]) != "false"
    let link = link(of: item)
    entry.link = URLReference.resolve(link.isEmpty && isLink && URLReference.isAbsolute(guid) ? guid : link, base: base)
    let description = HTMLText.plainText(context.cut(first("description", "summary")))
    let content = HTMLText.plainText(context.cut(first("content:encoded", "content", "encoded", "source:markdown")))
    entry.text = content.utf8.count > description.utf8.count ? content : description
    if !content.isEmpty, content != description { entry.summary = entry.text == content ? description : content }
    context.setPublished([first("pubDate", "dc:date", "pubdate", "published")], of: &entry)
    let updated = first("updated", "atom:updated", "dcterms:modified")
    if entry.publishedText.isEmpty { context.setPublished([updated], of: &entry) }
    entry.updated = context.date(updated)
    entry.creator = first("dc:creator")
    for author in item["author"].elements {
      FeedDraft.add(text(author).isEmpty ? text(author["name"]) : text(author), to: &entry.authors)
    }
    FeedDraft.add(entry.creator, to: &entry.authors)
    for category in item["category"].elements {
      FeedDraft.add(text(category).isEmpty ? attribute("term", of: category) : text(category), to: &entry.categories)
    }
    entry.comments = URLReference.resolve(first("comments"), base: base)
    entry.language = first("dc:language", "language").lowercased()
    for enclosure in item["enclosure"].elements where !attribute("url", of: enclosure).isEmpty {
      entry.enclosures.append(
        FeedEnclosure(
          url: URLReference.resolve(attribute("url", of: enclosure), base: base),
          type: attribute("type", of: enclosure),
          length: Int(attribute("length", of: enclosure))))
    }
    if let source = item["source"].elements.first, source.isObject {
      entry.source = FeedSource(title: text(source), url: attribute("url", of: source))
    }
    let id = first("id")
    if !guid.isEmpty {
      (entry.id, entry.idSource) = (guid, .guid)
    } else if !id.isEmpty {
      (entry.id, entry.idSource) = (id, .atomID)
    } else if !entry.link.isEmpty {
      (entry.id, entry.idSource) = (entry.link, .link)
    }
    return entry
  }

  private static func first(_ names: [String], of value: JSONValue) -> String {
    names.lazy.map { text(value[$0]) }.first { !$0.isEmpty } ?? ""
  }

  /// The address of a channel or item: text, or the attribute of the link that leads to the page (Atom).
  private static func link(of value: JSONValue) -> String {
    let links = value["link"].elements
    let page = links.first { ["", "alternate"].contains(attribute("rel", of: $0)) && !address($0).isEmpty }
    return page.map(address) ?? links.lazy.map(text).first { !$0.isEmpty } ?? ""
  }

  private static func address(_ link: JSONValue) -> String {
    attribute("href", of: link).isEmpty ? text(link) : attribute("href", of: link)
  }

  /// The text of a member: a string, or an object that converters from XML make of an element with attributes.
  private static func text(_ value: JSONValue) -> String {
    if value.isObject {
      return value.text("#value", "#text", "_", "$t", "value", "_text", "__cdata", "_cdata", "#cdata-section", "$")
    }
    if case .array(let elements) = value { return elements.first.map(text) ?? "" }
    return value.text
  }

  /// An attribute of the element that an object stands for: a member of its name or one that converters mark.
  private static func attribute(_ name: String, of value: JSONValue) -> String {
    func plain(_ value: JSONValue) -> String {
      if case .bool(let flag) = value { return flag ? "true" : "false" }
      return value.text
    }
    let places = [
      value[name], value["@" + name], value["@_" + name], value["-" + name], value["$"][name],
      value["_attributes"][name],
    ]
    return places.lazy.map(plain).first { !$0.isEmpty } ?? ""
  }
}
