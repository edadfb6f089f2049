internal import InvertedIndex

/// The best stories for one phrase. The shortest of its lists leads, block by block; the stories of a block are looked up
/// in the other lists together, and positions are read only of those that are in all of them and whose score could
/// suffice if the phrase stood there as often as its rarest list says.
struct PhraseEvaluator {
  private static let rowSize = CandidateBatch.capacity + 1

  private let phrase: PhraseScorer
  private let lists: UnsafeBufferPointer<TermScorer>
  private let batch: CandidateBatch
  /// Where each candidate stands in each list's block: a row of the batch's size for each list.
  private let places: UnsafeMutablePointer<UInt32>
  private let filter: DocumentFilter
  private let top: TopDocuments

  init(_ phrase: PhraseScorer, filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    self.phrase = phrase
    lists = phrase.lists
    batch = CandidateBatch(scratch)
    places = scratch.allocate(UInt32.self, count: lists.count * PhraseEvaluator.rowSize)
    self.filter = filter
    self.top = top
  }

  func run() {
    let lead = lists[0]
    var block = lead.block(at: filter.first)
    while block < lead.blockCount {
      let first = block == 0 ? filter.first : max(filter.first, lead.cursor.lastDocument(ofBlock: block - 1) &+ 1)
      guard first < filter.end else { return }
      let last = max(first, min(lead.cursor.lastDocument(ofBlock: block), filter.end - 1))
      let needed = Double(top.neededScore(from: first))
      var bound = Double(lead.maximum(ofBlock: block))
      var number = 1
      while number < lists.count && bound >= needed {
        if lists[number].block(at: first) == lists[number].blockCount { return }
        bound = min(bound, Double(lists[number].maximum(from: first, through: last)))
        number += 1
      }
      if bound >= needed {
        lead.cursor.move(toBlock: block)
        let places = lead.cursor.place(of: first)..<lead.cursor.place(of: last &+ 1)
        evaluate(filter.keep(lead.collect(places, least: needed, into: batch), of: batch), needed)
      }
      block += 1
    }
  }

  /// Goes through the candidates of a block of the first list, as many at a time as lie in one block of each other list:
  /// each list's block is then decoded once, for looking up and for positions.
  private func evaluate(_ count: Int, _ needed: Double) {
    places.update(from: batch.places, count: count)
    var start = 0
    while start < count {
      var last = UInt32.max
      for number in 1..<max(1, lists.count) {
        let block = lists[number].block(at: batch.documents[start])
        guard block < lists[number].blockCount else { return }
        last = min(last, lists[number].cursor.lastDocument(ofBlock: block))
      }
      var end = start + 1
      while end < count && batch.documents[end] <= last { end += 1 }
      var kept = end
      for number in 1..<max(1, lists.count) where kept > start { kept = keep(start..<kept, inList: number, needed) }
      for number in start..<kept { offer(number) }
      start = end
    }
  }

  @inline(__always)
  private func offer(_ candidate: Int) {
    let document = batch.documents[candidate]
    guard Float(batch.sums[candidate]) >= top.neededScore(from: document), filter.accepts(document) else { return }
    for number in 0..<lists.count {
      lists[number].cursor.move(toIndex: Int(places[number &* PhraseEvaluator.rowSize &+ candidate]))
    }
    let frequency = phrase.frequency(in: document)
    if frequency > 0 { top.offer(document, score: lists[0].score(frequency: frequency, document: document)) }
  }

  /// Keeps the candidates that are in a list's block and could score enough by it.
  private func keep(_ range: Range<Int>, inList number: Int, _ needed: Double) -> Int {
    let list = lists[number]
    let cursor = list.cursor
    let block = list.block(at: batch.documents[range.lowerBound])
    guard block < list.blockCount, Double(list.maximum(ofBlock: block)) >= needed else { return range.lowerBound }
    if cursor.state.pointee.block != block { cursor.move(toBlock: block) }
    guard cursor.state.pointee.blockLength > 0 else { return range.lowerBound }
    let docs = cursor.state.pointee.docs
    let search = BlockSearch(docs, cursor.state.pointee.blockLength)
    var kept = range.lowerBound
    let row = places + number * PhraseEvaluator.rowSize
    for candidate in range {
      let document = batch.documents[candidate]
      let place = search.place(of: document)
      row[kept] = UInt32(truncatingIfNeeded: place)
      move(candidate, to: kept, lists: number)
      kept &+= CandidateBatch.one(ifEqual: docs[place], document)
    }
    return score(range.lowerBound..<kept, byList: number, needed)
  }

  /// Moves a candidate down, with its places in the first `lists` lists.
  @inline(__always)
  private func move(_ candidate: Int, to kept: Int, lists: Int) {
    batch.documents[kept] = batch.documents[candidate]
    batch.sums[kept] = batch.sums[candidate]
    for number in 0..<lists {
      let row = places + number &* PhraseEvaluator.rowSize
      row[kept] = row[candidate]
    }
  }

  /// Lowers the scores of candidates to what a list allows, and keeps those that still suffice.
  private func score(_ range: Range<Int>, byList number: Int, _ needed: Double) -> Int {
    guard !range.isEmpty else { return range.upperBound }
    let list = lists[number]
    list.cursor.loadFrequencies()
    guard list.cursor.state.pointee.blockLength > 0 else { return range.lowerBound }
    let frequencies = list.cursor.state.pointee.frequencies
    let row = places + number * PhraseEvaluator.rowSize
    var kept = range.lowerBound
    for candidate in range {
      let score = Double(
        list.score(frequency: frequencies[Int(row[candidate])], document: batch.documents[candidate]))
      let sum = min(batch.sums[candidate], score)
      move(candidate, to: kept, lists: number + 1)
      batch.sums[kept] = sum
      kept &+= CandidateBatch.one(ifNotNegative: sum - needed)
    }
    return kept
  }
}
