internal import Corpus
internal import InvertedIndex

/// Takes the matching stories of a segment in the order of documents.
protocol MatchSink {
  /// Stories from a document on whose clauses' scores add up to less need not be offered.
  func neededSum(from document: UInt32) -> Double
  /// Whether scores count; without them only the match is asked.
  var needsScores: Bool { get }
  /// Takes a story; false where no later one of the segment is wanted.
  func take(_ document: UInt32, score: Float) -> Bool
}

extension MatchSink {
  func neededSum(from document: UInt32) -> Double { -.infinity }
}

extension TopDocuments: MatchSink {
  var needsScores: Bool { true }

  @inline(__always)
  func take(_ document: UInt32, score: Float) -> Bool {
    offer(document, score: score)
    return true
  }
}

/// The newest k stories: those of a segment come newest first, so that k of each segment are enough.
final class NewestDocuments: MatchSink {
  let needsScores = true
  private let limit: Int
  private let segments: FoundSegments
  private var found: [FoundDocument] = []
  private var fromSegment = 0
  private var segmentNumber: Int32 = 0

  init(limit: Int, segments: [SegmentReader], _ scratch: QueryScratch) {
    self.limit = limit
    self.segments = FoundSegments(segments, scratch)
  }

  func begin(segment number: Int) {
    segmentNumber = Int32(number)
    fromSegment = 0
  }

  func take(_ document: UInt32, score: Float) -> Bool {
    found.append(FoundDocument(score: score, bm25: score, document: document, segment: segmentNumber))
    fromSegment += 1
    return fromSegment < limit
  }

  /// The stories found, newest first.
  func ranked() -> [FoundDocument] {
    Array(found.sorted { segments.isNewer($0, $1) }.prefix(limit))
  }
}

/// Counts the matching stories.
final class MatchCounter: MatchSink {
  let needsScores = false
  private(set) var count = 0

  func take(_ document: UInt32, score: Float) -> Bool {
    count += 1
    return true
  }
}
