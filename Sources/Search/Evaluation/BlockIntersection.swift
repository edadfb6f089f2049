internal import InvertedIndex

/// Finds which stories of a block of one list are in other lists, by documents alone: as many candidates at a time as lie
/// in one block of each list, so that each list's block is decoded once and stays decoded for what is asked of the stories
/// that are left, their frequencies and positions.
struct BlockIntersection: BitwiseCopyable {
  /// The first is the list whose block the candidates come from.
  let lists: UnsafeBufferPointer<TermScorer>
  let batch: CandidateBatch
  /// The candidates that are left: their numbers in the batch, ascending.
  let alive: UnsafeMutablePointer<UInt32>
  /// Where each candidate stands in each list's block: a row of the batch's size for each list.
  private let places: UnsafeMutablePointer<UInt32>
  private let targets: UnsafeMutablePointer<UInt32>

  init(_ lists: UnsafeBufferPointer<TermScorer>, _ batch: CandidateBatch, _ scratch: QueryScratch) {
    self.lists = lists
    self.batch = batch
    // One more: compaction without branches writes behind what it keeps.
    alive = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    targets = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    places = scratch.allocate(UInt32.self, count: lists.count * CandidateBatch.capacity)
  }

  /// Takes the first `count` candidates of the batch, whose places are those in the first list's block.
  func begin(_ count: Int) {
    places.update(from: batch.places, count: count)
  }

  /// Where a candidate stands in a list's block.
  @inline(__always)
  func place(of candidate: Int, inList number: Int) -> Int {
    Int(places[number &* CandidateBatch.capacity &+ candidate])
  }

  /// Makes the candidates from one on alive that lie in one block of each list.
  ///
  /// - Returns: the number behind the last of them; nil where a list has ended.
  func window(from start: Int, before count: Int) -> Int? {
    var last = UInt32.max
    for number in 1..<max(1, lists.count) {
      let block = lists[number].block(at: batch.documents[start])
      guard block < lists[number].blockCount else { return nil }
      last = min(last, lists[number].cursor.lastDocument(ofBlock: block))
    }
    var end = start
    repeat {
      alive[end - start] = UInt32(truncatingIfNeeded: end)
      end += 1
    } while end < count && batch.documents[end] <= last
    return end
  }

  /// The best score by a list of the window's stories.
  func maximum(ofList number: Int) -> Float {
    let block = lists[number].block(at: batch.documents[Int(alive[0])])
    return block < lists[number].blockCount ? lists[number].maximum(ofBlock: block) : 0
  }

  /// Keeps the candidates alive that are in a list's block.
  ///
  /// - Returns: how many of `count` are left.
  func keep(_ count: Int, inList number: Int) -> Int {
    let list = lists[number]
    let cursor = list.cursor
    let documents = batch.documents
    let alive = alive
    let block = list.block(at: documents[Int(alive[0])])
    guard block < list.blockCount else { return 0 }
    cursor.decode(block)
    guard cursor.state.pointee.blockLength > 0 else { return 0 }
    let docs = cursor.state.pointee.docs
    let search = BlockSearch(docs, cursor.state.pointee.blockLength)
    let row = places + number * CandidateBatch.capacity
    var kept = 0
    for number in 0..<count {
      let candidate = Int(alive[number])
      let document = documents[candidate]
      let place = search.place(of: document)
      row[candidate] = UInt32(truncatingIfNeeded: place)
      alive[kept] = UInt32(truncatingIfNeeded: candidate)
      kept &+= CandidateBatch.one(ifEqual: docs[place], document)
    }
    return kept
  }

  /// Has the frequencies of the candidates alive at hand in a list's block.
  ///
  /// - Returns: false where they turn out to be damaged; then the list has ended.
  func loadFrequencies(_ count: Int, ofList number: Int) -> Bool {
    let row = places + number * CandidateBatch.capacity
    for place in 0..<count { targets[place] = row[Int(alive[place])] }
    lists[number].cursor.load(frequenciesAt: targets, count: count)
    return lists[number].cursor.state.pointee.blockLength > 0
  }

  /// The score by a list of a candidate whose frequencies are at hand.
  @inline(__always)
  func score(of candidate: Int, byList number: Int) -> Double {
    let frequency = lists[number].cursor.state.pointee.frequencies[place(of: candidate, inList: number)]
    return Double(lists[number].score(frequency: frequency, document: batch.documents[candidate]))
  }
}
