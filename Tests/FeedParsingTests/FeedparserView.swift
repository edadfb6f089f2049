import Corpus
import FeedParsing
import FoundationEssentials

/// Our reading of a feed under feedparser's names: the one table of correspondences.
///
/// Differences by design: we keep plain text where feedparser keeps sanitised HTML, so texts are compared as the text
/// of the expected HTML; feedparser's `bozo` is our having had to mend the document; an encoding agrees where it reads
/// the bytes the same way.
struct FeedparserView {
  var feed: ParsedFeed
  var bytes: [UInt8]

  /// What we have for a path: text to be compared as text, a plain value, or nothing.
  enum Value {
    case texts([String])
    case exact([String])
    case number(Int)
    case moment(Timestamp?)
    case flag(Bool)
    case place(FeedPlace?, [String])
    case unmapped
  }

  /// Repairs that mean the document was not well-formed XML.
  static let faults: Set<RepairKind> = [
    .bareAmpersand, .bareLessThan, .controlCharacters, .unclosedElement, .strayEndTag, .malformedAttribute, .truncated,
    .parserFault, .invalidBytes, .junkBeforeRoot, .junkAfterRoot, .undeclaredPrefix, .wrongEncodingLabel,
    .undeclaredEncoding, .htmlEntity,
  ]

  func value(_ path: [AnyJSON]) -> Value {
    guard let head = path.first?.string else { return .unmapped }
    let rest = Array(path.dropFirst())
    switch head {
    case "bozo":
      return .flag(
        feed.repairs.contains { FeedparserView.faults.contains($0.kind) }
          || feed.warnings.contains { $0.kind == .unexpectedContentType || $0.kind == .textWithoutCharset })
    case "encoding": return .exact([feed.encoding])
    case "version": return .exact([FeedparserView.version(feed.format.name)])
    case "feed": return feedValue(rest)
    case "entries":
      guard let index = rest.first?.number.map({ Int($0) }) else {
        return rest.first?.string == "#len" ? .number(feed.entries.count) : .unmapped
      }
      guard feed.entries.indices.contains(index) else { return .texts([]) }
      return entryValue(feed.entries[index], Array(rest.dropFirst()))
    default: return .unmapped
    }
  }

  private func feedValue(_ path: [AnyJSON]) -> Value {
    let names = path.map { $0.string ?? ($0.number.map { String(Int($0)) } ?? "") }
    switch names.joined(separator: ".") {
    case "title", "title_detail.value": return .texts([feed.title])
    case "subtitle", "tagline", "description", "subtitle_detail.value", "tagline_detail.value":
      return .texts([feed.subtitle])
    case "link": return .exact([feed.link])
    case "links.0.href": return .exact([feed.link, feed.selfLink])
    case "id", "guid": return .exact([feed.id])
    case "rights", "copyright", "rights_detail.value", "copyright_detail.value": return .texts([feed.rights])
    case "language": return .exact([feed.language])
    case "updated_parsed", "modified_parsed", "published_parsed": return .moment(feed.updated)
    case "author", "author_detail.name", "authors.0.name": return .exact(feed.authors)
    case "generator", "generator_detail.name": return .exact([feed.generator])
    case "image.href", "image.url", "icon", "logo": return .exact([feed.image])
    case "ttl": return .exact([feed.hints.ttl.map(String.init) ?? ""])
    case "tags.0.term", "category": return .exact(Array(feed.categories.prefix(1)))
    case "tags.1.term": return .exact(Array(feed.categories.dropFirst().prefix(1)))
    case "tags.#len": return .number(feed.categories.count)
    default: return .unmapped
    }
  }

  private func entryValue(_ entry: FeedEntry, _ path: [AnyJSON]) -> Value {
    let names = path.map { $0.string ?? ($0.number.map { String(Int($0)) } ?? "") }
    if names.first == "where" { return .place(entry.place, Array(names.dropFirst())) }
    switch names.joined(separator: ".") {
    case "title", "title_detail.value": return .texts([entry.title])
    case "description", "summary", "summary_detail.value", "content.0.value", "content.1.value", "subtitle":
      return .texts([entry.summary, entry.text])
    case "description.#ord": return .number(Int(entry.text.unicodeScalars.first?.value ?? 0))
    case "link": return .exact([entry.link])
    case "links.0.href": return .exact([entry.link, entry.rights])
    case "id", "guid": return .exact([entry.id])
    case "rights", "copyright", "rights_detail.value": return .texts([entry.rights])
    case "published_parsed", "created_parsed": return .moment(entry.published ?? entry.updated)
    case "updated_parsed", "modified_parsed": return .moment(entry.updated ?? entry.published)
    case "author", "author_detail.name", "authors.0.name": return .exact(entry.authors + [entry.creator])
    case "contributors.0.name": return .exact(Array(entry.contributors.prefix(1)))
    case "contributors.1.name": return .exact(Array(entry.contributors.dropFirst().prefix(1)))
    case "tags.0.term", "category": return .exact(Array(entry.categories.prefix(1)))
    case "tags.1.term": return .exact(Array(entry.categories.dropFirst().prefix(1)))
    case "tags.2.term": return .exact(Array(entry.categories.dropFirst(2).prefix(1)))
    case "tags.#len": return .number(entry.categories.count)
    case "comments": return .exact([entry.comments])
    case "language": return .exact([entry.language])
    case "source.title", "source.title_detail.value": return .texts([entry.source?.title ?? ""])
    case "source.href", "source.link": return .exact([entry.source?.url ?? ""])
    case "enclosures.0.url", "enclosures.0.href": return .exact([entry.enclosures.first?.url ?? ""])
    case "enclosures.0.type": return .exact([entry.enclosures.first?.type ?? ""])
    case "enclosures.0.length": return .exact([entry.enclosures.first?.length.map(String.init) ?? ""])
    default: return .unmapped
    }
  }

  private static func version(_ name: String) -> String {
    switch name {
    case "RSS 1.0": "rss10"
    case "RSS 0.90": "rss090"
    case "Atom 1.0": "atom10"
    case "Atom 0.3": "atom03"
    case "CDF": "cdf"
    case "RSS": "rss"
    default: String(name.lowercased().filter { $0 != " " && $0 != "." })
    }
  }

  /// A place under feedparser's names: east before north where the system is of degrees, else as written.
  private static func place(_ place: FeedPlace?, _ path: [String]) -> AnyJSON {
    guard let place else { return path.isEmpty ? .object([:]) : .null }
    let positions = place.positions.map { position in
      let pair = [position.latitude, position.longitude]
      let numbers = (place.system.isEmpty ? pair.reversed() : pair) + [position.elevation].compactMap { $0 }
      return AnyJSON.array(numbers.map { .number($0) })
    }
    switch path.joined(separator: ".") {
    case "type":
      return .string(
        place.shape == .line
          ? "LineString" : place.shape.rawValue.prefix(1).uppercased() + place.shape.rawValue.dropFirst())
    case "coordinates": return place.shape == .point ? positions[0] : .array(positions)
    case "coordinates.0": return positions[0]
    default: return .null
    }
  }

  /// Text as it is compared: one line, spaces of every kind as one.
  static func words(_ text: String) -> String {
    HTMLText.line(text.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))
  }

  /// Holds an assertion against our reading.
  func verdict(_ assertion: AnyJSON) -> Verdict {
    if let inner = assertion["not"]?.array {
      let verdicts = inner.map(verdict)
      if verdicts.contains(.unmapped) { return .unmapped }
      return verdicts.allSatisfy { $0 == .holds } ? .fails("not \(inner)") : .holds
    }
    if let alternatives = assertion["any"]?.array {
      let verdicts = alternatives.map { alternative in
        let parts = alternative.array.map(verdict)
        return parts.first { $0 != .holds } ?? .holds
      }
      if verdicts.contains(.holds) { return .holds }
      return verdicts.contains(.unmapped) ? .unmapped : (verdicts.first ?? .unmapped)
    }
    guard let path = assertion["path"]?.array else { return assertion["const"] != nil ? .holds : .unmapped }
    let value = value(path)
    if case .unmapped = value { return .unmapped }
    if assertion["truthy"] != nil {
      switch value {
      case .flag(let flag): return flag ? .holds : .fails("not bozo: \(feed.repairs)")
      case .exact(let values), .texts(let values):
        return values.contains { !$0.isEmpty } ? .holds : .fails("\(path) is empty")
      case .moment(let moment): return moment != nil ? .holds : .fails("\(path) is nil")
      default: return .unmapped
      }
    }
    guard let expected = assertion["eq"] else { return .unmapped }
    return compare(value, with: expected, path: path)
  }

  private func compare(_ value: Value, with expected: AnyJSON, path: [AnyJSON]) -> Verdict {
    let name = path.map { $0.string ?? String(Int($0.number ?? 0)) }.joined(separator: ".")
    switch (value, expected) {
    case (.texts(let values), .string(let html)):
      let wanted = [FeedparserView.words(HTMLText.plainText(html)), FeedparserView.words(html)]
      let given = values.map(FeedparserView.words)
      return given.contains { wanted.contains($0) } || given.contains(where: { isVisibleText($0, of: wanted[0]) })
        ? .holds : .fails("\(name): \(given) for \(wanted[0].debugDescription) from \(html.debugDescription)")
    case (.exact(let values), .string(let text)):
      if name == "encoding" { return compareEncoding(values[0], text) }
      if name.hasSuffix("language") {
        return values.contains(text.lowercased()) ? .holds : .fails("\(name): \(values)")
      }
      if name == "version", text.hasPrefix("rss091") { return values[0] == "rss091" ? .holds : .fails("version") }
      // feedparser appends the address to an author's name; we keep the name.
      if name.hasSuffix("author"), let mail = text.firstRange(of: " ("),
        values.contains(String(text[..<mail.lowerBound]))
      {
        return .holds
      }
      return values.contains(text) || (values.isEmpty && text.isEmpty)
        ? .holds : .fails("\(name): \(values) for \(text.debugDescription)")
    case (.number(let number), .number(let wanted)):
      return Double(number) == wanted ? .holds : .fails("\(name): \(number) for \(wanted)")
    case (.moment(let moment), .array(let parts)):
      let numbers = parts.compactMap { $0.number.map { Int($0) } }
      guard numbers.count >= 6, let moment else { return .fails("\(name): nil for \(numbers)") }
      let ours = moment.components
      let given = [ours.year, ours.month, ours.day, ours.hour, ours.minute, ours.second]
      return given == Array(numbers.prefix(6)) ? .holds : .fails("\(name): \(given) for \(numbers)")
    case (.exact(let values), .null):
      return values.allSatisfy(\.isEmpty) ? .holds : .fails("\(name): \(values) for null")
    case (.place(let place, let rest), _):
      let ours = FeedparserView.place(place, rest)
      return ours == expected ? .holds : .fails("\(name): \(ours) for \(expected)")
    case (.moment(let moment), .null): return moment == nil ? .holds : .fails("\(name): not nil")
    default: return .unmapped
    }
  }

  /// True where ours is theirs without words that no reader sees: feedparser's sanitiser leaves the text of scripts and
  /// titles of embedded pages standing, which the source has inside these elements or in comments.
  private func isVisibleText(_ ours: String, of theirs: String) -> Bool {
    guard !ours.isEmpty else { return false }
    var unseen = Set(FeedparserView.unseenWords(bytes))
    guard !unseen.isEmpty else { return false }
    unseen.formUnion(["--", "<!--", "-->", "{", "}", "/*", "*/"])
    var rest = ours.split(separator: " ")[...]
    for word in theirs.split(separator: " ") {
      if word == rest.first { rest.removeFirst() } else if !unseen.contains(String(word)) { return false }
    }
    return rest.isEmpty
  }

  /// The words between the tags of scripts, styles and titles, and in comments, of a document unescaped once.
  private static func unseenWords(_ bytes: [UInt8]) -> [String] {
    let source = String(decoding: bytes, as: UTF8.self).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"")
    let lower = source.lowercased()
    guard lower.utf8.count == source.utf8.count else { return [] }
    var words: [String] = []
    for (open, close) in [("<script", "</script"), ("<style", "</style"), ("<title", "</title"), ("<!--", "-->")] {
      var rest = lower[...]
      while let start = rest.firstRange(of: open) {
        let end = rest[start.upperBound...].firstRange(of: close)?.lowerBound ?? rest.endIndex
        words += source[start.lowerBound..<end].split(whereSeparator: { $0.isWhitespace || $0 == ">" || $0 == "<" })
          .map(String.init)
        rest = rest[end...].dropFirst()
      }
    }
    return words
  }

  private func compareEncoding(_ ours: String, _ theirs: String) -> Verdict {
    let theirs = theirs.lowercased().replacing("_", with: "-")
    if ours == theirs || !bytes.contains(where: { $0 >= 0x80 || $0 == 0 || $0 == 0x1B }) { return .holds }
    let same: [String: Set<String>] = [
      "gb18030": ["gb2312", "gbk"], "windows-1252": ["iso-8859-1", "us-ascii"], "windows-874": ["tis-620"],
      "utf-16le": ["utf-16"], "utf-16be": ["utf-16"], "windows-1254": ["iso-8859-9"], "shift_jis": ["shift-jis"],
    ]
    return same[ours]?.contains(theirs) == true ? .holds : .fails("encoding: \(ours) for \(theirs)")
  }
}
