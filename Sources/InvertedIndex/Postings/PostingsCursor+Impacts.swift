extension PostingsCursor {
  /// Calls the body with each impact of a block.
  @inline(__always)
  public func impacts(ofBlock block: Int, _ body: (Impact) -> Void) {
    guard isBlocked else { return body(state.pointee.documentFrequency == 1 ? singleImpact : state.pointee.bound) }
    let base = state.pointee.base
    let start = block == 0 ? state.pointee.termImpactBytes : Int(PostingsCursor.word(base, 16 * block - 8))
    emit(from: start, to: Int(PostingsCursor.word(base, 16 * block + 8)), body)
  }

  /// Calls the body with each impact of the whole list.
  @inline(__always)
  public func impacts(_ body: (Impact) -> Void) {
    guard isBlocked else { return impacts(ofBlock: 0, body) }
    emit(from: 0, to: state.pointee.termImpactBytes, body)
  }

  @inline(__always)
  private func emit(from start: Int, to end: Int, _ body: (Impact) -> Void) {
    let base = state.pointee.base
    var offset = state.pointee.impactsOffset + start
    let limit = min(state.pointee.impactsOffset + end, state.pointee.blocksOffset)
    while offset + 2 <= limit {
      body(
        Impact(
          frequency: base.load(fromByteOffset: offset, as: UInt8.self),
          norm: base.load(fromByteOffset: offset + 1, as: UInt8.self)))
      offset += 2
    }
  }

  private var singleImpact: Impact {
    let document = state.pointee.singleDocument
    return Impact(
      frequency: UInt8(min(state.pointee.totalFrequency, 255)),
      norm: document < state.pointee.documentCount ? state.pointee.norms[Int(document)] : 0)
  }
}
