/// Makes one line of the page that comes with a refusal: "please write to …", "blocked until …". Not an HTML parser: tags go,
/// with all that is in scripts, styles and titles; five entities are read; what is not printable goes, too.
enum ServerWords {
  /// How much of the page is looked at, in bytes.
  private static let longestPage = 16 << 10
  /// How much is kept, in characters.
  private static let longest = 200

  static func text(ofPage body: [UInt8], contentType: String) -> String {
    let type = contentType.lowercased()
    guard type.isEmpty || type.hasPrefix("text/") || type.contains("html") else { return "" }
    let page = String(decoding: body.prefix(longestPage), as: UTF8.self)
    var words = ""
    var rest = page[...]
    while let start = rest.firstIndex(of: "<") {
      words += rest[..<start]
      words += " "
      rest = rest[start...]
      let name = rest.dropFirst().prefix { $0.isLetter }.lowercased()
      if ["script", "style", "title"].contains(name), let end = end(of: "</" + name, in: rest) {
        rest = rest[end...]
      }
      guard let close = rest.firstIndex(of: ">") else {
        rest = ""
        break
      }
      rest = rest[rest.index(after: close)...]
    }
    words += rest
    for (entity, character) in entities {
      words = words.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    let printable = words.unicodeScalars.map { scalar in
      let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
      return isControl ? " " : Character(scalar)
    }
    let line = String(printable).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= longest ? line : line.prefix(longest - 1) + "…"
  }

  private static let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
  ]

  /// Where an ASCII text in lower case stands next, in any case.
  private static func end(of tag: String, in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while let start = text[index...].firstIndex(of: "<") {
      if text[start...].prefix(tag.count).lowercased() == tag { return start }
      index = text.index(after: start)
    }
    return nil
  }
}
