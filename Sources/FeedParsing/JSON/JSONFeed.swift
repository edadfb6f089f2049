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
    let read: (documents: [JSONValue], fault: JSONReader.Fault?)
    do throws(JSONReader.Fault) {
      read = try JSONReader.sequence(bytes)
    } catch {
      throw .malformedJSON(reason: error.reason)
    }
    let document = read.documents[0]
    if let channel = RSSInJSON.channel(of: document) {
      return RSSInJSON.parse(channel, of: document, limits: limits, url: url)
    }
    let version = document["version"].text
    if !version.contains("jsonfeed.org") {
      let all = read.documents.count > 1 ? JSONValue.array(read.documents) : document
      var feed: ParsedFeed?
      let items = Ninjs.items(in: all)
      if !items.isEmpty {
        feed = Ninjs.parse(items, of: document, limits: limits, url: url)
      } else {
        let articles = LinkedData.articles(in: all)
        if !articles.isEmpty { feed = LinkedData.feed(of: articles, limits: limits, base: url) }
      }
      if let fault = read.fault { feed?.warnings.append(FeedWarning(kind: .feedCut, detail: "JSON: " + fault.reason)) }
      if let feed { return feed }
    }
    guard document.isObject, version.contains("jsonfeed.org") || document["items"].elements.contains(where: isItem)
    else {
      throw .notAFeed(saw: "a JSON document without items")
    }
    let number = version.split(separator: "/").last.map(String.init) ?? ""
    var feed = ParsedFeed(
      format: FeedFormat(name: number.isEmpty ? "JSON Feed" : "JSON Feed \(number == "1" ? "1.0" : number)"))
    let base = document["feed_url"].text.isEmpty ? url : document["feed_url"].text
    feed.title = HTMLText.lineWithoutTags(document["title"].text.utf8)
    feed.subtitle = document["description"].text
    feed.link = URLReference.resolve(document["home_page_url"].text, base: base)
    feed.language = document["language"].text.lowercased()
    feed.image = document["icon"].text
    feed.authors = authors(document)
    let items = document["items"].elements
    if items.count > limits.entries {
      feed.warnings.append(FeedWarning(kind: .tooManyEntries, detail: "more than \(limits.entries)"))
    }
    for item in items.prefix(limits.entries) {
      let entry = entry(item, limits: limits, base: base, feed: &feed)
      if entry.id.isEmpty && entry.title.isEmpty && entry.text.isEmpty && entry.link.isEmpty {
        feed.warnings.append(FeedWarning(kind: .emptyEntry, detail: "entry \(feed.entries.count + 1)"))
      }
      feed.entries.append(entry)
    }
    EntryIdentity.settle(&feed.entries, warnings: &feed.warnings)
    return feed
  }

  private static func entry(_ item: JSONValue, limits: FeedLimits, base: String?, feed: inout ParsedFeed) -> FeedEntry {
    var entry = FeedEntry()
    entry.title = HTMLText.lineWithoutTags(item["title"].text.utf8)
    // The last name of each is no JSON Feed's, but of services that make JSON of feeds.
    entry.link = URLReference.resolve(item.text("url", "external_url", "link"), base: base)
    let html = cut(item.text("content_html", "content", "description"), limits: limits, feed: &feed)
    let plain = cut(item["content_text"].text, limits: limits, feed: &feed)
    entry.text = html.isEmpty ? HTMLText.tidy(plain) : HTMLText.plainText(html)
    let summary = HTMLText.tidy(cut(item["summary"].text, limits: limits, feed: &feed))
    if entry.text.isEmpty { entry.text = summary } else if summary != entry.text { entry.summary = summary }
    entry.authors = authors(item)
    entry.categories = (item["tags"].elements + item["categories"].elements).map(\.text).filter { !$0.isEmpty }
    entry.publishedText = item.text("date_published", "pubDate")
    entry.published = date(entry.publishedText, &feed)
    entry.updated = date(item["date_modified"].text, &feed)
    let language = item["language"].text.lowercased()
    entry.language = language.isEmpty ? feed.language : language
    entry.enclosures = item["attachments"].elements.compactMap { attachment in
      let url = attachment["url"].text
      guard !url.isEmpty else { return nil }
      return FeedEnclosure(
        url: URLReference.resolve(url, base: base), type: attachment["mime_type"].text,
        length: Int(attachment["size_in_bytes"].text))
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

  private static func date(_ text: String, _ feed: inout ParsedFeed) -> Timestamp? {
    guard !text.isEmpty else { return nil }
    let date = FeedDate.parse(text)
    if date == nil { feed.warnings.append(FeedWarning(kind: .unknownDate, detail: String(text.prefix(80)))) }
    return date?.timestamp
  }

  private static func cut(_ text: String, limits: FeedLimits, feed: inout ParsedFeed) -> String {
    guard text.utf8.count > limits.textBytes else { return text }
    feed.warnings.append(FeedWarning(kind: .textCut, detail: "over \(limits.textBytes) bytes"))
    return String(decoding: text.utf8.prefix(limits.textBytes), as: UTF8.self)
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
