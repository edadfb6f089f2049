internal import Corpus

/// Reads the components of a NewsML 1 news item, which nest to any depth: the forms of one text, a story and its captions,
/// or several stories with headlines of their own.
struct NewsML1Component {
  private let node: XMLNode
  /// Components within that are read as stories of their own, by their elements' numbers.
  private let others: Set<Int>

  init(_ node: XMLNode, without others: [XMLNode] = []) {
    self.node = node
    self.others = Set(others.map(\.index))
  }

  /// Adds the story, or each of the stories, to the feed.
  ///
  /// - Parameters:
  ///   - item: What the news item says of all of them.
  ///   - holdsItems: There are whole items within, so that this one is none where it says nothing itself.
  func read(_ item: FeedEntry, holdsItems: Bool, into context: inout WireContext) {
    let stories = NewsML1Component.survey(node).stories
    guard stories.count > 1 else {
      var entry = item
      read(into: &entry, context)
      if !holdsItems || !entry.title.isEmpty || !entry.text.isEmpty { context.add(entry) }
      return
    }
    var whole = item
    NewsML1Component(node, without: stories).read(into: &whole, context)
    let hasOwn = !whole.title.isEmpty || !whole.text.isEmpty
    if hasOwn {
      if whole.text.isEmpty { whole.text = stories.map(NewsML1Component.headline).joined(separator: "\n") }
      context.add(whole)
    }
    for (index, story) in stories.enumerated() where !context.isFull {
      var part = item
      if hasOwn || index > 0, !part.id.isEmpty {
        part.id += "#" + (story["duid"].isEmpty ? "\(index + 1)" : story["duid"])
      }
      // What the collection says of its stories counts where they say nothing themselves.
      part.rights = whole.rights
      part.language = whole.language
      part.creator = whole.creator
      part.wire.provider = whole.wire.provider
      NewsML1Component(story).read(into: &part, context)
      context.add(part)
    }
  }

  /// The components at or below one that are stories: with a headline and a text, neither a caption nor what comes with a
  /// picture. One story within another is that one's text.
  private static func survey(_ node: XMLNode) -> (stories: [XMLNode], hasText: Bool) {
    var stories: [XMLNode] = []
    var hasText = node.children("contentitem").contains(where: isText)
    for part in node.children("newscomponent") where !isAside(part) {
      let found = survey(part)
      stories += found.stories
      hasText = hasText || found.hasText
    }
    let hasHeadline = !(node.child("newslines", "headline")?.line.isEmpty ?? true)
    let areForms =
      node["equivalentslist"].lowercased() == "yes" || stories.allSatisfy { headline($0) == headline(stories[0]) }
    switch stories.count {
    case 0 where hasHeadline && hasText, 1 where hasHeadline: stories = [node]
    case 2... where areForms: stories = [node]
    default: break
    }
    return (stories, hasText)
  }

  private static func headline(_ node: XMLNode) -> String {
    node.child("newslines", "headline")?.line ?? ""
  }

  private func read(into entry: inout FeedEntry, _ context: WireContext) {
    let limit = context.limits.textBytes
    let parts = [node] + descendants(of: node)
    let lines = parts.compactMap { $0.child("newslines") }
    func line(_ name: String) -> String {
      lines.lazy.compactMap { $0.child(name)?.line }.first { !$0.isEmpty } ?? ""
    }
    func offer(_ text: String, _ slot: inout String) { if !text.isEmpty { slot = text } }
    entry.title = line("headline")
    entry.wire.dateline = line("dateline")
    offer(line("slugline"), &entry.wire.slug)
    for by in lines.flatMap({ $0.children("byline") }) { FeedDraft.add(NewsMLText.byline(by.line), to: &entry.authors) }
    for keyword in lines.flatMap({ $0.children("keywordline") }) { FeedDraft.add(keyword.line, to: &entry.categories) }
    offer(
      [line("copyrightline"), line("rightsline")].filter { !$0.isEmpty }.joined(separator: "\n"), &entry.rights)
    func name(_ role: String) -> String {
      let parties = parts.lazy.compactMap { $0.first(role, outside: NewsML1Component.inner)?.first("party") }
      return parties.map(NewsML1.formalName).first { !$0.isEmpty } ?? ""
    }
    offer(name("creator"), &entry.creator)
    offer(line("creditline"), &entry.creator)
    offer(name("provider"), &entry.wire.provider)
    let languages = parts.lazy.compactMap { $0.first("language", outside: NewsML1Component.inner) }
    offer(languages.map { NewsML1.formalName($0).lowercased() }.first { !$0.isEmpty } ?? "", &entry.language)
    let before = entry
    var text = text(of: node, &entry, withAsides: false, limit: limit)
    if text.isEmpty {
      // A picture's caption is all that its item says. What was read on the way is read once more.
      entry = before
      text = self.text(of: node, &entry, withAsides: true, limit: limit)
    }
    var heads: [String] = []
    FeedDraft.add(line("subheadline"), to: &heads)
    for inner in lines.dropFirst().flatMap({ $0.children("headline") }) where inner.line != entry.title {
      FeedDraft.add(inner.line, to: &heads)
    }
    entry.text = (text.isEmpty ? [] : heads + [text]).joined(separator: "\n\n")
    for content in ([node] + descendants(of: node, withAsides: true)).flatMap({ $0.children("contentitem") }) {
      guard !content["href"].isEmpty else { continue }
      entry.enclosures.append(
        FeedEnclosure(
          url: context.resolved(content["href"]), type: NewsML1.formalName(content.child("mimetype")),
          length: Int(content.child("characteristics", "sizeinbytes")?.line ?? "")))
    }
  }

  /// The components within, at any depth, in order, but for other stories'.
  private func descendants(of part: XMLNode, withAsides: Bool = false) -> [XMLNode] {
    part.children("newscomponent").filter {
      !others.contains($0.index) && (withAsides || !NewsML1Component.isAside($0))
    }
    .flatMap { [$0] + descendants(of: $0, withAsides: withAsides) }
  }

  /// The text of a component: of its own content, of which the fullest form counts, and of the components within, the main
  /// one first. Those of a list of equivalents are forms of one text, too.
  private func text(of part: XMLNode, _ entry: inout FeedEntry, withAsides: Bool, limit: Int) -> String {
    var own = ""
    for content in part.children("contentitem") where NewsML1Component.isText(content) {
      FeedDraft.keepLonger(text(ofContent: content, &entry), in: &own)
    }
    let inner = part.children("newscomponent").filter { !others.contains($0.index) }
    let main = inner.filter { NewsML1Component.role($0) == "main" }
    let rest = inner.filter { NewsML1Component.role($0) != "main" && (withAsides || !NewsML1Component.isAside($0)) }
    if part["equivalentslist"].lowercased() == "yes" {
      for component in main + rest {
        FeedDraft.keepLonger(text(of: component, &entry, withAsides: withAsides, limit: limit), in: &own)
      }
      return own
    }
    var parts = WireTextParts(limit: limit)
    parts.append(own)
    for component in main + rest {
      let text = text(of: component, &entry, withAsides: withAsides, limit: limit)
      if ["summary", "abstract", "teaser"].contains(NewsML1Component.role(component)), inner.count > 1 {
        FeedDraft.keepLonger(text, in: &entry.summary)
      } else {
        parts.append(text)
      }
    }
    return parts.text
  }

  private func text(ofContent content: XMLNode, _ entry: inout FeedEntry) -> String {
    guard let data = content.first("datacontent") else { return "" }
    if let nitf = data.first("nitf") {
      var story = entry
      story.text = ""
      NITF.readBody(nitf, into: &story)
      defer {
        entry = story
        entry.text = ""
      }
      return story.text
    }
    if data.hasChildren { return (data.first("body") ?? data.first("body.content") ?? data).paragraphs }
    let types = ["mimetype", "format"].map { NewsML1.formalName(content.child($0) ?? content.first($0)) }
    let encoding = content.first("encoding")?["notation"] ?? ""
    return WireBody.text(data, type: types.first { !$0.isEmpty } ?? "", encoding: encoding)
  }

  /// What a component says of others, and not of itself.
  private static let inner: Set<String> = ["newscomponent", "newsitem", "contentitem"]

  private static func role(_ part: XMLNode) -> String {
    NewsML1.formalName(part.child("role")).lowercased()
  }

  /// True for a component that comes with a story and is none: a caption, a picture with what is said of it.
  private static func isAside(_ part: XMLNode) -> Bool {
    let role = role(part)
    if role == "main" { return false }
    if !role.isEmpty, asides.contains(where: role.contains) { return true }
    return part.child("contentitem").map { !isText($0) } ?? false
  }

  private static let asides = ["caption", "legend", "thumbnail", "picture", "photo", "image", "graphic"]

  /// True for content that is text, by its media type, else by its MIME type.
  private static func isText(_ content: XMLNode) -> Bool {
    let media = NewsML1.formalName(content.child("mediatype") ?? content.first("mediatype")).lowercased()
    if !media.isEmpty { return media.contains("text") || media.contains("complexdata") }
    let type = NewsML1.formalName(content.child("mimetype") ?? content.first("mimetype")).lowercased()
    return !["image/", "video/", "audio/"].contains { type.hasPrefix($0) }
  }
}
