internal import Corpus

/// Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), and finds the reader of other JSON: RSS in JSON, ninjs, JSON-LD.
enum JSONFeed {
  /// True where the first character is that of a JSON object or array.
  static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first(where: { $0 > 0x20 }) else { return false }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Reads a feed.
  static func parse(_ bytes: [UInt8], limits: FeedLimits, url: String?) throws(FeedParsingError) -> ParsedFeed {
    var documents = JSONDocuments(bytes)
    return try stories(in: &documents, limits: limits, url: url).feed(with: documents)
  }

  /// The stories of the first document that holds any.
  private static func stories(
    in documents: inout JSONDocuments, limits: FeedLimits, url: String?
  ) throws(FeedParsingError) -> JSONStories {
    do throws(JSONReader.Fault) {
      // A service may put a line before the first item, or before each.
      for _ in 0..<4 {
        guard let document = try documents.next() else { break }
        if let stories = stories(in: document, limits: limits, url: url) { return stories }
      }
    } catch {
      throw .malformedJSON(reason: error.reason)
    }
    throw .notAFeed(saw: "a JSON document without items")
  }

  private static func stories(in document: JSONValue, limits: FeedLimits, url: String?) -> JSONStories? {
    if let channel = RSSInJSON.channel(of: document) {
      return RSSInJSON.stories(in: channel, of: document, limits: limits, url: url)
    }
    let version = document["version"].text
    let isFeed = version.contains("jsonfeed.org")
    if !isFeed {
      let items = Ninjs.items(in: document)
      if !items.isEmpty { return Ninjs.stories(items, of: document, limits: limits, url: url) }
      let articles = LinkedData.articles(in: document)
      if !articles.isEmpty { return LinkedData.stories(articles, limits: limits, base: url) }
    }
    guard isFeed || document["items"].elements.contains(where: isItem) else { return nil }
    let number = version.split(separator: "/").last.map(String.init) ?? ""
    let base = document["feed_url"].text.isEmpty ? url : document["feed_url"].text
    var context = WireContext(
      format: number.isEmpty ? "JSON Feed" : "JSON Feed \(number == "1" ? "1.0" : number)", limits: limits, base: base)
    context.feed.title = HTMLText.lineWithoutTags(document["title"].text.utf8)
    context.feed.subtitle = document["description"].text
    context.feed.link = context.resolved(document["home_page_url"].text)
    context.feed.language = document["language"].text.lowercased()
    context.feed.image = document["icon"].text
    context.feed.authors = authors(document)
    return JSONStories(document["items"].elements, in: context) { item, context in
      context.add(entry(item, &context))
    }
  }

  private static func entry(_ item: JSONValue, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    entry.title = HTMLText.lineWithoutTags(item["title"].text.utf8)
    // Names that are no JSON Feed's (`link`, `content`, `pubDate`, …) are of services that make JSON of feeds. They count
    // where its own are not there.
    entry.link = context.resolved(item.text("url", "external_url", "link"))
    let plain = context.cut(item["content_text"].text)
    let html = context.cut(
      plain.isEmpty ? item.text("content_html", "content", "description") : item["content_html"].text)
    entry.text = html.isEmpty ? HTMLText.tidy(plain) : HTMLText.plainText(html)
    entry.summary = HTMLText.tidy(context.cut(item["summary"].text))
    entry.authors = authors(item)
    entry.categories = (item["tags"].elements + item["categories"].elements).map(\.text).filter { !$0.isEmpty }
    context.setPublished([item.text("date_published", "pubDate")], of: &entry)
    entry.updated = context.date(item["date_modified"].text)
    entry.language = item["language"].text.lowercased()
    entry.enclosures = item["attachments"].elements.compactMap { attachment in
      let url = attachment["url"].text
      guard !url.isEmpty else { return nil }
      return FeedEnclosure(
        url: context.resolved(url), type: attachment["mime_type"].text, length: Int(attachment["size_in_bytes"].text))
    }
    let id = item.text("id", "guid")
    if !id.isEmpty {
      (entry.id, entry.idSource) = (id, .jsonID)
    } else if !entry.link.isEmpty {
      (entry.id, entry.idSource) = (entry.link, .link)
    }
    return entry
  }

  private static func authors(_ value: JSONValue) -> [String] {
    var names: [String] = []
    for author in value["authors"].elements + value["author"].elements {
      FeedDraft.add(author["name"].text.isEmpty ? author.text : author["name"].text, to: &names)
    }
    return names
  }

  /// True for an object that has what an item of a feed has. A list of anything else under the name of items is no feed.
  private static func isItem(_ value: JSONValue) -> Bool {
    ["title", "content_html", "content_text", "summary", "url", "external_url", "id"].contains { value[$0] != .null }
  }
}

extension HTMLText {
  /// Plain text with its white space in order.
  static func tidy(_ text: String) -> String {
    text.withContiguousUTF8 { tidy($0) }
  }

  /// Plain text in one line, its character references decoded: attributes of HTML, and titles of JSON feeds, which should
  /// have none, but do. A `<` is a character like others.
  static func lineWithoutTags(_ text: some Collection<UInt8>) -> String {
    var escaped: [UInt8] = []
    for byte in text {
      if byte == UInt8(ascii: "<") { escaped.append(contentsOf: "&lt;".utf8) } else { escaped.append(byte) }
    }
    return escaped.withUnsafeBufferPointer { line($0) }
  }

  /// Plain text in one line.
  static func tidyLine(_ text: String) -> String {
    text.withContiguousUTF8 { tidy($0, isOneLine: true) }
  }
}
