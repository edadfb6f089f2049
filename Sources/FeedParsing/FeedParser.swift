internal import UnicodeText

/// Reads feeds from bytes: RSS 0.90–2.0, RSS 1.0, Atom 0.3 and 1.0, CDF, JSON Feed, RSS in JSON; wire formats: NewsML 1.x and
/// G2, NITF, ninjs, plain text with the headers of IPTC 7901 or ANPA 1312; and HTML pages that mark their stories by JSON-LD
/// or microformats.
///
/// ```swift
/// let feed = try FeedParser().parse(bytes, contentType: "application/rss+xml", url: "https://example.org/feed")
/// for entry in feed.entries { print(entry.title) }
/// ```
///
/// Reading never fails for damage: what can be mended is, and listed in `ParsedFeed.repairs`. It fails only for bytes that
/// are no feed at all. The same bytes give the same feed on every machine: there is no clock and no locale in it.
public struct FeedParser: Sendable {
  private let limits: FeedLimits

  /// A parser with those limits.
  public init(limits: FeedLimits = .standard) {
    self.limits = limits
  }

  /// Reads a feed.
  ///
  /// - Parameters:
  ///   - bytes: The feed as received.
  ///   - contentType: The HTTP header, whose charset counts.
  ///   - url: The feed's address, the base of its relative references.
  ///   - contentLocation: The HTTP header of that name, which counts before the address (RFC 3986 §5.1); nil as a rule.
  ///   - contentLanguage: The HTTP header of that name, which counts where the feed itself names no language.
  /// - Throws: `FeedParsingError` where the bytes are no feed.
  public func parse(
    _ bytes: [UInt8], contentType: String? = nil, url: String? = nil, contentLocation: String? = nil,
    contentLanguage: String? = nil
  ) throws(FeedParsingError) -> ParsedFeed {
    let location = contentLocation.map { URLReference.resolve($0, base: url) }
    let url = location.flatMap { FeedBuilder.isHierarchical($0) ? $0 : nil } ?? url
    guard bytes.count <= limits.bytes else { throw .tooLarge(bytes: bytes.count, limit: limits.bytes) }
    guard bytes.contains(where: { !ByteClass.isSpace($0) }) else { throw .empty }
    let declared =
      bytes.withUnsafeBufferPointer { XMLDocument.declaredEncoding($0) } ?? PageText.declaredEncoding(bytes)
    var text = TextDecoder.decode(
      bytes, transportLabel: contentType.flatMap(FeedParser.charset), declaredLabel: declared,
      limit: limits.convertedBytes)
    var log = RepairLog()
    let label = contentType.flatMap(FeedParser.charset) ?? declared
    if text.labelLied || (label.map { TextEncoding(label: $0) == nil } ?? false) {
      log.note(.wrongEncodingLabel, at: 0, detail: label ?? "", before: label ?? "", after: text.encoding.name)
    }
    if text.evidence == .statistics && !text.labelLied {
      log.note(.undeclaredEncoding, at: 0, after: text.encoding.name)
    }
    if text.replaced > 0 { log.note(.invalidBytes, at: text.firstReplaced ?? 0, count: text.replaced) }
    if ForeignContent.isText(text.utf8), let mended = DoubleEncoding.mend(text.utf8) {
      text.utf8 = mended.utf8
      log.note(
        .doubleEncoding, at: mended.firstOffset, count: mended.count, detail: mended.encoding.name,
        before: mended.before, after: mended.after)
    }
    var feed = try parse(text, of: bytes, url: url, log: &log)
    feed.encoding = text.encoding.name
    feed.repairs = log.sorted
    if text.isCut {
      feed.warnings.append(FeedWarning(kind: .feedCut, detail: "over \(limits.convertedBytes) bytes as UTF-8"))
    }
    if let contentLanguage { feed.fillLanguage(FeedBuilder.tag(contentLanguage)) }
    if let type = contentType, !FeedParser.isExpected(type) {
      feed.warnings.append(FeedWarning(kind: .unexpectedContentType, detail: String(type.prefix(80))))
    }
    if let type = contentType, FeedParser.isText(type), FeedParser.charset(type) == nil,
      bytes.contains(where: { $0 >= 0x80 })
    {
      feed.warnings.append(FeedWarning(kind: .textWithoutCharset, detail: String(type.prefix(80))))
    }
    return feed
  }

  private func parse(
    _ text: DecodedText, of bytes: [UInt8], url: String?, log: inout RepairLog
  ) throws(FeedParsingError) -> ParsedFeed {
    if JSONFeed.looksLikeJSON(text.utf8) { return try JSONFeed.parse(text.utf8, limits: limits, url: url) }
    let first = text.utf8.first { !ByteClass.isSpace($0) }
    if first != UInt8(ascii: "<"), Teletype.matches(text.utf8) {
      return Teletype.parse(text.utf8, limits: limits, url: url)
    }
    let root = text.utf8.withUnsafeBufferPointer { FeedParser.root($0) }
    if let root, WireDocument.roots.contains(root.name) || root.isEnvelope {
      return try WireDocument.parse(text.utf8, root: root, limits: limits, url: url, log: &log)
    }
    let builder = FeedBuilder(limits: limits, url: url)
    if let root, FeedParser.roots.contains(root.name) {
      text.utf8.withUnsafeBufferPointer { utf8 in
        if root.name == "rdf" { builder.recogniseRDF(XMLDocument.tag(root, in: utf8)) }
        XMLDocument.parse(utf8, from: root, into: builder, log: &log)
      }
    }
    guard builder.sawFeedElement else { return try parsePage(text.utf8, of: bytes, root: root, url: url) }
    if let prefix = builder.undeclaredPrefix { log.note(.undeclaredPrefix, at: root?.offset ?? 0, detail: prefix) }
    return builder.finish()
  }

  /// Stories that a page marks as such; failing those, what the bytes are.
  private func parsePage(
    _ utf8: [UInt8], of bytes: [UInt8], root: XMLDocument.Root?, url: String?
  ) throws(FeedParsingError) -> ParsedFeed {
    if PageText.looksLikeHTML(utf8) {
      let isCut = utf8.count > limits.pageBytes
      let utf8 = isCut ? Array(utf8.prefix(limits.pageBytes)) : utf8
      if var feed = try PageReader.parse(utf8, limits: limits, url: url) {
        if isCut { feed.warnings.append(FeedWarning(kind: .feedCut, detail: "over \(limits.pageBytes) bytes")) }
        return feed
      }
      let feeds = FeedDiscovery.feeds(in: PageText(utf8: utf8, url: url ?? "")).map(\.url)
      if !feeds.isEmpty { throw .pageWithFeeds(feeds: feeds) }
      if isCut { throw .notAFeed(saw: "an HTML page without stories in the \(limits.pageBytes) bytes that are read") }
    }
    throw .notAFeed(saw: ForeignContent.name(of: bytes, root: root?.name))
  }

  /// The elements that a feed begins with.
  private static let roots: Set<String> = ["rss", "rdf", "feed", "channel", "item", "entry"]
  private static let allRoots = roots.union(WireDocument.roots)

  /// The element that the document begins with: a feed's wherever it stands, a wire document's where it is the first of
  /// all or the first that is known within an envelope; else the first of all.
  private static func root(_ utf8: UnsafeBufferPointer<UInt8>) -> XMLDocument.Root? {
    let root = XMLDocument.root(utf8, named: allRoots)
    guard let root, WireDocument.roots.contains(root.name) else { return root }
    let head = UnsafeBufferPointer(rebasing: utf8[..<min(utf8.count, root.offset + 64)])
    guard var first = XMLDocument.root(head, named: []), first.offset != root.offset else { return root }
    guard WireDocument.carried.contains(root.name), first.name != "html" else {
      return XMLDocument.root(utf8, named: roots)
    }
    first.isEnvelope = true
    return first
  }

  /// True for media types under which feeds are served by right or by habit.
  private static func isExpected(_ contentType: String) -> Bool {
    let type = contentType.prefix { $0 != ";" }.lowercased()
    return ["xml", "json", "html", "rss", "atom"].contains { type.contains($0) } || !type.contains("/")
  }

  /// True for the media types of XML that RFC 3023 (§3.1) gave a charset of their own, US-ASCII. RFC 7303 took that back.
  private static func isText(_ contentType: String) -> Bool {
    let type = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
    return type == "text/xml" || type == "text/xml-external-parsed-entity"
      || (type.hasPrefix("text/") && type.hasSuffix("+xml"))
  }

  /// The charset of a Content-Type, or nil.
  static func charset(_ contentType: String) -> String? {
    for parameter in contentType.split(separator: ";").dropFirst() {
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, String(parts[0]).trimmedASCII.lowercased() == "charset" else { continue }
      let value = String(parts[1]).trimmedASCII
      return value.isEmpty ? nil : value
    }
    return nil
  }
}

extension ParsedFeed {
  /// Gives the feed, and entries without one, a language, where the feed has none and the tag is of one language.
  fileprivate mutating func fillLanguage(_ tag: String) {
    guard language.isEmpty, !tag.isEmpty, tag.utf8.count <= 64, !tag.utf8.contains(UInt8(ascii: ",")) else { return }
    language = tag
    for index in entries.indices where entries[index].language.isEmpty { entries[index].language = tag }
  }
}
