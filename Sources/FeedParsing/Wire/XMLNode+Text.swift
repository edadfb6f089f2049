extension XMLNode {
  /// The text as paragraphs: markup by its elements, characters alone as HTML where they are escaped HTML, else as the
  /// lines of a teletype.
  var paragraphs: String {
    if hasChildren { return markup.withUnsafeBufferPointer { HTMLText.plainText($0) } }
    return WireBody.text(rawText, type: "")
  }

  /// What is within as HTML: the elements of NITF under the names of those of HTML that do the same to the text.
  var markup: [UInt8] {
    var html: [UInt8] = []
    writeContent(into: &html)
    return html
  }

  private func writeContent(into html: inout [UInt8]) {
    forEachContent { content in
      switch content {
      case .text(let range):
        for byte in tree.text[range].prefix(XMLNode.mostBytes) { XMLNode.escape(byte, into: &html) }
      case .element(let child):
        XMLNode(tree: tree, index: child).write(into: &html)
      }
      return html.count < XMLNode.mostBytes
    }
  }

  private func write(into html: inout [UInt8]) {
    guard !XMLNode.leftOut.contains(name) else { return }
    let tag = XMLNode.tags[name] ?? name
    // A paragraph that is a teletype's page, with lines that begin with spaces: its paragraphs are those.
    if tag == "p", !hasChildren {
      let raw = rawText
      if TeletypeText.isIndented(raw, isMarkup: true) {
        for paragraph in TeletypeText.split(raw) {
          html.append(contentsOf: "<p>".utf8)
          for byte in paragraph.utf8 { XMLNode.escape(byte, into: &html) }
          html.append(contentsOf: "</p>".utf8)
        }
        return
      }
    }
    let hidden = self["hidden"].isEmpty && !self["style"].contains("display:none") ? "" : " hidden"
    html.append(contentsOf: "<\(tag)\(hidden)>".utf8)
    writeContent(into: &html)
    html.append(contentsOf: "</\(tag)>".utf8)
  }

  private static func escape(_ byte: UInt8, into html: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
    default: html.append(byte)
    }
  }

  /// NITF's elements that lay out text, and the HTML of the same layout.
  private static let tags: [String: String] = [
    "hl1": "h1", "hl2": "h2", "hedline": "div", "block": "div", "bq": "blockquote", "body.content": "div",
    "media-caption": "p", "abstract": "div", "tagline": "p", "note": "div", "byline": "p", "byttl": "p", "credit": "p",
    "nitf-table": "div", "title": "h1",
  ]

  /// Elements whose text is not the story's: descriptions of media, machinery.
  private static let leftOut: Set<String> = [
    "media-metadata", "media-producer", "media-object", "media-reference", "nitf-table-metadata", "custom-table",
    "sports-metadata", "script", "style", "head",
  ]
}
