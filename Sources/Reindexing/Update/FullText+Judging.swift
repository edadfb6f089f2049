import Corpus
import FeedFetching
import FeedParsing

extension FullText {
  /// What came of a page.
  enum Result {
    case article(PageArticle)
    case failure(String, isTemporary: Bool, isPostponed: Bool)

    /// What an answer means: the page's article, or why there is none.
    init(_ answer: PageAnswer) {
      switch answer {
      case .page(let body, let contentType, _):
        do { self = .article(try ArticleExtractor.extract(body, contentType: contentType)) } catch {
          self = .failure("\(error)", isTemporary: false, isPostponed: false)
        }
      case .disallowed:
        self = .failure("the site's robots.txt does not allow it", isTemporary: true, isPostponed: false)
      case .notAPage(let type): self = .failure("not a page but \(type)", isTemporary: false, isPostponed: false)
      case .failed(let failure):
        self = .failure("\(failure)", isTemporary: failure.isTemporary, isPostponed: false)
      case .postponed: self = .failure("", isTemporary: true, isPostponed: true)
      }
    }
  }

  /// Texts lighter than this, in letters, may be teasers.
  static let heaviestTeaser = 1500
  /// Those that say themselves that they go on elsewhere may be as heavy as this.
  static let heaviestCut = 6000

  /// Whether a story has only the beginning or a summary of its text. A mistake costs one fetch: a page that has no more
  /// than the feed changes nothing.
  static func isTeaser(_ story: Story) -> Bool {
    let weight = TextWeight.of(story.text)
    if weight < heaviestTeaser { return true }
    guard weight < heaviestCut else { return false }
    // "Read more" and its like have been found at the end, or dots are there.
    if story.body.upperBound < story.text.utf8.count { return true }
    return ["…", "...", "[…]", "[...]", "…]"].contains { story.text.hasSuffix($0) }
  }

  /// A hash of what the feed says of a story. The time of change is no part of it: there are feeds that set it anew each time.
  static func version(of story: Story) -> UInt64 {
    UpdateRun.hash(Array("\(story.link)\u{0}\(story.title)\u{0}\(story.text)".utf8))
  }

  /// The story with its page's article as its text and the teaser as its summary; as it is where there is no article.
  static func completed(_ story: Story, by page: PageRecord) -> Story {
    guard !page.text.isEmpty else { return story }
    var story = story
    if !story.text.isEmpty { story.summary = story.text }
    story.text = page.text
    story.body = 0..<page.text.utf8.count
    if story.authors.isEmpty { story.authors = page.authors }
    if story.published == nil { story.published = page.published }
    if story.language.isEmpty { story.language = page.language }
    story.annotateWireCopy()
    return story
  }

  /// Why an article is not taken for the story's; nil where it is.
  static func objection(to article: PageArticle, for story: Story) -> String? {
    guard TextWeight.of(article.text) > TextWeight.of(story.text) else {
      return "the page has no more text than the feed"
    }
    let wanted = words(story.title + "\n" + story.text)
    guard wanted.count >= 4 else { return nil }
    let found = words(article.title + "\n" + article.text)
    // A home page, a notice, a page about something else: hardly a word of the teaser is there.
    return wanted.intersection(found).count * 10 >= wanted.count * 3 ? nil : "the page is about something else"
  }

  /// Words of four letters and more, in lower case; of Chinese and Japanese, pairs of characters.
  static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var word = String.UnicodeScalarView()
    var before: Unicode.Scalar?
    func flush() {
      if word.count >= 4 { words.insert(String(word)) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().unicodeScalars {
      if (0x3040...0x9FFF).contains(scalar.value) {
        flush()
        if let before { words.insert(String(before) + String(scalar)) }
        before = scalar
      } else {
        before = nil
        if scalar.properties.isAlphabetic { word.append(scalar) } else { flush() }
      }
    }
    flush()
    return words
  }
}

extension PageRecord {
  /// Notes what came of fetching the page.
  mutating func take(_ result: FullText.Result, for story: Story, at now: Timestamp) {
    switch result {
    case .article(let article):
      if let objection = FullText.objection(to: article, for: story) {
        return fail(objection, isTemporary: false, at: now)
      }
      state = .fetched
      (nextDue, lastError) = (nil, "")
      (text, authors, language) = (article.text, article.authors, article.language)
      // Only moments that the database gives back, so that a text from there makes the same story.
      published = article.published.flatMap { (0...253_402_300_799).contains($0.secondsSince1970) ? $0 : nil }
    case .failure(let reason, let isTemporary, let isPostponed):
      if isPostponed { postpone(at: now) } else { fail(reason, isTemporary: isTemporary, at: now) }
    }
  }
}
