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
    var content: [Content] = []
    var parent: Int?
  }

  /// The most elements that are kept. A document of 32 MB may have eight million; a wire document has hundreds.
  private static let mostElements = 200_000

  private(set) var elements: [Element] = []
  private(set) var text: [UInt8] = []
  private var open: [Int] = []

  /// True once the document has more elements than are kept.
  private(set) var isDone = false

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
    if let parent { elements[parent].content.append(.element(index)) }
    elements.append(
      Element(name: String(cString: element.local).lowercased(), attributes: attributes, parent: parent))
    open.append(index)
  }

  func end() {
    if !isDone { _ = open.popLast() }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    guard let index = open.last, !piece.isEmpty else { return }
    let start = text.count
    text.append(contentsOf: piece)
    // Pieces that follow each other are one.
    if case .text(let before)? = elements[index].content.last, before.upperBound == start {
      elements[index].content[elements[index].content.count - 1] = .text(before.lowerBound..<text.count)
    } else {
      elements[index].content.append(.text(start..<text.count))
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
    element.content.compactMap { content in
      if case .element(let child) = content { XMLNode(tree: tree, index: child) } else { nil }
    }
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
    var next: Int? = index
    while let current = next {
      let node = XMLNode(tree: tree, index: current)
      if !node["xml:lang"].isEmpty { return node["xml:lang"].lowercased() }
      next = tree.elements[current].parent
    }
    return ""
  }

  /// True where there is an element within.
  var hasChildren: Bool {
    element.content.contains { if case .element = $0 { true } else { false } }
  }

  /// The characters within, of all depths.
  var rawText: [UInt8] {
    var bytes: [UInt8] = []
    for content in element.content {
      switch content {
      case .text(let range): bytes.append(contentsOf: tree.text[range])
      case .element(let child): bytes.append(contentsOf: XMLNode(tree: tree, index: child).rawText)
      }
    }
    return bytes
  }

  /// The text in one line.
  var line: String {
    if !hasChildren { return rawText.withUnsafeBufferPointer { HTMLText.tidy($0, isOneLine: true) } }
    return markup.withUnsafeBufferPointer { HTMLText.line($0) }
  }
}
