/// The words of HTML as plain text, with the structure that a reader sees: paragraphs, lines, list items, table rows.
public enum HTMLText {
  /// The text of a piece of HTML.
  ///
  /// Blocks are separated by an empty line, lines (`br`, `li`, `tr`) by a line feed; list items begin with `- ` or their
  /// number, nested ones after two spaces a level; cells of a row are parted by ` | `. White space is collapsed, but kept in
  /// `pre`, and soft hyphens go. Scripts, styles, forms' machinery and whatever is marked as hidden are left out. Character
  /// references are decoded once; where the whole piece was escaped once too often, or a reference that prose would not
  /// show (`&amp;nbsp;`, `&amp;#8217;`), twice. A piece without any tag is taken as plain text, whose own lines stay.
  public static func plainText(_ html: String) -> String {
    var html = html
    return html.withUTF8 { plainText($0) }
  }

  /// The text of a piece of HTML in one line, as for headlines.
  public static func line(_ html: String) -> String {
    var html = html
    return html.withUTF8 { line($0) }
  }

  /// The same of UTF-8 bytes.
  static func plainText(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: blocks(bytes, level: 0), as: UTF8.self)
  }

  /// The same of bytes that are known to be well-formed UTF-8.
  static func plainText(known bytes: UnsafeBufferPointer<UInt8>) -> String {
    blocks(bytes, level: 0).withUnsafeBufferPointer { String(knownUTF8: $0) }
  }

  /// The same of UTF-8 bytes.
  static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var reader = HTMLReader(isOneLine: true)
    reader.read(bytes)
    return String(decoding: reader.output, as: UTF8.self)
  }

  /// Plain text with its white space in order: lines trimmed, runs of spaces collapsed, at most one empty line on end.
  static func tidy(_ bytes: UnsafeBufferPointer<UInt8>, isOneLine: Bool = false) -> String {
    var reader = HTMLReader(isOneLine: isOneLine, keepsLines: true)
    reader.readPlain(bytes)
    return String(decoding: reader.output, as: UTF8.self)
  }

  private static func blocks(_ bytes: UnsafeBufferPointer<UInt8>, level: Int) -> [UInt8] {
    let hasTags = holdsTag(bytes)
    var reader = HTMLReader(isOneLine: false, keepsLines: !hasTags)
    reader.read(bytes)
    // No tag in the source, but HTML's commonest tags in its text: it was escaped twice.
    if !hasTags, level == 0, reader.output.withUnsafeBufferPointer({ holdsEscapedMarkup($0) }) {
      return reader.output.withUnsafeBufferPointer { blocks($0, level: 1) }
    }
    return reader.output
  }

  private static func holdsTag(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: 0)
    while index + 1 < bytes.count {
      let next = bytes[index + 1]
      if ByteClass.isNameStart(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") { return true }
      index = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: index + 1)
    }
    return false
  }

  /// True where decoded text holds a closing tag or line break of HTML, which prose about markup seldom does twice.
  private static func holdsEscapedMarkup(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var evidence = 0
    var index = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: 0)
    while index < bytes.count {
      for tag in escapedTags where ByteClass.matches(tag, in: bytes, at: index) { evidence += 1 }
      if evidence >= 2 { return true }
      index = ByteScan.byte(UInt8(ascii: "<"), in: bytes, from: index + 1)
    }
    return false
  }

  private static let escapedTags: [StaticString] = [
    "<p>", "</p>", "<br>", "<br/>", "<br />", "</a>", "<a href=", "<div>", "<div ", "</div>", "<img ", "<b>", "</b>",
    "<p ",
    "<strong>", "</strong>", "<em>", "</em>", "<ul>", "<li>", "</li>", "<span", "</span>",
  ]
}
