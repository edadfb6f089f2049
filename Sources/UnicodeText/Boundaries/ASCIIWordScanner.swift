/// The bit-parallel scanner for ASCII.
///
/// Among ASCII characters UAX #29 looks one character to each side and no further: letters, digits and the low line stick
/// together (WB5, WB8–WB10, WB13a, WB13b), and a `.` or `'` between two letters (WB6, WB7) or a `.`, `'`, `,` or `;`
/// between two digits (WB11, WB12) belongs to the word. With one bit a byte that is shifts and ands:
///
///     text      pi is 3.14, isn't it
///     letters   11011000000011101011
///     digits    00000010110000000000
///     joiners   00000001000000010000      '.' with digits, ''' with letters on both sides
///     word      11011011110011111011      a word begins where a 1 follows a 0
///
/// Appending to two Swift arrays word by word costs more than finding the words, so offsets go to scratch memory by plain
/// stores, and some hundred at once to the caller's arrays.
///
/// Invariant: `endCount <= startCount <= endCount + 1`; a start without its end is a word still open.
struct ASCIIWordScanner: ~Copyable {
  private static let capacity = 1024
  /// The most words that one block opens and closes, with one open from before.
  private static let reserve = 34

  private let starts: UnsafeMutablePointer<UInt32>
  private let ends: UnsafeMutablePointer<UInt32>
  private var startCount = 0
  private var endCount = 0

  init() {
    starts = .allocate(capacity: ASCIIWordScanner.capacity)
    ends = .allocate(capacity: ASCIIWordScanner.capacity)
  }

  deinit {
    starts.deallocate()
    ends.deallocate()
  }

  /// Appends the words of `start..<end`, all ASCII and bounded by word boundaries.
  mutating func scan(
    _ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, starts outerStarts: inout [UInt32],
    ends outerEnds: inout [UInt32]
  ) {
    var before = ASCIIBlock.Edge()
    var offset = start
    while end - offset >= 64 {
      let next = offset + 64 < end ? bytes[offset + 64] : 0
      take(ASCIIBlock(bytes + offset), at: offset, before: &before, next: next, bytes)
      offset += 64
      if startCount > ASCIIWordScanner.capacity - ASCIIWordScanner.reserve { flush(into: &outerStarts, &outerEnds) }
    }
    if offset < end {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
        padded.initialize(repeating: 0)
        guard let padding = padded.baseAddress else { return }
        padding.update(from: bytes + offset, count: end - offset)
        take(ASCIIBlock(padding), at: offset, before: &before, next: 0, bytes)
      }
    }
    if before.isWord {
      ends[endCount] = UInt32(truncatingIfNeeded: end)
      endCount += 1
      dropBareConnectors(from: endCount - 1, bytes)
    }
    flush(into: &outerStarts, &outerEnds)
  }

  /// Turns one block's bits into word offsets.
  @inline(__always)
  private mutating func take(
    _ block: ASCIIBlock, at offset: Int, before: inout ASCIIBlock.Edge, next: UInt8, _ bytes: UnsafePointer<UInt8>
  ) {
    let word = block.wordBits(before: before, next: next)
    let shifted = word << 1 | (before.isWord ? 1 : 0)
    let firstNew = endCount
    startCount = ASCIIWordScanner.store(word & ~shifted, from: offset, to: starts, startCount)
    endCount = ASCIIWordScanner.store(~word & shifted, from: offset, to: ends, endCount)
    if block.connectors != 0 || before.sawConnector { dropBareConnectors(from: firstNew, bytes) }
    before = ASCIIBlock.Edge(block, word: word, previous: before)
  }

  /// Stores the offset of each bit that is set and returns the new count.
  @inline(__always)
  private static func store(
    _ bits: UInt64, from offset: Int, to list: UnsafeMutablePointer<UInt32>, _ count: Int
  ) -> Int {
    var bits = bits
    var count = count
    while bits != 0 {
      list[count] = UInt32(truncatingIfNeeded: offset + bits.trailingZeroBitCount)
      bits &= bits &- 1
      count += 1
    }
    return count
  }

  /// Removes finished words from number `first` on that are low lines alone: they join, but are no letters.
  private mutating func dropBareConnectors(from first: Int, _ bytes: UnsafePointer<UInt8>) {
    var kept = first
    for number in first..<startCount {
      let isFinished = number < endCount
      let start = Int(starts[number])
      if isFinished, bytes[start] == 0x5f {
        let end = Int(ends[number])
        var offset = start
        while offset < end, bytes[offset] == 0x5f { offset += 1 }
        if offset == end { continue }
      }
      starts[kept] = starts[number]
      if isFinished { ends[kept] = ends[number] }
      kept += 1
    }
    let removed = startCount - kept
    startCount -= removed
    endCount -= removed
  }

  /// Hands all finished words over; an open one stays.
  private mutating func flush(into outerStarts: inout [UInt32], _ outerEnds: inout [UInt32]) {
    outerStarts.append(contentsOf: UnsafeBufferPointer(start: starts, count: endCount))
    outerEnds.append(contentsOf: UnsafeBufferPointer(start: ends, count: endCount))
    if startCount > endCount {
      starts[0] = starts[endCount]
      startCount = 1
    } else {
      startCount = 0
    }
    endCount = 0
  }
}
