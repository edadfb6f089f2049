internal import Corpus
internal import InvertedIndex

/// Takes the matching stories of a segment in the order of documents.
protocol MatchSink {
  /// Stories that score less need not be offered.
  var needed: Float { get }
  /// Whether scores count; without them only the match is asked.
  var needsScores: Bool { get }
  /// Takes a story; false where no later one of the segment is wanted.
  func take(_ document: UInt32, score: Float) -> Bool
}

extension TopDocuments: MatchSink {
  var needsScores: Bool { true }

  func take(_ document: UInt32, score: Float) -> Bool {
    offer(document, score: score)
    return true
  }
}

/// The newest k stories: those of a segment come newest first, so that k of each segment are enough.
final class NewestDocuments: MatchSink {
  let needed = -Float.infinity
  let needsScores = true
  private let limit: Int
  private var found: [FoundDocument] = []
  private var fromSegment = 0
  private var segment: (reader: SegmentReader, number: Int)?

  init(limit: Int) {
    self.limit = limit
  }

  func begin(_ segment: SegmentReader, number: Int) {
    self.segment = (segment, number)
    fromSegment = 0
  }

  func take(_ document: UInt32, score: Float) -> Bool {
    guard let segment else { return false }
    let date = segment.reader.date(of: Int(document))
    found.append(
      FoundDocument(
        score: score, date: date, key: segment.reader.key(of: Int(document)).value, segment: Int32(segment.number),
        document: document))
    fromSegment += 1
    return fromSegment < limit
  }

  /// The stories found, newest first.
  func ranked() -> [FoundDocument] {
    Array(found.sorted { $0.date != $1.date ? $0.date > $1.date : $0.key < $1.key }.prefix(limit))
  }
}

/// Counts the matching stories.
final class MatchCounter: MatchSink {
  let needed = -Float.infinity
  let needsScores = false
  private(set) var count = 0

  func take(_ document: UInt32, score: Float) -> Bool {
    count += 1
    return true
  }
}

/// Marks the matching stories with bits.
final class MatchBits: MatchSink {
  let needed = -Float.infinity
  let needsScores = false
  private(set) var words: [UInt64]

  init(documentCount: Int) {
    words = [UInt64](repeating: 0, count: (documentCount + 63) / 64)
  }

  func take(_ document: UInt32, score: Float) -> Bool {
    words[Int(document >> 6)] |= 1 << UInt64(document & 63)
    return true
  }
}
