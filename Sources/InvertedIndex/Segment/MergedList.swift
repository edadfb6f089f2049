/// Collects one term's postings from several segments under their new numbers.
struct MergedList {
  /// The list; complete after `finish`.
  private(set) var list = PostingsList()

  private let scratch = QueryScratch()
  private var surfaces: [[UInt8]] = []
  /// Occurrences of each surface form that stay.
  private var counts: [Int] = []
  private var occurrences = 0
  /// Where each segment's postings start in the list.
  private var runs: [Int] = []
  private var isAscending = true

  mutating func removeAll() {
    list.removeAll()
    surfaces.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    occurrences = 0
    isAscending = true
  }

  /// Adds what a segment has of the term.
  ///
  /// - Parameters:
  ///   - numbers: the new number of each document of the segment; UInt32.max for deleted ones.
  ///   - positions: whether positions are merged as well.
  /// - Throws: `IndexError.damaged`.
  mutating func add(_ entry: TermEntry, from segment: SegmentReader, numbers: [UInt32], positions: Bool) throws {
    scratch.reset()
    let variants = entry.forms.map { number(of: $0.bytes) }
    if !positions {
      for (form, number) in zip(entry.forms, variants) { counts[Int(number)] += form.count }
    }
    let cursor = try segment.postings(of: entry.postings, scratch)
    let reader = positions ? try segment.positions(of: entry.postings, at: cursor, scratch) : nil
    var block = Block(scratch)
    for number in 0..<cursor.state.pointee.blockCount {
      cursor.decode(number)
      cursor.loadFrequencies()
      if let failure = segment.error(for: cursor.state.pointee.fault) { throw failure }
      try block.renumber(cursor, numbers, in: segment)
      guard block.count > 0 else { continue }
      if block.isFirst {
        if let before = list.docs.last, before > block.docs[0] { isAscending = false }
        runs.append(list.docs.count)
        block.isFirst = false
      }
      occurrences += block.occurrences
      // Sums of the encoder are of 32 bits.
      guard occurrences <= UInt32.max else { throw segment.damaged("a posting list is malformed") }
      list.docs.append(contentsOf: UnsafeBufferPointer(start: block.docs, count: block.count))
      list.frequencies.append(contentsOf: UnsafeBufferPointer(start: block.frequencies, count: block.count))
      if let reader { try append(reader, of: cursor, block, numbers, segment, variants) }
    }
  }

  /// What of a block stays, under its new numbers.
  private struct Block {
    let docs: UnsafeMutablePointer<UInt32>
    let frequencies: UnsafeMutablePointer<UInt32>
    var count = 0
    var occurrences = 0
    /// Whether no posting of the segment has stayed before.
    var isFirst = true
    /// Whether all of the block's postings stay.
    var isWhole = true
    private var last: UInt32 = 0

    init(_ scratch: QueryScratch) {
      docs = scratch.allocate(UInt32.self, count: BlockPacking.size)
      frequencies = scratch.allocate(UInt32.self, count: BlockPacking.size)
    }

    /// Takes a decoded block, whose frequencies are at hand.
    mutating func renumber(_ cursor: PostingsCursor, _ numbers: [UInt32], in segment: SegmentReader) throws {
      let state = cursor.state.pointee
      (count, occurrences) = (0, 0)
      for place in 0..<state.blockLength {
        let number = numbers[Int(state.docs[place])]
        if number == .max { continue }
        let frequency = state.frequencies[place]
        // What the encoder takes for granted: ascending stories, each with an occurrence.
        guard frequency > 0, isFirst && count == 0 || last < number else {
          throw segment.damaged("a posting list is malformed")
        }
        last = number
        docs[count] = number
        frequencies[count] = frequency
        occurrences += Int(frequency)
        count += 1
      }
      isWhole = count == state.blockLength
    }
  }

  private mutating func number(of surface: [UInt8]) -> UInt32 {
    for (number, known) in surfaces.enumerated() where known == surface { return UInt32(number) }
    surfaces.append(surface)
    counts.append(0)
    return UInt32(surfaces.count - 1)
  }

  /// Adds the positions of a block.
  private mutating func append(
    _ reader: PositionsCursor, of cursor: PostingsCursor, _ block: Block, _ numbers: [UInt32], _ segment: SegmentReader,
    _ variants: [UInt32]
  ) throws {
    guard reader.readBlock() else {
      throw segment.error(for: reader.state.pointee.fault) ?? segment.damaged("positions are missing")
    }
    let found = reader.state.pointee
    if found.hasVariants {
      for place in 0..<found.count {
        let variant = Int(found.variants[place])
        guard variant < variants.count else { throw segment.damaged("a position names no surface form") }
        found.variants[place] = variants[variant]
      }
    } else {
      guard let only = variants.first else { throw segment.damaged("a term has no surface form") }
      found.variants.update(repeating: only, count: found.count)
    }
    let kept = block.isWhole ? found.count : keep(found, of: cursor, numbers)
    for place in 0..<kept { counts[Int(found.variants[place])] += 1 }
    list.positions.append(contentsOf: UnsafeBufferPointer(start: found.positions, count: kept))
    list.variants.append(contentsOf: UnsafeBufferPointer(start: found.variants, count: kept))
  }

  /// Moves the positions of the postings that stay to the front.
  private func keep(_ found: PositionsCursor.State, of cursor: PostingsCursor, _ numbers: [UInt32]) -> Int {
    let state = cursor.state.pointee
    var (kept, start) = (0, 0)
    for place in 0..<state.blockLength {
      let frequency = Int(state.frequencies[place])
      if numbers[Int(state.docs[place])] != .max {
        for number in 0..<frequency {
          found.positions[kept + number] = found.positions[start + number]
          found.variants[kept + number] = found.variants[start + number]
        }
        kept += frequency
      }
      start += frequency
    }
    return kept
  }

  /// Brings the list into ascending order and numbers its variants by falling count.
  ///
  /// - Returns: the surface forms that occur, the commonest first.
  mutating func finish() -> [SurfaceForm] {
    if !isAscending { sort() }
    var order = surfaces.indices.filter { counts[$0] > 0 }
    order.sort {
      counts[$0] != counts[$1] ? counts[$0] > counts[$1] : surfaces[$0].lexicographicallyPrecedes(surfaces[$1])
    }
    if order != Array(0..<order.count) {
      var variantOf = [UInt32](repeating: 0, count: surfaces.count)
      for (variant, number) in order.enumerated() { variantOf[number] = UInt32(variant) }
      for place in list.variants.indices { list.variants[place] = variantOf[Int(list.variants[place])] }
    }
    return order.map { SurfaceForm(bytes: surfaces[$0], count: counts[$0]) }
  }

  /// Merges the segments' runs in place. Dates of neighbouring segments overlap a little as a rule, so that only short
  /// stretches of the list are out of order: a stretch ends where no later document is lower than one that has come.
  ///
  /// - Complexity: O(n) and the sorting of the stretches, whose postings are held twice meanwhile.
  private mutating func sort() {
    var stretch = (start: 0, occurrences: 0)
    var occurrences = 0
    var highest: UInt32 = 0
    // The lowest document of all runs behind each.
    var lowest = [UInt32](repeating: .max, count: runs.count)
    for run in runs.indices.dropLast().reversed() { lowest[run] = min(lowest[run + 1], list.docs[runs[run + 1]]) }
    for run in runs.indices {
      let end = run + 1 < runs.count ? runs[run + 1] : list.docs.count
      for place in runs[run]..<end {
        highest = max(highest, list.docs[place])
        occurrences += Int(list.frequencies[place])
        let next = place + 1 < end ? min(list.docs[place + 1], lowest[run]) : lowest[run]
        guard highest < next else { continue }
        if place > stretch.start { sort(stretch.start..<place + 1, stretch.occurrences..<occurrences) }
        stretch = (place + 1, occurrences)
      }
    }
  }

  /// Brings some postings into order, and their occurrences with them. Swift's sort finds runs by itself.
  private mutating func sort(_ places: Range<Int>, _ range: Range<Int>) {
    var starts: [UInt32] = []
    starts.reserveCapacity(places.count)
    var start = UInt32(range.lowerBound)
    for place in places {
      starts.append(start)
      start += list.frequencies[place]
    }
    var order: [UInt64] = []
    order.reserveCapacity(places.count)
    for place in places { order.append(UInt64(list.docs[place]) << 32 | UInt64(place - places.lowerBound)) }
    order.sort()
    let frequencies = Array(list.frequencies[places])
    let positions = list.positions.isEmpty ? [] : Array(list.positions[range])
    let variants = list.positions.isEmpty ? [] : Array(list.variants[range])
    var target = range.lowerBound
    for (number, key) in order.enumerated() {
      let source = Int(key & 0xffff_ffff)
      let frequency = Int(frequencies[source])
      list.docs[places.lowerBound + number] = UInt32(key >> 32)
      list.frequencies[places.lowerBound + number] = frequencies[source]
      guard !positions.isEmpty else { continue }
      let first = Int(starts[source]) - range.lowerBound
      for place in 0..<frequency {
        list.positions[target + place] = positions[first + place]
        list.variants[target + place] = variants[first + place]
      }
      target += frequency
    }
  }
}
