internal import Corpus
internal import InvertedIndex

/// A story that was found: where it is, and what it is ranked by.
struct FoundDocument: Equatable {
  var score: Float
  var date: Int64
  var key: UInt64
  var segment: Int32
  var document: UInt32

  /// The order of results: by score, then the newer, then the smaller key. The same on every machine.
  @inline(__always)
  func precedes(_ other: FoundDocument) -> Bool {
    if score != other.score { return score > other.score }
    return date != other.date ? date > other.date : key < other.key
  }
}

/// The best k stories so far, as a binary heap with the worst of them on top.
final class TopDocuments {
  let limit: Int
  /// A story must score at least this to be worth offering. −∞ until k stories are found; afterwards the k-th score, or
  /// just above it while the segment at hand cannot win ties.
  private(set) var needed = -Float.infinity
  /// Whether stories of the segment at hand lose against an equal score. So it is where all of them are older than those of
  /// the segments before; within a segment stories come in the order of ties.
  private(set) var tiesLose = true

  private var heap: [FoundDocument] = []
  private var segment: SegmentReader?
  private var segmentNumber: Int32 = 0
  private var oldest = Int64.max

  init(limit: Int) {
    self.limit = max(1, limit)
    heap.reserveCapacity(min(self.limit, 4096))
  }

  /// Goes on to a segment; the one with the newest story comes first.
  func begin(_ segment: SegmentReader, number: Int) {
    self.segment = segment
    segmentNumber = Int32(number)
    guard segment.documentCount > 0 else { return }
    tiesLose = segment.date(of: 0) < oldest
    oldest = min(oldest, segment.date(of: segment.documentCount - 1))
    updateNeeded()
  }

  private func updateNeeded() {
    guard heap.count == limit else { return }
    needed = tiesLose ? heap[0].score.nextUp : heap[0].score
  }

  /// Whether k stories are found.
  var isFull: Bool {
    heap.count == limit
  }

  /// The last of the k stories.
  var worst: FoundDocument? {
    heap.first
  }

  /// Takes a story of the segment at hand if it belongs to the best.
  func offer(_ document: UInt32, score: Float) {
    guard score >= needed, let segment else { return }
    let found = FoundDocument(
      score: score, date: segment.date(of: Int(document)), key: segment.key(of: Int(document)).value,
      segment: segmentNumber, document: document)
    if heap.count < limit {
      heap.append(found)
      siftUp(heap.count - 1)
    } else if found.precedes(heap[0]) {
      heap[0] = found
      siftDown(0)
    }
    updateNeeded()
  }

  /// The stories found, best first.
  func ranked() -> [FoundDocument] {
    heap.sorted { $0.precedes($1) }
  }

  private func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].precedes(heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private func siftDown(_ start: Int) {
    var parent = start
    while true {
      var worst = 2 * parent + 1
      guard worst < heap.count else { return }
      if worst + 1 < heap.count && heap[worst].precedes(heap[worst + 1]) { worst += 1 }
      guard heap[parent].precedes(heap[worst]) else { return }
      heap.swapAt(parent, worst)
      parent = worst
    }
  }
}
