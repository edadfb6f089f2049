/// Reads XML documents of the wire formats: NITF, NewsML 1.x and NewsML-G2.
enum WireDocument {
  /// The elements that such documents begin with, in lower case.
  static let roots: Set<String> = NewsMLG2.roots.union(["nitf", "newsml"])

  /// Those of them that services put into envelopes of their own (SOAP, archives): others mean too much else.
  static let carried: Set<String> = [
    "nitf", "newsml", "newsmessage", "newsitem", "packageitem", "planningitem",
  ]

  /// Reads the document whose root is given, a wire document's or an envelope's.
  ///
  /// - Throws: `FeedParsingError.notAFeed` where it holds no news.
  static func parse(
    _ utf8: [UInt8], root: XMLDocument.Root, limits: FeedLimits, url: String?, log: inout RepairLog
  ) throws(FeedParsingError) -> ParsedFeed {
    if let name = NewsMLG2.newslessName(root.name) { throw .notAFeed(saw: name) }
    let tree = XMLTree(textBytes: utf8.count)
    utf8.withUnsafeBufferPointer { XMLDocument.parse($0, from: root, into: tree, isFeed: false, log: &log) }
    if tree.isDone { log.note(.tooManyElements, at: utf8.count) }
    guard let node = tree.root else { throw .notAFeed(saw: "an XML document without elements") }
    let documents = roots.contains(node.name) ? [node] : node.outermost(carried)
    guard let first = documents.first else {
      throw .notAFeed(saw: "an XML document whose root is <\(root.name)>")
    }
    var context = WireContext(format: format(first), limits: limits, base: base(node, url: url))
    for document in documents where !context.isFull {
      switch document.name {
      case "nitf": NITF.read(document, into: &context)
      case "newsml": NewsML1.read(document, into: &context)
      case "newsitem" where NewsML1.isItem(document): NewsML1.read(document, into: &context)
      default: NewsMLG2.read(document, into: &context)
      }
    }
    guard !context.feed.entries.isEmpty || first.name == "newsmessage" else {
      throw .notAFeed(saw: "an XML document whose root is <\(root.name)>")
    }
    return context.finished()
  }

  private static func format(_ root: XMLNode) -> String {
    switch root.name {
    case "nitf":
      // The version attribute is the public identifier of the document type: "-//IPTC//DTD NITF 3.4//EN".
      let words = root["version"].split { $0 == " " || $0 == "/" }
      let version = words.last { $0.first?.isNumber == true && $0.contains(".") }
      return version.map { "NITF \($0.prefix(8))" } ?? "NITF"
    case "newsml":
      let version = root["version"]
      return version.isEmpty || version.utf8.count > 8 ? "NewsML 1" : "NewsML \(version)"
    case "newsitem" where NewsML1.isItem(root): return "NewsML 1"
    default:
      let version =
        root["standardversion"].isEmpty ? root.first("newsitem")?["standardversion"] ?? "" : root["standardversion"]
      return version.isEmpty || version.utf8.count > 8 ? "NewsML-G2" : "NewsML-G2 \(version)"
    }
  }

  private static func base(_ root: XMLNode, url: String?) -> String? {
    let base = root["xml:base"]
    return base.isEmpty ? url : URLReference.resolve(base, base: url)
  }
}
