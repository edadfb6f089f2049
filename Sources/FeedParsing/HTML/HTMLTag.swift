/// An HTML element's name, as far as it matters for text.
struct HTMLTag: Equatable {
  /// What an element does to the text around it.
  enum Layout: UInt8 {
    case inline, lineBreak, line, block, item, cell, preformatted
  }

  /// 64-bit FNV-1a of the name in lower case.
  private let hash: UInt64

  /// The tag of that name; case does not count.
  init(_ name: UnsafeBufferPointer<UInt8>) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name {
      // A prefix (`xhtml:p`) does not count.
      if byte == UInt8(ascii: ":") {
        hash = 0xcbf2_9ce4_8422_2325
      } else {
        hash = (hash ^ UInt64(ByteClass.lowercased(byte))) &* 0x100_0000_01b3
      }
    }
    self.hash = hash
  }

  private init(_ name: String) {
    var name = name
    self = name.withUTF8 { HTMLTag($0) }
  }

  /// What the element does to the text around it.
  var layout: Layout { HTMLTag.layouts[hash] ?? .inline }

  /// True where the element's content is not for readers.
  var isLeftOut: Bool { HTMLTag.leftOut.contains(hash) }

  /// True where the element has no content and no end tag.
  var isVoid: Bool { HTMLTag.void.contains(hash) }

  /// True where markup in the element's content means nothing.
  var isRawText: Bool { self == HTMLTag.script || self == HTMLTag.style }

  private static let script = HTMLTag("script")
  private static let style = HTMLTag("style")

  private static func hashes(_ names: String) -> [UInt64] {
    names.split(separator: " ").map { HTMLTag(String($0)).hash }
  }

  private static let leftOut = Set(
    hashes("script style template noscript svg math select textarea button head title datalist canvas"))
  private static let void = Set(
    hashes(
      "area base basefont bgsound br col command embed frame hr img input isindex keygen link meta param source "
        + "track wbr"))
  private static let layouts: [UInt64: Layout] = {
    var layouts: [UInt64: Layout] = [:]
    for hash in hashes(
      "p div h1 h2 h3 h4 h5 h6 blockquote section article aside header footer nav main figure ul ol dl table form "
        + "fieldset address center hr details dir menu body html")
    { layouts[hash] = .block }
    for hash in hashes("tr dt dd figcaption caption summary option legend thead tbody tfoot") { layouts[hash] = .line }
    for hash in hashes("td th") { layouts[hash] = .cell }
    for hash in hashes("pre listing xmp plaintext") { layouts[hash] = .preformatted }
    layouts[HTMLTag("li").hash] = .item
    layouts[HTMLTag("br").hash] = .lineBreak
    return layouts
  }()

  /// Where a tag's attributes end (at its `>`), and where the text goes on. A `>` in quotes is no end; a quote that
  /// never closes is no quote.
  static func attributesEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (content: Int, next: Int) {
    var index = start
    var afterEquals = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") { return (index, index + 1) }
      if afterEquals && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")) {
        let limit = min(bytes.count, index + 1_048_576)
        if let close = bytes[(index + 1)..<limit].firstIndex(of: byte) { index = close }
      }
      if !ByteClass.isSpace(byte) { afterEquals = byte == UInt8(ascii: "=") }
      index += 1
    }
    return (bytes.count, bytes.count)
  }

  /// The place of the end tag that closes a script or style, or the end of the text.
  static func rawTextEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, tag: HTMLTag) -> Int {
    var index = start
    while let found = ByteClass.find("</", in: bytes, from: index) {
      var end = found + 2
      while end < bytes.count && ByteClass.isName(bytes[end]) { end += 1 }
      if HTMLTag(UnsafeBufferPointer(rebasing: bytes[found + 2..<end])) == tag { return found }
      index = end
    }
    return bytes.count
  }

  /// True for the attributes `hidden`, `aria-hidden="true"` and a style of `display:none` or `visibility:hidden`.
  static func isHidden(_ attributes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard attributes.count >= 6 else { return false }
    for index in 0..<attributes.count {
      switch attributes[index] {
      case UInt8(ascii: "d") where ByteClass.matches("display:none", in: attributes, at: index): return true
      case UInt8(ascii: "d") where ByteClass.matches("display: none", in: attributes, at: index): return true
      case UInt8(ascii: "v") where ByteClass.matches("visibility:hidden", in: attributes, at: index): return true
      case UInt8(ascii: "h") where ByteClass.matches("hidden", in: attributes, at: index):
        let before = index > 0 ? attributes[index - 1] : 0x20
        let after = index + 6 < attributes.count ? attributes[index + 6] : 0x20
        if ByteClass.isSpace(before) && (ByteClass.isSpace(after) || after == UInt8(ascii: "=")) { return true }
      default: break
      }
    }
    return false
  }
}
