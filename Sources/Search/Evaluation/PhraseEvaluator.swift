internal import InvertedIndex

/// The best stories for one phrase. The shortest of its lists leads, block by block; the stories of a block are looked up
/// in the other lists together, and positions are read only of those that are in all of them and whose score could
/// suffice if the phrase stood there as often as its rarest list says.
struct PhraseEvaluator {
  private let phrase: PhraseScorer
  private let lists: UnsafeBufferPointer<TermScorer>
  private let batch: CandidateBatch
  private let intersection: BlockIntersection
  private let filter: DocumentFilter
  private let top: TopDocuments

  init(_ phrase: PhraseScorer, filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    self.phrase = phrase
    lists = phrase.lists
    batch = CandidateBatch(scratch)
    intersection = BlockIntersection(lists, batch, scratch)
    self.filter = filter
    self.top = top
  }

  func run() {
    let lead = lists[0]
    var block = lead.block(at: filter.first)
    while block < lead.blockCount {
      let first = block == 0 ? filter.first : max(filter.first, lead.cursor.lastDocument(ofBlock: block - 1) &+ 1)
      guard first < filter.end else { return }
      let needed = Double(top.neededScore(from: first))
      if block & (PostingsCursor.groupSize - 1) == 0, passesOver(group: block / PostingsCursor.groupSize, first, needed)
      {
        block += PostingsCursor.groupSize
        continue
      }
      let last = max(first, min(lead.cursor.lastDocument(ofBlock: block), filter.end - 1))
      var bound = Double(lead.maximum(ofBlock: block))
      var number = 1
      while number < lists.count && bound >= needed {
        if lists[number].block(at: first) == lists[number].blockCount { return }
        bound = min(bound, Double(lists[number].maximum(from: first, through: last)))
        number += 1
      }
      if bound >= needed {
        lead.cursor.decode(block)
        let places = lead.cursor.place(of: first)..<lead.cursor.place(of: last &+ 1)
        // Where the lead's scores would drop few, as while there are no k stories yet, none is computed for stories that are
        // not in all lists.
        let isScored = needed > bound / 8
        let count = isScored ? lead.collect(places, least: needed, into: batch) : lead.list(places, into: batch)
        evaluate(filter.keep(count, of: batch), needed, isScored)
      }
      block += 1
    }
  }

  /// Whether no story in a group of the lead's blocks can score enough.
  private func passesOver(group: Int, _ first: UInt32, _ needed: Double) -> Bool {
    guard needed > 0 else { return false }
    let last = max(first, lists[0].cursor.lastDocument(ofGroup: group))
    var bound = Double(lists[0].maximum(ofGroup: group))
    for number in 1..<max(1, lists.count) {
      if bound < needed { return true }
      bound = min(bound, Double(lists[number].maximum(from: first, through: last)))
    }
    return bound < needed
  }

  /// Goes through the candidates of a block of the first list, as many at a time as lie in one block of each other list.
  private func evaluate(_ count: Int, _ needed: Double, _ isScored: Bool) {
    intersection.begin(count)
    var start = 0
    while start < count {
      guard let end = intersection.window(from: start, before: count) else { return }
      var kept = end - start
      for number in 1..<max(1, lists.count) where kept > 0 {
        kept = Double(intersection.maximum(ofList: number)) < needed ? 0 : intersection.keep(kept, inList: number)
        if isScored && kept > 0 { kept = score(kept, byList: number, needed) }
      }
      if !isScored && needed > 0 {
        for number in 0..<lists.count where kept > 0 { kept = score(kept, byList: number, needed) }
      }
      for number in 0..<kept { offer(Int(intersection.alive[number])) }
      start = end
    }
  }

  @inline(__always)
  private func offer(_ candidate: Int) {
    let document = batch.documents[candidate]
    guard Float(batch.sums[candidate]) >= top.neededScore(from: document), filter.accepts(document) else { return }
    for number in 0..<lists.count {
      lists[number].cursor.move(toIndex: intersection.place(of: candidate, inList: number))
    }
    let frequency = phrase.frequency(in: document)
    if frequency > 0 { top.offer(document, score: lists[0].score(frequency: frequency, document: document)) }
  }

  /// Lowers the scores of candidates to what a list allows, and keeps those that still suffice.
  private func score(_ count: Int, byList list: Int, _ needed: Double) -> Int {
    guard intersection.loadFrequencies(count, ofList: list) else { return 0 }
    let alive = intersection.alive
    var kept = 0
    for number in 0..<count {
      let candidate = Int(alive[number])
      let sum = min(batch.sums[candidate], intersection.score(of: candidate, byList: list))
      batch.sums[candidate] = sum
      alive[kept] = UInt32(truncatingIfNeeded: candidate)
      kept &+= CandidateBatch.one(ifNotNegative: sum - needed)
    }
    return kept
  }
}
