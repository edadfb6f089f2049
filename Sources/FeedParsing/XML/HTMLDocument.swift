internal import CLibXML2

/// A page as a tree in plain Swift values, read by libxml2's HTML parser.
///
/// The nodes lie in document order in one array, and each knows where its subtree ends, so that walking a subtree is a loop
/// over a range: no recursion, however deep the page is. libxml2's own tree is never built; its SAX events are enough, and
/// its stack of open elements is kept short by `mostOpen`.
struct HTMLDocument {
  /// An element or a stretch of text.
  struct Node {
    /// The element's name in lower case; empty for text.
    var name: String
    /// The text; empty for elements, except for scripts of data (`application/ld+json`).
    var text = ""
    /// The attributes in `keptAttributes`, as the page has them.
    var attributes: [(name: String, value: String)] = []
    /// The enclosing element; -1 for the root.
    var parent: Int
    /// One past the last node of the subtree.
    var end: Int

    /// Whether it is text.
    var isText: Bool { name.isEmpty }

    /// An attribute's value; nil where the element has none of that name.
    subscript(name: String) -> String? {
      attributes.first { $0.name == name }?.value
    }
  }

  /// The nodes in document order.
  private(set) var nodes: [Node] = []
  /// Whether the page went over a limit, so that its end is missing.
  private(set) var isCut = false

  /// The largest page that is read, in bytes; the rest of a larger one is left out.
  static let largest = 8 << 20
  /// Nodes of a page at most. Pages of newspapers have 2,000 to 20,000.
  static let mostNodes = 400_000
  /// Elements open at once at most. libxml2 looks through all of them at many an end tag, which makes deep pages
  /// quadratic; at this depth the worst page of `largest` bytes takes seconds, not hours. Browsers stop at 512.
  static let mostOpen = 768
  /// The longest value of an attribute that is kept, in bytes.
  static let longestAttribute = 4096

  private static let keptAttributes: Set<String> = [
    "class", "id", "role", "itemprop", "itemtype", "hidden", "aria-hidden", "style", "href", "rel", "name", "property",
    "content", "datetime", "type", "lang", "xml:lang", "title", "http-equiv",
  ]
  private static let initialised: Void = moonwire_xml_initialize()

  /// Reads a page. Whatever the bytes are, the result is a document, perhaps an empty one.
  ///
  /// - Parameter utf8: The page in UTF-8; what the page says of its encoding is not looked at.
  /// - Complexity: O(n · `mostOpen`) at worst, O(n) for pages as they are.
  init(_ utf8: [UInt8]) {
    _ = HTMLDocument.initialised
    moonwire_xml_silence()
    isCut = utf8.count > HTMLDocument.largest
    // A zero byte ends the text for libxml2.
    let bytes = utf8.prefix(HTMLDocument.largest).map { $0 == 0 ? 0x20 : $0 }
    let builder = Builder()
    bytes.withUnsafeBytes { builder.parse($0) }
    builder.closeAll()
    isCut = isCut || builder.isFull
    nodes = builder.nodes
  }

  /// What libxml2's callbacks write into.
  private final class Builder {
    var nodes: [Node] = []
    var open: [Int] = []
    var isFull = false
    private var context: htmlParserCtxtPtr?

    func parse(_ bytes: UnsafeRawBufferPointer) {
      guard let start = bytes.baseAddress,
        let context = htmlCreateMemoryParserCtxt(start.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
      else { return }
      self.context = context
      defer {
        self.context = nil
        htmlFreeParserCtxt(context)
      }
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NODEFDTD.rawValue
      _ = htmlCtxtUseOptions(context, Int32(bitPattern: options))
      guard xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8) == 0, let handler = context.pointee.sax else { return }
      Builder.set(&handler.pointee)
      withExtendedLifetime(self) {
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        _ = htmlParseDocument(context)
      }
    }

    func begin(_ name: String, _ attributes: [(name: String, value: String)]) {
      guard !isFull else { return }
      guard nodes.count < HTMLDocument.mostNodes, open.count < HTMLDocument.mostOpen else { return stop() }
      nodes.append(Node(name: name, attributes: attributes, parent: open.last ?? -1, end: 0))
      open.append(nodes.count - 1)
    }

    func end(_ name: String) {
      // libxml2 closes what it opened, in order; an end tag of something else is passed over all the same.
      guard !isFull, let index = open.last, nodes[index].name == name else { return }
      nodes[index].end = nodes.count
      open.removeLast()
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard !isFull, let parent = open.last, !bytes.isEmpty else { return }
      let text = String(decoding: bytes, as: UTF8.self)
      if let last = nodes.last, last.isText, last.parent == parent {
        nodes[nodes.count - 1].text += text
      } else if nodes.count < HTMLDocument.mostNodes {
        nodes.append(Node(name: "", text: text, parent: parent, end: nodes.count + 1))
      } else {
        stop()
      }
    }

    /// Content of scripts and styles. Only data is worth keeping.
    func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard !isFull, let index = open.last else { return }
      if nodes[index].name == "script", nodes[index]["type"]?.lowercased().hasPrefix("application/ld+json") == true {
        nodes[index].text += String(decoding: bytes, as: UTF8.self)
      }
    }

    func closeAll() {
      for index in open { nodes[index].end = nodes.count }
      open = []
    }

    private func stop() {
      isFull = true
      if let context { xmlStopParser(context) }
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> Builder? {
      pointer.map { Unmanaged<Builder>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func set(_ handler: inout htmlSAXHandler) {
      handler = htmlSAXHandler()
      handler.startElement = { user, name, fields in
        guard let builder = Builder.of(user), let name, !builder.isFull else { return }
        builder.begin(String(cString: name).lowercased(), Builder.attributes(fields))
      }
      handler.endElement = { user, name in
        guard let builder = Builder.of(user), let name else { return }
        builder.end(String(cString: name).lowercased())
      }
      handler.characters = { user, text, count in
        Builder.of(user)?.text(UnsafeBufferPointer(start: text, count: max(0, Int(count))))
      }
      handler.ignorableWhitespace = handler.characters
      handler.cdataBlock = { user, text, count in
        Builder.of(user)?.raw(UnsafeBufferPointer(start: text, count: max(0, Int(count))))
      }
      handler.initialized = UInt32(XML_SAX2_MAGIC)
      handler.serror = { _, _ in }
    }

    private static func attributes(
      _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [(name: String, value: String)] {
      guard var next = fields else { return [] }
      var attributes: [(name: String, value: String)] = []
      while let name = next.pointee {
        let key = String(cString: name).lowercased()
        if keptAttributes.contains(key), attributes.count < keptAttributes.count {
          let value = next[1].map { UnsafeBufferPointer(start: $0, count: bounded($0)) }
          attributes.append((key, value.map { String(decoding: $0, as: UTF8.self) } ?? ""))
        }
        next += 2
      }
      return attributes
    }

    /// The length of a C string, as far as it is kept.
    private static func bounded(_ text: UnsafePointer<xmlChar>) -> Int {
      var count = 0
      while count < longestAttribute, text[count] != 0 { count += 1 }
      return count
    }
  }
}

extension HTMLDocument {
  /// The elements of that name in document order.
  func elements(_ name: String) -> some Sequence<Int> {
    nodes.indices.lazy.filter { nodes[$0].name == name }
  }

  /// All text of a subtree as it stands in the page.
  func text(of index: Int) -> String {
    var text = ""
    for node in nodes[index..<nodes[index].end] where node.isText { text += node.text }
    return text
  }
}
