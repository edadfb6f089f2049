internal import InvertedIndex

/// Finds and scores the stories of a segment that hold a clause's words side by side, in order: in two phases, first the
/// stories that hold all words, then, only where the score could suffice, their positions.
///
/// A phrase is scored as one term whose idf is the sum of its words' and whose frequency is the number of its occurrences
/// (as Lucene's PhraseQuery). An exact word matches its own surface form only; in the title, positions of the title only.
/// A pointer into the query's scratch, as the cursors it has.
struct PhraseScorer: BitwiseCopyable {
  /// One word of the phrase, with the phrase's weight, so that its block maxima bound the phrase's score.
  struct Slot: BitwiseCopyable {
    let scorer: TermScorer
    let positions: PositionsCursor
    let offset: UInt32
    /// The surface form's number, where only that matches; −1 for any.
    let variant: Int64

    var isExact: Bool { variant >= 0 }
  }

  struct State: BitwiseCopyable {
    let slots: UnsafeMutablePointer<Slot>
    let slotCount: Int
    /// The lists that a story must be in before positions are looked at, the shortest first: bigrams of the phrase, and
    /// the words that are in none of them.
    let guides: UnsafeMutablePointer<TermScorer>
    let guideCount: Int
    /// Where every two words side by side have a bigram: the bigrams in the order of the phrase, and the words between the
    /// first and the last.
    let chain: UnsafeMutablePointer<TermScorer>
    let chainCount: Int
    let inner: UnsafeMutablePointer<TermScorer>
    let segment: Unmanaged<SegmentReader>
    let titleOnly: Bool
    let scratch: Unmanaged<QueryScratch>
    var starts: UnsafeMutablePointer<UInt32>
    var capacity: Int
    var doc: UInt32 = 0
    var frequency: UInt32 = 0
    var isPlaced = false
  }

  /// The best score that any story of the segment can have.
  let maximum: Float
  private let state: UnsafeMutablePointer<State>

  /// - Parameters:
  ///   - slots: at least one; the rarest is read first.
  ///   - guides: at least one list of which each has every story with the phrase, as often as the phrase or oftener.
  ///   - chain: the bigrams of all pairs of neighbours in their order, or none; `slots` are in the phrase's order then.
  ///
  /// The lists are in the query's scratch, and the scorer takes them over.
  init(
    _ slots: UnsafeMutableBufferPointer<Slot>, guides: UnsafeMutableBufferPointer<TermScorer>,
    chain: UnsafeMutableBufferPointer<TermScorer>, in segment: SegmentReader, titleOnly: Bool, _ scratch: QueryScratch
  ) {
    var inner = ScratchList<TermScorer>(capacity: chain.count, scratch)
    for place in chain.indices { inner.append(slots[place].scorer) }
    PhraseScorer.sort(slots)
    guides.sortByFrequency()
    state = scratch.place(
      State(
        slots: slots.baseAddress.unsafelyUnwrapped, slotCount: slots.count,
        guides: guides.baseAddress.unsafelyUnwrapped, guideCount: guides.count,
        chain: chain.baseAddress.unsafelyUnwrapped, chainCount: chain.count,
        inner: inner.buffer.baseAddress.unsafelyUnwrapped,
        segment: Unmanaged.passUnretained(segment), titleOnly: titleOnly,
        scratch: Unmanaged.passUnretained(scratch), starts: scratch.allocate(UInt32.self, count: 64), capacity: 64))
    maximum = guides.reduce(Float.infinity) { min($0, $1.maximum) }
  }

  /// By rising document frequency; words of a phrase are few.
  private static func sort(_ slots: UnsafeMutableBufferPointer<Slot>) {
    for place in 1..<max(1, slots.count) {
      let slot = slots[place]
      var hole = place
      while hole > 0 && slots[hole - 1].scorer.documentFrequency > slot.scorer.documentFrequency {
        slots[hole] = slots[hole - 1]
        hole -= 1
      }
      slots[hole] = slot
    }
  }

  /// The story that it stands on; the end once all are passed.
  var doc: UInt32 {
    state.pointee.doc
  }

  /// Whether `doc` is a story that was found, or the end.
  var isPlaced: Bool {
    state.pointee.isPlaced
  }

  /// The score of the story it stands on.
  var score: Float {
    state.pointee.slots[0].scorer.score(frequency: state.pointee.frequency, document: state.pointee.doc)
  }

  /// Stories in the shortest list.
  var cost: Int {
    state.pointee.guides[0].cursor.state.pointee.documentFrequency
  }

  /// What was found wrong while reading.
  var fault: PostingsFault {
    for place in 0..<state.pointee.guideCount {
      let fault = state.pointee.guides[place].cursor.state.pointee.fault
      if fault != .none { return fault }
    }
    for place in 0..<state.pointee.slotCount {
      let slot = state.pointee.slots[place]
      let faults = (slot.scorer.cursor.state.pointee.fault, slot.positions.state.pointee.fault)
      if faults.0 != .none { return faults.0 }
      if faults.1 != .none { return faults.1 }
    }
    return .none
  }

  /// Stands on the first story from `target` on that matches and whose score may reach `needed`.
  @discardableResult
  func advance(to target: UInt32, needed: Float = -.infinity) -> UInt32 {
    let guides = state.pointee.guides
    let count = state.pointee.guideCount
    let lead = guides[0]
    state.pointee.isPlaced = true
    var candidate = lead.cursor.advance(to: target)
    search: while candidate != PostingsCursor.end {
      let block = lead.cursor.state.pointee.block
      if lead.maximum(ofBlock: block) < needed {
        lead.cursor.move(toBlock: block + 1)
        candidate = lead.cursor.doc
        continue
      }
      for place in 1..<count {
        let found = guides[place].cursor.advance(to: candidate)
        if found != candidate {
          candidate = found == PostingsCursor.end ? found : lead.cursor.advance(to: found)
          continue search
        }
      }
      var smallest = lead.cursor.frequency
      for place in 1..<count { smallest = min(smallest, guides[place].cursor.frequency) }
      if lead.score(frequency: smallest, document: candidate) >= needed {
        let frequency = frequency(in: candidate)
        if frequency > 0 {
          state.pointee.frequency = frequency
          state.pointee.doc = candidate
          return candidate
        }
      }
      candidate = lead.cursor.next()
    }
    state.pointee.doc = PostingsCursor.end
    return PostingsCursor.end
  }

  /// The lists that a story must be in, the shortest first.
  var lists: UnsafeBufferPointer<TermScorer> {
    UnsafeBufferPointer(start: state.pointee.guides, count: state.pointee.guideCount)
  }

  /// How often the phrase occurs in a story that is in all its lists, on which they stand.
  func frequency(in document: UInt32) -> UInt32 {
    if let frequency = frequencyByChain(in: document) { return frequency }
    // A word whose bigram has led here has to be there too, or the index is damaged.
    return place(wordsAt: document) ? occurrences(in: document) : 0
  }

  /// The phrase's frequency where the bigrams' tell it. A word that its predecessor precedes as often as it occurs is
  /// always preceded by it; a word that is followed as often as it occurs is always followed. So a bigram whose words are
  /// always preceded, back to the first, and always followed, up to the last, stands in the phrase wherever it stands.
  private func frequencyByChain(in document: UInt32) -> UInt32? {
    let count = state.pointee.chainCount
    guard count > 1 else { return nil }
    let (chain, inner) = (state.pointee.chain, state.pointee.inner)
    // The first bigram from which on all words are always followed.
    var following = count - 1
    while following > 0 {
      guard inner[following].cursor.stand(on: document) else { return 0 }
      if inner[following].cursor.frequency != chain[following].cursor.frequency { break }
      following -= 1
    }
    // The last bigram up to which all words are always preceded.
    var preceding = 0
    while preceding < following {
      let word = inner[preceding + 1].cursor
      guard word.stand(on: document) else { return 0 }
      if word.frequency != chain[preceding].cursor.frequency { return nil }
      preceding += 1
    }
    return chain[following].cursor.frequency
  }

  /// Moves the cursors of all words to a story; false where one of them does not have it.
  private func place(wordsAt document: UInt32) -> Bool {
    for place in 0..<state.pointee.slotCount
    where !state.pointee.slots[place].scorer.cursor.stand(on: document) {
      return false
    }
    return true
  }

  /// How often the phrase occurs in the story that all cursors stand on.
  private func occurrences(in document: UInt32) -> UInt32 {
    let end: UInt32 =
      state.pointee.titleOnly
      ? state.pointee.segment._withUnsafeGuaranteedRef { UInt32(clamping: $0.titleEnd(of: Int(document))) } : .max
    let lead = state.pointee.slots[0]
    guard lead.positions.read(withVariants: lead.isExact) else { return 0 }
    let found = lead.positions.state.pointee
    if found.count > state.pointee.capacity { grow(found.count) }
    let starts = state.pointee.starts
    // Where the phrase would start for each occurrence of the rarest word; the others strike out what does not fit.
    var kept = 0
    for place in 0..<found.count {
      let position = found.positions[place]
      if position >= end { break }
      if position < lead.offset { continue }
      if lead.isExact && Int64(found.variants[place]) != lead.variant { continue }
      starts[kept] = position &- lead.offset
      kept += 1
    }
    var place = 1
    while place < state.pointee.slotCount && kept > 0 {
      kept = keep(kept, state.pointee.slots[place], before: end)
      place += 1
    }
    return UInt32(kept)
  }

  /// Keeps the starts at which a word stands where it should; both lists ascend.
  private func keep(_ count: Int, _ slot: Slot, before end: UInt32) -> Int {
    guard slot.positions.read(withVariants: slot.isExact) else { return 0 }
    let found = slot.positions.state.pointee
    let positions = found.positions
    let starts = state.pointee.starts
    var kept = 0
    var place = 0
    for index in 0..<count {
      let (wanted, overflow) = starts[index].addingReportingOverflow(slot.offset)
      if overflow || wanted >= end { break }
      while place < found.count && positions[place] < wanted { place += 1 }
      if place == found.count { break }
      if positions[place] == wanted, !slot.isExact || Int64(found.variants[place]) == slot.variant {
        starts[kept] = starts[index]
        kept += 1
      }
    }
    return kept
  }

  private func grow(_ count: Int) {
    let scratch = state.pointee.scratch.takeUnretainedValue()
    state.pointee.capacity = 2 * count
    state.pointee.starts = scratch.allocate(UInt32.self, count: 2 * count)
  }
}
