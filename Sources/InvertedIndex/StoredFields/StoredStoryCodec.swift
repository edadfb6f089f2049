internal import Corpus
internal import Storage

/// A story as bytes. The layout is in docs/FORMAT.md, "Stored story".
enum StoredStoryCodec {
  /// Appends a story. The time it was first seen comes first and has a fixed length, so that two versions of a story can be
  /// compared without it.
  static func append(_ stored: StoredStory, to output: inout ByteBuffer) {
    let story = stored.story
    output.append(fixed: story.firstSeen.secondsSince1970)
    output.append(string: story.identity.feed)
    output.append(string: story.identity.id)
    output.append(string: story.feedTitle)
    output.append(string: story.title)
    output.append(string: story.link)
    output.append(string: story.language)
    output.append(string: story.summary)
    append(story.authors, to: &output)
    append(story.categories, to: &output)
    append(story.agencies, to: &output)
    append(story.published, to: &output)
    append(story.updated, to: &output)
    output.append(story.dateline == nil ? 0 : 1)
    if let dateline = story.dateline {
      output.append(string: dateline.place)
      output.append(string: dateline.day)
    }
    output.append(varint: story.body.lowerBound)
    output.append(varint: story.body.count)
    append(stored.passages, to: &output)
    output.append(string: story.text)
  }

  /// Bytes of the time first seen at the head of a record.
  static let firstSeenSize = 8

  /// Passages follow one another closely, and have about six bytes a word: what is kept is how they differ from that, which
  /// compresses well.
  private static func append(_ passages: [StoredPassage], to output: inout ByteBuffer) {
    output.append(varint: passages.count)
    var textEnd = 0
    var positionEnd = 0
    for passage in passages {
      let textGap = passage.text.lowerBound - textEnd
      let positionGap = passage.positions.lowerBound - positionEnd
      output.append(varint: textGap << 1 | (positionGap == 0 ? 0 : 1))
      if positionGap != 0 { output.append(varint: positionGap) }
      output.append(varint: passage.text.count)
      output.append(zigzag: Int64(passage.positions.count - passage.text.count / 6))
      textEnd = passage.text.upperBound
      positionEnd = passage.positions.upperBound
    }
  }

  private static func passages(_ reader: inout ByteReader) throws -> [StoredPassage] {
    var passages: [StoredPassage] = []
    var textEnd = 0
    var positionEnd = 0
    for _ in 0..<(try reader.count(limit: reader.remaining)) {
      let gap = try reader.count(limit: Int(Int32.max))
      let textStart = textEnd + (gap >> 1)
      let positionStart = positionEnd + (gap & 1 == 0 ? 0 : try reader.count(limit: Int(Int32.max)))
      let length = try reader.count(limit: Int(Int32.max))
      let difference = try reader.zigzag()
      let positions = Int64(length / 6) &+ difference
      guard (0...Int64(Int32.max)).contains(positions) else { throw ByteReader.Failure.malformed(at: reader.offset) }
      textEnd = textStart + length
      positionEnd = positionStart + Int(positions)
      passages.append(StoredPassage(positions: positionStart..<positionEnd, text: textStart..<textEnd))
    }
    return passages
  }

  private static func append(_ strings: [String], to output: inout ByteBuffer) {
    output.append(varint: strings.count)
    for string in strings { output.append(string: string) }
  }

  private static func append(_ time: Timestamp?, to output: inout ByteBuffer) {
    output.append(time == nil ? 0 : 1)
    if let time { output.append(zigzag: time.secondsSince1970) }
  }

  /// Reads a story back.
  ///
  /// - Throws: `ByteReader.Failure` where the bytes are none.
  static func read(_ bytes: UnsafeRawBufferPointer) throws -> StoredStory {
    var reader = ByteReader(bytes)
    let firstSeen = Timestamp(secondsSince1970: try reader.fixed(Int64.self))
    let identity = StoryIdentity(feed: try reader.string(), id: try reader.string())
    var story = Story(identity: identity, title: "", text: "", firstSeen: firstSeen)
    story.feedTitle = try reader.string()
    story.title = try reader.string()
    story.link = try reader.string()
    story.language = try reader.string()
    story.summary = try reader.string()
    story.authors = try strings(&reader)
    story.categories = try strings(&reader)
    story.agencies = try strings(&reader)
    story.published = try time(&reader)
    story.updated = try time(&reader)
    if try reader.byte() == 1 {
      story.dateline = Dateline(place: try reader.string(), day: try reader.string())
    }
    let body = try range(&reader, after: 0)
    let passages = try passages(&reader)
    story.text = try reader.string()
    let length = story.text.utf8.count
    guard body.upperBound <= length, passages.last.map({ $0.text.upperBound <= length }) ?? true else {
      throw ByteReader.Failure.malformed(at: reader.offset)
    }
    story.body = body
    return StoredStory(story: story, passages: passages)
  }

  private static func strings(_ reader: inout ByteReader) throws -> [String] {
    try (0..<(try reader.count(limit: reader.remaining))).map { _ in try reader.string() }
  }

  private static func time(_ reader: inout ByteReader) throws -> Timestamp? {
    try reader.byte() == 1 ? Timestamp(secondsSince1970: try reader.zigzag()) : nil
  }

  private static func range(_ reader: inout ByteReader, after end: Int) throws -> Range<Int> {
    let start = end + (try reader.count(limit: Int(Int32.max)))
    return start..<start + (try reader.count(limit: Int(Int32.max)))
  }
}
