/// What is known of a feed's elements where end tags are missing or misspelt: items lie in a channel and nowhere else, and
/// a field holds no other field. Without that, all that follows a field that never ends would be part of it.
extension XMLRepairer {
  /// What an element of a feed may hold.
  enum FieldKind: UInt8 {
    /// Not looked up yet.
    case unknown
    /// Anything, as far as is known: elements of entries and channels, markup, elements of other vocabularies.
    case open
    /// Text alone: a date, a name, an address.
    case plain
    /// A name with its parts.
    case person
    /// Text that may be markup.
    case rich
  }

  /// Closes what was left open before a start tag that cannot lie within it.
  mutating func closeForgottenElements(before name: Range<Int>) {
    guard knowsFields else { return }
    if isItem(name) {
      suppressed = 0
      if let level = levelOfItems(name) { close(from: level, before: name) }
    } else if suppressed == 0 {
      var level = open.count
      while level > 0, ends(level - 1, name) { level -= 1 }
      close(from: level, before: name)
    }
  }

  /// Whether an end tag is of an element that is open around all markup, however deep that is nested.
  func isStructure(_ name: Range<Int>) -> Bool {
    guard knowsFields, open.contains(where: { isSame($0, name) }) else { return false }
    return isItem(name) || XMLRepairer.kinds[local(name)] != nil
      || ["channel", "feed", "rss"].contains { isNamed($0, name) }
  }

  private func isItem(_ name: Range<Int>) -> Bool {
    (name.count == 4 && isNamed("item", name)) || (name.count == 5 && isNamed("entry", name))
  }

  /// The level that an item or entry begins at: below the innermost channel or feed, or where the last item is.
  private func levelOfItems(_ name: Range<Int>) -> Int? {
    let holders: [StaticString] = name.count == 4 ? ["channel", "rdf:rdf", "rss"] : ["feed"]
    let holder = open.lastIndex { element in
      holders.contains { isNamed($0, element.start..<element.start + element.count) }
    }
    if let holder { return holder + 1 }
    return open.dropFirst().lastIndex { isSame($0, name) }
  }

  private mutating func close(from level: Int, before name: Range<Int>) {
    guard level < open.count else { return }
    let index = name.lowerBound - 1
    let tags = endTags(from: level)
    log.note(.unclosedElement, at: index, count: open.count - level, after: tags)
    beginTag(index, index)
    while open.count > level, let element = open.popLast() { appendEndTag(element) }
  }

  func isNamed(_ expected: StaticString, _ name: Range<Int>) -> Bool {
    name.count == expected.utf8CodeUnitCount
      && ByteClass.equalIgnoringCase(
        UnsafeBufferPointer(rebasing: bytes[name]),
        UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount))
  }

  /// Whether an element of that name ends the element at a level.
  private mutating func ends(_ level: Int, _ name: Range<Int>) -> Bool {
    if open[level].kind == .unknown {
      let element = open[level]
      open[level].kind = XMLRepairer.kinds[local(element.start..<element.start + element.count)] ?? .open
    }
    // RDF describes a value by elements within it.
    guard open[level].kind != .open, !ByteClass.matches("rdf:", in: bytes, at: name.lowerBound) else { return false }
    let local = local(name)
    switch open[level].kind {
    case .unknown, .open: return false
    case .plain: return XMLRepairer.kinds[local] != nil && !(local == "category" || local == "name")
    case .person: return XMLRepairer.fieldsBesidePersons.contains(local)
    case .rich: return XMLRepairer.fieldsBesideMarkup.contains(local)
    }
  }

  /// The name without its prefix, in lower case; empty where it is longer than any that is known.
  private func local(_ name: Range<Int>) -> String {
    let text = bytes[name]
    let local = text[(text.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? name.lowerBound)...]
    return local.count > 15 ? "" : String(decoding: local.map(ByteClass.lowercased), as: UTF8.self)
  }

  private static let kinds: [String: FieldKind] = {
    let plain = [
      "title", "link", "guid", "pubdate", "creator", "date", "id", "updated", "published", "issued", "modified",
      "created", "category", "comments", "language", "copyright", "generator", "docs", "ttl", "managingeditor",
      "webmaster", "lastbuilddate", "subject", "publisher", "rights", "enclosure", "thumbnail", "identifier",
      "name", "uri", "email",
    ]
    let rich = ["description", "summary", "content", "encoded", "subtitle", "tagline"]
    var kinds: [String: FieldKind] = ["author": .person, "contributor": .person]
    for name in plain { kinds[name] = .plain }
    for name in rich { kinds[name] = .rich }
    return kinds
  }()

  /// Fields that no name has for a part.
  private static let fieldsBesidePersons: Set<String> = [
    "title", "guid", "pubdate", "description", "summary", "content", "encoded", "updated", "published", "category",
    "comments", "enclosure",
  ]

  /// Fields whose names neither HTML, nor SVG's metadata, nor the parts of `media:content` share.
  private static let fieldsBesideMarkup: Set<String> = [
    "guid", "pubdate", "encoded", "updated", "published", "issued", "modified", "comments", "enclosure",
  ]
}
