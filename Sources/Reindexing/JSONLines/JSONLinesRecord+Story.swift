public import Corpus
import FeedParsing

extension JSONLinesRecord {
  /// The story of a record; nil where it has neither title nor text.
  ///
  /// - Parameters:
  ///   - collection: The feed, where the record names none.
  ///   - firstSeen: When the archive first saw it.
  public func story(collection: String, firstSeen: Timestamp) -> Story? {
    let title = JSONLinesRecord.oneLine(title)
    let text = JSONLinesRecord.withPlainLineEnds(text)
    guard !title.isEmpty || !text.isEmpty else { return nil }
    let feed = feed.isEmpty ? collection : feed
    var story = Story(
      identity: StoryIdentity(feed: feed, id: identifier), title: title, text: text, firstSeen: firstSeen)
    story.feedTitle = feed
    story.link = link
    story.language = language.lowercased()
    story.published = FeedDate.parse(date)?.timestamp
    story.annotateWireCopy()
    return story
  }

  /// The name within the collection: the id, else the link, else a hash of the content.
  private var identifier: String {
    if !id.isEmpty { return id }
    if !link.isEmpty { return link }
    return "content:" + StoryIdentity(feed: title + "\n" + date, id: text).key.description
  }

  /// A text with runs of white space as one blank each, and none at its ends.
  private static func oneLine(_ text: String) -> String {
    var last: UInt8 = 0x20
    var isOneLine = true
    for byte in text.utf8 {
      if byte < 0x20 || (byte == 0x20 && last == 0x20) { isOneLine = false }
      last = byte
    }
    if isOneLine, last != 0x20 { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func withPlainLineEnds(_ text: String) -> String {
    guard text.utf8.contains(0x0d) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte != 0x0a || last != 0x0d { bytes.append(byte == 0x0d ? 0x0a : byte) }
      last = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
