/// Manners of writing that the wire formats share.
enum NewsMLText {
  /// The name in a byline: without "By", "Von", "Par", and without what follows a semicolon.
  static func byline(_ text: String) -> String {
    for word in ["By ", "by ", "BY ", "Von ", "Par ", "Por ", "Автор: "] where text.hasPrefix(word) {
      return String(text.dropFirst(word.count)).trimmedASCII
    }
    return text
  }
}
