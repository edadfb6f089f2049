internal import UnicodeText

/// Lists of feeds in OPML (opml.org/spec2.opml), as readers exchange them.
public struct OPML: Equatable, Sendable {
  /// The list's name.
  public var title: String
  /// The feeds of the list, at whatever depth, in the document's order.
  public var outlines: [OPMLOutline]

  /// A list of that name.
  public init(title: String, outlines: [OPMLOutline]) {
    self.title = title
    self.outlines = outlines
  }

  /// Reads a list. Damaged documents are mended as feeds are; outlines without an address are folders.
  ///
  /// - Throws: `FeedParsingError` where the bytes hold no OPML document.
  public static func parse(_ bytes: [UInt8]) throws(FeedParsingError) -> OPML {
    guard bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
    guard bytes.count <= FeedLimits.standard.bytes else {
      throw .tooLarge(bytes: bytes.count, limit: FeedLimits.standard.bytes)
    }
    let declared = bytes.withUnsafeBufferPointer { XMLDocument.declaredEncoding($0) }
    let text = TextDecoder.decode(bytes, declaredLabel: declared).utf8
    let reader = OPMLReader()
    let root = text.withUnsafeBufferPointer { text in
      let root = XMLDocument.root(text, named: ["opml", "outlinedocument"])
      var log = RepairLog()
      if let root { XMLDocument.parse(text, from: root, into: reader, log: &log) }
      return root
    }
    guard let root, ["opml", "outlinedocument"].contains(root.name) else {
      throw .notAFeed(saw: ForeignContent.name(of: bytes, root: root?.name))
    }
    return OPML(title: reader.title.trimmedASCII, outlines: reader.outlines)
  }

  /// The list as an OPML 2.0 document in UTF-8.
  public func write() -> [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>"
    text += OPML.escaped(title) + "</title>\n  </head>\n  <body>\n"
    var path: [String] = []
    for outline in outlines {
      let shared = zip(path, outline.path).prefix { $0 == $1 }.count
      while path.count > shared {
        path.removeLast()
        text += OPML.indent(path.count) + "</outline>\n"
      }
      for folder in outline.path[shared...] {
        text += OPML.indent(path.count) + "<outline text=\"" + OPML.escaped(folder) + "\">\n"
        path.append(folder)
      }
      text += OPML.indent(path.count) + OPML.element(outline)
    }
    while let _ = path.popLast() { text += OPML.indent(path.count) + "</outline>\n" }
    return Array((text + "  </body>\n</opml>\n").utf8)
  }

  private static func element(_ outline: OPMLOutline) -> String {
    let title = escaped(outline.title)
    var text = "<outline type=\"rss\" text=\"\(title)\" title=\"\(title)\" xmlUrl=\"\(escaped(outline.xmlUrl))\""
    if !outline.htmlUrl.isEmpty { text += " htmlUrl=\"\(escaped(outline.htmlUrl))\"" }
    for (name, value) in outline.attributes.sorted(by: { $0.key < $1.key }) {
      text += " \(name)=\"\(escaped(value))\""
    }
    return text + "/>\n"
  }

  private static func indent(_ depth: Int) -> String {
    String(repeating: "  ", count: depth + 2)
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case 0x0A: bytes.append(contentsOf: "&#10;".utf8)
      case let byte where ByteClass.isForbiddenControl(byte): break
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A feed in a list.
public struct OPMLOutline: Equatable, Sendable {
  /// The feed's name; its address where it has none.
  public var title: String
  /// The feed's address.
  public var xmlUrl: String
  /// The address of its site; may be empty.
  public var htmlUrl: String
  /// The folders that it is in, outermost first.
  public var path: [String]
  /// Its other attributes, by name, such as `description`, `language`, `category`.
  public var attributes: [String: String]

  /// A feed.
  public init(
    title: String, xmlUrl: String, htmlUrl: String = "", path: [String] = [], attributes: [String: String] = [:]
  ) {
    self.title = title
    self.xmlUrl = xmlUrl
    self.htmlUrl = htmlUrl
    self.path = path
    self.attributes = attributes
  }
}

/// Collects the outlines of a document.
private final class OPMLReader: XMLEventSink {
  private(set) var title = ""
  private(set) var outlines: [OPMLOutline] = []
  let isDone = false
  private var open: [(name: String, folder: String?)] = []

  func begin(_ element: XMLElement) {
    let name = String(cString: element.local).lowercased()
    var folder: String?
    if name == "outline" { folder = outline(element.attributes) }
    open.append((name, folder))
  }

  func end() {
    _ = open.popLast()
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    if open.last?.name == "title", open.count <= 3, title.utf8.count < 1000 {
      title += String(decoding: piece, as: UTF8.self)
    }
  }

  /// Notes a feed; gives the name of a folder.
  private func outline(_ given: XMLAttributes) -> String? {
    var attributes: [String: String] = [:]
    given.forEach { prefix, name, value in attributes[name.lowercased()] = attributes[name.lowercased()] ?? value }
    let title = (attributes["title"]?.nonEmpty ?? attributes["text"] ?? "").trimmedASCII
    var address = (attributes["xmlurl"] ?? "").trimmedASCII
    if address.isEmpty, attributes["type"]?.lowercased() != "link" { address = (attributes["url"] ?? "").trimmedASCII }
    guard !address.isEmpty else { return title }
    var others: [String: String] = [:]
    let known: Set<String> = ["title", "text", "xmlurl", "htmlurl", "url", "type"]
    given.forEach { prefix, name, value in
      if prefix.isEmpty && !known.contains(name.lowercased()) { others[name] = value }
    }
    outlines.append(
      OPMLOutline(
        title: title.isEmpty ? address : title, xmlUrl: address, htmlUrl: (attributes["htmlurl"] ?? "").trimmedASCII,
        path: open.compactMap(\.folder).filter { !$0.isEmpty }, attributes: others))
    return title
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
