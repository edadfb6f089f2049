internal import Storage

/// Walks a term's postings in ascending order of document id, a block of up to 128 at a time.
///
/// The current block is decoded into `docs`; `frequencies` of it are decoded when `loadFrequencies()` is called. Scorers
/// read these buffers directly, so that nothing is dispatched per document. Document ids from disk are checked against
/// the segment's size before they are handed out: `docs[i]` of a decoded block is always below it.
///
/// Contract: a new cursor stands on its first document. `doc` is `PostingsCursor.end` once all are passed or the bytes
/// turned out to be damaged; then `fault` says so. The cursor is a pointer into the query's scratch, and copies of it are
/// the same cursor; segment and scratch must outlive it.
public struct PostingsCursor: BitwiseCopyable {
  /// The document id behind all others.
  public static let end = UInt32.max

  /// Where the cursor is, and its buffers.
  public struct State: BitwiseCopyable {
    /// Document ids of the current block, then `end`.
    public internal(set) var docs: UnsafeMutablePointer<UInt32>
    /// Frequencies of the current block, valid after `loadFrequencies()`.
    public internal(set) var frequencies: UnsafeMutablePointer<UInt32>
    /// Documents in the current block.
    public internal(set) var blockLength = 0
    /// The current document's place in the block.
    public internal(set) var index = 0
    /// The current block's number.
    public internal(set) var block = 0
    /// The number of blocks.
    public internal(set) var blockCount: Int
    /// Stories that hold the term.
    public internal(set) var documentFrequency: Int
    /// Set where the bytes turned out to be damaged.
    public internal(set) var fault = PostingsFault.none
    @usableFromInline var frequenciesLoaded = false
    var totalFrequency: Int
    var singleDocument: UInt32
    var bound: Impact
    var base: UnsafeRawPointer
    var documentBytes: Int
    var layout = PostingsLayout()
    var documentCount: UInt32
    var frequencyOffset = 0
    var norms: UnsafePointer<UInt8>
  }

  /// The state that all copies of the cursor share.
  public let state: UnsafeMutablePointer<State>

  /// Opens a list: checks the bounds of its metadata, and decodes the first block.
  ///
  /// - Parameters:
  ///   - bytes: the documents' part of the list, verified.
  ///   - isPlaced: whether the cursor stands on its first document; if not, a list of several blocks stands on none until
  ///     `move(toBlock:)` or `stand(on:)`, and no block is decoded in vain.
  init(
    _ term: TermPostings, _ bytes: UnsafeRawBufferPointer, in segment: SegmentReader, isPlaced: Bool = true,
    _ scratch: QueryScratch
  ) throws {
    let docs = scratch.allocate(UInt32.self, count: BlockPacking.size + 4)
    docs.initialize(repeating: 0, count: BlockPacking.size + 4)
    let frequencies = scratch.allocate(UInt32.self, count: BlockPacking.size + 4)
    frequencies.initialize(repeating: 1, count: BlockPacking.size + 4)
    var state = State(
      docs: docs, frequencies: frequencies, blockCount: 1, documentFrequency: term.documentFrequency,
      totalFrequency: term.totalFrequency, singleDocument: term.singleDocument, bound: term.bound,
      base: bytes.baseAddress ?? UnsafeRawPointer(docs), documentBytes: bytes.count,
      documentCount: UInt32(segment.documentCount), norms: segment.norms)
    if term.documentFrequency >= BlockPacking.size {
      guard let layout = PostingsLayout(bytes, documentFrequency: term.documentFrequency) else {
        throw segment.damaged("a posting list's blocks do not add up")
      }
      state.layout = layout
      state.blockCount = layout.blockCount
    }
    self.state = scratch.place(state)
    if isPlaced || !isBlocked { decode(block: 0) }
  }

  @inline(__always)
  static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The current document.
  @inlinable @inline(__always)
  public var doc: UInt32 {
    state.pointee.docs[state.pointee.index]
  }

  /// The frequency of the term in the current document; 1 after the end.
  @inlinable @inline(__always)
  public var frequency: UInt32 {
    loadFrequencies()
    return state.pointee.frequencies[state.pointee.index]
  }

  /// Decodes the frequencies of the current block, once.
  @inlinable @inline(__always)
  public func loadFrequencies() {
    if !state.pointee.frequenciesLoaded { decodeFrequencies() }
  }

  /// The last document of a block; below the segment's count whatever the bytes say.
  public func lastDocument(ofBlock block: Int) -> UInt32 {
    isBlocked
      ? min(
        state.pointee.layout.lastDocument(state.pointee.base, ofBlock: block), state.pointee.documentCount &- 1)
      : state.pointee.docs[max(0, state.pointee.blockLength - 1)]
  }

  var isBlocked: Bool {
    state.pointee.documentFrequency >= BlockPacking.size
  }

  /// The first block, from the current one on, whose last document is not before `target`; `blockCount` if none.
  public func block(holding target: UInt32) -> Int {
    let count = state.pointee.blockCount
    var low = state.pointee.block
    guard isBlocked else {
      let length = state.pointee.blockLength
      return low < count && length > 0 && state.pointee.docs[length - 1] >= target ? 0 : 1
    }
    let last = state.pointee.base + state.pointee.layout.lastDocuments
    if low >= count || PostingsCursor.word(last, 4 &* low) >= target { return low }
    var step = 1
    while low &+ step < count && PostingsCursor.word(last, 4 &* (low &+ step)) < target {
      low &+= step
      step &*= 2
    }
    var high = min(low &+ step, count)
    // Blocks up to low end before the target; the block at high, if any, does not.
    while high &- low > 1 {
      let middle = (low &+ high) / 2
      if PostingsCursor.word(last, 4 &* middle) < target { low = middle } else { high = middle }
    }
    return high
  }

  // MARK: - Moving

  /// Stands on the first document of a block, decoding it unless it is the current one.
  public func move(toBlock target: Int) {
    if target != state.pointee.block || state.pointee.blockLength == 0 {
      decode(block: target)
    } else {
      state.pointee.index = 0
    }
  }

  /// Has a block decoded, wherever in it the cursor then stands.
  @inlinable @inline(__always)
  public func decode(_ block: Int) {
    if block != state.pointee.block || state.pointee.blockLength == 0 { move(toBlock: block) }
  }

  /// Stands on the first document that is not before `target`, and returns it.
  @inlinable @inline(__always) @discardableResult
  public func advance(to target: UInt32) -> UInt32 {
    let current = doc
    return current >= target ? current : seek(target)
  }

  @usableFromInline
  func seek(_ target: UInt32) -> UInt32 {
    var length = state.pointee.blockLength
    let docs = state.pointee.docs
    if length == 0 || docs[length - 1] < target {
      decode(block: block(holding: target))
      length = state.pointee.blockLength
    }
    // Within the block: eight at a time, then one by one. The sentinel behind the block ends both.
    var place = state.pointee.index
    while place + 8 <= length && docs[place + 7] < target { place += 8 }
    while docs[place] < target { place += 1 }
    state.pointee.index = place
    return docs[place]
  }

  /// Stands on a document, also one before the current; false where the list does not have it.
  public func stand(on document: UInt32) -> Bool {
    let length = state.pointee.blockLength
    let docs = state.pointee.docs
    if length > 0 && docs[state.pointee.index] == document { return true }
    if length == 0 || document < docs[0] {
      guard state.pointee.fault == .none else { return false }
      // Blocks are looked for from the current one on.
      state.pointee.block = 0
      if !isBlocked { decode(block: 0) } else { decode(block: block(holding: document)) }
    } else if document <= docs[length &- 1] {
      state.pointee.index = place(of: document)
    }
    return advance(to: document) == document
  }

  /// Stands on the next document and returns it.
  @discardableResult
  public func next() -> UInt32 {
    move(toIndex: state.pointee.index + 1)
    return doc
  }

  /// Stands within the decoded block at a place below its length, or on the next block at its length.
  public func move(toIndex place: Int) {
    let length = state.pointee.blockLength
    if place < length {
      state.pointee.index = place
    } else if state.pointee.block + 1 < state.pointee.blockCount {
      decode(block: state.pointee.block + 1)
    } else {
      state.pointee.index = length
    }
  }
}
