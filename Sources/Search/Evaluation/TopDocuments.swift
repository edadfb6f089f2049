internal import Corpus
internal import InvertedIndex

/// The best k stories so far. A pointer into the query's scratch.
///
/// Few are kept as a binary heap with the worst on top, so that the needed score rises with each. Many are gathered in a
/// buffer of twice as many, and when it is full the best k of it are selected and the needed score raised: one selection
/// of 2k costs less than k insertions into a heap.
struct TopDocuments: BitwiseCopyable {
  /// Up to so many are kept in a heap.
  static let largestHeap = 64

  struct State: BitwiseCopyable {
    let limit: Int
    let segments: FoundSegments
    let recency: Recency?
    var needed = -Float.infinity
    var neededSum = -Double.infinity
    var tiesLose = true
    var found: UnsafeMutablePointer<FoundDocument>
    var count = 0
    var capacity: Int
    /// The k-th best score when it was last known; −∞ before k are found.
    var worst = -Float.infinity
    /// The window of documents whose decay is known, and what it divides by, less what rounding amounts to.
    var decayedWindow = UInt32.max
    var growth = 1.0
    var segment: Unmanaged<SegmentReader>?
    var segmentNumber: Int32 = 0
    var oldest = Int64.max
    var oldestOfSegment = Int64.min
    let scratch: Unmanaged<QueryScratch>
  }

  private let state: UnsafeMutablePointer<State>

  /// - Parameters:
  ///   - limit: k.
  ///   - segments: those of the snapshot.
  ///   - recency: how scores decay with age; nil where they do not.
  init(limit: Int, segments: [SegmentReader], recency: Recency? = nil, _ scratch: QueryScratch) {
    let limit = max(1, limit)
    let capacity = min(limit, 512) * 2
    state = scratch.place(
      State(
        limit: limit, segments: FoundSegments(segments, scratch), recency: recency,
        found: scratch.allocate(FoundDocument.self, count: capacity), capacity: capacity,
        scratch: Unmanaged.passUnretained(scratch)))
  }

  // MARK: - What is needed

  /// A story must score at least this to be worth offering. −∞ until k stories are found; afterwards the k-th score, or
  /// just above it while the segment at hand cannot win ties.
  @inline(__always)
  var needed: Float {
    state.pointee.needed
  }

  /// No story from `document` on enters whose clauses' scores add up to less: `needed`, on the safe side of all rounding
  /// and, where scores decay, divided by the decay of a document that is as new as any of those.
  @inline(__always)
  func neededSum(from document: UInt32) -> Double {
    state.pointee.recency == nil ? state.pointee.neededSum : decayingSum(from: document)
  }

  /// As `neededSum`, for a single score.
  @inline(__always)
  func neededScore(from document: UInt32) -> Float {
    Float(neededSum(from: document)).nextDown
  }

  private func decayingSum(from document: UInt32) -> Double {
    let needed = state.pointee.neededSum
    guard needed > 0 else { return -.infinity }
    let window = document / TopDocuments.decayWindow
    if window != state.pointee.decayedWindow { learnDecay(ofWindow: window) }
    // The sum is rounded to single precision before it decays; then the product is.
    return needed * state.pointee.growth - Double(Float.leastNonzeroMagnitude)
  }

  /// Documents whose bound is the decay of the first of them: looking up each one's date takes longer than it spares.
  private static let decayWindow: UInt32 = 1024

  private func learnDecay(ofWindow window: UInt32) {
    guard let segment = state.pointee.segment, let recency = state.pointee.recency else { return }
    let first = Int(window * TopDocuments.decayWindow)
    let date = segment._withUnsafeGuaranteedRef { $0.documentCount > first ? $0.date(of: first) : Int64.min }
    state.pointee.decayedWindow = window
    state.pointee.growth = (1 - 1e-6) / Double(recency.decay(ofDate: date))
  }

  /// Starts from the score that at least k stories of a list reach by its term alone, where that is known; it decays as
  /// that of the segment's oldest story does.
  ///
  /// - Parameter absent: how many of the list's stories are not searched, at most. As all of them may be among its best, the
  ///   score is one that k stories more than these reach.
  func prime(_ term: TermScorer, absent: Int) {
    let (rank, isTooHigh) = state.pointee.limit.addingReportingOverflow(absent)
    guard !isTooHigh else { return }
    var score = term.champion(rank: rank)
    if let recency = state.pointee.recency { score *= recency.decay(ofDate: state.pointee.oldestOfSegment) }
    // What has just that score is taken, too.
    if score > state.pointee.needed { need(score) }
  }

  private func need(_ score: Float) {
    state.pointee.needed = score
    // A sum rounds to at least `needed` only from the middle between it and the number before on.
    let middle = (Double(score) + Double(score.nextDown)) / 2
    state.pointee.neededSum = middle - abs(middle) * 1e-14
  }

  private func updateNeeded() {
    guard state.pointee.worst >= 0 else { return }
    need(state.pointee.tiesLose ? state.pointee.worst.nextUp : state.pointee.worst)
  }

  // MARK: - Offering

  /// Goes on to a segment; the one with the newest story comes first. Where all its stories are older than those of the
  /// segments before, they lose against equal scores; within a segment stories come in the order of ties.
  func begin(_ segment: SegmentReader, number: Int) {
    state.pointee.segment = Unmanaged.passUnretained(segment)
    state.pointee.segmentNumber = Int32(number)
    state.pointee.decayedWindow = .max
    guard segment.documentCount > 0 else { return }
    state.pointee.tiesLose = segment.date(of: 0) < state.pointee.oldest
    state.pointee.oldestOfSegment = segment.date(of: segment.documentCount - 1)
    state.pointee.oldest = min(state.pointee.oldest, state.pointee.oldestOfSegment)
    if state.pointee.count > state.pointee.limit { select() }
    updateNeeded()
  }

  /// Whether stories of a segment may come in any order: few are kept, and their scores do not decay.
  var takesInAnyOrder: Bool {
    state.pointee.limit <= TopDocuments.largestHeap && state.pointee.recency == nil
  }

  /// Lets the stories of the segment at hand come in any order: one with the needed score may win.
  func takeInAnyOrder() {
    state.pointee.tiesLose = false
    updateNeeded()
  }

  /// Whether a story of the segment at hand with just the needed score loses if it is that document or one behind it.
  func losesTies(from document: UInt32) -> Bool {
    guard state.pointee.count == state.pointee.limit else { return false }
    let last = state.pointee.found[0]
    return last.segment == state.pointee.segmentNumber && last.document < document
  }

  /// Takes a story of the segment at hand if it belongs to the best.
  ///
  /// - Parameter score: the sum of its clauses' scores, undecayed.
  @inline(__always)
  func offer(_ document: UInt32, score: Float) {
    if score >= state.pointee.needed { take(document, score) }
  }

  private func take(_ document: UInt32, _ score: Float) {
    var found = FoundDocument(
      score: score, bm25: score, document: document, segment: state.pointee.segmentNumber)
    if let recency = state.pointee.recency {
      found.score *= recency.decay(ofDate: state.pointee.segments.date(of: found))
      guard found.score >= state.pointee.needed else { return }
    }
    if state.pointee.limit <= TopDocuments.largestHeap { push(found) } else { append(found) }
  }

  /// The stories found, best first.
  func ranked() -> [FoundDocument] {
    if state.pointee.count > state.pointee.limit { select() }
    return FoundSorter.sorted(
      UnsafeMutableBufferPointer(start: state.pointee.found, count: state.pointee.count), state.pointee.segments,
      state.pointee.scratch.takeUnretainedValue())
  }

  // MARK: - Heap

  private func push(_ found: FoundDocument) {
    let count = state.pointee.count
    if count < state.pointee.limit {
      (state.pointee.found + count).initialize(to: found)
      state.pointee.count = count + 1
      siftUp(count)
      guard count + 1 == state.pointee.limit else { return }
    } else if found.precedes(state.pointee.found[0], in: state.pointee.segments) {
      state.pointee.found[0] = found
      siftDown()
    }
    state.pointee.worst = state.pointee.found[0].score
    updateNeeded()
  }

  private func siftUp(_ start: Int) {
    let (heap, segments) = (state.pointee.found, state.pointee.segments)
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].precedes(heap[child], in: segments) else { return }
      (heap[parent], heap[child]) = (heap[child], heap[parent])
      child = parent
    }
  }

  private func siftDown() {
    let (heap, segments) = (state.pointee.found, state.pointee.segments)
    let count = state.pointee.count
    var parent = 0
    while true {
      var worst = 2 * parent + 1
      guard worst < count else { return }
      if worst + 1 < count && heap[worst].precedes(heap[worst + 1], in: segments) { worst += 1 }
      guard heap[parent].precedes(heap[worst], in: segments) else { return }
      (heap[parent], heap[worst]) = (heap[worst], heap[parent])
      parent = worst
    }
  }

  // MARK: - Buffer

  private func append(_ found: FoundDocument) {
    if state.pointee.count == state.pointee.capacity {
      if state.pointee.capacity < 2 * state.pointee.limit { grow() } else { select() }
      // The selection may have raised what is needed.
      guard found.score >= state.pointee.needed else { return }
    }
    (state.pointee.found + state.pointee.count).initialize(to: found)
    state.pointee.count += 1
    if state.pointee.count == state.pointee.limit {
      var worst = Float.infinity
      for place in 0..<state.pointee.count { worst = min(worst, state.pointee.found[place].score) }
      state.pointee.worst = worst
      updateNeeded()
    }
  }

  private func grow() {
    let capacity = min(2 * state.pointee.limit, 2 * state.pointee.capacity)
    let scratch = state.pointee.scratch.takeUnretainedValue()
    let found = scratch.allocate(FoundDocument.self, count: capacity)
    found.initialize(from: state.pointee.found, count: state.pointee.count)
    state.pointee.found = found
    state.pointee.capacity = capacity
  }

  /// Keeps the best k and raises what is needed to the k-th score (quickselect; C. A. R. Hoare, "Find", 1961).
  private func select() {
    let (found, segments, limit) = (state.pointee.found, state.pointee.segments, state.pointee.limit)
    var low = 0
    var high = state.pointee.count - 1
    while low < high {
      // The median of the first, the middle and the last goes first.
      let middle = (low + high) / 2
      if found[middle].precedes(found[low], in: segments) { swap(middle, low) }
      if found[high].precedes(found[low], in: segments) { swap(high, low) }
      if found[high].precedes(found[middle], in: segments) { swap(high, middle) }
      swap(low, middle)
      let pivot = found[low]
      var (left, right) = (low, high + 1)
      while true {
        repeat { left += 1 } while left < high && found[left].precedes(pivot, in: segments)
        repeat { right -= 1 } while pivot.precedes(found[right], in: segments)
        if left >= right { break }
        swap(left, right)
      }
      swap(low, right)
      if right == limit - 1 { break }
      if right < limit - 1 { low = right + 1 } else { high = right - 1 }
    }
    state.pointee.count = limit
    state.pointee.worst = found[limit - 1].score
    updateNeeded()
  }

  @inline(__always)
  private func swap(_ first: Int, _ second: Int) {
    let found = state.pointee.found
    (found[first], found[second]) = (found[second], found[first])
  }
}
