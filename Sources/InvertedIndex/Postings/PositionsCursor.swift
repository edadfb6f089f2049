internal import Storage

/// Reads the token positions of the documents that a postings cursor stands on.
///
/// The block of 128 positions that was decoded last is kept, and in the rest that fills no block reading goes on where it
/// stopped, so that documents asked for in ascending order cost one decoding a block.
public final class PositionsCursor {
  /// Positions of the last document read, ascending; `count` of them.
  public private(set) var positions: UnsafeMutablePointer<UInt32>
  /// The variant at each of them (0: the term's commonest surface form), where variants were asked for.
  public private(set) var variants: UnsafeMutablePointer<UInt32>
  /// How many positions were read.
  public private(set) var count = 0
  /// Set where the bytes turned out to be damaged.
  public private(set) var failure: IndexError?

  private let cursor: PostingsCursor
  private let base: UnsafeRawPointer?
  private let length: Int
  private let total: Int
  private let full: Int
  private let blocksOffset: Int
  private let tailOffset: Int
  private let hasVariants: Bool
  private var capacity = 64
  private var loadedBlock = -1
  private var loadedVariants = -1
  private var variantOffset = 0
  private let differences: UnsafeMutablePointer<UInt32>
  private let variantBlock: UnsafeMutablePointer<UInt32>
  private var tailIndex: Int
  private var tailCursor: Int
  private var countedBlock = -1
  private var countedIndex = 0
  private var countedPositions = 0

  /// Opens the positions of a list.
  ///
  /// - Throws: `IndexError.damaged`.
  public init(of cursor: PostingsCursor) throws {
    self.cursor = cursor
    let term = cursor.term
    let bytes = try cursor.segment.postings(at: term.offset + term.documentBytes, length: term.positionBytes)
    base = bytes.baseAddress
    length = bytes.count
    total = term.totalFrequency
    full = total / BlockPacking.size
    blocksOffset = 4 * full
    hasVariants = term.formCount > 1
    guard blocksOffset <= length || length == 0 else { throw cursor.segment.damaged("positions are cut short") }
    var tail = blocksOffset
    if full > 0, length > 0, let base = bytes.baseAddress {
      tail += Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 4 * (full - 1), as: UInt32.self)))
    }
    guard tail <= length || length == 0 else { throw cursor.segment.damaged("positions are cut short") }
    tailOffset = tail
    tailIndex = full * BlockPacking.size
    tailCursor = tail
    positions = .allocate(capacity: capacity)
    variants = .allocate(capacity: capacity)
    differences = .allocate(capacity: BlockPacking.size)
    differences.initialize(repeating: 0, count: BlockPacking.size)
    variantBlock = .allocate(capacity: BlockPacking.size)
    variantBlock.initialize(repeating: 0, count: BlockPacking.size)
  }

  deinit {
    positions.deallocate()
    variants.deallocate()
    differences.deallocate()
    variantBlock.deallocate()
  }

  /// Reads the positions of the document that the postings cursor stands on.
  ///
  /// - Parameter withVariants: whether `variants` is wanted too.
  /// - Returns: false where the index has no positions or the bytes are damaged; then `count` is 0.
  @discardableResult
  public func read(withVariants: Bool = false) -> Bool {
    count = 0
    guard let base, length > 0, cursor.doc != PostingsCursor.end else { return false }
    cursor.loadFrequencies()
    let frequencies = cursor.frequencies
    let place = cursor.index
    if countedBlock != cursor.block || place < countedIndex {
      countedBlock = cursor.block
      countedIndex = 0
      countedPositions = cursor.positionsBeforeBlock
    }
    var before = countedPositions
    for index in countedIndex..<place { before &+= Int(frequencies[index]) }
    countedIndex = place
    countedPositions = before
    let wanted = Int(frequencies[place])
    guard before >= 0, wanted <= total, before <= total - wanted else { return fail() }
    if wanted > capacity { grow(wanted) }
    let blocked = full * BlockPacking.size
    var position: UInt32 = 0
    var index = before
    let end = before + wanted
    while index < min(end, blocked) {
      let block = index >> 7
      guard load(block, base), !withVariants || loadVariants(block, base) else { return fail() }
      let stop = min(end, (block + 1) << 7)
      while index < stop {
        position &+= differences[index & 127]
        positions[index - before] = position
        if withVariants { variants[index - before] = hasVariants ? variantBlock[index & 127] : 0 }
        index += 1
      }
    }
    while index < end {
      guard let (difference, variant) = tail(index, base) else { return fail() }
      position &+= difference
      positions[index - before] = position
      variants[index - before] = variant
      index += 1
    }
    count = wanted
    return true
  }

  private func grow(_ wanted: Int) {
    positions.deallocate()
    variants.deallocate()
    capacity = max(wanted, 2 * capacity)
    positions = .allocate(capacity: capacity)
    variants = .allocate(capacity: capacity)
  }

  private func fail() -> Bool {
    failure = cursor.segment.damaged("positions are malformed")
    count = 0
    return false
  }

  private func end(ofBlock block: Int, _ base: UnsafeRawPointer) -> Int {
    blocksOffset + Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 4 * block, as: UInt32.self)))
  }

  @inline(__always)
  private func load(_ block: Int, _ base: UnsafeRawPointer) -> Bool {
    block == loadedBlock || decode(block, base)
  }

  private func decode(_ block: Int, _ base: UnsafeRawPointer) -> Bool {
    let start = block == 0 ? blocksOffset : end(ofBlock: block - 1, base)
    let stop = end(ofBlock: block, base)
    guard start <= stop, stop <= length,
      let (next, _) = PatchedBlock.read(base, at: start, end: stop, into: differences)
    else { return false }
    loadedBlock = block
    variantOffset = next
    return true
  }

  private func loadVariants(_ block: Int, _ base: UnsafeRawPointer) -> Bool {
    guard hasVariants, loadedVariants != block else { return true }
    guard PatchedBlock.read(base, at: variantOffset, end: end(ofBlock: block, base), into: variantBlock) != nil else {
      return false
    }
    loadedVariants = block
    return true
  }

  /// The occurrence of that number in the rest that fills no block.
  @inline(__always)
  private func tail(_ index: Int, _ base: UnsafeRawPointer) -> (UInt32, UInt32)? {
    if index < tailIndex {
      tailIndex = full * BlockPacking.size
      tailCursor = tailOffset
    }
    while true {
      guard var code = PostingsCursor.varint(base, &tailCursor, length) else { return nil }
      var variant: UInt64 = 0
      if hasVariants {
        if code & 1 == 1 {
          guard let value = PostingsCursor.varint(base, &tailCursor, length) else { return nil }
          variant = value
        }
        code >>= 1
      }
      tailIndex += 1
      if tailIndex > index { return (UInt32(truncatingIfNeeded: code), UInt32(truncatingIfNeeded: variant)) }
    }
  }
}
