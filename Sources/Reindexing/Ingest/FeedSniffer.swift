/// Tells by the first bytes of a file in a folder whether it is worth reading as a feed. Names decide nothing: feeds lie
/// about as `index.html`, and an `.xml` file may be anything.
enum FeedSniffer {
  /// What the first bytes look like.
  enum Verdict: Equatable {
    /// It has the root element, or the version address, of a feed format.
    case feed
    /// XML, JSON with items, or text in UTF-16, that may be a feed whose mark stands further down.
    case maybe
    /// Something else.
    case other
  }

  /// How many bytes are looked at.
  static let headLength = 4096

  /// The root elements of RSS, Atom and RDF.
  private static let roots = ["<rss", "<feed", "<rdf:rdf", "<rdf ", "<channel", "<atom:feed"].map { Array($0.utf8) }

  /// What only JSON Feed has.
  private static let members = ["jsonfeed.org/version", "\"home_page_url\"", "\"feed_url\""].map { Array($0.utf8) }

  /// Judges the first bytes of a file.
  static func judge(_ head: [UInt8]) -> Verdict {
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) { return .maybe }
    if head.starts(with: [0x3c, 0]) || head.starts(with: [0, 0x3c]) { return .maybe }
    let bytes = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
    let text = Array(bytes.drop { $0 <= 0x20 }).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
    switch text.first {
    case UInt8(ascii: "<"):
      let root = roots.lazy.compactMap { position(of: $0, in: text) }.min()
      let page = [Array("<html".utf8), Array("<!doctype html".utf8)].lazy.compactMap { position(of: $0, in: text) }
        .min()
      let list = position(of: Array("<opml".utf8), in: text)
      if let root { return [page, list].contains { $0.map { $0 < root } ?? false } ? .other : .feed }
      return page == nil && list == nil && text.starts(with: "<?xml".utf8) ? .maybe : .other
    case UInt8(ascii: "{"):
      // Members of JSON Feed in any order, their slashes escaped or not; "items" alone may be any list.
      let plain = text.filter { $0 != UInt8(ascii: "\\") }
      if members.contains(where: { position(of: $0, in: plain) != nil }) { return .feed }
      return position(of: Array("\"items\"".utf8), in: plain) == nil ? .other : .maybe
    default:
      return .other
    }
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
