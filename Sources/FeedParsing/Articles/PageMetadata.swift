import Corpus

/// What a page says of its article outside the text: JSON-LD, `meta` elements, headings, times.
struct PageMetadata {
  var title = ""
  var authors: [String] = []
  var published: Timestamp?
  var language = ""
  let linked: ArticleData

  /// Whether the page calls itself an article.
  var isArticle: Bool { linked.isArticle || meta["og:type"]?.lowercased().hasPrefix("article") == true }

  /// `meta` elements by property or name, in lower case; of several the first.
  private var meta: [String: String] = [:]

  init(_ page: PageStructure) {
    let document = page.document
    linked = ArticleData(document)
    for index in document.elements("meta") {
      let node = document.nodes[index]
      guard let name = (node["property"] ?? node["name"] ?? node["itemprop"] ?? node["http-equiv"])?.lowercased(),
        let content = node["content"]?.trimmedASCII, !content.isEmpty, meta[name] == nil
      else { continue }
      meta[name] = content
    }
    title = findTitle(page)
    authors = findAuthors(page)
    published = findDate(page)
    language = findLanguage(document)
  }

  // MARK: - Title

  private func findTitle(_ page: PageStructure) -> String {
    let document = page.document
    let titles = document.elements("title").prefix(1).map { PageMetadata.line(document.text(of: $0)) }
    let shared = HTMLText.line(meta["og:title"] ?? meta["twitter:title"] ?? "")
    let headings = document.elements("h1").prefix(8).filter { !page.isDropped[$0] }.map { page.line(of: $0) }
    let whole = (titles.first ?? "") + "\n" + shared
    if !linked.headline.isEmpty { return linked.headline }
    // A heading that the title repeats is the headline, whatever else is an h1 in the page.
    if let heading = headings.first(where: { whole.contains($0) && TextWeight.of($0) >= 8 }) { return heading }
    let site = meta["og:site_name"] ?? ""
    if !shared.isEmpty { return PageMetadata.withoutSite(shared, site: site) }
    if let heading = headings.first(where: { TextWeight.of($0) >= 12 }) { return heading }
    let title = PageMetadata.withoutSite(titles.first ?? "", site: site)
    return title.isEmpty ? headings.first ?? "" : title
  }

  /// "Headline | Site" without the site: its own name, or the shorter last part behind a bar or dash.
  static func withoutSite(_ title: String, site: String) -> String {
    for mark in [" | ", " — ", " – ", " - ", " :: ", " » ", " · ", "_"] {
      let parts = title.split(separator: mark)
      guard parts.count > 1, let first = parts.first, let last = parts.last else { continue }
      if String(last) == site { return parts.dropLast().joined(separator: mark) }
      if String(first) == site { return parts.dropFirst().joined(separator: mark) }
      let head = parts.dropLast().joined(separator: mark)
      if mark != "_", TextWeight.of(head) >= 15, TextWeight.of(last) * 2 < TextWeight.of(head) { return head }
    }
    return title
  }

  // MARK: - Authors

  private func findAuthors(_ page: PageStructure) -> [String] {
    let named = linked.authors.filter { !$0.isEmpty }
    if !named.isEmpty { return PageMetadata.distinct(named) }
    let told = [meta["author"], meta["article:author"], meta["parsely-author"], meta["dc.creator"]].compactMap { $0 }
      .map { HTMLText.line($0) }.filter { !$0.isEmpty && !$0.contains("://") && $0.utf8.count <= 120 }
    if let first = told.first { return PageMetadata.distinct(PageMetadata.names(first)) }
    for index in page.document.nodes.indices {
      guard case .byline = page.parts[index], page.weight[index] <= 120, page.document.nodes[index].name != "meta"
      else {
        continue
      }
      let names = PageMetadata.names(page.line(of: index))
      if !names.isEmpty { return PageMetadata.distinct(names) }
    }
    return []
  }

  /// The names in a byline, without "By" and its like.
  static func names(_ byline: String) -> [String] {
    var text = byline
    for word in [
      "by ", "written by ", "von ", "par ", "por ", "di ", "автор:", "автор ", "текст:", "作者:", "作者:", "记者 ", "文/",
    ]
    where text.lowercased().hasPrefix(word) {
      text = String(text.dropFirst(word.count))
      break
    }
    for mark in [" and ", " & ", " und ", " et ", " y ", " и ", "、", ";", "|", "•", "·"] {
      text = text.replacing(mark, with: ",")
    }
    return text.split(separator: ",").map { String($0).trimmedASCII }
      .filter { name in
        (2...60).contains(name.count) && !name.contains { $0.isASCII && $0.isNumber } && FeedDate.parse(name) == nil
      }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return Array(names.filter { seen.insert($0).inserted }.prefix(16))
  }

  // MARK: - Date and language

  private func findDate(_ page: PageStructure) -> Timestamp? {
    var told = [linked.published]
    for name in [
      "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "parsely-pub-date",
      "dcterms.created", "dc.date.issued", "dc.date", "date", "sailthru.date",
    ] {
      if let value = meta[name] { told.append(value) }
    }
    let document = page.document
    for index in document.nodes.indices where document.nodes[index]["itemprop"]?.lowercased() == "datepublished" {
      told.append(document.nodes[index]["datetime"] ?? document.nodes[index]["content"] ?? page.line(of: index))
    }
    for index in document.elements("time").prefix(1) {
      told.append(document.nodes[index]["datetime"] ?? page.line(of: index))
    }
    return told.lazy.compactMap { FeedDate.parse($0) }.first { $0.precision >= .day }?.timestamp
  }

  private func findLanguage(_ document: HTMLDocument) -> String {
    let root = document.elements("html").prefix(1).compactMap {
      document.nodes[$0]["lang"] ?? document.nodes[$0]["xml:lang"]
    }
    let told = root + [linked.language, meta["content-language"] ?? "", meta["og:locale"] ?? ""]
    for text in told {
      let tag = text.lowercased().replacing("_", with: "-").trimmedASCII
      let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
      guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 4,
        parts.allSatisfy({
          (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0 >= 0x61 || (0x30...0x39).contains($0) }
        }),
        first.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
      else { continue }
      return tag
    }
    return ""
  }

  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
