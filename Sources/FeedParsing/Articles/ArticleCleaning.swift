/// Takes out of an article what is no part of its text: captions, bylines, lists of links, the repeated headline, headings
/// without anything under them.
struct ArticleCleaning {
  private(set) var page: PageStructure
  private(set) var captions: [String] = []
  private let container: Int

  init(_ selection: ArticleSelection, title: String) {
    page = selection.page
    container = selection.container
    dropNamed()
    page.measure()
    dropLinks()
    dropTitle(title)
    page.measure()
    dropBareHeadings()
  }

  /// What its name or tag says is no running text.
  private mutating func dropNamed() {
    let nodes = page.document.nodes
    let whole = page.prose[container]
    var index = container + 1
    while index < nodes[container].end {
      guard !page.isDropped[index], !nodes[index].isText else {
        index += 1
        continue
      }
      switch page.parts[index] {
      case .caption: takeCaption(index)
      case .byline: if page.weight[index] <= 250 { page.drop(index) }
      case .beside: if page.prose[index] * 5 < whole * 2 { page.drop(index) }
      default:
        switch nodes[index].name {
        case "figure": takeFigure(index)
        case "time": if isAlone(index) { page.drop(index) }
        default: break
        }
      }
      index += 1
    }
  }

  private mutating func takeCaption(_ index: Int) {
    let line = page.line(of: index)
    if !line.isEmpty, captions.count < 200, !captions.contains(line) { captions.append(line) }
    page.drop(index)
  }

  /// A figure is its caption, unless it holds a table, code or a quotation.
  private mutating func takeFigure(_ index: Int) {
    var holdsText = false
    for node in page.live(in: index) where !page.document.nodes[node].isText {
      if case .caption = page.parts[node] { takeCaption(node) }
      if ["table", "pre", "blockquote"].contains(page.document.nodes[node].name) { holdsText = true }
    }
    if !holdsText { page.drop(index) }
  }

  /// Whether a time is all that its block says.
  private func isAlone(_ index: Int) -> Bool {
    var block = index
    while block > container, !PageStructure.isBlock(page.document.nodes[block].name) {
      block = page.document.nodes[block].parent
    }
    // Within the entries of a ticker the hour belongs to the text; a whole date above the article does not.
    return block > container && page.weight[block] == page.weight[index] && page.weight[index] > 6
  }

  /// Lists and boxes that are mostly links.
  private mutating func dropLinks() {
    let nodes = page.document.nodes
    var index = container + 1
    while index < nodes[container].end {
      let name = nodes[index].name
      if !page.isDropped[index], PageStructure.isBlock(name), name != "body", page.weight[index] > 0 {
        let isHeading = PageStructure.isHeading(name)
        let isLinks =
          page.linked[index] * 10 >= page.weight[index] * (isHeading ? 10 : 6)
          && page.prose[index] * 3 < page.weight[index]
        let isTeasers = ["ul", "ol", "div", "section"].contains(name) && page.linkedHeadings(in: index) >= 2
        if isLinks || (isTeasers && page.prose[index] * 2 < page.prose[container]) {
          page.drop(index)
          index = nodes[index].end
          continue
        }
      }
      index += 1
    }
  }

  private mutating func dropTitle(_ title: String) {
    let wanted = ArticleFurniture.folded(title)
    guard !wanted.isEmpty else { return }
    for index in page.live(in: container) where PageStructure.isHeading(page.document.nodes[index].name) {
      let heading = ArticleFurniture.folded(page.line(of: index))
      if heading == wanted
        || (page.document.nodes[index].name == "h1" && (heading.hasPrefix(wanted) || wanted.hasPrefix(heading)))
      {
        page.drop(index)
      }
    }
  }

  /// Headings that are followed by another of their rank or by the end.
  private mutating func dropBareHeadings() {
    var waiting: [(node: Int, rank: Int)] = []
    for index in container..<page.document.nodes[container].end where !page.isDropped[index] {
      let node = page.document.nodes[index]
      if PageStructure.isHeading(node.name) {
        let rank = node.name.utf8.last.map { Int($0) - 0x30 } ?? 6
        while let last = waiting.last, last.rank >= rank {
          page.drop(last.node)
          waiting.removeLast()
        }
        if page.weight[index] > 0 { waiting.append((index, rank)) }
      } else if node.isText, page.weight[index] > 0, waiting.last.map({ !page.holds($0.node, index) }) ?? true {
        waiting = []
      }
    }
    for heading in waiting where heading.node != container { page.drop(heading.node) }
  }
}
