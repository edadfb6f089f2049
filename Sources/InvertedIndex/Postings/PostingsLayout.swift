/// Where the parts of a list of 128 documents and more lie in its bytes. The layout is in docs/FORMAT.md, "Postings".
struct PostingsLayout: BitwiseCopyable {
  /// Blocks in a group.
  static let groupSize = 32
  static let headSize = 9
  static let groupEntrySize = 20
  /// The ranks for which a list keeps a champion.
  static let championRanks = [10, 100, 1000]

  let blockCount: Int
  let groupCount: Int
  /// Whether ends within a group take four bytes instead of two.
  let isWide: Bool
  let lastDocuments: Int
  let ends: Int
  let listImpacts: Int
  let groupImpacts: Int
  private(set) var blockImpacts = 0
  private(set) var blocks = 0

  /// Reads the head and the last of the ends.
  ///
  /// - Returns: nil where the parts do not add up to the list's bytes.
  init?(_ bytes: UnsafeRawBufferPointer, documentFrequency: Int) {
    blockCount = (documentFrequency + BlockPacking.size - 1) / BlockPacking.size
    groupCount = (blockCount + PostingsLayout.groupSize - 1) / PostingsLayout.groupSize
    guard let base = bytes.baseAddress, bytes.count > PostingsLayout.headSize else { return nil }
    isWide = bytes[0] & 1 == 1
    lastDocuments = PostingsLayout.headSize + PostingsLayout.groupEntrySize * groupCount
    ends = lastDocuments + 4 * blockCount
    listImpacts = ends + (isWide ? 12 : 6) * blockCount
    groupImpacts =
      listImpacts + Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: 1, as: UInt16.self)))
    guard groupImpacts <= bytes.count else { return nil }
    blockImpacts = groupImpacts + group(base, groupCount - 1, .groupImpactsEnd)
    blocks = blockImpacts + group(base, groupCount - 1, .impactsStart) + end(base, ofBlock: blockCount - 1, .impacts)
    guard
      blocks + group(base, groupCount - 1, .blocksStart) + end(base, ofBlock: blockCount - 1, .block) == bytes.count
    else { return nil }
  }

  /// For a list that has none.
  init() {
    (blockCount, groupCount, isWide, lastDocuments, ends, listImpacts, groupImpacts) = (1, 1, false, 0, 0, 0, 0)
  }

  /// What is known of a group, by its place in the entry.
  enum GroupField: Int {
    case lastDocument = 0
    case blocksStart = 4
    case impactsStart = 8
    case positionsStart = 12
    case groupImpactsEnd = 16
  }

  /// What ends with a block, by its place in the entry.
  enum End: Int {
    case block = 0
    case impacts = 1
    case positions = 2
  }

  @inline(__always)
  func group(_ base: UnsafeRawPointer, _ group: Int, _ field: GroupField) -> Int {
    Int(
      PostingsCursor.word(
        base, PostingsLayout.headSize &+ PostingsLayout.groupEntrySize &* group &+ field.rawValue))
  }

  @inline(__always)
  private func end(_ base: UnsafeRawPointer, ofBlock block: Int, _ end: End) -> Int {
    let place = 3 &* block &+ end.rawValue
    return isWide
      ? Int(PostingsCursor.word(base, ends &+ 4 &* place))
      : Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: ends &+ 2 &* place, as: UInt16.self)))
  }

  /// Where a block's part starts and ends, from the first block's on.
  @inline(__always)
  func range(_ base: UnsafeRawPointer, ofBlock block: Int, _ part: End) -> (start: Int, end: Int) {
    let field: GroupField =
      switch part {
      case .block: .blocksStart
      case .impacts: .impactsStart
      case .positions: .positionsStart
      }
    let start = group(base, block / PostingsLayout.groupSize, field)
    return (
      block % PostingsLayout.groupSize == 0 ? start : start &+ end(base, ofBlock: block &- 1, part),
      start &+ end(base, ofBlock: block, part)
    )
  }

  /// The last document of a block.
  @inline(__always)
  func lastDocument(_ base: UnsafeRawPointer, ofBlock block: Int) -> UInt32 {
    PostingsCursor.word(base, lastDocuments &+ 4 &* block)
  }
}
