extension PostingsCursor {
  /// Calls the body with each impact of a block.
  @inline(__always)
  public func impacts(ofBlock block: Int, _ body: (Impact) -> Void) {
    guard isBlocked else { return body(state.pointee.documentFrequency == 1 ? singleImpact : state.pointee.bound) }
    let layout = state.pointee.layout
    let range = layout.range(state.pointee.base, ofBlock: block, .impacts)
    emit(from: layout.blockImpacts &+ range.start, to: layout.blockImpacts &+ range.end, body)
  }

  /// Calls the body with each impact of the whole list.
  @inline(__always)
  public func impacts(_ body: (Impact) -> Void) {
    guard isBlocked else { return impacts(ofBlock: 0, body) }
    emit(from: state.pointee.layout.listImpacts, to: state.pointee.layout.groupImpacts, body)
  }

  /// The number of groups of blocks.
  public var groupCount: Int {
    state.pointee.layout.groupCount
  }

  /// Blocks in a group; the last group may have fewer.
  public static var groupSize: Int { PostingsLayout.groupSize }

  /// Calls the body with each impact of a group of blocks.
  @inline(__always)
  public func impacts(ofGroup group: Int, _ body: (Impact) -> Void) {
    guard isBlocked else { return impacts(ofBlock: 0, body) }
    let layout = state.pointee.layout
    let base = state.pointee.base
    let start = group == 0 ? 0 : layout.group(base, group &- 1, .groupImpactsEnd)
    emit(
      from: layout.groupImpacts &+ start,
      to: layout.groupImpacts &+ layout.group(base, group, .groupImpactsEnd), body)
  }

  /// The last document of a group of blocks; below the segment's count whatever the bytes say.
  public func lastDocument(ofGroup group: Int) -> UInt32 {
    guard isBlocked else { return lastDocument(ofBlock: 0) }
    return min(
      UInt32(truncatingIfNeeded: state.pointee.layout.group(state.pointee.base, group, .lastDocument)),
      state.pointee.documentCount &- 1)
  }

  /// A frequency and a length that at least `rank` stories of the list reach, deleted ones included: their scores are not
  /// below the score of that pair, whatever k1, b and the average length are. Nil where the list keeps none.
  public func champion(rank: Int) -> Impact? {
    guard isBlocked, let place = PostingsLayout.championRanks.firstIndex(where: { $0 >= rank }) else { return nil }
    let offset = 3 + 2 * place
    let champion = Impact(
      frequency: state.pointee.base.load(fromByteOffset: offset, as: UInt8.self),
      norm: state.pointee.base.load(fromByteOffset: offset + 1, as: UInt8.self))
    return champion.frequency == 0 ? nil : champion
  }

  @inline(__always)
  private func emit(from start: Int, to end: Int, _ body: (Impact) -> Void) {
    let base = state.pointee.base
    var offset = start
    let limit = min(end, state.pointee.layout.blocks)
    while offset &+ 2 <= limit {
      body(
        Impact(
          frequency: base.load(fromByteOffset: offset, as: UInt8.self),
          norm: base.load(fromByteOffset: offset &+ 1, as: UInt8.self)))
      offset &+= 2
    }
  }

  private var singleImpact: Impact {
    let document = state.pointee.singleDocument
    return Impact(
      frequency: UInt8(min(state.pointee.totalFrequency, 255)),
      norm: document < state.pointee.documentCount ? state.pointee.norms[Int(document)] : 0)
  }
}
