internal import Corpus
internal import InvertedIndex

/// A story that was found: where it is, and what it is ranked by.
struct FoundDocument: Equatable, BitwiseCopyable {
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

/// The best k stories so far, as a binary heap with the worst of them on top. A pointer into the query's scratch.
struct TopDocuments: BitwiseCopyable {
  struct State: BitwiseCopyable {
    let limit: Int
    var needed = -Float.infinity
    var tiesLose = true
    var heap: UnsafeMutablePointer<FoundDocument>
    var count = 0
    var capacity: Int
    var segment: Unmanaged<SegmentReader>?
    var segmentNumber: Int32 = 0
    var oldest = Int64.max
    let scratch: Unmanaged<QueryScratch>
  }

  private let state: UnsafeMutablePointer<State>

  init(limit: Int, _ scratch: QueryScratch) {
    let limit = max(1, limit)
    let capacity = min(limit, 1024)
    state = scratch.place(
      State(
        limit: limit, heap: scratch.allocate(FoundDocument.self, count: capacity), capacity: capacity,
        scratch: Unmanaged.passUnretained(scratch)))
  }

  /// A story must score at least this to be worth offering. −∞ until k stories are found; afterwards the k-th score, or
  /// just above it while the segment at hand cannot win ties.
  @inline(__always)
  var needed: Float {
    state.pointee.needed
  }

  /// Goes on to a segment; the one with the newest story comes first. Where all its stories are older than those of the
  /// segments before, they lose against equal scores; within a segment stories come in the order of ties.
  func begin(_ segment: SegmentReader, number: Int) {
    state.pointee.segment = Unmanaged.passUnretained(segment)
    state.pointee.segmentNumber = Int32(number)
    guard segment.documentCount > 0 else { return }
    state.pointee.tiesLose = segment.date(of: 0) < state.pointee.oldest
    state.pointee.oldest = min(state.pointee.oldest, segment.date(of: segment.documentCount - 1))
    updateNeeded()
  }

  private func updateNeeded() {
    guard state.pointee.count == state.pointee.limit else { return }
    let worst = state.pointee.heap[0].score
    state.pointee.needed = state.pointee.tiesLose ? worst.nextUp : worst
  }

  /// Takes a story of the segment at hand if it belongs to the best.
  func offer(_ document: UInt32, score: Float) {
    guard score >= state.pointee.needed, let segment = state.pointee.segment else { return }
    let number = state.pointee.segmentNumber
    let found = segment._withUnsafeGuaranteedRef { segment in
      FoundDocument(
        score: score, date: segment.date(of: Int(document)), key: segment.key(of: Int(document)).value,
        segment: number, document: document)
    }
    let count = state.pointee.count
    if count < state.pointee.limit {
      if count == state.pointee.capacity { grow() }
      (state.pointee.heap + count).initialize(to: found)
      state.pointee.count = count + 1
      siftUp(count)
    } else if found.precedes(state.pointee.heap[0]) {
      state.pointee.heap[0] = found
      siftDown()
    }
    updateNeeded()
  }

  private func grow() {
    let capacity = min(state.pointee.limit, 2 * state.pointee.capacity)
    let scratch = state.pointee.scratch.takeUnretainedValue()
    let heap = scratch.allocate(FoundDocument.self, count: capacity)
    heap.initialize(from: state.pointee.heap, count: state.pointee.count)
    state.pointee.heap = heap
    state.pointee.capacity = capacity
  }

  /// The stories found, best first.
  func ranked() -> [FoundDocument] {
    UnsafeBufferPointer(start: state.pointee.heap, count: state.pointee.count).sorted { $0.precedes($1) }
  }

  private func siftUp(_ start: Int) {
    let heap = state.pointee.heap
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].precedes(heap[child]) else { return }
      (heap[parent], heap[child]) = (heap[child], heap[parent])
      child = parent
    }
  }

  private func siftDown() {
    let heap = state.pointee.heap
    let count = state.pointee.count
    var parent = 0
    while true {
      var worst = 2 * parent + 1
      guard worst < count else { return }
      if worst + 1 < count && heap[worst].precedes(heap[worst + 1]) { worst += 1 }
      guard heap[parent].precedes(heap[worst]) else { return }
      (heap[parent], heap[worst]) = (heap[worst], heap[parent])
      parent = worst
    }
  }
}
