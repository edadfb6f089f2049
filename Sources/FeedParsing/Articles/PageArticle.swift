public import Corpus

/// The article of a web page, in plain text.
public struct PageArticle: Equatable, Sendable {
  /// The headline in one line, without the site's name; empty where the page names none.
  public var title = ""
  /// The article: paragraphs are separated by "\n\n", lines within one by "\n", as in `FeedEntry.text`. Headlines of
  /// sections are paragraphs. The title, the byline and captions are not part of it.
  public var text = ""
  /// The captions of pictures and tables in their order.
  public var captions: [String] = []
  /// Names of the authors.
  public var authors: [String] = []
  /// When the article was published, by the page's account; nil where it does not say so intelligibly.
  public var published: Timestamp?
  /// BCP 47 tag in lower case; empty where the page names none.
  public var language = ""

  /// An article of which nothing is known.
  public init() {}
}

/// Why a page gives no article.
public enum PageFault: String, Error, Equatable, Sendable {
  /// There is no running text in it, or too little.
  case noText
  /// It lists other pages: a home page, a section, a search.
  case list
  /// It asks for something first: a login, a payment, consent, a proof of being human.
  case wall
}

extension PageFault: CustomStringConvertible {
  /// The fault as half a sentence that follows the address and a colon.
  public var description: String {
    switch self {
    case .noText: "the page holds no article"
    case .list: "the page is a list of articles"
    case .wall: "the page asks for a login, a payment or consent"
    }
  }
}
