/// Tells by the first bytes of a file in a folder whether it is worth reading as a feed. Names decide nothing: feeds lie
/// about as `index.html`, and an `.xml` file may be anything.
enum FeedSniffer {
  /// What the first bytes look like.
  enum Verdict: Equatable {
    /// It has the root element, or the version address, of a feed format.
    case feed
    /// XML, JSON with items, text in UTF-16, a wire's header or a page with marked stories: it may be a feed, whose mark
    /// stands further down.
    case maybe
    /// Something else.
    case other
  }

  /// How many bytes are looked at. Pages put much before their stories' marks.
  static let headLength = 16_384

  /// The root elements of RSS, Atom and RDF, and of the wire formats.
  private static let roots = [
    "<rss", "<feed", "<rdf:rdf", "<rdf ", "<channel", "<atom:feed", "<newsml", "<newsmessage", "<newsitem",
    "<packageitem",
    "<planningitem", "<nitf",
  ].map { Array($0.utf8) }

  /// What only JSON Feed has.
  private static let members = ["jsonfeed.org/version", "\"home_page_url\"", "\"feed_url\""].map { Array($0.utf8) }

  /// What HTML pages have that mark their stories.
  private static let pageMarks = ["ld+json", "h-entry", "hentry", "h-feed"].map { Array($0.utf8) }

  /// Judges the first bytes of a file.
  static func judge(_ head: [UInt8]) -> Verdict {
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) { return .maybe }
    if head.starts(with: [0x3c, 0]) || head.starts(with: [0, 0x3c]) { return .maybe }
    let bytes = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
    if looksLikeTeletype(bytes) { return .maybe }
    let text = Array(bytes.drop { $0 <= 0x20 }).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    switch text.first {
    case UInt8(ascii: "<"): return judgeMarkup(text)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return judgeJSON(text)
    default: return .other
    }
  }

  private static func judgeMarkup(_ text: [UInt8]) -> Verdict {
    let root = roots.lazy.compactMap { position(of: $0, in: text) }.min()
    let page = [Array("<html".utf8), Array("<!doctype html".utf8)].lazy.compactMap { position(of: $0, in: text) }.min()
    let list = position(of: Array("<opml".utf8), in: text)
    if let page, root.map({ page < $0 }) ?? true {
      return pageMarks.contains { position(of: $0, in: text) != nil } ? .maybe : .other
    }
    if let root { return list.map { $0 < root } ?? false ? .other : .feed }
    return list == nil && text.starts(with: "<?xml".utf8) ? .maybe : .other
  }

  /// Members in any order, their slashes escaped or not; "items" alone may be any list, and "uri" any record's.
  private static func judgeJSON(_ text: [UInt8]) -> Verdict {
    let plain = text.filter { $0 != UInt8(ascii: "\\") }
    func holds(_ words: String...) -> Bool { words.contains { position(of: Array($0.utf8), in: plain) != nil } }
    if members.contains(where: { position(of: $0, in: plain) != nil }) { return .feed }
    if text.first == UInt8(ascii: "{"), holds("\"items\"") { return .maybe }
    if holds("\"channel\""), holds("\"rss\"", "\"item") { return .maybe }
    if holds("\"feed\""), holds("\"entry\"") { return .maybe }
    if holds("\"uri\""), holds("\"headline", "\"bodies\"", "\"body_", "\"$standard\"", "\"renditions\"") {
      return .maybe
    }
    return holds("schema.org") && holds("article\"", "blogposting\"") ? .maybe : .other
  }

  /// The header of plain-text wire copy: SOH and a number, the word ZCZC, or `abc0123 4 ` where control characters were
  /// lost.
  private static func looksLikeTeletype(_ bytes: ArraySlice<UInt8>) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let text = bytes.prefix(256).drop { $0 <= 0x20 && $0 != 0x01 }
    if text.first == 0x01 { return text.dropFirst().prefix(6).contains(where: isDigit) }
    if text.starts(with: "ZCZC".utf8) { return true }
    let letters = text.prefix(while: isLetter)
    let digits = text.dropFirst(letters.count).prefix(while: isDigit)
    let rest = Array(text.dropFirst(letters.count + digits.count).prefix(3))
    return (2...6).contains(letters.count) && digits.count == 4 && rest.count == 3 && rest[0] == 0x20
      && isDigit(rest[1])
      && rest[2] == 0x20
  }

  /// Whether a name says that its file is to be a feed, so that an empty or broken file of that name is worth a word.
  static func isFeedName(_ path: String) -> Bool {
    [".rss", ".atom", ".rdf", ".feed"].contains { path.hasSuffix($0) }
  }

  private static func position(of needle: [UInt8], in text: [UInt8]) -> Int? {
    guard text.count >= needle.count else { return nil }
    return (0...(text.count - needle.count)).first { text[$0...].starts(with: needle) }
  }
}
