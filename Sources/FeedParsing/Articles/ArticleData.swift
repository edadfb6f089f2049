/// What a page's JSON-LD says of its article (schema.org `Article` and its kinds, as `LinkedData` knows them).
struct ArticleData {
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
  /// Reads the scripts of a page. Of several articles the first counts: those that follow are related ones.
  init(_ document: HTMLDocument) {
    for index in document.elements("script") where !document.nodes[index].text.isEmpty {
      let text = document.nodes[index].text
      guard text.utf8.count <= ArticleData.largest, let value = try? JSONReader.read(Array(text.utf8)),
        let article = LinkedData.articles(in: value).first
      else { continue }
      take(article)
      return
    }
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
