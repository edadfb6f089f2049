/// Says what bytes look like that are no feed.
enum ForeignContent {
  /// A noun with its article: "an HTML page", "a PDF file".
  static func name(of bytes: [UInt8], root: String?) -> String {
    for (magic, name) in magics where bytes.starts(with: magic) { return name }
    switch root {
    case "html", "head", "body", "script", "title", "meta": return "an HTML page"
    case "opml": return "an OPML list of feeds"
    case "svg": return "an SVG picture"
    case "urlset", "sitemapindex": return "a site map"
    case .some(let root) where !root.isEmpty && isText(bytes): return "an XML document whose root is <\(root)>"
    default: return isText(bytes) ? "plain text" : "a binary file"
    }
  }

  /// Whether the beginning has hardly a control character that no text has.
  static func isText(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(1024)
    return head.count { ByteClass.isForbiddenControl($0) } * 50 <= head.count
  }

  private static let magics: [([UInt8], String)] = [
    ([0x1F, 0x8B], "a gzip archive"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
    (Array("%PDF".utf8), "a PDF file"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program file"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
    (Array("ID3".utf8), "an MP3 file"), (Array("SQLite format 3".utf8), "an SQLite database"),
  ]
}
