internal import Corpus

/// What the readers of wire formats share: the feed that is being made, its base and its limits.
struct WireContext {
  let limits: FeedLimits
  /// The base of references.
  let base: String?
  var feed: ParsedFeed
  /// True once an entry was refused, so that no others need be read.
  private(set) var isFull = false

  init(format: String, limits: FeedLimits, base: String?) {
    self.limits = limits
    self.base = base
    feed = ParsedFeed(format: FeedFormat(name: format))
  }

  /// The moment that a text gives; one that no form fits is noted.
  mutating func date(_ text: String) -> Timestamp? {
    guard !text.isEmpty else { return nil }
    let date = FeedDate.parse(text)
    if date == nil { feed.warnings.append(FeedWarning(kind: .unknownDate, detail: String(text.prefix(80)))) }
    return date?.timestamp
  }

  /// Takes the first of those texts for the date of publication.
  mutating func setPublished(_ texts: [String], of entry: inout FeedEntry) {
    entry.publishedText = texts.first { !$0.isEmpty } ?? ""
    entry.published = date(entry.publishedText)
  }

  /// A text cut to the limit, which is noted.
  mutating func cut(_ text: String) -> String {
    guard text.utf8.count > limits.textBytes else { return text }
    return String(decoding: cut(Array(text.utf8.prefix(limits.textBytes + 1))[...]), as: UTF8.self)
  }

  /// A message cut to the limit, which is noted.
  mutating func cut(_ message: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard message.count > limits.textBytes else { return message }
    feed.warnings.append(FeedWarning(kind: .textCut, detail: "over \(limits.textBytes) bytes"))
    var cut = message.prefix(limits.textBytes)
    while let last = cut.last, last & 0xC0 == 0x80 { cut.removeLast() }
    if let last = cut.last, last >= 0xC0 { cut.removeLast() }
    return cut
  }

  /// Adds an entry, unless there are too many.
  mutating func add(_ entry: FeedEntry) {
    guard feed.entries.count < limits.entries else {
      if !isFull { feed.warnings.append(FeedWarning(kind: .tooManyEntries, detail: "more than \(limits.entries)")) }
      isFull = true
      return
    }
    var entry = entry
    entry.text = cut(entry.text)
    if entry.text.isEmpty { swap(&entry.text, &entry.summary) }
    if entry.summary == entry.text { entry.summary = "" }
    if entry.title.isEmpty && entry.text.isEmpty && entry.link.isEmpty && entry.id.isEmpty {
      feed.warnings.append(FeedWarning(kind: .emptyEntry, detail: "entry \(feed.entries.count + 1)"))
    }
    if entry.link.isEmpty, entry.id.hasPrefix("http://") || entry.id.hasPrefix("https://") { entry.link = entry.id }
    feed.entries.append(entry)
  }

  /// The feed, with its entries named apart.
  mutating func finished() -> ParsedFeed {
    if feed.language.isEmpty, let language = feed.entries.first?.language,
      feed.entries.allSatisfy({ $0.language == language })
    {
      feed.language = language
    }
    for index in feed.entries.indices where feed.entries[index].language.isEmpty {
      feed.entries[index].language = feed.language
    }
    var entries = feed.entries
    EntryIdentity.settle(&entries, warnings: &feed.warnings)
    feed.entries = entries
    return feed
  }

  /// An address seen from the document's.
  func resolved(_ reference: String) -> String {
    URLReference.resolve(reference, base: base)
  }

  /// A status by the words of NewsML-G2, NewsML 1.2, NITF and ninjs (`stat:canceled`, `Withheld`).
  static func status(_ text: String) -> PublicationStatus {
    switch code(text).lowercased() {
    case "canceled", "cancelled", "killed", "kill", "withdrawn": .canceled
    case "withheld", "hold", "held": .withheld
    default: .usable
    }
  }

  /// An urgency of 1–9; anything else counts as none.
  static func urgency(_ text: String) -> Int? {
    Int(code(text)).flatMap { (1...9).contains($0) ? $0 : nil }
  }

  /// A version, which providers count from 0 or 1.
  static func version(_ text: String) -> Int? {
    Int(text).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The part of a qualified code after its scheme: `usable` of `stat:usable`.
  static func code(_ text: String) -> String {
    text.split(separator: ":").last.map(String.init) ?? ""
  }
}
