internal import UnicodeText

/// A text as a wire document carries it, whose form the document names.
enum WireBody {
  /// The text of characters of that type: HTML where the type says so or tags show, else as a teletype's lines.
  ///
  /// - Parameters:
  ///   - bytes: The characters, in UTF-8.
  ///   - type: A media type or the name of a format; empty where there is none.
  static func text(_ bytes: [UInt8], type: String) -> String {
    let isHTML =
      type.lowercased().contains("html")
      || bytes.withUnsafeBufferPointer { bytes in
        ByteClass.find("</", in: bytes, from: 0) != nil || ByteClass.find("<br", in: bytes, from: 0) != nil
      }
    return isHTML ? bytes.withUnsafeBufferPointer { HTMLText.plainText($0) } : TeletypeText.paragraphs(bytes)
  }

  /// The text of an element's characters, decoded where they are Base64. Empty where they are no text.
  ///
  /// - Parameters:
  ///   - encoding: How the element's characters are encoded, by the name that the document gives.
  static func text(_ node: XMLNode, type: String, encoding: String) -> String {
    guard encoding.lowercased().contains("base64") else {
      return node.hasChildren ? node.paragraphs : text(node.rawText, type: type)
    }
    guard isText(type), let bytes = Base64.decode(node.rawText[...]), !bytes.contains(0) else { return "" }
    return text(TextDecoder.decode(bytes).utf8, type: type)
  }

  /// False for media types of pictures, sounds and other programs' files.
  private static func isText(_ type: String) -> Bool {
    guard type.contains("/") else { return true }
    let type = type.lowercased()
    return type.hasPrefix("text/") || type.contains("xml") || type.contains("html")
  }
}
