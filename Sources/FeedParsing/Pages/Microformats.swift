internal import Corpus

/// Reads entries marked up by microformats2 (`h-entry` within `h-feed`, microformats.org/wiki/h-entry) or by the older
/// hAtom (`hentry`), in one walk over a page's tags.
struct Microformats {
  /// The root classes that begin an object of its own: properties within belong to it.
  private enum Kind {
    case entry, feed, other
  }

  /// An object that is open.
  private struct Item {
    var kind: Kind
    /// True for hAtom, whose class names differ.
    var isOld: Bool
    var entry = FeedEntry()
    var name = ""
    /// True for an entry within an entry (a comment, a quotation), which is left out.
    var isNested: Bool
  }

  /// An element that is open.
  private struct Open {
    var tag: PageTag
    /// The properties that its content gives, by their names without prefix.
    var properties: [(prefix: String, name: String)]
    /// True where it began an object.
    var opensItem: Bool
  }

  private let page: PageText
  private var scanner: PageScanner
  private var open: [Open] = []
  private var items: [Item] = []
  private var context: WireContext
  /// Bytes of content that may still be read. Each is read once for every property around it, and elements of a hostile page
  /// lie in each other without end.
  private var budget: Int

  private init(_ page: PageText, limits: FeedLimits) {
    self.page = page
    scanner = PageScanner(page.utf8)
    context = WireContext(format: "HTML with h-entry", limits: limits, base: page.base)
    budget = 4 * page.utf8.count
  }

  /// The feed that a page's entries make; without entries where there are none.
  static func feed(of page: PageText, limits: FeedLimits) -> ParsedFeed {
    var reader = Microformats(page, limits: limits)
    reader.run()
    return reader.context.finished()
  }

  private mutating func run() {
    while let tag = scanner.next() {
      if tag.isEnd {
        close(tag)
      } else {
        begin(tag)
      }
    }
    while !open.isEmpty { closeLast(at: page.utf8.count) }
  }

  private mutating func begin(_ tag: PageTag) {
    let classes = scanner.words("class", of: tag)
    let kind = Microformats.kind(classes)
    var properties = items.isEmpty ? [] : self.properties(classes, of: tag)
    if !tag.isVoid, ["dt", "time", "data", "a", "img"].contains(tag.name) == false, items.isEmpty, kind == nil {
      properties = []
    }
    if let kind {
      let isNested = kind.kind == .entry && items.contains { $0.kind == .entry }
      items.append(Item(kind: kind.kind, isOld: kind.isOld, isNested: isNested))
    }
    if open.count < 512, !tag.isVoid {
      open.append(Open(tag: tag, properties: properties, opensItem: kind != nil))
    } else {
      if kind != nil { items.removeLast() }
      for property in properties { take(property, of: tag, content: tag.end..<tag.end) }
    }
    if tag.name == "html", let language = scanner.attribute("lang", of: tag) {
      context.feed.language = language.lowercased()
    }
  }

  private mutating func close(_ tag: PageTag) {
    guard let index = open.lastIndex(where: { $0.tag.name == tag.name }) else { return }
    while open.count > index { closeLast(at: tag.start) }
  }

  private mutating func closeLast(at end: Int) {
    guard let element = open.popLast() else { return }
    let content = element.tag.end..<max(element.tag.end, min(end, page.utf8.count))
    var name = ""
    if element.opensItem, let item = items.popLast() {
      finish(item, content: content)
      name = item.name.isEmpty ? line(content) : item.name
    }
    for property in element.properties { take(property, of: element.tag, content: content, itemName: name) }
  }

  private mutating func finish(_ item: Item, content: Range<Int>) {
    switch item.kind {
    case .other: break
    case .feed: if context.feed.title.isEmpty { context.feed.title = item.name }
    case .entry:
      guard !item.isNested else { return }
      var entry = item.entry
      entry.title = item.name
      if entry.title == HTMLText.tidyLine(entry.text) { entry.title = "" }
      guard !entry.text.isEmpty || !entry.summary.isEmpty || (!entry.title.isEmpty && !entry.link.isEmpty) else {
        return
      }
      if entry.id.isEmpty, !entry.link.isEmpty { (entry.id, entry.idSource) = (entry.link, .link) }
      context.add(entry)
    }
  }

  /// Takes what an element says of the object around it.
  private mutating func take(
    _ property: (prefix: String, name: String), of tag: PageTag, content: Range<Int>, itemName: String = ""
  ) {
    guard let index = items.indices.last else { return }
    func text() -> String {
      if !itemName.isEmpty { return itemName }
      for name in ["title", "alt", "content", "value"] {
        let counts =
          name == "alt"
          ? tag.name == "img" : name == "value" ? tag.name == "data" : tag.name == "abbr" || tag.name == "meta"
        if counts, let value = scanner.attribute(name, of: tag), !value.isEmpty { return value }
      }
      return line(content)
    }
    func address() -> String {
      let value = first(of: ["href", "src", "data"], of: tag) ?? line(content)
      return value.isEmpty ? "" : context.resolved(value)
    }
    func moment() -> String {
      first(of: ["datetime", "title", "value"], of: tag) ?? line(content)
    }
    switch (property.prefix, property.name) {
    case (_, "name"): if items[index].name.isEmpty { items[index].name = text() }
    case (_, "content"):
      if items[index].entry.text.isEmpty { items[index].entry.text = read(content) { HTMLText.plainText($0) } }
    case (_, "summary"):
      if items[index].entry.summary.isEmpty { items[index].entry.summary = read(content) { HTMLText.plainText($0) } }
    case (_, "published"):
      if items[index].entry.publishedText.isEmpty { context.setPublished([moment()], of: &items[index].entry) }
    case (_, "updated"): if items[index].entry.updated == nil { items[index].entry.updated = context.date(moment()) }
    case ("u", "url"): if items[index].entry.link.isEmpty { items[index].entry.link = address() }
    case ("u", "uid"): (items[index].entry.id, items[index].entry.idSource) = (address(), .link)
    case (_, "author"): FeedDraft.add(text(), to: &items[index].entry.authors)
    case (_, "category"): FeedDraft.add(text(), to: &items[index].entry.categories)
    default: break
    }
  }

  private func first(of names: [String], of tag: PageTag) -> String? {
    for name in names {
      if let value = scanner.attribute(name, of: tag), !value.isEmpty { return value }
    }
    return nil
  }

  private func properties(_ classes: [String], of tag: PageTag) -> [(prefix: String, name: String)] {
    guard let item = items.last else { return [] }
    var found: [(prefix: String, name: String)] = []
    if item.isOld {
      for name in classes { if let property = Microformats.oldNames[name] { found.append(property) } }
      if tag.name == "a", scanner.words("rel", of: tag).contains("bookmark") { found.append(("u", "url")) }
    } else {
      for name in classes {
        let parts = name.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, ["p", "u", "e", "dt"].contains(parts[0]) else { continue }
        found.append((String(parts[0]), String(parts[1])))
      }
    }
    if tag.name == "a", scanner.words("rel", of: tag).contains("tag") { found.append(("p", "category")) }
    return found
  }

  private static func kind(_ classes: [String]) -> (kind: Kind, isOld: Bool)? {
    for name in classes {
      switch name {
      case "h-entry": return (.entry, false)
      case "h-feed": return (.feed, false)
      case "hentry": return (.entry, true)
      case "hfeed": return (.feed, true)
      case "vcard": return (.other, true)
      case "h-card", "h-cite", "h-adr", "h-geo", "h-event", "h-product", "h-recipe", "h-review", "h-resume", "h-item":
        return (.other, false)
      default: continue
      }
    }
    return nil
  }

  /// hAtom's class names and what they are called today (microformats.org/wiki/microformats2-parsing, "backcompat").
  private static let oldNames: [String: (prefix: String, name: String)] = [
    "entry-title": ("p", "name"), "entry-content": ("e", "content"), "entry-summary": ("p", "summary"),
    "published": ("dt", "published"), "updated": ("dt", "updated"), "author": ("p", "author"), "fn": ("p", "name"),
    "category": ("p", "category"),
  ]

  /// What a piece of the page gives, up to the limit of a text and of all pieces together.
  private mutating func read(_ range: Range<Int>, _ text: (UnsafeBufferPointer<UInt8>) -> String) -> String {
    let count = min(range.count, context.limits.textBytes, budget)
    budget -= count
    return page.utf8[range.lowerBound..<range.lowerBound + count].withUnsafeBufferPointer(text)
  }

  private mutating func line(_ range: Range<Int>) -> String {
    read(range) { HTMLText.line($0) }
  }
}
