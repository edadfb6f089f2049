/// A page with what matters for finding its article worked out for every node: which parts stand beside it, and how much
/// running text, links and clutter each element holds.
///
/// The running text of an element is the sum over its blocks, which are the stretches of text that no other block element
/// parts: a paragraph, a cell, the bare text of a `div`. A block is prose where it has the length and the punctuation of
/// sentences and is not mostly links; its weight (`TextWeight`) outside links then counts as prose, and that of all other
/// blocks as clutter. The idea of telling text by density of text and links is that of Readability (Arc90, 2009) and of
/// Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010).
struct PageStructure {
  let document: HTMLDocument
  /// What each element is by its own account.
  let parts: [PageHints.Part]
  /// Whether the node, with all that is in it, is left out.
  private(set) var isDropped: [Bool]
  /// Weight of prose in each element.
  private(set) var prose: [Int] = []
  /// Weight of all else, headings apart.
  private(set) var clutter: [Int] = []
  /// Weight of all text.
  private(set) var weight: [Int] = []
  /// Weight of text in links.
  private(set) var linked: [Int] = []
  /// How many headings that are links, each of which names another page, stand before each node.
  private var headingsBefore: [Int] = []
  /// The blocks with text of their own, in document order: index and weight of prose, 0 for clutter.
  private(set) var blocks: [(node: Int, prose: Int)] = []

  /// A page. Machinery is left out from the start, what stands beside the article after a look at the whole.
  init(_ document: HTMLDocument) {
    self.document = document
    parts = document.nodes.map { $0.isText ? .plain : PageHints.part(of: $0) }
    isDropped = [Bool](repeating: false, count: document.nodes.count)
    for index in document.nodes.indices {
      let parent = document.nodes[index].parent
      if parent >= 0, isDropped[parent] {
        isDropped[index] = true
      } else if case .machinery = parts[index] {
        isDropped[index] = true
      }
    }
    measure()
    dropWhatStandsBeside()
    measure()
  }

  /// The nodes of a subtree that are not left out, text and elements.
  func live(in index: Int) -> some Sequence<Int> {
    (index..<document.nodes[index].end).lazy.filter { !isDropped[$0] }
  }

  /// The elements right within another that are not left out.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var next = index + 1
    while next < document.nodes[index].end {
      if !isDropped[next] { children.append(next) }
      next = document.nodes[next].end
    }
    return children
  }

  /// Whether one node is another, or within it.
  func holds(_ outer: Int, _ inner: Int) -> Bool {
    inner >= outer && inner < document.nodes[outer].end
  }

  /// The text of a subtree without what is left out, in one line.
  func line(of index: Int) -> String {
    var text = ""
    for node in live(in: index) {
      if document.nodes[node].isText { text += document.nodes[node].text } else { text += " " }
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Leaves out a node with all that is in it. The measures stay until `measure`.
  mutating func drop(_ index: Int) {
    for node in index..<document.nodes[index].end { isDropped[node] = true }
  }

  /// Leaves out what is named as standing beside the article: unless that is most of the page and the name is not sure,
  /// since some pages are wrapped in an element of such a name.
  private mutating func dropWhatStandsBeside() {
    let total = prose.first ?? 0
    for index in document.nodes.indices where !isDropped[index] {
      guard case .beside(let isSure) = parts[index] else {
        if document.nodes[index].name == "header", !isWithinArticle(index), prose[index] * 2 < total { drop(index) }
        continue
      }
      let isTag = ["nav", "footer", "dialog", "menu"].contains(document.nodes[index].name)
      if isTag || (isSure ? prose[index] * 10 < total * 9 : prose[index] * 5 < total * 3) { drop(index) }
    }
  }

  private func isWithinArticle(_ index: Int) -> Bool {
    var next = document.nodes[index].parent
    while next >= 0 {
      if case .article = parts[next] { return true }
      next = document.nodes[next].parent
    }
    return false
  }

  /// Works out the measures of all nodes that are not left out.
  /// - Complexity: O(n).
  mutating func measure() {
    let nodes = document.nodes
    var blockOf = [Int](repeating: 0, count: nodes.count)
    var linkDepth = [Bool](repeating: false, count: nodes.count)
    var text = [Int: (weight: Int, linked: Int, marks: Int)]()
    weight = [Int](repeating: 0, count: nodes.count)
    linked = weight
    prose = weight
    clutter = weight
    for index in nodes.indices where !isDropped[index] {
      let node = nodes[index]
      let parent = max(0, node.parent)
      guard node.isText else {
        blockOf[index] = PageStructure.isBlock(node.name) ? index : blockOf[parent]
        linkDepth[index] = linkDepth[parent] || (node.name == "a" && node["href"] != nil)
        continue
      }
      let found = TextWeight.of(node.text)
      guard found > 0 else { continue }
      weight[index] = found
      if linkDepth[parent] { linked[index] = found }
      var sum = text[blockOf[parent]] ?? (0, 0, 0)
      sum.weight += found
      sum.linked += linked[index]
      sum.marks += linkDepth[parent] ? 0 : TextWeight.marks(node.text)
      text[blockOf[parent]] = sum
    }
    blocks = []
    for (block, sum) in text.sorted(by: { $0.key < $1.key }) {
      let own = PageStructure.prose(weight: sum.weight, linked: sum.linked, marks: sum.marks, tag: nodes[block].name)
      prose[block] += own
      // Headings and captions speak neither for an article nor against one.
      var isNeutral = PageStructure.isHeading(nodes[block].name)
      if case .caption = parts[block] { isNeutral = true }
      if own == 0, !isNeutral { clutter[block] += sum.weight }
      blocks.append((block, own))
    }
    for index in nodes.indices.reversed() where nodes[index].parent >= 0 && !isDropped[index] {
      let parent = nodes[index].parent
      weight[parent] += weight[index]
      linked[parent] += linked[index]
      prose[parent] += prose[index]
      clutter[parent] += clutter[index]
    }
    headingsBefore = [0]
    headingsBefore.reserveCapacity(nodes.count + 1)
    for index in nodes.indices {
      let isLink =
        !isDropped[index] && PageStructure.isHeading(nodes[index].name) && weight[index] > 0
        && linked[index] * 10 >= weight[index] * 9 && leadsElsewhere(index)
      headingsBefore.append(headingsBefore[index] + (isLink ? 1 : 0))
    }
  }

  /// Whether a link in a heading leads to another page rather than to a place in this one, as tables of contents do.
  private func leadsElsewhere(_ heading: Int) -> Bool {
    live(in: heading).contains { document.nodes[$0].name == "a" && document.nodes[$0]["href"]?.contains("#") == false }
  }

  /// Headings in a subtree that are links, as of the last `measure`.
  func linkedHeadings(in index: Int) -> Int {
    headingsBefore[document.nodes[index].end] - headingsBefore[index]
  }

  /// How much of a block counts as prose.
  private static func prose(weight: Int, linked: Int, marks: Int, tag: String) -> Int {
    guard !isHeading(tag), tag != "option", linked * 2 < weight else { return 0 }
    let isLong = weight >= 80 && (marks >= 1 || tag == "p" || tag == "pre" || tag == "td")
    let isSentence = weight >= 20 && marks >= 1 && linked * 3 < weight
    return isLong || isSentence ? weight - linked : 0
  }

  /// Whether an element parts the text before it from that behind it.
  static func isBlock(_ name: String) -> Bool { blockNames.contains(name) }

  /// Whether it is a heading.
  static func isHeading(_ name: String) -> Bool {
    name.utf8.count == 2 && name.utf8.first == UInt8(ascii: "h")
      && name.utf8.last.map { (0x31...0x36).contains($0) } == true
  }

  private static let blockNames: Set<String> = [
    "html", "body", "div", "p", "section", "article", "main", "header", "footer", "aside", "nav", "figure",
    "figcaption",
    "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
    "pre",
    "form", "fieldset", "address", "center", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "listing",
    "hgroup", "search", "dir",
  ]
}
