/// The text of an OPML list, in which feeds are found, added, changed and removed without touching anything else: attributes
/// that we do not know, comments, folders, the order and the white space stay byte for byte. (http://opml.org/spec2.opml)
struct OPMLText {
  /// A feed in the text.
  struct Outline {
    var url: String
    var title: String
    /// The folders that it is in, the outermost first.
    var folders: [String]
    /// All its attributes, names in lower case.
    var attributes: [String: String]
    /// The start tag, or the empty-element tag.
    var tag: OPMLTagScanner.Tag
    /// The end tag; nil where there is none.
    var endTag: Range<Int>?
  }

  /// What a list holds.
  struct Content {
    var outlines: [Outline] = []
    /// The end tags of folders by their paths; of several of one path, the last.
    var folderEnds: [[String]: Range<Int>] = [:]
    /// Where the list ends: the last `</body>`; else `</opml>`, where a body was begun.
    var end: Range<Int>?
  }

  var bytes: [UInt8]

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

  /// All feeds: outlines that have an address.
  var outlines: [Outline] { content.outlines }

  /// Reads the list once, from its first tag to its last.
  var content: Content {
    var content = Content()
    /// Outlines that are open: feeds by their number, folders by their name.
    var open: [(feed: Int?, folder: String?)] = []
    var hasBody = false
    var scanner = OPMLTagScanner(bytes)
    while let tag = scanner.next() {
      switch tag.name {
      case "outline" where tag.isEnd:
        guard let ended = open.popLast() else { break }
        if let feed = ended.feed {
          content.outlines[feed].endTag = tag.range
        } else if let folder = ended.folder {
          content.folderEnds[open.compactMap(\.folder) + [folder]] = tag.range
        }
      case "outline":
        let url = OPMLText.address(tag.attributes)
        let title = OPMLText.title(tag.attributes)
        if !url.isEmpty {
          content.outlines.append(
            Outline(
              url: url, title: title, folders: open.compactMap(\.folder), attributes: tag.attributes, tag: tag))
        }
        if !tag.isEmptyElement {
          let isFolder = url.isEmpty && !title.isEmpty
          open.append((url.isEmpty ? nil : content.outlines.count - 1, isFolder ? title : nil))
        }
      case "body": if tag.isEnd { content.end = tag.range } else { hasBody = true }
      case "opml" where tag.isEnd && hasBody: content.end = content.end ?? tag.range
      default: break
      }
    }
    return content
  }

  /// The address of a feed: `xmlUrl`; some programs write `url`, which is also what links and included lists have.
  private static func address(_ attributes: [String: String]) -> String {
    if let url = attributes["xmlurl"], !url.isEmpty { return url }
    let type = attributes["type"]?.lowercased() ?? ""
    return ["", "rss", "rss1", "rss2", "atom", "rdf", "feed", "json", "xml"].contains(type)
      ? attributes["url"] ?? "" : ""
  }

  private static func title(_ attributes: [String: String]) -> String {
    if let title = attributes["title"], !title.isEmpty { return title }
    return attributes["text"] ?? ""
  }
}
