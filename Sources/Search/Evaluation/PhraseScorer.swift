internal import InvertedIndex

/// Finds and scores the stories of a segment that hold a clause's words side by side, in order: in two phases, first the
/// stories that hold all words, then, only where the score could suffice, their positions.
///
/// A phrase is scored as one term whose idf is the sum of its words' and whose frequency is the number of its occurrences
/// (as Lucene's PhraseQuery). An exact word matches its own surface form only; in the title, positions of the title only.
final class PhraseScorer {
  /// One word of the phrase, with the phrase's weight, so that its block maxima bound the phrase's score.
  struct Slot {
    let scorer: TermScorer
    let positions: PositionsCursor
    let offset: UInt32
    /// The surface form's number, where only that matches.
    let variant: UInt32?
  }

  let maximum: Float
  private let slots: [Slot]
  private let segment: SegmentReader
  private let titleOnly: Bool
  private(set) var doc: UInt32 = 0
  /// Whether `doc` is a story that was found, or the end.
  private(set) var isPlaced = false
  private(set) var frequency: UInt32 = 0
  private var starts: UnsafeMutablePointer<UInt32>
  private var capacity = 64

  /// - Parameter slots: at least one; the rarest leads.
  init(_ slots: [Slot], in segment: SegmentReader, titleOnly: Bool) {
    self.slots = slots.sorted {
      $0.scorer.cursor.term.documentFrequency < $1.scorer.cursor.term.documentFrequency
    }
    self.segment = segment
    self.titleOnly = titleOnly
    maximum = slots.reduce(Float.infinity) { min($0, $1.scorer.maximum) }
    starts = .allocate(capacity: capacity)
  }

  deinit {
    starts.deallocate()
  }

  /// The score of the story it stands on.
  var score: Float {
    slots[0].scorer.score(frequency: frequency, document: doc)
  }

  /// Stories that hold the rarest word.
  var cost: Int {
    slots[0].scorer.cursor.term.documentFrequency
  }

  /// What went wrong while reading, if anything.
  var failure: IndexError? {
    for slot in slots {
      if let failure = slot.scorer.cursor.failure ?? slot.positions.failure { return failure }
    }
    return nil
  }

  /// Stands on the first story from `target` on that matches and whose score may reach `needed`.
  @discardableResult
  func advance(to target: UInt32, needed: Float = -.infinity) -> UInt32 {
    isPlaced = true
    let lead = slots[0].scorer
    var candidate = lead.cursor.advance(to: target)
    search: while candidate != PostingsCursor.end {
      if lead.maximum(ofBlock: lead.cursor.block) < needed {
        lead.cursor.move(toBlock: lead.cursor.block + 1)
        candidate = lead.cursor.doc
        continue
      }
      var smallest = lead.cursor.frequency
      for slot in slots.dropFirst() {
        let found = slot.scorer.cursor.advance(to: candidate)
        if found != candidate {
          candidate = found == PostingsCursor.end ? found : lead.cursor.advance(to: found)
          continue search
        }
        smallest = min(smallest, slot.scorer.cursor.frequency)
      }
      if lead.score(frequency: smallest, document: candidate) >= needed {
        frequency = occurrences(in: candidate)
        if frequency > 0 {
          doc = candidate
          return candidate
        }
      }
      candidate = lead.cursor.next()
    }
    doc = PostingsCursor.end
    return doc
  }

  /// How often the phrase occurs in the story that all cursors stand on.
  private func occurrences(in document: UInt32) -> UInt32 {
    let end = titleOnly ? UInt32(clamping: segment.titleEnd(of: Int(document))) : .max
    let lead = slots[0]
    guard lead.positions.read(withVariants: lead.variant != nil) else { return 0 }
    let count = lead.positions.count
    if count > capacity { grow(count) }
    // Where the phrase would start for each occurrence of the rarest word; the others strike out what does not fit.
    var kept = 0
    for place in 0..<count {
      let position = lead.positions.positions[place]
      if position >= end { break }
      if position < lead.offset { continue }
      if let variant = lead.variant, lead.positions.variants[place] != variant { continue }
      starts[kept] = position &- lead.offset
      kept += 1
    }
    for slot in slots[1...] where kept > 0 {
      kept = keep(kept, slot, before: end)
    }
    return UInt32(kept)
  }

  /// Keeps the starts at which a word stands where it should; both lists ascend.
  private func keep(_ count: Int, _ slot: Slot, before end: UInt32) -> Int {
    guard slot.positions.read(withVariants: slot.variant != nil) else { return 0 }
    let positions = slot.positions.positions
    let total = slot.positions.count
    var kept = 0
    var place = 0
    for index in 0..<count {
      let (wanted, overflow) = starts[index].addingReportingOverflow(slot.offset)
      if overflow || wanted >= end { break }
      while place < total && positions[place] < wanted { place += 1 }
      if place == total { break }
      if positions[place] == wanted, slot.variant == nil || slot.positions.variants[place] == slot.variant {
        starts[kept] = starts[index]
        kept += 1
      }
    }
    return kept
  }

  private func grow(_ count: Int) {
    starts.deallocate()
    capacity = 2 * count
    starts = .allocate(capacity: capacity)
  }
}
