/// The bit-parallel scanner for ASCII.
///
/// Among ASCII characters UAX #29 looks one character to each side and no further: letters, digits and the low line stick
/// together (WB5, WB8–WB10, WB13a, WB13b), and a `.` or `'` between two letters (WB6, WB7) or a `.`, `'`, `,` or `;`
/// between two digits (WB11, WB12) belongs to the word. With one bit a byte that is shifts and ands:
///
///     text      pi is 3.14, isn't it
///     letters   110110000000111010011
///     digits    000000101100000000000
///     joiners   000000010000000100000      '.' with digits, ''' with letters on both sides
///     word      110110111100111110011      a word begins where a 1 follows a 0
extension WordSegmenter {
  /// Appends the words of `start..<end`, all ASCII and bounded by word boundaries.
  func scanASCII(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, starts: inout [UInt32], ends: inout [UInt32]
  ) {
    var before = ASCIIBlock.Edge()
    var offset = start
    while end - offset >= 64 {
      let block = ASCIIBlock(bytes + offset)
      let next = offset + 64 < end ? bytes[offset + 64] : 0
      emit(block, at: offset, before: &before, next: next, bytes)
      offset += 64
      if sink.isNearlyFull { sink.flush(into: &starts, &ends) }
    }
    if offset < end {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
        padded.initialize(repeating: 0)
        guard let padding = padded.baseAddress else { return }
        padding.update(from: bytes + offset, count: end - offset)
        emit(ASCIIBlock(padding), at: offset, before: &before, next: 0, bytes)
      }
    }
    if before.isWord { close(at: end, bytes) }
    sink.flush(into: &starts, &ends)
  }

  /// Turns one block's bits into word offsets.
  @inline(__always)
  private func emit(
    _ block: ASCIIBlock, at offset: Int, before: inout ASCIIBlock.Edge, next: UInt8, _ bytes: UnsafePointer<UInt8>
  ) {
    let word = block.wordBits(before: before, next: next)
    let shifted = word << 1 | (before.isWord ? 1 : 0)
    var opening = word & ~shifted
    var closing = ~word & shifted
    let sinkStarts = sink.starts
    let sinkEnds = sink.ends
    var startCount = sink.startCount
    var endCount = sink.endCount
    let firstNew = endCount
    while opening != 0 {
      sinkStarts[startCount] = UInt32(truncatingIfNeeded: offset + opening.trailingZeroBitCount)
      opening &= opening &- 1
      startCount += 1
    }
    while closing != 0 {
      sinkEnds[endCount] = UInt32(truncatingIfNeeded: offset + closing.trailingZeroBitCount)
      closing &= closing &- 1
      endCount += 1
    }
    sink.startCount = startCount
    sink.endCount = endCount
    if block.connectors != 0 || before.sawConnector { dropBareConnectors(from: firstNew, bytes) }
    before = ASCIIBlock.Edge(block, word: word, previous: before)
  }

  /// Ends the open word.
  private func close(at end: Int, _ bytes: UnsafePointer<UInt8>) {
    sink.ends[sink.endCount] = UInt32(truncatingIfNeeded: end)
    sink.endCount += 1
    dropBareConnectors(from: sink.endCount - 1, bytes)
  }

  /// Removes finished words from number `first` on that are low lines alone: they join, but are no letters.
  private func dropBareConnectors(from first: Int, _ bytes: UnsafePointer<UInt8>) {
    var kept = first
    for number in first..<sink.startCount {
      let isFinished = number < sink.endCount
      let start = Int(sink.starts[number])
      if isFinished, bytes[start] == 0x5f {
        let end = Int(sink.ends[number])
        var offset = start
        while offset < end, bytes[offset] == 0x5f { offset += 1 }
        if offset == end { continue }
      }
      sink.starts[kept] = sink.starts[number]
      if isFinished { sink.ends[kept] = sink.ends[number] }
      kept += 1
    }
    let removed = sink.startCount - kept
    sink.startCount -= removed
    sink.endCount -= removed
  }
}
