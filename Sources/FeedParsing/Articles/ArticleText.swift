/// Writes the article's part of a page as paragraphs, by way of plain HTML and `HTMLText`, so that a page's text looks like
/// a feed's.
enum ArticleText {
  /// The longest text of an article, in bytes; the rest is left out at a paragraph's end.
  static let longest = 256 << 10

  /// The paragraphs of what is left of an element.
  static func paragraphs(of container: Int, _ page: PageStructure) -> [String] {
    HTMLText.plainText(html(of: container, page)).split(separator: "\n\n").map(String.init)
  }

  /// The paragraphs of a text that came with the page as a field.
  static func paragraphs(ofField text: String) -> [String] {
    let plain = HTMLText.plainText(text)
    return plain.split(separator: plain.contains("\n\n") ? "\n\n" : "\n").map(String.init)
  }

  /// Joins paragraphs as far as the longest text goes.
  static func joined(_ paragraphs: [String]) -> String {
    var text = ""
    for paragraph in paragraphs where !paragraph.isEmpty {
      if text.utf8.count + paragraph.utf8.count + 2 > longest { break }
      if !text.isEmpty { text += "\n\n" }
      text += paragraph
    }
    return text
  }

  private static func html(of container: Int, _ page: PageStructure) -> String {
    let nodes = page.document.nodes
    var html = "<div>"
    var open: [(end: Int, tag: String)] = []
    var tables: [(end: Int, isLayout: Bool)] = []
    for index in container..<nodes[container].end where !page.isDropped[index] {
      while let last = open.last, last.end <= index {
        html += "</\(last.tag)>"
        open.removeLast()
      }
      while let last = tables.last, last.end <= index { tables.removeLast() }
      let node = nodes[index]
      if node.isText {
        append(node.text, to: &html)
        continue
      }
      if node.name == "table" { tables.append((node.end, isLayout(table: index, page))) }
      if node.name == "br" || node.name == "hr" {
        html += "<\(node.name)>"
      } else if let tag = tag(of: node.name, isLayout: tables.last?.isLayout ?? true) {
        html += "<\(tag)>"
        open.append((node.end, tag))
      }
    }
    for (_, tag) in open.reversed() { html += "</\(tag)>" }
    return html + "</div>"
  }

  private static func append(_ text: String, to html: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }

  /// The tag that an element is written with; nil where it is only its text. Cells of a table that lays out the page are no
  /// cells to a reader.
  private static func tag(of name: String, isLayout: Bool) -> String? {
    switch name {
    case "li", "pre", "ul", "ol": name
    case "td", "th", "tr": isLayout ? "div" : name
    default: PageStructure.isBlock(name) ? "div" : nil
    }
  }

  /// Whether a table lays out the page: paragraphs of prose, headlines or another table in it, or a cell as long as an article.
  private static func isLayout(table: Int, _ page: PageStructure) -> Bool {
    page.live(in: table).contains { node in
      switch page.document.nodes[node].name {
      case "h1", "h2", "article": true
      case "p": page.prose[node] > 0
      case "table": node != table
      case "td": page.prose[node] >= 400
      default: false
      }
    }
  }
}
