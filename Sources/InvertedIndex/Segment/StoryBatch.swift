internal import Analysis
internal import Corpus
internal import Storage
internal import UnicodeText

/// Stories on their way into a segment: what depends on nothing but the story is made for a batch at once, on whichever
/// thread is free, before the segment takes them in order.
///
/// That is where words begin and end, passages, and the record for the document store. Whatever batches are made of, the
/// segment is the same.
final class StoryBatch: @unchecked Sendable {
  // One thread at a time has it: the one that fills it, the one that prepares it, then again the first.

  /// Bytes of text from which on a batch is full: some hundred stories, whose words stay in the cache until they are taken.
  static let size = 256 << 10

  /// What is known of a story before any segment is.
  struct Prepared {
    /// The words of the title and of the body among the batch's, those beyond `SegmentBuilder.positionLimit` left out.
    var title: Range<Int>
    var body: Range<Int>
    /// The bytes of the record among the batch's.
    var record: Range<Int>
    var passages: Int
    /// Of the story alone.
    var checksum: UInt64

    /// The position of the body's first word. One lies between title and text, so that no phrase matches across them.
    var bodyStart: Int { title.isEmpty ? 0 : title.count + 1 }
  }

  /// A story that waits, behind a reference: the words are taken, and the list of stories grows, without copying it.
  final class Entry: Sendable {
    let story: Story

    init(_ story: Story) {
      self.story = story
    }
  }

  private(set) var entries: [Entry] = []
  private(set) var prepared: [Prepared] = []
  /// The words of all titles and bodies: offsets into each text.
  private(set) var tokens = TokenBuffer()
  private var records = ByteBuffer()
  private var textSize = 0
  private let analyzer: Analyzer
  private let options: IndexWriterOptions

  /// An empty batch.
  ///
  /// - Throws: `AnalysisError`.
  init(_ options: IndexWriterOptions, analyzer name: String) throws {
    analyzer = try Analyzer.named(name)
    self.options = options
  }

  var isFull: Bool { textSize >= StoryBatch.size }

  func append(_ story: Story) {
    textSize += story.text.utf8.count + story.title.utf8.count
    entries.append(Entry(story))
  }

  /// Forgets the stories and keeps the memory.
  func removeAll() {
    entries.removeAll(keepingCapacity: true)
    prepared.removeAll(keepingCapacity: true)
    tokens.removeAll()
    records = ByteBuffer()
    textSize = 0
  }

  /// Hands out the records, once.
  func takeRecords() -> [UInt8] {
    defer { records = ByteBuffer() }
    return records.bytes
  }

  /// Makes out words, passages and records.
  func prepare() {
    records.reserve(textSize + 96 * entries.count)
    for entry in entries { prepare(entry.story) }
  }

  private func prepare(_ story: Story) {
    let start = records.count
    let checksum = record(story)
    var title = story.title
    let first = tokens.count
    title.withUTF8 { analyzer.tokenize($0, into: &tokens) }
    var prepared = Prepared(
      title: first..<min(tokens.count, first + SegmentBuilder.positionLimit), body: 0..<0, record: start..<start,
      passages: 0, checksum: checksum)
    var text = story.text
    text.withUTF8 { utf8 in
      let body = story.body.clamped(to: 0..<utf8.count)
      let first = tokens.count
      analyzer.tokenize(UnsafeBufferPointer(rebasing: utf8[body]), into: &tokens)
      let limit = max(0, SegmentBuilder.positionLimit - prepared.bodyStart)
      prepared.body = first..<min(tokens.count, first + limit)
      let passages = passages(of: utf8, body, prepared)
      prepared.passages = passages.count
      StoredStoryCodec.append(passages, to: &records)
    }
    prepared.record = start..<records.count
    self.prepared.append(prepared)
  }

  /// Appends a story's record but for its passages.
  ///
  /// - Returns: the checksum of what does not depend on when it was first seen.
  private func record(_ story: Story) -> UInt64 {
    let start = records.count
    if options.storesText {
      StoredStoryCodec.append(story, to: &records)
    } else {
      StoredStoryCodec.append(story.withoutText, to: &records)
    }
    return Checksum.xxh3(records.bytes[(start + StoredStoryCodec.firstSeenSize)...])
  }

  /// The passages of a body, and which positions they cover.
  private func passages(
    of utf8: UnsafeBufferPointer<UInt8>, _ body: Range<Int>, _ prepared: Prepared
  ) -> [StoredPassage] {
    guard options.storesText, !body.isEmpty else { return [] }
    return tokens.starts.withUnsafeBufferPointer { starts in
      var place = prepared.body.lowerBound
      let end = prepared.body.upperBound
      let shift = prepared.bodyStart - prepared.body.lowerBound
      return PassageSplitter.passages(in: utf8, body: body).map { range in
        while place < end && Int(starts[place]) + body.lowerBound < range.lowerBound { place += 1 }
        let first = place
        while place < end && Int(starts[place]) + body.lowerBound < range.upperBound { place += 1 }
        return StoredPassage(positions: first + shift..<place + shift, text: range)
      }
    }
  }
}

extension Story {
  /// The same story with nothing but what identifies it, for indexes that store no text.
  fileprivate var withoutText: Story {
    Story(identity: identity, title: "", text: "", firstSeen: firstSeen)
  }
}
