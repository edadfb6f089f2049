internal import Storage

/// Reads the token positions of the documents that a postings cursor stands on.
///
/// The block of 128 positions that was decoded last is kept, and in the rest that fills no block reading goes on where it
/// stopped, so that documents asked for in ascending order cost one decoding a block. A pointer into the query's scratch,
/// as `PostingsCursor`.
public struct PositionsCursor: BitwiseCopyable {
  /// Where the cursor is, and its buffers.
  public struct State: BitwiseCopyable {
    /// Positions of the last document read, ascending; `count` of them.
    public internal(set) var positions: UnsafeMutablePointer<UInt32>
    /// The variant at each of them (0: the term's commonest surface form), where variants were asked for.
    public internal(set) var variants: UnsafeMutablePointer<UInt32>
    /// How many positions were read.
    public internal(set) var count = 0
    /// Set where the bytes turned out to be damaged.
    public internal(set) var fault = PostingsFault.none

    let cursor: PostingsCursor
    let base: UnsafeRawPointer
    let length: Int
    let total: Int
    let full: Int
    let tailOffset: Int
    let hasVariants: Bool
    let scratch: Unmanaged<QueryScratch>
    let differences: UnsafeMutablePointer<UInt32>
    let variantBlock: UnsafeMutablePointer<UInt32>
    var capacity: Int
    var loadedBlock = -1
    var loadedVariants = -1
    var variantOffset = 0
    var tailIndex: Int
    var tailCursor: Int
    var countedBlock = -1
    var countedIndex = 0
    var countedPositions = 0

    var blocksOffset: Int { 4 * full }
  }

  /// The state that all copies of the cursor share.
  public let state: UnsafeMutablePointer<State>

  /// Opens the positions of a list.
  ///
  /// - Throws: `IndexError.damaged`.
  init(of cursor: PostingsCursor, _ term: TermPostings, in segment: SegmentReader, _ scratch: QueryScratch) throws {
    let bytes = try segment.bytes(
      SegmentSection.postings, at: term.offset + term.documentBytes, length: term.positionBytes)
    let total = term.totalFrequency
    let full = total / BlockPacking.size
    var tail = 4 * full
    let capacity = 64
    let positions = scratch.allocate(UInt32.self, count: capacity)
    let base = bytes.baseAddress ?? UnsafeRawPointer(positions)
    if full > 0 && tail <= bytes.count { tail += Int(PostingsCursor.word(base, 4 * (full - 1))) }
    guard tail <= bytes.count || bytes.isEmpty else { throw segment.damaged("positions are cut short") }
    let differences = scratch.allocate(UInt32.self, count: BlockPacking.size)
    differences.initialize(repeating: 0, count: BlockPacking.size)
    let variantBlock = scratch.allocate(UInt32.self, count: BlockPacking.size)
    variantBlock.initialize(repeating: 0, count: BlockPacking.size)
    state = scratch.place(
      State(
        positions: positions, variants: scratch.allocate(UInt32.self, count: capacity), cursor: cursor, base: base,
        length: bytes.count, total: total, full: full, tailOffset: tail, hasVariants: term.formCount > 1,
        scratch: Unmanaged.passUnretained(scratch), differences: differences, variantBlock: variantBlock,
        capacity: capacity, tailIndex: full * BlockPacking.size, tailCursor: tail))
  }

  /// Reads the positions of the document that the postings cursor stands on.
  ///
  /// - Parameter withVariants: whether `variants` is wanted too.
  /// - Returns: false where the index has no positions or the bytes are damaged; then `count` is 0.
  @discardableResult
  public func read(withVariants: Bool = false) -> Bool {
    let state = state
    state.pointee.count = 0
    let cursor = state.pointee.cursor
    guard state.pointee.length > 0, cursor.doc != PostingsCursor.end else { return false }
    cursor.loadFrequencies()
    let frequencies = cursor.state.pointee.frequencies
    let place = cursor.state.pointee.index
    if state.pointee.countedBlock != cursor.state.pointee.block || place < state.pointee.countedIndex {
      state.pointee.countedBlock = cursor.state.pointee.block
      state.pointee.countedIndex = 0
      state.pointee.countedPositions = cursor.positionsBeforeBlock
    }
    var before = state.pointee.countedPositions
    for index in state.pointee.countedIndex..<place { before &+= Int(frequencies[index]) }
    state.pointee.countedIndex = place
    state.pointee.countedPositions = before
    let wanted = Int(frequencies[place])
    let total = state.pointee.total
    guard before >= 0, wanted <= total, before <= total - wanted else { return fail() }
    if wanted > state.pointee.capacity { grow(wanted) }
    let positions = state.pointee.positions
    let variants = state.pointee.variants
    let differences = state.pointee.differences
    let blocked = min(before + wanted, state.pointee.full * BlockPacking.size)
    var position: UInt32 = 0
    var index = before
    while index < blocked {
      let block = index >> 7
      guard block == state.pointee.loadedBlock || decode(block), !withVariants || loadVariants(block) else {
        return fail()
      }
      let stop = min(blocked, (block + 1) << 7)
      while index < stop {
        position &+= differences[index & 127]
        positions[index - before] = position
        if withVariants { variants[index - before] = state.pointee.variantBlock[index & 127] }
        index += 1
      }
    }
    while index < before + wanted {
      guard let (difference, variant) = tail(index) else { return fail() }
      position &+= difference
      positions[index - before] = position
      variants[index - before] = variant
      index += 1
    }
    state.pointee.count = wanted
    return true
  }

  private func grow(_ wanted: Int) {
    let capacity = max(wanted, 2 * state.pointee.capacity)
    let scratch = state.pointee.scratch.takeUnretainedValue()
    state.pointee.capacity = capacity
    state.pointee.positions = scratch.allocate(UInt32.self, count: capacity)
    state.pointee.variants = scratch.allocate(UInt32.self, count: capacity)
  }

  private func fail() -> Bool {
    state.pointee.fault = .malformedPositions
    state.pointee.count = 0
    return false
  }

  private func end(ofBlock block: Int) -> Int {
    state.pointee.blocksOffset + Int(PostingsCursor.word(state.pointee.base, 4 * block))
  }

  private func decode(_ block: Int) -> Bool {
    let start = block == 0 ? state.pointee.blocksOffset : end(ofBlock: block - 1)
    let stop = end(ofBlock: block)
    guard start <= stop, stop <= state.pointee.length,
      let (next, _) = PatchedBlock.read(state.pointee.base, at: start, end: stop, into: state.pointee.differences)
    else { return false }
    state.pointee.loadedBlock = block
    state.pointee.variantOffset = next
    return true
  }

  private func loadVariants(_ block: Int) -> Bool {
    guard state.pointee.hasVariants, state.pointee.loadedVariants != block else { return true }
    guard
      PatchedBlock.read(
        state.pointee.base, at: state.pointee.variantOffset, end: end(ofBlock: block), into: state.pointee.variantBlock)
        != nil
    else { return false }
    state.pointee.loadedVariants = block
    return true
  }

  /// The occurrence of that number in the rest that fills no block.
  @inline(__always)
  private func tail(_ index: Int) -> (UInt32, UInt32)? {
    if index < state.pointee.tailIndex {
      state.pointee.tailIndex = state.pointee.full * BlockPacking.size
      state.pointee.tailCursor = state.pointee.tailOffset
    }
    let base = state.pointee.base
    let length = state.pointee.length
    var offset = state.pointee.tailCursor
    var next = state.pointee.tailIndex
    defer {
      state.pointee.tailCursor = offset
      state.pointee.tailIndex = next
    }
    while true {
      guard var code = PostingsCursor.varint(base, &offset, length) else { return nil }
      var variant: UInt64 = 0
      if state.pointee.hasVariants {
        if code & 1 == 1 {
          guard let value = PostingsCursor.varint(base, &offset, length) else { return nil }
          variant = value
        }
        code >>= 1
      }
      next += 1
      if next > index { return (UInt32(truncatingIfNeeded: code), UInt32(truncatingIfNeeded: variant)) }
    }
  }
}
