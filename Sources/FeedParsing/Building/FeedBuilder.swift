/// Builds a feed from the events of an XML document: RSS of every version, RDF, Atom and CDF at once, since feeds mix
/// their elements freely.
///
/// Each open element is a frame. The text of all open elements stands in one buffer, where a frame knows its start; when
/// an element ends, its text is taken off the end. Unknown elements within a text element are its markup and written
/// back as tags; unknown elements elsewhere are passed over with all that they hold.
final class FeedBuilder: XMLEventSink {
  /// What an element's text is for.
  enum Role {
    /// Holds other elements only.
    case container
    /// Its text is a value.
    case field
    /// Markup within a field.
    case markup
    /// It and all within it mean nothing here.
    case ignored
  }

  /// An open element.
  struct Frame {
    var term: FeedTerm
    var role: Role
    /// Where its text begins in the buffer.
    var start = 0
    /// How its text is to be read.
    var type = FeedTextType.html
    /// The reference that its attributes give (`href`, `url`), resolved.
    var reference = ""
    /// An attribute worth keeping until the end (`label`, `isPermaLink`).
    var detail = ""
    /// True once markup was met in the text, which then is escaped like XML.
    var holdsMarkup = false
    /// True where the frame opened a draft, a base or a language.
    var opensDraft = false
    var opensBase = false
    var opensLanguage = false
  }

  /// Whom a draft describes.
  enum Subject {
    case feed, entry, source, image
  }

  let limits: FeedLimits
  var feed: ParsedFeed
  // These four are touched for every element. No method calls out while it changes one, so that the run-time's check of
  // exclusive access, which costs more than the change, has nothing to find.
  @exclusivity(unchecked) var frames: [Frame] = []
  @exclusivity(unchecked) var drafts: [(subject: Subject, draft: FeedDraft)] = [(.feed, FeedDraft())]
  @exclusivity(unchecked) var text: [UInt8] = []
  @exclusivity(unchecked) private var names = NameCache()
  /// The namespace that nobody knows, by its address in the parser's dictionary, of which the document's own elements are:
  /// one mistyped or made up. They are read as if they had none.
  private var strangeNamespace: UInt?
  var bases: [String]
  var languages: [String] = []
  var person: PersonDraft?
  var wasCut = false
  var updateFrequency = 1
  /// The first prefix that was used without a declaration.
  private(set) var undeclaredPrefix: String?
  /// True once an element was met that only feeds have.
  private(set) var sawFeedElement = false
  private(set) var isDone = false
  /// Namespaces asked for before, and whether each is one of Atom's.
  var atomNamespaces: [(uri: UnsafePointer<UInt8>, isAtom: Bool)] = []
  /// Bytes that resolving references has added so far.
  var resolvedBytes = 0
  /// Dates met so far.
  var datesRead = 0

  /// - Parameters:
  ///   - limits: What bounds the feed.
  ///   - url: The feed's address, the base of its references.
  init(limits: FeedLimits, url: String?) {
    self.limits = limits
    feed = ParsedFeed(format: FeedFormat(name: "RSS"))
    let hasMeaning = url.map { !URLReference.isAbsolute($0) || FeedBuilder.isHierarchical($0) } ?? false
    bases = [hasMeaning ? url ?? "" : ""]
  }

  /// True for an address that others can be relative to; `javascript:` and `data:` are none.
  static func isHierarchical(_ url: String) -> Bool {
    guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return url.utf8[colon...].starts(with: "://".utf8) || url.utf8.starts(with: "file:".utf8)
  }

  private func term(of element: XMLElement) -> FeedTerm {
    if let term = names.term(of: element) { return term }
    var term = FeedTerm(local: element.local, prefix: element.prefix, uri: element.uri)
    if term == .unknown, isOfStrangeNamespace(element) {
      term = FeedTerm(local: element.local, prefix: nil, uri: nil)
    }
    if let prefix = element.prefix, element.uri == nil, undeclaredPrefix == nil {
      undeclaredPrefix = String(cString: prefix)
    }
    names.note(term, of: element)
    return term
  }

  /// Whether an element without prefix is of the document's own unknown namespace, which its outermost elements tell.
  private func isOfStrangeNamespace(_ element: XMLElement) -> Bool {
    guard element.prefix == nil, let uri = element.uri else { return false }
    if strangeNamespace == nil, frames.count <= 1,
      case .other = FeedNamespace(uri: String(cString: uri)),
      ["rss", "feed", "channel", "item", "entry"].contains(String(cString: element.local).lowercased())
    {
      strangeNamespace = UInt(bitPattern: uri)
    }
    return strangeNamespace == UInt(bitPattern: uri)
  }

  func begin(_ element: XMLElement) {
    var frame = Frame(term: .unknown, role: .ignored, start: text.count)
    defer { frames.append(frame) }
    if !frames.isEmpty {
      let parent = frames.count - 1
      var role = frames[parent].role
      if role == .ignored { return }
      if role == .field, holdsWireDocument(element, in: frames[parent]) {
        role = .container
        frames[parent].role = role
        text.removeLast(text.count - min(frames[parent].start, text.count))
      }
      if role == .markup || (role == .field && !isPersonPart(element, of: frames[parent].term)) {
        frame.role = .markup
        if role == .field { escapeTextBefore(parent) }
        return openMarkup(element)
      }
    }
    let term = term(of: element)
    frame.term = term
    openScope(element, &frame)
    if frames.isEmpty {
      frame.role = .container
      recogniseRoot(element, term)
      return
    }
    open(term, element, &frame)
  }

  func end() {
    guard let frame = frames.popLast() else { return }
    switch frame.role {
    case .ignored, .container: break
    case .markup: closeMarkup(frame)
    case .field:
      close(frame)
      text.removeLast(text.count - min(frame.start, text.count))
    }
    if frame.opensDraft { closeDraft() }
    if frame.opensBase { bases.removeLast() }
    if frame.opensLanguage { languages.removeLast() }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    guard !frames.isEmpty else { return }
    let role = frames[frames.count - 1].role
    guard role == .field || role == .markup else { return }
    var piece = piece
    let room = max(0, limits.textBytes - text.count)
    if piece.count > room {
      if !wasCut { warn(.textCut, "over \(limits.textBytes) bytes") }
      wasCut = true
      piece = UnsafeBufferPointer(rebasing: piece[..<FeedBuilder.boundary(piece, before: room)])
    }
    if role == .markup || frames[frames.count - 1].holdsMarkup {
      appendEscaped(piece)
    } else {
      text.append(contentsOf: piece)
    }
  }

  /// The last place up to `offset` at which a character begins.
  private static func boundary(_ bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int {
    var offset = offset
    while offset > 0 && bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private func isPersonPart(_ element: XMLElement, of parent: FeedTerm) -> Bool {
    guard person != nil, parent == .author || parent == .contributor else { return false }
    switch term(of: element) {
    case .personName, .personURL, .personEmail, .imageURL: return true
    default: return false
    }
  }

  /// Whether an element is a document of NITF or NewsML-G2, all that a text element holds: then its own elements say what
  /// is text.
  private func holdsWireDocument(_ element: XMLElement, in parent: Frame) -> Bool {
    guard element.local.pointee | 0x20 == UInt8(ascii: "n"), !parent.holdsMarkup,
      ["nitf", "newsitem"].contains(String(cString: element.local).lowercased()),
      [.content, .description, .summary].contains(parent.term)
    else { return false }
    return text[min(parent.start, text.count)...].allSatisfy(ByteClass.isSpace)
  }

  /// Base and language that the element sets for all within it.
  private func openScope(_ element: XMLElement, _ frame: inout Frame) {
    guard element.attributes.count > 0 else { return }
    if let base = element.attributes.string("base", prefix: "xml"), !base.isEmpty {
      bases.append(resolved(base))
      frame.opensBase = true
    }
    if let language = element.attributes.string("lang", prefix: "xml"), language.utf8.count <= 64 {
      languages.append(FeedBuilder.tag(language))
      frame.opensLanguage = true
    }
  }

  private func recogniseRoot(_ element: XMLElement, _ term: FeedTerm) {
    let local = String(cString: element.local).lowercased()
    let uri = element.uri.map { String(cString: $0).lowercased() } ?? ""
    switch local {
    case "rss":
      let version = element.attributes.string("version")?.trimmedASCII ?? ""
      feed.format = FeedFormat(name: version.isEmpty ? "RSS" : "RSS \(FeedBuilder.version(version))")
      sawFeedElement = true
    case "feed":
      let isOld = uri.contains("purl.org/atom") || element.attributes.string("version")?.hasPrefix("0.") == true
      feed.format = FeedFormat(name: isOld ? "Atom 0.3" : "Atom 1.0")
      sawFeedElement = true
    case "channel":
      let isCDF = element.attributes.bytes("HREF") != nil || element.attributes.bytes("href") != nil
      feed.format = FeedFormat(name: isCDF ? "CDF" : "RSS")
      sawFeedElement = true
      openChannel(element)
    case "item", "entry":
      frames.append(Frame(term: .root, role: .container))
      var frame = Frame(term: term, role: .container)
      open(.entry, element, &frame)
      frames.removeLast()
      rootFrameOpensDraft = frame.opensDraft
    default: break
    }
    if let language = languages.last { drafts[0].draft.language.offer(language, rank: 1) }
  }

  /// Takes from the tag of an RDF root which RSS its vocabulary is of.
  func recogniseRDF(_ tag: String) {
    let versions = [
      ("purl.org/rss/1.0", "RSS 1.0"), ("netscape.com/rdf/simple/0.9", "RSS 0.90"), ("purl.org/net/rss1.1", "RSS 1.1"),
    ]
    let version = versions.first { tag.contains($0.0) }
    feed.format = FeedFormat(name: version?.1 ?? "RSS 1.0")
    sawFeedElement = version != nil
  }

  /// True where the document's root is an entry, whose draft closes with the document.
  private var rootFrameOpensDraft = false

  /// RSS versions as written, without the decorations that some feeds add (`2.00`, `0.92 `).
  private static func version(_ text: String) -> String {
    switch text {
    case "2", "2.00", "2.0.1", "2.1", "2.01": "2.0"
    default: String(text.prefix(8))
    }
  }

  /// Notes that the document is a feed, and stops once it has too many entries.
  func noteEntryBegins() {
    sawFeedElement = true
    if feed.entries.count >= limits.entries && !isDone {
      isDone = true
      feed.warnings.append(FeedWarning(kind: .tooManyEntries, detail: "more than \(limits.entries)"))
    }
  }

  /// Notes that the document is a feed.
  func noteChannelBegins() {
    sawFeedElement = true
  }

  /// The feed, once the document has ended.
  func finish() -> ParsedFeed {
    if rootFrameOpensDraft { closeDraft() }
    while drafts.count > 1 { closeDraft() }
    finishFeed()
    return feed
  }
}

/// How an element's text is to be read.
enum FeedTextType {
  /// Plain text: `<` and `&` mean themselves.
  case plain
  /// HTML, escaped or in CDATA.
  case html
  /// Markup as child elements.
  case xhtml
  /// Base64 of plain text or HTML.
  case base64
}

/// A person while the element is read.
struct PersonDraft {
  var name = ""
  var email = ""
}

/// The terms of names met before. libxml2 keeps one copy of each name, so that addresses stand for them; a slot holds the
/// name that asked for it last.
private struct NameCache {
  private var slots = [(local: UInt, prefix: UInt, uri: UInt, term: FeedTerm)](
    repeating: (0, 0, 0, .unknown), count: 128)

  private func slot(_ element: XMLElement) -> Int {
    let bits = UInt(bitPattern: element.local) ^ (UInt(bitPattern: element.uri) << 3)
    return Int((bits ^ bits >> 7) & 127)
  }

  func term(of element: XMLElement) -> FeedTerm? {
    let entry = slots[slot(element)]
    guard entry.local == UInt(bitPattern: element.local), entry.prefix == UInt(bitPattern: element.prefix),
      entry.uri == UInt(bitPattern: element.uri)
    else { return nil }
    return entry.term
  }

  mutating func note(_ term: FeedTerm, of element: XMLElement) {
    slots[slot(element)] = (
      UInt(bitPattern: element.local), UInt(bitPattern: element.prefix), UInt(bitPattern: element.uri), term
    )
  }
}
