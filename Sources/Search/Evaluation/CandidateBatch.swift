internal import InvertedIndex

/// Stories that may still enter the best, ascending, with what their clauses scored so far. Terms are looked up for all of
/// a batch, one term after the other, and those that can no longer make it are dropped in between.
///
/// What decides about a single story is computed and not jumped over: whether a story holds a term is a coin toss, and a
/// wrongly predicted jump costs more than looking it up.
struct CandidateBatch: BitwiseCopyable {
  static let capacity = BlockPacking.size

  let documents: UnsafeMutablePointer<UInt32>
  let sums: UnsafeMutablePointer<Double>
  /// Where each stands in the block that it comes from.
  let places: UnsafeMutablePointer<UInt32>
  /// Candidates that are looked up in a block, and where they stand there.
  private let selection: UnsafeMutablePointer<UInt32>
  private let targets: UnsafeMutablePointer<UInt32>
  private let table: BlockPlaces

  init(_ scratch: QueryScratch) {
    // One more: compaction without branches writes behind what it keeps.
    documents = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    sums = scratch.allocate(Double.self, count: CandidateBatch.capacity + 1)
    places = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    selection = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    targets = scratch.allocate(UInt32.self, count: CandidateBatch.capacity + 1)
    table = BlockPlaces(scratch)
  }

  /// 1 where a difference is not negative, else 0. A condition would be compiled to a jump.
  @inline(__always)
  static func one(ifNotNegative value: Double) -> Int {
    Int(truncatingIfNeeded: ~value.bitPattern &>> 63)
  }

  /// Adds a term's scores to the first `count` candidates.
  ///
  /// - Parameters:
  ///   - rest: what the terms that come later can add at most.
  ///   - needed: candidates that cannot reach this sum are dropped.
  ///   - isRequired: whether candidates without the term are dropped.
  /// - Returns: how many are left.
  func add(_ scorer: TermScorer, to count: Int, rest: Double, needed: Double, isRequired: Bool) -> Int {
    let cursor = scorer.cursor
    let missing = rest - needed
    var kept = 0
    var number = 0
    while number < count {
      let block = scorer.block(at: documents[number])
      guard block < scorer.blockCount else {
        return isRequired ? kept : keep(number..<count, behind: kept, missing)
      }
      // The candidates in the block's range that can make it with the block's best score.
      let last = cursor.lastDocument(ofBlock: block)
      let bound = needed > 0 ? Double(scorer.maximum(ofBlock: block)) + missing : .infinity
      var selected = 0
      repeat {
        selection[selected] = UInt32(truncatingIfNeeded: number)
        selected &+= CandidateBatch.one(ifNotNegative: sums[number] + bound)
        number &+= 1
      } while number < count && documents[number] <= last
      guard selected > 0 else { continue }
      cursor.decode(block)
      let length = cursor.state.pointee.blockLength
      guard length > 0 else { continue }
      kept =
        isRequired
        ? addRequired(scorer, selected, kept, missing, length) : addOptional(scorer, selected, kept, missing, length)
    }
    return kept
  }

  /// Keeps candidates that have no further score of the term.
  private func keep(_ range: Range<Int>, behind count: Int, _ missing: Double) -> Int {
    var kept = count
    for number in range {
      let sum = sums[number]
      documents[kept] = documents[number]
      sums[kept] = sum
      places[kept] = places[number]
      kept &+= CandidateBatch.one(ifNotNegative: sum + missing)
    }
    return kept
  }

  private func addRequired(
    _ scorer: TermScorer, _ selected: Int, _ count: Int, _ missing: Double, _ length: Int
  ) -> Int {
    let matched = match(selected, scorer.cursor.state.pointee.docs, length)
    guard matched > 0 else { return count }
    scorer.cursor.load(frequenciesAt: targets, count: matched)
    let frequencies = scorer.cursor.state.pointee.frequencies
    var kept = count
    for number in 0..<matched {
      let target = Int(targets[number])
      let candidate = target >> 16
      let document = documents[candidate]
      let score = scorer.score(frequency: frequencies[target & 0xffff], document: document)
      let sum = sums[candidate] + Double(score)
      documents[kept] = document
      sums[kept] = sum
      places[kept] = places[candidate]
      kept &+= CandidateBatch.one(ifNotNegative: sum + missing)
    }
    return kept
  }

  private func addOptional(
    _ scorer: TermScorer, _ selected: Int, _ count: Int, _ missing: Double, _ length: Int
  ) -> Int {
    let matched = match(selected, scorer.cursor.state.pointee.docs, length)
    scorer.cursor.load(frequenciesAt: targets, count: matched)
    let frequencies = scorer.cursor.state.pointee.frequencies
    for number in 0..<matched {
      let target = Int(targets[number])
      let candidate = target >> 16
      let score = scorer.score(frequency: frequencies[target & 0xffff], document: documents[candidate])
      sums[candidate] += Double(score)
    }
    var kept = count
    for number in 0..<selected {
      let candidate = Int(selection[number])
      let sum = sums[candidate]
      documents[kept] = documents[candidate]
      sums[kept] = sum
      places[kept] = places[candidate]
      kept &+= CandidateBatch.one(ifNotNegative: sum + missing)
    }
    return kept
  }

  /// Looks the selected candidates up in a decoded block: of those that it has, `targets` holds the candidate in the upper
  /// half and its place in the lower.
  ///
  /// - Returns: how many the block has.
  private func match(_ selected: Int, _ docs: UnsafeMutablePointer<UInt32>, _ length: Int) -> Int {
    if table.pays(selected, docs, length) {
      table.fill(docs)
      let first = docs[0]
      return match(selected, docs) { table.place(of: $0, first) }
    }
    let search = BlockSearch(docs, length)
    return match(selected, docs) { search.place(of: $0) }
  }

  @inline(__always)
  private func match(
    _ selected: Int, _ docs: UnsafeMutablePointer<UInt32>, _ place: (UInt32) -> Int
  ) -> Int {
    var matched = 0
    for number in 0..<selected {
      let candidate = selection[number]
      let document = documents[Int(candidate)]
      let place = place(document)
      targets[matched] = UInt32(truncatingIfNeeded: place) | candidate << 16
      matched &+= CandidateBatch.one(ifEqual: docs[place], document)
    }
    return matched
  }

  /// 1 where two numbers are equal, else 0.
  @inline(__always)
  static func one(ifEqual first: UInt32, _ second: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(first ^ second) &- 1) &>> 63)
  }
}
