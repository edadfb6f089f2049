internal import Corpus
internal import Storage

/// A story as bytes. The layout is in docs/FORMAT.md, "Stored story".
enum StoredStoryCodec {
  /// Appends a story and its passages.
  static func append(_ stored: StoredStory, to output: inout ByteBuffer) {
    append(stored.story, to: &output)
    append(stored.passages, to: &output)
  }

  /// Appends a story alone. The time it was first seen comes first and has a fixed length, so that two versions of a story
  /// can be compared without it.
  static func append(_ story: Story, to output: inout ByteBuffer) {
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
    append(story.credits, to: &output)
    append(story.published, to: &output)
    append(story.updated, to: &output)
    output.append(story.dateline == nil ? 0 : 1)
    if let dateline = story.dateline {
      output.append(string: dateline.place)
      output.append(string: dateline.day)
    }
    append(story.wire, to: &output)
    output.append(varint: story.body.lowerBound)
    output.append(varint: story.body.count)
    output.append(string: story.text)
  }

  /// A checksum of all of a story but the time it was first seen: two stories of the same are the same.
  static func checksum(_ story: Story) -> UInt64 {
    var bytes = ByteBuffer()
    append(story, to: &bytes)
    return Checksum.xxh3(bytes.bytes[firstSeenSize...])
  }

  /// The number of passages of a record, the rest passed over.
  static func passageCount(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    var reader = ByteReader(bytes)
    func skipString() throws { _ = try reader.slice(try reader.count(limit: reader.remaining)) }
    func skipTime() throws { if try reader.byte() == 1 { _ = try reader.varint() } }
    _ = try reader.fixed(Int64.self)
    for _ in 0..<7 { try skipString() }
    for _ in 0..<2 {
      for _ in 0..<(try reader.count(limit: reader.remaining)) { try skipString() }
    }
    for _ in 0..<(try reader.count(limit: reader.remaining)) {
      try skipString()
      _ = try reader.byte()
    }
    try skipTime()
    try skipTime()
    if try reader.byte() == 1 {
      try skipString()
      try skipString()
    }
    _ = try wire(&reader)
    _ = try reader.varint()
    _ = try reader.varint()
    try skipString()
    return try reader.count(limit: reader.remaining)
  }

  /// Bytes of the time first seen at the head of a record.
  static let firstSeenSize = 8

  /// Passages follow one another closely, and have about six bytes a word: what is kept is how they differ from that, which
  /// compresses well.
  static func append(_ passages: [StoredPassage], to output: inout ByteBuffer) {
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
  /// - Parameter format: that of the file; records of formats 1 and 2 have neither roles of agencies nor wire metadata.
  /// - Throws: `ByteReader.Failure` where the bytes are none.
  static func read(_ bytes: UnsafeRawBufferPointer, format: Int = Manifest.version) throws -> StoredStory {
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
    if format < 3 { story.agencies = try strings(&reader) } else { story.credits = try credits(&reader) }
    story.published = try time(&reader)
    story.updated = try time(&reader)
    if try reader.byte() == 1 {
      story.dateline = Dateline(place: try reader.string(), day: try reader.string())
    }
    if format >= 3 { story.wire = try wire(&reader) }
    let body = try range(&reader, after: 0)
    story.text = try reader.string()
    let passages = try passages(&reader)
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
