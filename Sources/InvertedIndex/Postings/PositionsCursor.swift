internal import Storage

/// Reads the token positions of the documents that a postings cursor stands on.
///
/// Positions of a block of postings are one run of bits; within it reading goes on where it stopped, so that documents
/// asked for in ascending order cost one pass over it, or starts again at one of its entry points. A pointer into the query's scratch, as
/// `PostingsCursor`.
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
    let hasVariants: Bool
    let parameters: UnsafePointer<UInt8>
    let scratch: Unmanaged<QueryScratch>
    var capacity: Int
    var variantCapacity = 0
    var blockVariants: UnsafeMutablePointer<UInt32>

    /// The block whose positions are being read.
    var block = -1
    /// The posting of the block whose positions come next.
    var place = 0
    var reader: BitReader
    /// The bits at which the positions of every 32nd posting begin.
    var entries = InlineArray<4, Int>(repeating: 0)
    /// The bytes of the block's variants.
    var variantStart = 0
    var variantEnd = 0
    var variantBlock = -1
  }

  /// The state that all copies of the cursor share.
  public let state: UnsafeMutablePointer<State>

  /// Opens the positions of a list.
  ///
  /// - Throws: `IndexError.damaged`.
  init(of cursor: PostingsCursor, _ term: TermPostings, in segment: SegmentReader, _ scratch: QueryScratch) throws {
    let bytes = try segment.bytes(
      SegmentSection.postings, at: term.offset + term.documentBytes, length: term.positionBytes)
    let capacity = 64
    let positions = scratch.allocate(UInt32.self, count: capacity)
    let base = bytes.baseAddress ?? UnsafeRawPointer(positions)
    state = scratch.place(
      State(
        positions: positions, variants: scratch.allocate(UInt32.self, count: capacity), cursor: cursor, base: base,
        length: bytes.count, hasVariants: term.formCount > 1, parameters: PositionParameters.pointer,
        scratch: Unmanaged.passUnretained(scratch), capacity: capacity, blockVariants: positions,
        reader: BitReader(base: base, bit: 0, end: 0)))
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
    guard cursor.state.pointee.block < cursor.state.pointee.blockCount else { return false }
    let block = cursor.state.pointee.block
    if state.pointee.block != block, !open(block) { return fail() }
    let place = cursor.state.pointee.index
    let entry = place / PositionsEncoder.entrySize
    if place < state.pointee.place || entry * PositionsEncoder.entrySize > state.pointee.place {
      state.pointee.place = entry * PositionsEncoder.entrySize
      state.pointee.reader.bit = state.pointee.entries[entry]
    }
    var reader = state.pointee.reader
    let frequencies = cursor.state.pointee.frequencies
    let docs = cursor.state.pointee.docs
    let norms = cursor.state.pointee.norms
    let parameters = state.pointee.parameters
    guard reader.skip(state.pointee.place..<place, frequencies, docs, norms, parameters) else { return fail() }
    let frequency = frequencies[place]
    // Each code has a bit at least, so that what is left bounds how many there can be.
    guard Int(frequency) <= reader.end &- reader.bit else { return fail() }
    if Int(frequency) > state.pointee.capacity { grow(Int(frequency)) }
    let parameter = PositionParameters.parameter(parameters, norm: norms[Int(docs[place])], frequency: frequency)
    let positions = state.pointee.positions
    var next: UInt32 = 0
    for index in 0..<Int(frequency) {
      next &+= reader.rice(parameter)
      positions[index] = next
      next &+= 1
    }
    guard !reader.isPastEnd else { return fail() }
    state.pointee.reader = reader
    state.pointee.place = place + 1
    if withVariants, !readVariants(place, Int(frequency), frequencies) { return fail() }
    state.pointee.count = Int(frequency)
    return true
  }

  /// Reads the positions of all postings of the block that the postings cursor stands in, one behind the other, and the
  /// variants where the term has several forms. Afterwards `variants` is valid only if `hasVariants`.
  ///
  /// - Returns: false where the index has no positions or the bytes are damaged; then `count` is 0.
  func readBlock() -> Bool {
    let state = state
    state.pointee.count = 0
    let cursor = state.pointee.cursor
    guard state.pointee.length > 0, cursor.state.pointee.blockLength > 0 else { return false }
    cursor.loadFrequencies()
    let length = cursor.state.pointee.blockLength
    guard length > 0 else { return false }
    let frequencies = cursor.state.pointee.frequencies
    let docs = cursor.state.pointee.docs
    let norms = cursor.state.pointee.norms
    let parameters = state.pointee.parameters
    guard open(cursor.state.pointee.block) else { return fail() }
    var total = 0
    for place in 0..<length { total &+= Int(frequencies[place]) }
    var reader = state.pointee.reader
    // Each code has a bit at least.
    guard total <= reader.end &- reader.bit else { return fail() }
    if total > state.pointee.capacity { grow(total) }
    let positions = state.pointee.positions
    var target = 0
    for place in 0..<length {
      let frequency = frequencies[place]
      let parameter = PositionParameters.parameter(parameters, norm: norms[Int(docs[place])], frequency: frequency)
      var next: UInt64 = 0
      for _ in 0..<frequency {
        next &+= UInt64(reader.rice(parameter))
        positions[target] = UInt32(truncatingIfNeeded: next)
        next &+= 1
        target &+= 1
      }
      guard next <= 1 << 32 else { return fail() }
    }
    guard !reader.isPastEnd else { return fail() }
    if state.pointee.hasVariants {
      guard decodeVariants(frequencies) else { return fail() }
      state.pointee.variants.update(from: state.pointee.blockVariants, count: total)
    }
    // Reading single postings begins anew.
    state.pointee.block = -1
    state.pointee.count = total
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
    state.pointee.block = -1
    return false
  }

  /// Reads what a block's positions begin with.
  private func open(_ block: Int) -> Bool {
    let cursor = state.pointee.cursor
    let base = state.pointee.base
    let length = state.pointee.length
    var range = (start: 0, end: length)
    if cursor.isBlocked {
      range = cursor.state.pointee.layout.range(cursor.state.pointee.base, ofBlock: block, .positions)
    }
    guard range.start <= range.end, range.end <= length else { return false }
    var offset = range.start
    var bits = 0
    let entryCount = (cursor.state.pointee.blockLength - 1) / PositionsEncoder.entrySize
    for entry in 0..<max(0, entryCount) {
      guard let length = PositionsCursor.varint(base, &offset, range.end) else { return false }
      bits += Int(length)
      state.pointee.entries[entry + 1] = bits
    }
    var end = range.end
    if state.pointee.hasVariants {
      guard let bytes = PositionsCursor.varint(base, &offset, range.end), bytes <= range.end - offset else {
        return false
      }
      end = offset + Int(bytes)
    }
    state.pointee.variantStart = end
    state.pointee.variantEnd = range.end
    for entry in 0...max(0, entryCount) {
      let bit = (entry == 0 ? 0 : state.pointee.entries[entry]) + 8 * offset
      guard bit <= 8 * end else { return false }
      state.pointee.entries[entry] = bit
    }
    state.pointee.reader = BitReader(base: base, bit: 8 * offset, end: 8 * end)
    state.pointee.place = 0
    state.pointee.block = block
    return true
  }

  /// Copies the variants of a posting out of its block's, which are decoded where they have not been.
  private func readVariants(_ place: Int, _ count: Int, _ frequencies: UnsafePointer<UInt32>) -> Bool {
    guard state.pointee.hasVariants else {
      state.pointee.variants.update(repeating: 0, count: count)
      return true
    }
    guard state.pointee.variantBlock == state.pointee.block || decodeVariants(frequencies) else { return false }
    var before = 0
    for index in 0..<place { before &+= Int(frequencies[index]) }
    state.pointee.variants.update(from: state.pointee.blockVariants + before, count: count)
    return true
  }

  private func decodeVariants(_ frequencies: UnsafePointer<UInt32>) -> Bool {
    var total = 0
    for index in 0..<state.pointee.cursor.state.pointee.blockLength { total &+= Int(frequencies[index]) }
    // As many positions as bits, at most.
    guard total <= 8 * state.pointee.variantStart - state.pointee.entries[0] else { return false }
    if total > state.pointee.variantCapacity {
      let capacity = max(2 * BlockPacking.size, 2 * total)
      state.pointee.blockVariants = state.pointee.scratch.takeUnretainedValue().allocate(
        UInt32.self, count: capacity)
      state.pointee.variantCapacity = capacity
    }
    let variants = state.pointee.blockVariants
    variants.update(repeating: 0, count: total)
    var reader = BitReader(
      base: state.pointee.base, bit: 8 * state.pointee.variantStart, end: 8 * state.pointee.variantEnd)
    let parameter = Int(reader.bits(4))
    guard !reader.isPastEnd else { return false }
    if parameter != Int(PositionsEncoder.allCommonest) {
      var index = 0
      while !reader.isAtPadding {
        index &+= Int(reader.rice(parameter))
        let variant = reader.rice(0)
        guard !reader.isPastEnd, index < total, variant < .max else { return false }
        variants[index] = variant &+ 1
        index &+= 1
      }
    }
    state.pointee.variantBlock = state.pointee.block
    return true
  }

  /// Reads a varint of at most 42 bits; nil where it is cut short or longer.
  private static func varint(_ base: UnsafeRawPointer, _ offset: inout Int, _ end: Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end && shift < 42 {
      let byte = base.load(fromByteOffset: offset, as: UInt8.self)
      offset += 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}

extension BitReader {
  /// Steps over the positions of some postings; false where they go past the end.
  ///
  /// The bits at hand stay in a register as long as whole codes are left in them: what a code waits for is then the
  /// length of the one before and no load.
  @inline(__always)
  fileprivate mutating func skip(
    _ postings: Range<Int>, _ frequencies: UnsafePointer<UInt32>, _ docs: UnsafePointer<UInt32>,
    _ norms: UnsafePointer<UInt8>, _ parameters: UnsafePointer<UInt8>
  ) -> Bool {
    var word: UInt64 = 0
    var valid = 0
    for posting in postings {
      let frequency = frequencies[posting]
      let parameter = PositionParameters.parameter(parameters, norm: norms[Int(docs[posting])], frequency: frequency)
      for _ in 0..<frequency {
        var quotient = word.trailingZeroBitCount
        var length = quotient &+ 1 &+ parameter
        if length > valid || quotient >= RiceCode.escape {
          guard !isPastEnd else { return false }
          word = window()
          valid = 64 &- (bit & 7)
          quotient = word.trailingZeroBitCount
          length = quotient < RiceCode.escape ? quotient &+ 1 &+ parameter : RiceCode.escape &+ 32
        }
        word = length < 64 ? word &>> UInt64(length) : 0
        valid &-= length
        bit &+= length
      }
    }
    return !isPastEnd
  }
}
