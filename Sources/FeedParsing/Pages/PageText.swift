internal import UnicodeText

/// The bytes of an HTML page as UTF-8, and the base of its references.
struct PageText {
  /// The page in UTF-8.
  var utf8: [UInt8]
  /// The base of references: the page's address, or what its `base` element makes of it.
  var base: String

  /// Decodes a page by its HTTP charset, its `meta` elements and its bytes.
  init(_ bytes: [UInt8], contentType: String?, url: String) {
    let text = TextDecoder.decode(
      bytes, transportLabel: contentType.flatMap(FeedParser.charset), declaredLabel: PageText.declaredEncoding(bytes))
    self.init(utf8: text.utf8, url: url)
  }

  /// A page that is decoded already.
  init(utf8: [UInt8], url: String) {
    self.utf8 = utf8
    base = url
    var scanner = PageScanner(utf8)
    while let tag = scanner.next(), tag.name != "body" {
      guard tag.name == "base", !tag.isEnd, let href = scanner.attribute("href", of: tag), !href.isEmpty else {
        continue
      }
      base = URLReference.resolve(href, base: url)
      return
    }
  }

  /// The encoding that a `meta` element in the first kilobytes names: `charset` or the `content` of `http-equiv`
  /// (HTML Standard, "prescan a byte stream", where 1024 bytes are looked at; pages put it later too).
  static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    guard looksLikeHTML(bytes) else { return nil }
    var scanner = PageScanner(Array(bytes.prefix(8192)))
    while let tag = scanner.next() {
      guard tag.name == "meta", !tag.isEnd else { continue }
      if let charset = scanner.attribute("charset", of: tag), !charset.isEmpty { return charset }
      if scanner.words("http-equiv", of: tag) == ["content-type"], let content = scanner.attribute("content", of: tag),
        let charset = FeedParser.charset(content)
      {
        return charset
      }
    }
    return nil
  }

  /// True where the first element is one of HTML's, or the document type is.
  static func looksLikeHTML(_ utf8: [UInt8]) -> Bool {
    var start = utf8.firstIndex { $0 > 0x20 } ?? utf8.endIndex
    if utf8[start...].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    let head = utf8[start...].prefix(16).map(ByteClass.lowercased)
    if head.starts(with: "<!doctype html".utf8) { return true }
    var scanner = PageScanner(Array(utf8[start...].prefix(8192)))
    guard let tag = scanner.next() else { return false }
    if tag.name == "link" || tag.name == "base" { return true }
    return ["html", "head", "body", "title", "meta", "main", "article", "div", "script"].contains(tag.name)
  }
}
