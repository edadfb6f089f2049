/// What a page's JSON-LD says of its article (schema.org `Article` and its kinds).
struct LinkedData {
  var headline = ""
  var body = ""
  var authors: [String] = []
  var published = ""
  var language = ""
  /// False where the page says that the article is not free to read.
  var isFree = true
  /// Whether any article was described at all.
  var isArticle = false

  /// JSON-LD that is read at most, in bytes of one script.
  private static let largest = 1 << 20
  private static let kinds: Set<String> = [
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
    "opinionnewsarticle",
    "reviewnewsarticle", "blogposting", "liveblogposting", "techarticle", "scholarlyarticle", "report",
    "socialmediaposting",
    "satiricalarticle", "advertisercontentarticle", "pressrelease",
  ]

  /// Reads the scripts of a page. Of several articles the first counts: those that follow are related ones.
  init(_ document: HTMLDocument) {
    for index in document.elements("script") where !document.nodes[index].text.isEmpty {
      let text = document.nodes[index].text
      guard text.utf8.count <= LinkedData.largest, let value = JSONValue(text: text) else { continue }
      for object in LinkedData.objects(value) where LinkedData.isArticle(object) {
        take(object)
        return
      }
    }
  }

  private static func objects(_ value: JSONValue) -> [JSONValue] {
    value.elements.flatMap { [$0] + $0["@graph"].elements + $0["mainEntity"].elements }
  }

  private static func isArticle(_ object: JSONValue) -> Bool {
    object["@type"].elements.contains { kinds.contains($0.text.lowercased().filter { $0 != " " }) }
  }

  private mutating func take(_ object: JSONValue) {
    isArticle = true
    headline = HTMLText.line(object["headline"].text)
    body = object["articleBody"].text
    published = object["datePublished"].text
    language = object["inLanguage"].elements.first.map { $0.text.isEmpty ? $0["alternateName"].text : $0.text } ?? ""
    authors = object["author"].elements.map { HTMLText.line($0.text.isEmpty ? $0["name"].text : $0.text) }
    switch object["isAccessibleForFree"] {
    case .bool(let isFree): self.isFree = isFree
    case .string(let text): isFree = text.lowercased() != "false"
    default: break
    }
  }
}
