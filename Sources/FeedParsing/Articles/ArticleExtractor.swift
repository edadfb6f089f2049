internal import UnicodeText

/// Finds the article in a web page: its text, title, authors, date and language.
///
/// ```swift
/// let article = try ArticleExtractor.extract(bytes, contentType: "text/html; charset=utf-8")
/// ```
///
/// In the manner of Readability: what stands beside articles is left out by tag, role and name (`PageHints`), blocks are told
/// by density of text and links (`PageStructure`), the element with the most running text is looked for within what the page
/// itself calls its article (`ArticleSelection`), and cleaned (`ArticleCleaning`). Where the page's JSON-LD has a fuller
/// text, that is taken. There is no table of sites.
public enum ArticleExtractor {
  /// Articles lighter than this, in letters, are none.
  static let lightest = 100

  /// The article of a page.
  ///
  /// - Parameters:
  ///   - bytes: The page as received; of more than 8 MiB the rest is not looked at.
  ///   - contentType: The HTTP header, whose charset counts.
  /// - Throws: `PageFault` where there is none. No bytes trap.
  /// - Complexity: O(n) for pages as they are; O(n · depth) at worst, with a depth of at most 768.
  public static func extract(_ bytes: [UInt8], contentType: String? = nil) throws(PageFault) -> PageArticle {
    let text = TextDecoder.decode(
      bytes, transportLabel: contentType.flatMap(FeedParser.charset), declaredLabel: PageText.declaredEncoding(bytes))
    let document = HTMLDocument(text.utf8)
    guard !document.nodes.isEmpty else { throw .noText }
    let page = PageStructure(document)
    let metadata = PageMetadata(page)
    var article = PageArticle()
    article.title = metadata.title
    article.authors = metadata.authors
    article.published = metadata.published
    article.language = metadata.language
    var isList = false
    if let selection = ArticleSelection(page) {
      isList = ArticleExtractor.isList(selection, isArticle: metadata.isArticle)
      let cleaning = ArticleCleaning(selection, title: article.title)
      article.captions = cleaning.captions
      article.text = ArticleText.joined(
        ArticleFurniture.removed(
          from: ArticleText.paragraphs(of: selection.container, cleaning.page), title: article.title,
          authors: article.authors))
    }
    takeField(metadata.linked.body, &article, isList: &isList)
    if PageWall.stands(in: document, metadata: metadata, text: article.text) { throw .wall }
    if isList { throw .list }
    guard TextWeight.of(article.text) >= lightest else { throw .noText }
    return article
  }

  /// Takes the text of the JSON-LD where the page's own is much shorter: pages that scripts fill have nothing else.
  private static func takeField(_ field: String, _ article: inout PageArticle, isList: inout Bool) {
    guard !field.isEmpty else { return }
    let text = ArticleText.joined(
      ArticleFurniture.removed(
        from: ArticleText.paragraphs(ofField: field), title: article.title, authors: article.authors))
    guard TextWeight.of(text) >= 200, TextWeight.of(article.text) * 10 < TextWeight.of(text) * 6 || isList else {
      return
    }
    article.text = text
    isList = false
  }

  /// Whether what was found is a list of teasers: headings that lead elsewhere, one for every few paragraphs.
  private static func isList(_ selection: ArticleSelection, isArticle: Bool) -> Bool {
    let page = selection.page
    let headings = page.linkedHeadings(in: selection.container)
    let paragraphs = page.blocks.filter {
      $0.prose > 0 && page.holds(selection.container, $0.node) && !page.isDropped[$0.node]
    }
    if headings >= 4, headings * 3 >= paragraphs.count, !isArticle { return true }
    // Or short texts only, with about as much in links.
    return !isArticle && paragraphs.count >= 5 && page.linked[selection.container] * 2 > page.prose[selection.container]
      && paragraphs.allSatisfy { $0.prose < 200 }
  }
}
