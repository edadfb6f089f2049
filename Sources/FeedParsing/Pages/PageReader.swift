/// Reads stories from an HTML page that says where they are: by JSON-LD or by microformats. A page that says nothing of
/// the kind is no feed, however much text it holds.
enum PageReader {
  /// The stories of a page, or nil where it marks none.
  ///
  /// - Throws: `FeedParsingError.notAFeed` where it marks some in more JSON than is read.
  ///
  /// - Parameters:
  ///   - utf8: The page in UTF-8.
  ///   - url: Its address, the base of its references.
  static func parse(_ utf8: [UInt8], limits: FeedLimits, url: String?) throws(FeedParsingError) -> ParsedFeed? {
    guard mayHoldStories(utf8) else { return nil }
    let page = PageText(utf8: utf8, url: url ?? "")
    let marks = PageMarks(page)
    var linked = LinkedData.stories(marks.articles, limits: limits, base: page.base).feed()
    linked.format = FeedFormat(name: "HTML with JSON-LD")
    complete(&linked, by: marks, of: page)
    var marked = Microformats.feed(of: page, limits: limits)
    if marked.title.isEmpty { marked.title = marks.title }
    // Sites use both, of which one often has the headlines alone.
    var feed = weight(marked) > weight(linked) ? marked : linked
    guard let refusal = marks.refusal else { return feed.entries.isEmpty ? nil : feed }
    guard !feed.entries.isEmpty else { throw .notAFeed(saw: "an HTML page whose JSON-LD is too large (\(refusal))") }
    feed.warnings.append(FeedWarning(kind: .feedCut, detail: "JSON-LD: " + refusal))
    return feed
  }

  /// A quick look for what all such pages have.
  private static func mayHoldStories(_ utf8: [UInt8]) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      ["ld+json", "h-entry", "hentry"].contains { (mark: StaticString) in
        ByteClass.find(mark, in: bytes, from: 0) != nil
      }
    }
  }

  private static func weight(_ feed: ParsedFeed) -> Int {
    feed.entries.reduce(0) { $0 + $1.text.utf8.count + $1.title.utf8.count }
  }

  /// Gives the one article of a page that has no body in JSON-LD the text of the page's one `article` element; and the
  /// page's language and address to those that lack them.
  private static func complete(_ feed: inout ParsedFeed, by marks: PageMarks, of page: PageText) {
    if feed.title.isEmpty { feed.title = marks.title }
    if feed.language.isEmpty { feed.language = marks.language }
    for index in feed.entries.indices where feed.entries[index].language.isEmpty {
      feed.entries[index].language = feed.language
    }
    guard feed.entries.count == 1 else { return }
    if feed.entries[0].link.isEmpty, !marks.canonical.isEmpty {
      feed.entries[0].link = marks.canonical
      if feed.entries[0].idSource == .contentHash {
        (feed.entries[0].id, feed.entries[0].idSource) = (marks.canonical, .link)
      }
    }
    guard let range = marks.articleElement, let article = marks.articles.first,
      article.text("articleBody", "text").isEmpty
    else { return }
    let text = Array(page.utf8[range]).withUnsafeBufferPointer { HTMLText.plainText($0) }
    guard text.utf8.count > feed.entries[0].text.utf8.count else { return }
    feed.entries[0].summary = feed.entries[0].text
    feed.entries[0].text = text
  }
}

/// What a page's tags say that matters for its stories.
struct PageMarks {
  /// The articles in JSON-LD.
  var articles: [JSONValue] = []
  /// Why some JSON-LD was not read, where it is larger than what is read; half a sentence.
  var refusal: String?
  /// The page's title in one line.
  var title = ""
  /// `lang` of the `html` element, in lower case.
  var language = ""
  /// The address of `link rel="canonical"`, resolved.
  var canonical = ""
  /// The content of the page's `article` element, where there is exactly one.
  var articleElement: Range<Int>?

  /// Looks at all tags of a page.
  init(_ page: PageText) {
    var scanner = PageScanner(page.utf8)
    var documents: [JSONValue] = []
    var depth = 0
    var elements: [Range<Int>] = []
    var start = 0
    while let tag = scanner.next() {
      switch (tag.name, tag.isEnd) {
      case ("html", false): language = scanner.attribute("lang", of: tag)?.lowercased() ?? language
      case ("title", false) where title.isEmpty:
        title = Array(page.utf8[tag.end..<scanner.contentEnd]).withUnsafeBufferPointer { HTMLText.line($0) }
      case ("link", false) where scanner.words("rel", of: tag).contains("canonical"):
        canonical = URLReference.resolve(scanner.attribute("href", of: tag) ?? "", base: page.base)
      case ("script", false):
        guard scanner.attribute("type", of: tag)?.lowercased().hasPrefix("application/ld+json") == true else { break }
        do throws(JSONReader.Fault) {
          if let document = try PageMarks.document(page.utf8[tag.end..<scanner.contentEnd]) {
            documents.append(document)
          }
        } catch {
          if error.isLimit { refusal = refusal ?? error.reason }
        }
      case ("article", false):
        if depth == 0 { start = tag.end }
        depth += 1
      case ("article", true) where depth > 0:
        depth -= 1
        if depth == 0 { elements.append(start..<tag.start) }
      default: break
      }
    }
    articles = LinkedData.articles(in: .array(documents))
    articleElement = elements.count == 1 ? elements[0] : nil
  }

  /// The JSON of a script, which may be wrapped in a comment or a CDATA section.
  private static func document(_ script: ArraySlice<UInt8>) throws(JSONReader.Fault) -> JSONValue? {
    guard let first = script.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else {
      return nil
    }
    // `<![CDATA[` has brackets of its own.
    var begin = first
    if script[begin...].starts(with: "[CDATA[".utf8) {
      begin = script[(begin + 7)...].firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? begin
    }
    return try JSONReader.read(script[begin...])
  }
}
