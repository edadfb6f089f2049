internal import Storage

/// Walks a term's postings in ascending order of document id, a block of up to 128 at a time.
///
/// The current block is decoded into `docs`; `frequencies` of it are decoded when `loadFrequencies()` is called. Scorers
/// read these buffers directly, so that nothing is dispatched per document. Document ids from disk are checked against
/// the segment's size before they are handed out: `docs[i]` of a decoded block is always below it.
///
/// Contract: a new cursor stands on its first document. `doc` is `PostingsCursor.end` once all are passed or the bytes
/// turned out to be damaged; then `failure` says so.
public final class PostingsCursor {
  /// The document id behind all others.
  public static let end = UInt32.max

  /// Document ids of the current block, then `end` up to 128 and once more.
  public let docs: UnsafeMutablePointer<UInt32>
  /// Frequencies of the current block, valid after `loadFrequencies()`.
  public let frequencies: UnsafeMutablePointer<UInt32>
  /// Documents in the current block.
  public private(set) var blockLength = 0
  /// The current document's place in the block.
  public private(set) var index = 0
  /// The current block's number.
  public private(set) var block = 0
  /// The number of blocks.
  public let blockCount: Int
  /// What the dictionary knows of the list.
  public let term: TermPostings
  /// Set where the bytes turned out to be damaged.
  public private(set) var failure: IndexError?

  let segment: SegmentReader
  private let base: UnsafeRawPointer
  private let metadata: UnsafeRawPointer
  private let impactsOffset: Int
  private let termImpactBytes: Int
  private let blocksOffset: Int
  private let documentCount: UInt32
  private var frequencyOffset = 0
  private var frequenciesLoaded = false

  /// Opens a list: verifies its bytes' checksums and the bounds of its metadata, and decodes the first block.
  init(_ term: TermPostings, in segment: SegmentReader) throws {
    self.term = term
    self.segment = segment
    documentCount = UInt32(segment.documentCount)
    let bytes = try segment.postings(at: term.offset, length: term.documentBytes)
    let empty = UnsafeRawPointer(docsPlaceholder)
    base = bytes.baseAddress ?? empty
    metadata = base
    blockCount = max(1, (term.documentFrequency + BlockPacking.size - 1) / BlockPacking.size)
    if term.documentFrequency >= BlockPacking.size {
      let header = 16 * blockCount + 4
      guard bytes.count >= header else { throw segment.damaged("a posting list is cut short") }
      impactsOffset = header
      termImpactBytes = Int(PostingsCursor.word(base, 16 * blockCount))
      let last = 16 * (blockCount - 1)
      blocksOffset = header + Int(PostingsCursor.word(base, last + 8))
      guard blocksOffset + Int(PostingsCursor.word(base, last + 4)) == bytes.count,
        termImpactBytes <= blocksOffset - header
      else { throw segment.damaged("a posting list's blocks do not add up") }
    } else {
      impactsOffset = 0
      termImpactBytes = 0
      blocksOffset = 0
    }
    docs = .allocate(capacity: BlockPacking.size + 1)
    docs.initialize(repeating: PostingsCursor.end, count: BlockPacking.size + 1)
    frequencies = .allocate(capacity: BlockPacking.size + 1)
    frequencies.initialize(repeating: 1, count: BlockPacking.size + 1)
    decode(block: 0)
  }

  deinit {
    docs.deallocate()
    frequencies.deallocate()
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt32 {
    UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The current document.
  public var doc: UInt32 {
    @inline(__always) get { docs[index] }
  }

  /// The frequency of the term in the current document; 1 after the end.
  public var frequency: UInt32 {
    loadFrequencies()
    return frequencies[index]
  }

  /// The last document of a block.
  @inline(__always)
  public func lastDocument(ofBlock block: Int) -> UInt32 {
    isBlocked ? PostingsCursor.word(metadata, 16 * block) : docs[max(0, blockLength - 1)]
  }

  private var isBlocked: Bool {
    term.documentFrequency >= BlockPacking.size
  }

  /// The first block, from the current one on, whose last document is not before `target`; `blockCount` if none.
  @inline(__always)
  public func block(holding target: UInt32) -> Int {
    guard isBlocked else { return blockLength > 0 && docs[blockLength - 1] >= target ? 0 : 1 }
    var low = block
    if low >= blockCount || PostingsCursor.word(metadata, 16 * low) >= target { return low }
    var step = 1
    while low + step < blockCount && PostingsCursor.word(metadata, 16 * (low + step)) < target {
      low += step
      step *= 2
    }
    var high = min(low + step, blockCount)
    // Blocks up to low end before the target; the block at high, if any, does not.
    while high - low > 1 {
      let middle = (low + high) / 2
      if PostingsCursor.word(metadata, 16 * middle) < target { low = middle } else { high = middle }
    }
    return high
  }

  /// Calls the body with each impact of a block.
  @inline(__always)
  public func impacts(ofBlock block: Int, _ body: (Impact) -> Void) {
    guard isBlocked else { return body(term.documentFrequency == 1 ? singleImpact : term.bound) }
    let start = block == 0 ? termImpactBytes : Int(PostingsCursor.word(metadata, 16 * block - 8))
    emit(from: start, to: Int(PostingsCursor.word(metadata, 16 * block + 8)), body)
  }

  /// Calls the body with each impact of the whole list.
  public func impacts(_ body: (Impact) -> Void) {
    guard isBlocked else { return impacts(ofBlock: 0, body) }
    emit(from: 0, to: termImpactBytes, body)
  }

  @inline(__always)
  private func emit(from start: Int, to end: Int, _ body: (Impact) -> Void) {
    var offset = impactsOffset + start
    let limit = min(impactsOffset + end, blocksOffset)
    while offset + 2 <= limit {
      body(
        Impact(
          frequency: base.load(fromByteOffset: offset, as: UInt8.self),
          norm: base.load(fromByteOffset: offset + 1, as: UInt8.self)))
      offset += 2
    }
  }

  private var singleImpact: Impact {
    Impact(
      frequency: UInt8(min(term.totalFrequency, 255)),
      norm: term.singleDocument < documentCount ? segment.norms[Int(term.singleDocument)] : 0)
  }

  /// Stands on the first document of a block, decoding it unless it is the current one.
  public func move(toBlock target: Int) {
    if target != block || blockLength == 0 { decode(block: target) } else { index = 0 }
  }

  /// Stands on the first document that is not before `target`, and returns it.
  @discardableResult
  @inline(__always)
  public func advance(to target: UInt32) -> UInt32 {
    if docs[index] >= target { return docs[index] }
    if blockLength == 0 || docs[blockLength - 1] < target {
      decode(block: block(holding: target))
    }
    seekInBlock(target)
    return docs[index]
  }

  /// Stands on the next document and returns it.
  @discardableResult
  @inline(__always)
  public func next() -> UInt32 {
    guard index < blockLength else { return PostingsCursor.end }
    index += 1
    if index == blockLength && block + 1 < blockCount { decode(block: block + 1) }
    return docs[index]
  }

  /// Moves within the decoded block: eight at a time, then one by one.
  @inline(__always)
  private func seekInBlock(_ target: UInt32) {
    var place = index
    while place + 8 <= blockLength && docs[place + 7] < target { place += 8 }
    while docs[place] < target { place += 1 }
    index = place
  }

  /// Stands within the decoded block at a place below its length, or behind it at its length.
  @inline(__always)
  public func move(toIndex place: Int) {
    index = place
    if place >= blockLength && block + 1 < blockCount { decode(block: block + 1) }
  }

  private func fail(_ what: String) {
    failure = segment.damaged(what)
    blockLength = 0
    index = 0
    block = blockCount
    docs[0] = PostingsCursor.end
  }

  private func decode(block target: Int) {
    frequenciesLoaded = false
    index = 0
    block = target
    guard target < blockCount else {
      blockLength = 0
      docs[0] = PostingsCursor.end
      return
    }
    if term.documentFrequency == 1 {
      guard term.singleDocument < documentCount else { return fail("a term names a story that is not there") }
      docs[0] = term.singleDocument
      frequencies[0] = UInt32(clamping: term.totalFrequency)
      docs[1] = PostingsCursor.end
      frequenciesLoaded = true
      blockLength = 1
      return
    }
    let first = target * BlockPacking.size
    let length = min(BlockPacking.size, term.documentFrequency - first)
    let start = isBlocked && target > 0 ? Int(PostingsCursor.word(metadata, 16 * target - 12)) : 0
    let end = isBlocked ? Int(PostingsCursor.word(metadata, 16 * target + 4)) : term.documentBytes
    let previous = isBlocked && target > 0 ? PostingsCursor.word(metadata, 16 * (target - 1)) : 0
    guard start <= end, blocksOffset + end <= term.documentBytes else {
      return fail("a posting block lies outside its list")
    }
    if length == BlockPacking.size {
      decodeFull(from: blocksOffset + start, to: blocksOffset + end, previous: previous)
    } else {
      decodeTail(from: blocksOffset + start, to: blocksOffset + end, previous: previous, length: length)
    }
  }

  private func decodeFull(from start: Int, to end: Int, previous: UInt32) {
    guard let (next, bits) = PatchedBlock.read(base, at: start, end: end, into: docs) else {
      return fail("a posting block is malformed")
    }
    BlockPacking.prefixSum(docs, from: previous)
    // With differences below 2^24, 128 of them cannot wrap, so the last id bounds the others.
    var largest = docs[BlockPacking.size - 1]
    if bits > 24 || previous >= documentCount {
      for place in 0..<BlockPacking.size { largest = max(largest, docs[place]) }
    }
    guard largest < documentCount else { return fail("a posting names a story that is not there") }
    docs[BlockPacking.size] = PostingsCursor.end
    blockLength = BlockPacking.size
    frequencyOffset = next
  }

  private func decodeTail(from start: Int, to end: Int, previous: UInt32, length: Int) {
    var offset = start
    var last = UInt64(previous)
    for place in 0..<length {
      guard let code = readVarint(&offset, end) else { return fail("a posting list is cut short") }
      last &+= code >> 1
      var frequency: UInt64 = 1
      if code & 1 == 0 {
        guard let value = readVarint(&offset, end) else { return fail("a posting list is cut short") }
        frequency = value
      }
      guard last < UInt64(documentCount) else { return fail("a posting names a story that is not there") }
      docs[place] = UInt32(truncatingIfNeeded: last)
      frequencies[place] = UInt32(clamping: frequency)
    }
    docs[length] = PostingsCursor.end
    frequenciesLoaded = true
    blockLength = length
  }

  @inline(__always)
  private func readVarint(_ offset: inout Int, _ end: Int) -> UInt64? {
    PostingsCursor.varint(base, &offset, end)
  }

  /// Reads a varint of at most 35 bits from trusted bounds; nil where it is cut short or too long.
  @inline(__always)
  static func varint(_ base: UnsafeRawPointer, _ offset: inout Int, _ end: Int) -> UInt64? {
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

  /// Decodes the frequencies of the current block, once.
  @inline(__always)
  public func loadFrequencies() {
    if !frequenciesLoaded { decodeFrequencies() }
  }

  private func decodeFrequencies() {
    frequenciesLoaded = true
    guard blockLength == BlockPacking.size else { return }
    guard PatchedBlock.read(base, at: frequencyOffset, end: term.documentBytes, into: frequencies) != nil else {
      return fail("a block of frequencies is malformed")
    }
    let memory = UnsafeMutableRawPointer(frequencies)
    for step in 0..<BlockPacking.size / 4 {
      let value = memory.loadUnaligned(fromByteOffset: 16 * step, as: SIMD4<UInt32>.self)
      memory.storeBytes(of: value &+ 1, toByteOffset: 16 * step, as: SIMD4<UInt32>.self)
    }
  }

  /// The number of positions before those of the current block.
  var positionsBeforeBlock: Int {
    isBlocked && block < blockCount ? Int(PostingsCursor.word(metadata, 16 * block + 12)) : 0
  }
}

/// Somewhere to point for lists without bytes of their own.
private nonisolated(unsafe) let docsPlaceholder = UnsafeMutablePointer<UInt32>.allocate(capacity: 4)
