/// An HTML element's name, as far as it matters for text.
struct HTMLTag: Equatable {
  /// What an element does to the text around it.
  enum Layout: UInt8 {
    case inline, code, quotation, lineBreak, line, block, bulletList, numberedList, item, table, row, cell, preformatted
  }

  /// 64-bit FNV-1a of the name in lower case.
  private let hash: UInt64
  private let traits: Traits

  /// What is known of an element.
  private struct Traits: Equatable, Sendable {
    var layout = Layout.inline
    var isLeftOut = false
    var isVoid = false
    var closesItself = false
  }

  /// The tag of that name; case does not count.
  init(_ name: UnsafeBufferPointer<UInt8>) {
    hash = HTMLTag.hash(name)
    traits = HTMLTag.table.traits(hash)
  }

  /// What the element does to the text around it.
  var layout: Layout { traits.layout }

  /// True where the element's content is not for readers.
  var isLeftOut: Bool { traits.isLeftOut }

  /// True where the element has no content and no end tag.
  var isVoid: Bool { traits.isVoid }

  /// True where the element needs no end tag, since the next of its kind ends it.
  var closesItself: Bool { traits.closesItself }

  /// True where markup in the element's content means nothing.
  var isRawText: Bool { hash == HTMLTag.script || hash == HTMLTag.style }

  /// Tags are the same where their names are.
  static func == (left: HTMLTag, right: HTMLTag) -> Bool { left.hash == right.hash }

  private static let script = hash("script")
  private static let style = hash("style")

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name {
      // A prefix (`xhtml:p`) does not count.
      if byte == UInt8(ascii: ":") {
        hash = 0xcbf2_9ce4_8422_2325
      } else {
        hash = (hash ^ UInt64(ByteClass.lowercased(byte))) &* 0x100_0000_01b3
      }
    }
    return hash
  }

  private static func hash(_ name: String) -> UInt64 {
    name.withContiguousUTF8 { hash($0) }
  }

  /// Traits by hash, with open addressing: a lookup for every tag must not cost more than reading it.
  private struct Table: Sendable {
    private var slots = [(hash: UInt64, traits: Traits)](repeating: (0, Traits()), count: 512)

    init() {
      func add(_ names: String, _ change: (inout Traits) -> Void) {
        for name in names.split(separator: " ") { change(&slots[slot(HTMLTag.hash(String(name)))].traits) }
      }
      add(
        "script style template noscript svg select textarea button head title datalist canvas audio video annotation "
          + "annotation-xml"
      ) { $0.isLeftOut = true }
      add(
        "area base basefont bgsound br col command embed frame hr img input isindex keygen link meta param source "
          + "track wbr"
      ) { $0.isVoid = true }
      add("p li dt dd tr td th option") { $0.closesItself = true }
      add(
        "p div h1 h2 h3 h4 h5 h6 blockquote section article aside header footer nav main figure dl form fieldset address "
          + "center hr details body html"
      ) { $0.layout = .block }
      add("dt dd figcaption caption summary option legend") { $0.layout = .line }
      add("ul dir menu") { $0.layout = .bulletList }
      add("ol") { $0.layout = .numberedList }
      add("li") { $0.layout = .item }
      add("table") { $0.layout = .table }
      add("tr thead tbody tfoot") { $0.layout = .row }
      add("td th") { $0.layout = .cell }
      add("pre listing xmp plaintext") { $0.layout = .preformatted }
      add("br") { $0.layout = .lineBreak }
      add("code kbd samp tt var") { $0.layout = .code }
      add("q") { $0.layout = .quotation }
    }

    /// The slot of a hash, taken for it where it is free.
    private mutating func slot(_ hash: UInt64) -> Int {
      var index = Int(truncatingIfNeeded: hash & 511)
      while slots[index].hash != 0 && slots[index].hash != hash { index = (index + 1) & 511 }
      slots[index].hash = hash
      return index
    }

    func traits(_ hash: UInt64) -> Traits {
      var index = Int(truncatingIfNeeded: hash & 511)
      while slots[index].hash != hash {
        if slots[index].hash == 0 { return Traits() }
        index = (index + 1) & 511
      }
      return slots[index].traits
    }
  }

  private static let table = Table()

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
}
