internal import Corpus

/// Reads articles described by schema.org's vocabulary in JSON-LD, as news sites put them into their pages.
enum LinkedData {
  /// Types of schema.org that are a story: `Article` and what is below it.
  private static let types: Set<String> = [
    "article", "newsarticle", "analysisnewsarticle", "askpublicnewsarticle", "backgroundnewsarticle",
    "opinionnewsarticle", "reportagenewsarticle", "reviewnewsarticle", "blogposting", "liveblogposting",
    "socialmediaposting", "discussionforumposting", "report", "advertisercontentarticle", "satiricalarticle",
    "scholarlyarticle", "techarticle", "pressrelease",
  ]

  /// Where articles stand within other objects.
  private static let containers = [
    "@graph", "itemListElement", "item", "mainEntity", "hasPart", "blogPost", "liveBlogUpdate", "dataFeedElement",
  ]

  /// The articles of a document with a headline or name, in its order, each once.
  static func articles(in document: JSONValue) -> [JSONValue] {
    var found: [JSONValue] = []
    var known: Set<JSONValue> = []
    collect(document, depth: 0, into: &found, &known)
    return found
  }

  private static func collect(
    _ value: JSONValue, depth: Int, into found: inout [JSONValue], _ known: inout Set<JSONValue>
  ) {
    guard depth < 12 else { return }
    if case .array(let elements) = value {
      for element in elements { collect(element, depth: depth + 1, into: &found, &known) }
      return
    }
    guard value.isObject else { return }
    let isArticle = value["@type"].elements.contains { types.contains(name(ofType: $0.text)) }
    if isArticle, !value.text("headline", "name", "articleBody").isEmpty, known.insert(value).inserted {
      found.append(value)
    }
    for container in containers { collect(value[container], depth: depth + 1, into: &found, &known) }
  }

  /// `newsarticle` of `https://schema.org/NewsArticle`.
  private static func name(ofType type: String) -> String {
    (type.split(separator: "/").last ?? "").lowercased()
  }

  /// The stories that articles are.
  static func stories(_ articles: [JSONValue], limits: FeedLimits, base: String?) -> JSONStories {
    var context = WireContext(format: "JSON-LD", limits: limits, base: base)
    context.feed.title = articles.lazy.map { name($0["publisher"]) }.first { !$0.isEmpty } ?? ""
    return JSONStories(articles, in: context, sequel: LinkedData.articles) { article, context in
      context.add(entry(article, &context))
    }
  }

  private static func entry(_ article: JSONValue, _ context: inout WireContext) -> FeedEntry {
    var entry = FeedEntry()
    entry.title = HTMLText.line(article.text("headline", "name"))
    entry.text = HTMLText.plainText(context.cut(article.text("articleBody", "text")))
    entry.summary = HTMLText.plainText(article.text("description", "abstract", "alternativeHeadline"))
    let page = article["mainEntityOfPage"]
    let link = [article["url"].text, page["@id"].text, page.text, article["@id"].text].first { !$0.isEmpty } ?? ""
    entry.link = context.resolved(link)
    context.setPublished([article.text("datePublished", "dateCreated", "uploadDate")], of: &entry)
    entry.updated = context.date(article["dateModified"].text)
    for author in article["author"].elements + article["creator"].elements where entry.authors.count < 50 {
      FeedDraft.add(name(author), to: &entry.authors)
    }
    let language = article["inLanguage"]
    entry.language = (language.isObject ? language.text("alternateName", "name") : language.text).lowercased()
    for section in article["articleSection"].elements { FeedDraft.add(section.text, to: &entry.categories) }
    for keyword in article["keywords"].elements {
      for word in (keyword.isObject ? keyword["name"].text : keyword.text).split(separator: ",") {
        FeedDraft.add(String(word).trimmedASCII, to: &entry.categories)
      }
    }
    entry.wire.provider = [name(article["sourceOrganization"]), name(article["publisher"])].first { !$0.isEmpty } ?? ""
    entry.wire.dateline = article["dateline"].text
    entry.wire.version = WireContext.version(article["version"].text)
    entry.rights = article.text("copyrightNotice")
    let identity = [entry.link, article.text("identifier")].first { !$0.isEmpty } ?? ""
    if !identity.isEmpty { (entry.id, entry.idSource) = (identity, .link) }
    return entry
  }

  private static func name(_ value: JSONValue) -> String {
    if case .array(let elements) = value { return elements.first.map(name) ?? "" }
    return HTMLText.tidyLine(value.isObject ? value["name"].text : value.text)
  }
}
