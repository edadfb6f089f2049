/// Texts that stand beside each other and make one, each paragraph of which is taken once: parts of a story, among which
/// may be the same text in another form.
struct WireTextParts {
  /// Once the text has as many bytes nothing is added.
  let limit: Int
  private(set) var text = ""
  private var paragraphs: Set<[UInt8]> = []
  private var wholes: Set<[UInt8]> = []

  /// - Parameter limit: In bytes; a text that is longer by its last part is cut by whoever takes it.
  init(limit: Int) {
    self.limit = limit
  }

  /// Adds a text to the end, without what earlier ones have said.
  mutating func append(_ part: String) {
    guard !part.isEmpty, text.utf8.count <= limit, wholes.insert(WireTextParts.letters(part[...])).inserted else {
      return
    }
    var added: [Substring] = []
    var letters: [[UInt8]] = []
    for paragraph in part.split(separator: "\n\n") {
      let own = WireTextParts.letters(paragraph)
      guard !paragraphs.contains(own) else { continue }
      added.append(paragraph)
      letters.append(own)
    }
    // A refrain within one text is kept.
    paragraphs.formUnion(letters)
    guard !added.isEmpty else { return }
    text += (text.isEmpty ? "" : "\n\n") + added.joined(separator: "\n\n")
  }

  private static func letters(_ text: Substring) -> [UInt8] {
    text.utf8.filter { $0 > 0x20 }
  }
}
