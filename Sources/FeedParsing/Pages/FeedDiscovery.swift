/// Finds the feeds that an HTML page offers.
///
/// The rule is RSS Board's "RSS Autodiscovery" and the HTML Standard's `rel="alternate"` with a syndication feed's type;
/// where a page has no such element, links for readers whose address is plainly a feed's are taken instead.
public enum FeedDiscovery {
  /// The most feeds that are given; pages that list more are directories of feeds.
  private static let mostFeeds = 200

  /// The feeds of a page, best first, each address once. Feeds of comments and of searches come last.
  ///
  /// - Parameters:
  ///   - bytes: The page as received. Anything that is no page gives no feeds.
  ///   - contentType: The HTTP header, whose charset counts; nil where there is none.
  ///   - url: The page's address, after redirects: what its references are resolved against.
  /// - Complexity: O(n) in the length of the page.
  public static func feeds(inPage bytes: [UInt8], contentType: String? = nil, url: String) -> [DiscoveredFeed] {
    let page = PageText(bytes, contentType: contentType, url: url)
    return feeds(in: page)
  }

  static func feeds(in page: PageText) -> [DiscoveredFeed] {
    var links: [DiscoveredFeed] = []
    var anchors: [DiscoveredFeed] = []
    var scanner = PageScanner(page.utf8)
    while let tag = scanner.next() {
      guard !tag.isEnd, links.count < mostFeeds, anchors.count < mostFeeds else { continue }
      if tag.name == "link", let feed = link(tag, scanner, base: page.base) {
        links.append(feed)
      } else if tag.name == "a", let feed = anchor(tag, scanner, base: page.base) {
        anchors.append(feed)
      }
    }
    let found = links.isEmpty ? anchors : links
    var seen: Set<String> = []
    let distinct = found.filter { seen.insert($0.url).inserted }
    return distinct.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  private static func link(_ tag: PageTag, _ scanner: PageScanner, base: String) -> DiscoveredFeed? {
    let relations = scanner.words("rel", of: tag)
    guard relations.contains("alternate") || relations.contains("feed"), !relations.contains("stylesheet"),
      let href = scanner.attribute("href", of: tag)
    else { return nil }
    let written = scanner.attribute("type", of: tag)?.lowercased() ?? ""
    let type = written.split(separator: ";").first.map { String($0).trimmedASCII } ?? ""
    guard let url = address(href, base: base) else { return nil }
    switch type {
    case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
      "application/x-rss+xml", "application/x.atom+xml", "application/rss", "application/atom", "text/rss+xml",
      "text/rss", "text/atom+xml", "text/atom":
      break
    case "application/xml", "text/xml", "application/json", "":
      // Types of anything: sites announce their machinery (oEmbed, wp-json, translations) under them.
      guard looksLikeFeed(url) || relations.contains("feed") else { return nil }
    default: return nil
    }
    return DiscoveredFeed(
      url: url, title: HTMLText.tidyLine(scanner.attribute("title", of: tag) ?? ""), type: type, source: .link)
  }

  private static func anchor(_ tag: PageTag, _ scanner: PageScanner, base: String) -> DiscoveredFeed? {
    guard let href = scanner.attribute("href", of: tag), let url = address(href, base: base), looksLikeFeed(url) else {
      return nil
    }
    let rest = scanner.bytes[tag.end...].prefix(512)
    let end = rest.indices.first { rest[$0...].starts(with: "</a".utf8) || rest[$0...].starts(with: "</A".utf8) }
    let label = end.map { Array(rest[..<$0]).withUnsafeBufferPointer { HTMLText.line($0) } } ?? ""
    return DiscoveredFeed(
      url: url, title: label.isEmpty ? scanner.attribute("title", of: tag) ?? "" : label, type: "", source: .anchor)
  }

  /// The absolute web address of a reference, or nil for one of another kind (`mailto:`, `javascript:`, `#top`).
  private static func address(_ href: String, base: String) -> String? {
    var href = href
    if href.lowercased().hasPrefix("feed:") {
      href = String(href.dropFirst(5))
      if href.hasPrefix("//") { href = "http:" + href }
    }
    guard !href.isEmpty, !href.hasPrefix("#") else { return nil }
    let url = URLReference.resolve(href, base: base)
    let scheme = url.prefix(8).lowercased()
    if URLReference.isAbsolute(url), !scheme.hasPrefix("http://"), !scheme.hasPrefix("https://") { return nil }
    return url.split(separator: "#", maxSplits: 1).first.map(String.init)
  }

  /// True for addresses whose last part is one that feeds have.
  private static func looksLikeFeed(_ url: String) -> Bool {
    let parts = url.lowercased().split(separator: "?", maxSplits: 1).map(String.init)
    guard let path = parts.first else { return false }
    let afterScheme = path.split(separator: "/").dropFirst(URLReference.isAbsolute(path) ? 1 : 0).map(String.init)
    let host = URLReference.isAbsolute(path) ? afterScheme.first ?? "" : ""
    if readers.contains(where: { host == $0 || host.hasSuffix("." + $0) }) { return false }
    if parts.count == 2, parts[1].hasPrefix("feed=") || parts[1].contains("&feed=") || parts[1] == "format=feed" {
      return true
    }
    if host == "feeds.feedburner.com" { return afterScheme.count > 1 }
    guard let last = afterScheme.dropFirst(host.isEmpty ? 0 : 1).last else { return false }
    return names.contains(last) || [".rss", ".atom", ".rdf"].contains { last.hasSuffix($0) }
      || (last.hasSuffix(".xml") && (last.contains("rss") || last.contains("feed") || last.contains("atom")))
  }

  private static let names: Set<String> = [
    "rss", "feed", "atom", "rdf", "rss2", "feed.xml", "rss.xml", "atom.xml", "index.xml", "index.rdf", "feed.json",
    "feed.rss", "rss.php", "feed.php",
  ]

  /// Sites that read feeds: a link there holds a feed's address, but is none.
  private static let readers = [
    "feedly.com", "newsblur.com", "inoreader.com", "theoldreader.com", "netvibes.com", "add.my.yahoo.com",
    "bloglines.com",
    "subtome.com", "w3.org", "facebook.com", "twitter.com",
  ]

  /// 0 for the feed that a reader wants, more for those beside it.
  private static func rank(_ feed: DiscoveredFeed) -> Int {
    let text = (feed.url + " " + feed.title).lowercased()
    if ["comment", "kommentar", "commentaire", "comentario", "коммент", "评论"].contains(where: { text.contains($0) }) {
      return 3
    }
    if text.contains("?s=") || text.contains("search") { return 2 }
    return feed.type == "application/json" || feed.type.isEmpty ? 1 : 0
  }
}
