/// The text of an OPML list, in which feeds are found, added and removed without touching anything else: attributes that
/// we do not know, comments, folders, the order and the white space stay byte for byte. (http://opml.org/spec2.opml)
struct OPMLText {
  /// A feed in the text.
  struct Outline: Equatable {
    var url: String
    var title: String
    /// The start tag, or the empty-element tag.
    var tag: Range<Int>
    /// The end tag; nil where there is none.
    var endTag: Range<Int>?
  }

  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A list without feeds.
  static let empty = OPMLText(
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0">
        <head>
          <title>Feeds</title>
        </head>
        <body>
        </body>
      </opml>

      """.utf8))

  /// Whether tags can be found in it: an encoding that has ASCII in it.
  var isASCIICompatible: Bool {
    !bytes.contains(0)
  }

  /// All feeds: outlines that have an address (`xmlUrl`; some programs write `url`).
  var outlines: [Outline] {
    var found: [Outline] = []
    var open: [Int?] = []
    var scanner = OPMLTagScanner(bytes)
    while let tag = scanner.next() {
      guard tag.name == "outline" else { continue }
      if tag.isEnd {
        if let index = open.popLast(), let index { found[index].endTag = tag.range }
        continue
      }
      let url = tag.attributes["xmlurl"] ?? (tag.attributes["type"] == "rss" ? tag.attributes["url"] : nil) ?? ""
      let title = tag.attributes["title"] ?? tag.attributes["text"] ?? ""
      if !url.isEmpty { found.append(Outline(url: url, title: title, tag: tag.range)) }
      if !tag.isEmptyElement { open.append(url.isEmpty ? nil : found.count - 1) }
    }
    return found
  }

  /// Adds a feed as the last of the list; false where there is no end of a body.
  mutating func add(url: String, title: String) -> Bool {
    var scanner = OPMLTagScanner(bytes)
    var end: Range<Int>?
    while let tag = scanner.next() {
      if tag.name == "body", tag.isEnd { end = tag.range }
    }
    guard let end else { return false }
    let name = OPMLText.escaped(title.isEmpty ? url : title)
    let line = "  <outline type=\"rss\" text=\"\(name)\" xmlUrl=\"\(OPMLText.escaped(url))\"/>"
    // On a line of its own, one step further in than the end tag.
    let lineStart = startOfLine(before: end.lowerBound)
    if let lineStart {
      let indent = bytes[lineStart..<end.lowerBound]
      bytes.insert(contentsOf: indent + Array((line + "\n").utf8), at: lineStart)
    } else {
      bytes.insert(contentsOf: Array(("\n  " + line + "\n  ").utf8), at: end.lowerBound)
    }
    return true
  }

  /// Removes all feeds of an address; what is within them stays. False where there is none.
  mutating func remove(url: String) -> Bool {
    let matching = outlines.filter { $0.url == url }
    let ranges = matching.flatMap { [$0.tag, $0.endTag].compactMap { $0 } }.sorted { $0.lowerBound > $1.lowerBound }
    for range in ranges { bytes.removeSubrange(widened(range)) }
    return !ranges.isEmpty
  }

  /// With the white space before it and the line end behind it, where the range has its line for itself.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    guard let start = startOfLine(before: range.lowerBound) else { return range }
    var end = range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0d { end += 1 }
    guard end < bytes.count, bytes[end] == 0x0a else { return range }
    return start..<(end + 1)
  }

  /// Where the line begins, if there is only white space between its beginning and the offset.
  private func startOfLine(before offset: Int) -> Int? {
    var start = offset
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    return start > 0 && bytes[start - 1] == 0x0a ? start : nil
  }

  /// A text as the value of an attribute. Beyond ASCII as references, which are right in every encoding.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case _ where scalar.value < 0x20: escaped += " "
      case _ where scalar.value < 0x7f: escaped.unicodeScalars.append(scalar)
      default: escaped += "&#\(scalar.value);"
      }
    }
    return escaped
  }
}
