/// What an element's tag, role, class and id say of its part in the page.
enum PageHints {
  /// What an element is by its own account.
  enum Part {
    /// Nothing is said.
    case plain
    /// The article or its body.
    case article
    /// Something beside the article; `isSure` where the name says nothing else.
    case beside(isSure: Bool)
    /// The line that names the author.
    case byline
    /// A caption.
    case caption
    /// Never part of a page's text: scripts, controls, what is hidden.
    case machinery
  }

  /// What the element is by its own account.
  static func part(of node: HTMLDocument.Node) -> Part {
    if machinery.contains(node.name) || isHidden(node) { return .machinery }
    switch node.name {
    case "html", "body", "head": return .plain
    case "nav", "footer", "dialog", "menu": return .beside(isSure: true)
    case "aside": return .beside(isSure: false)
    case "figcaption", "caption": return .caption
    case "main", "article": return .article
    default: break
    }
    if let role = node["role"]?.lowercased() {
      if role == "main" || role == "article" { return .article }
      if rolesBeside.contains(role) { return .beside(isSure: false) }
    }
    if let property = node["itemprop"]?.lowercased() {
      if property == "articlebody" || property == "reviewbody" { return .article }
      if property == "author" || property == "creator" { return .byline }
      if property == "caption" { return .caption }
    }
    if node["rel"]?.lowercased() == "author" { return .byline }
    // A link in running text may be of any class.
    if node.name == "a" { return .plain }
    return part(ofNames: [node["class"], node["id"]].compactMap { $0 })
  }

  private static func part(ofNames names: [String]) -> Part {
    var found = Part.plain
    for name in names.lazy.flatMap({ $0.split(whereSeparator: \.isWhitespace) }).prefix(24) where name.utf8.count <= 80
    {
      let parts = words(of: name)
      let joined = parts.joined()
      if bodies.contains(joined) { return .article }
      if bylines.contains(joined) {
        found = .byline
      } else if captions.contains(joined) || parts.contains("caption") || parts.contains("figcaption") {
        found = .caption
      } else if surelyBeside.contains(joined) {
        return .beside(isSure: true)
      } else if parts.contains(where: { beside.contains($0) }) || joinedBeside.contains(joined) {
        // "has-sidebar", "no-ads", "page-with-menu", "content-sidebar-wrap" describe the page around the article.
        let isDescription = parts.dropLast().contains { describing.contains($0) } || joined.hasPrefix("contentsidebar")
        if !isDescription, case .plain = found { found = .beside(isSure: false) }
      }
    }
    return found
  }

  /// The words of a name: `articleBody`, `article_body` and `article-body` have the same two.
  static func words(of name: some StringProtocol) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    for byte in name.utf8 {
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      if !isLetter || (wasLower && byte < 0x5B) {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word = []
      }
      if isLetter { word.append(byte | 0x20) }
      wasLower = isLetter && byte >= 0x61
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  private static func isHidden(_ node: HTMLDocument.Node) -> Bool {
    if node["hidden"] != nil { return true }
    guard let style = node["style"] else { return false }
    let plain = style.lowercased().filter { !$0.isWhitespace }
    return plain.contains("display:none") || plain.contains("visibility:hidden")
  }

  private static func set(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }

  private static let machinery = set(
    "script style noscript template iframe svg math object embed canvas video audio button input select textarea label "
      + "option datalist progress meter map area link meta title base img picture source param frame frameset noframes")
  private static let rolesBeside = set(
    "navigation banner complementary contentinfo search dialog alertdialog alert menu menubar toolbar tablist tooltip")
  /// Names of an article's body, joined.
  private static let bodies = set(
    "articlebody articlecontent articletext articlemain articleparagraphs entrycontent postcontent postbody posttext "
      + "storybody storycontent storytext newsbody newscontent newstext newsdetail bodytext contentbody contenttext "
      + "textbody textcontent maintext releasebody pressrelease pressreleasebody detailcontent detailtext articledetail "
      + "itemtext topicbody topicbodycontent mwparseroutput markdownbody")
  private static let bylines = set(
    "byline author authors articleauthor postauthor entryauthor storybyline articlebyline authorname writer")
  private static let captions = set("wpcaptiontext imagecredit photocredit credit copyrightnotice")
  /// Names that nothing but the parts beside an article have.
  private static let surelyBeside = set(
    "comments comment commentlist commentsarea sidebar related relatedposts relatedarticles cookiebanner cookieconsent "
      + "cookienotice disqusthread newsletter breadcrumb breadcrumbs socialshare sharebuttons advertisement outbrain "
      + "taboola recommended recommendations mostread")
  /// Words that name such a part within a longer name.
  private static let beside = set(
    "comment comments disqus related recommend recommended recommendation recommendations recirculation sidebar share "
      + "sharing sharebar social socials breadcrumb breadcrumbs cookie cookies gdpr consent newsletter subscribe "
      + "subscription ad ads adv advert advertising advertisement adslot adbox promo promotion sponsor sponsored banner "
      + "popup modal overlay nav navbar navigation menu footer masthead pagination pager outbrain taboola toolbar tags "
      + "trending popular login signin signup paywall skip copyright bio timestamp pubdate rating poll quiz feedback "
      + "donate donation follow subnav sitemap teasers carousel slider gallery tooltip print noprint")
  private static let joinedBeside = set(
    "siteheader pageheader readmore morenews seealso readalso morestories morearticles postmeta entrymeta articlemeta storymeta metadata "
      + "articleinfo postinfo newsmeta publishdate articledate postdate entrydate newsdate visuallyhidden sronly "
      + "screenreadertext entryfooter postfooter articlefooter aboutauthor authorbox authorinfo appbanner whatsnext "
      + "upnext latestnews othernews twittertweet instagrammedia mweditsection reference reflist tocbox toc")
  private static let describing = set("has with without no layout enable enabled show hide")
}
