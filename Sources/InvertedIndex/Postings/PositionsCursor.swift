internal import Storage

/// Reads the token positions of the documents that a postings cursor stands on.
///
/// Documents must be asked for in ascending order within a cursor's life; the block of 128 positions that was decoded last
/// is kept, and in the unblocked rest reading goes on where it stopped.
public final class PositionsCursor {
  /// Positions of the last document read, ascending.
  public private(set) var positions: [UInt32] = []
  /// The variant at each of them (0: the term's commonest surface form).
  public private(set) var variants: [UInt32] = []
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
  private var loadedBlock = -1
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
    if full > 0, let base = bytes.baseAddress {
      tail += Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 4 * (full - 1), as: UInt32.self)))
    }
    guard tail <= length || length == 0 else { throw cursor.segment.damaged("positions are cut short") }
    tailOffset = tail
    tailIndex = full * BlockPacking.size
    tailCursor = tail
    differences = .allocate(capacity: BlockPacking.size)
    differences.initialize(repeating: 0, count: BlockPacking.size)
    variantBlock = .allocate(capacity: BlockPacking.size)
    variantBlock.initialize(repeating: 0, count: BlockPacking.size)
  }

  deinit {
    differences.deallocate()
    variantBlock.deallocate()
  }

  /// Reads the positions of the document that the postings cursor stands on.
  ///
  /// - Returns: false where the index has no positions or the bytes are damaged.
  @discardableResult
  public func read() -> Bool {
    positions.removeAll(keepingCapacity: true)
    variants.removeAll(keepingCapacity: true)
    guard let base, length > 0, cursor.doc != PostingsCursor.end else { return false }
    cursor.loadFrequencies()
    let place = cursor.index
    if countedBlock != cursor.block || place < countedIndex {
      countedBlock = cursor.block
      countedIndex = 0
      countedPositions = cursor.positionsBeforeBlock
    }
    while countedIndex < place {
      countedPositions += Int(cursor.frequencies[countedIndex])
      countedIndex += 1
    }
    let start = countedPositions
    let count = Int(cursor.frequencies[place])
    guard count <= total, start <= total - count else { return fail() }
    var position: UInt32 = 0
    var index = start
    while index < start + count {
      if index < full * BlockPacking.size {
        guard load(index / BlockPacking.size, base) else { return fail() }
        let stop = min(start + count, (index / BlockPacking.size + 1) * BlockPacking.size)
        while index < stop {
          position &+= differences[index % BlockPacking.size]
          positions.append(position)
          variants.append(hasVariants ? variantBlock[index % BlockPacking.size] : 0)
          index += 1
        }
      } else {
        guard let (difference, variant) = tail(index, base) else { return fail() }
        position &+= difference
        positions.append(position)
        variants.append(variant)
        index += 1
      }
    }
    return true
  }

  private func fail() -> Bool {
    failure = cursor.segment.damaged("positions are malformed")
    positions.removeAll()
    variants.removeAll()
    return false
  }

  private func load(_ block: Int, _ base: UnsafeRawPointer) -> Bool {
    if block == loadedBlock { return true }
    func end(_ block: Int) -> Int {
      blocksOffset + Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 4 * block, as: UInt32.self)))
    }
    let start = block == 0 ? blocksOffset : end(block - 1)
    let stop = end(block)
    guard start <= stop, stop <= length,
      let (next, _) = PatchedBlock.read(base, at: start, end: stop, into: differences)
    else { return false }
    if hasVariants {
      guard PatchedBlock.read(base, at: next, end: stop, into: variantBlock) != nil else { return false }
    }
    loadedBlock = block
    return true
  }

  /// The occurrence of that number in the rest that fills no block.
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
