internal import InvertedIndex

/// The best stories for one phrase. The shortest of its lists leads, block by block; the stories of a block are looked up
/// in the other lists together, and positions are read only of those that are in all of them and whose score could
/// suffice if the phrase stood there as often as its rarest list says.
struct PhraseEvaluator {
  private let phrase: PhraseScorer
  private let lists: UnsafeBufferPointer<TermScorer>
  private let batch: CandidateBatch
  private let filter: DocumentFilter
  private let top: TopDocuments

  init(_ phrase: PhraseScorer, filter: DocumentFilter, top: TopDocuments, _ scratch: QueryScratch) {
    self.phrase = phrase
    lists = phrase.lists
    batch = CandidateBatch(scratch)
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

  /// Goes through the candidates of a block of the first list.
  private func evaluate(_ count: Int, _ needed: Double) {
    var left = count
    for number in 1..<max(1, lists.count) where left > 0 { left = keep(left, in: lists[number], needed) }
    for number in 0..<left {
      let document = batch.documents[number]
      guard Float(batch.sums[number]) >= top.neededScore(from: document), filter.accepts(document) else { continue }
      let frequency = phrase.frequency(in: document)
      if frequency > 0 { top.offer(document, score: lists[0].score(frequency: frequency, document: document)) }
    }
  }

  /// Keeps the candidates that are in a list and could score enough by it.
  private func keep(_ count: Int, in list: TermScorer, _ needed: Double) -> Int {
    let cursor = list.cursor
    var kept = 0
    var number = 0
    while number < count {
      let block = list.block(at: batch.documents[number])
      guard block < list.blockCount else { return kept }
      let last = cursor.lastDocument(ofBlock: block)
      guard Double(list.maximum(ofBlock: block)) >= needed else {
        while number < count && batch.documents[number] <= last { number += 1 }
        continue
      }
      if cursor.state.pointee.block != block { cursor.move(toBlock: block) }
      guard cursor.state.pointee.blockLength > 0 else { return kept }
      let search = BlockSearch(cursor.state.pointee.docs, cursor.state.pointee.blockLength)
      let docs = cursor.state.pointee.docs
      let start = kept
      repeat {
        let document = batch.documents[number]
        let place = search.place(of: document)
        batch.documents[kept] = document
        batch.sums[kept] = batch.sums[number]
        batch.places[kept] = UInt32(truncatingIfNeeded: place)
        kept &+= docs[place] == document ? 1 : 0
        number &+= 1
      } while number < count && batch.documents[number] <= last
      kept = score(start..<kept, by: list, needed)
    }
    return kept
  }

  /// Lowers the scores of candidates to what a list allows, and keeps those that still suffice.
  private func score(_ range: Range<Int>, by list: TermScorer, _ needed: Double) -> Int {
    guard !range.isEmpty else { return range.upperBound }
    list.cursor.loadFrequencies()
    guard list.cursor.state.pointee.blockLength > 0 else { return range.lowerBound }
    let frequencies = list.cursor.state.pointee.frequencies
    var kept = range.lowerBound
    for number in range {
      let document = batch.documents[number]
      let score = Double(list.score(frequency: frequencies[Int(batch.places[number])], document: document))
      let sum = min(batch.sums[number], score)
      batch.documents[kept] = document
      batch.sums[kept] = sum
      kept &+= CandidateBatch.one(ifNotNegative: sum - needed)
    }
    return kept
  }
}
