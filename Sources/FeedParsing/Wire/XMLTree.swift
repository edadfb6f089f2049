/// An XML document as a tree, for formats whose fields lie deep and in no fixed order (NITF, NewsML).
///
/// Feeds are read without a tree, event by event; a wire document is one story or a few, and small. Names are in lower
/// case and without prefix, since providers use several; attributes keep the prefix `xml:` and lose others.
final class XMLTree: XMLEventSink {
  /// What an element holds, in order.
  enum Content {
    /// Text, as a range of `text`.
    case text(Range<Int>)
    /// The element of that number.
    case element(Int)
  }

  /// One element.
  struct Element {
    var name: String
    var attributes: [(name: String, value: String)]
    /// The number of the element around it; -1 for the root.
    var parent: Int32
    /// The first and last piece within it, by their places in `pieces`; -1 where it is empty.
    var first: Int32 = -1
    var last: Int32 = -1
  }

  /// A piece of an element's content: text, or, where `end` is -1, the element of the number `start`.
  fileprivate struct Piece {
    var start: Int32
    var end: Int32
    /// The piece after it in the same element; -1 for the last one.
    var next: Int32 = -1
  }

  /// The most elements that are kept. A document of 32 MB may have eight million; a wire document has hundreds.
  private static let mostElements = 200_000

  private(set) var elements: [Element] = []
  private(set) var text: [UInt8] = []
  private var pieces: [Piece] = []
  private var open: [Int] = []

  /// True once the document has more elements than are kept.
  private(set) var isDone = false

  /// - Parameter textBytes: The most text that there can be, so that room for it is asked for once.
  init(textBytes: Int) {
    text.reserveCapacity(textBytes)
  }

  /// The document's root; nil where it has no element.
  var root: XMLNode? { elements.isEmpty ? nil : XMLNode(tree: self, index: 0) }

  func begin(_ element: XMLElement) {
    guard elements.count < XMLTree.mostElements else {
      isDone = true
      return
    }
    var attributes: [(name: String, value: String)] = []
    element.attributes.forEach { prefix, name, value in
      attributes.append((prefix == "xml" ? "xml:" + name.lowercased() : name.lowercased(), value.trimmedASCII))
    }
    let index = elements.count
    let parent = open.last
    if let parent { append(Piece(start: Int32(index), end: -1), to: parent) }
    elements.append(
      Element(
        name: String(cString: element.local).lowercased(), attributes: attributes, parent: Int32(parent ?? -1)))
    open.append(index)
  }

  private func append(_ piece: Piece, to index: Int) {
    let place = Int32(pieces.count)
    pieces.append(piece)
    if elements[index].last < 0 {
      elements[index].first = place
    } else {
      pieces[Int(elements[index].last)].next = place
    }
    elements[index].last = place
  }

  /// Calls `body` with what an element holds, in order, until that returns false.
  fileprivate func forEachContent(of index: Int, _ body: (Content) -> Bool) {
    var next = elements[index].first
    while next >= 0 {
      let piece = pieces[Int(next)]
      next = piece.next
      let content = piece.end < 0 ? Content.element(Int(piece.start)) : .text(Int(piece.start)..<Int(piece.end))
      guard body(content) else { return }
    }
  }

  func end() {
    if !isDone { _ = open.popLast() }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    guard let index = open.last, !piece.isEmpty else { return }
    let start = text.count
    text.append(contentsOf: piece)
    let last = Int(elements[index].last)
    // Pieces that follow each other are one.
    if last >= 0, pieces[last].end == Int32(start) {
      pieces[last].end = Int32(text.count)
    } else {
      append(Piece(start: Int32(start), end: Int32(text.count)), to: index)
    }
  }
}

/// An element of a tree.
struct XMLNode {
  let tree: XMLTree
  let index: Int

  private var element: XMLTree.Element { tree.elements[index] }

  /// The name in lower case, without prefix.
  var name: String { element.name }

  /// The value of an attribute; empty where there is none.
  subscript(attribute: String) -> String {
    element.attributes.first { $0.name == attribute }?.value ?? ""
  }

  /// The elements within, in order.
  var children: [XMLNode] {
    var children: [XMLNode] = []
    forEachContent { content in
      if case .element(let child) = content { children.append(XMLNode(tree: tree, index: child)) }
      return true
    }
    return children
  }

  /// Calls `body` with what is within, in order, until that returns false.
  func forEachContent(_ body: (XMLTree.Content) -> Bool) {
    tree.forEachContent(of: index, body)
  }

  /// The elements of that name within.
  func children(_ name: String) -> [XMLNode] {
    children.filter { $0.name == name }
  }

  /// The first element at the end of a path of names; nil where there is none.
  func child(_ path: String...) -> XMLNode? {
    var node = self
    for name in path {
      guard let next = node.children.first(where: { $0.name == name }) else { return nil }
      node = next
    }
    return node
  }

  /// The first element of that name at any depth, in the document's order.
  ///
  /// - Parameter excluded: Elements that are not looked into.
  func first(_ name: String, outside excluded: Set<String> = []) -> XMLNode? {
    for child in children where !excluded.contains(child.name) {
      if child.name == name { return child }
      if let found = child.first(name, outside: excluded) { return found }
    }
    return nil
  }

  /// All elements of that name at any depth, in the document's order, without those within one of them.
  func all(_ name: String, outside excluded: Set<String> = []) -> [XMLNode] {
    children.flatMap { child in
      if child.name == name { return [child] }
      return excluded.contains(child.name) ? [] : child.all(name, outside: excluded)
    }
  }

  /// All elements of those names at any depth, in the document's order, without those within one of them.
  func outermost(_ names: Set<String>) -> [XMLNode] {
    children.flatMap { names.contains($0.name) ? [$0] : $0.outermost(names) }
  }

  /// The nearest `xml:lang` at the element or around it, in lower case; empty where there is none.
  var language: String {
    var next = index
    while next >= 0 {
      let node = XMLNode(tree: tree, index: next)
      if !node["xml:lang"].isEmpty { return node["xml:lang"].lowercased() }
      next = Int(tree.elements[next].parent)
    }
    return ""
  }

  /// True where there is an element within.
  var hasChildren: Bool {
    var found = false
    forEachContent { content in
      if case .element = content { found = true }
      return !found
    }
    return found
  }

  /// How many bytes of an element, with its markup, are read: four for each that an entry's text may have. Copies of one
  /// that makes up a large document would be many times the document.
  static let mostBytes = 4 * FeedLimits.standard.textBytes

  /// The characters within, of all depths.
  var rawText: [UInt8] {
    var bytes: [UInt8] = []
    writeText(into: &bytes)
    return bytes
  }

  private func writeText(into bytes: inout [UInt8]) {
    forEachContent { content in
      switch content {
      case .text(let range): bytes.append(contentsOf: tree.text[range].prefix(XMLNode.mostBytes - bytes.count))
      case .element(let child): XMLNode(tree: tree, index: child).writeText(into: &bytes)
      }
      return bytes.count < XMLNode.mostBytes
    }
  }

  /// The text in one line.
  var line: String {
    if !hasChildren { return rawText.withUnsafeBufferPointer { HTMLText.tidy($0, isOneLine: true) } }
    return markup.withUnsafeBufferPointer { HTMLText.line($0) }
  }
}
