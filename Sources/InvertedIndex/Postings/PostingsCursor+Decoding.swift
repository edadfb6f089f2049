extension PostingsCursor {
  private func fail(_ fault: PostingsFault) {
    state.pointee.fault = fault
    state.pointee.blockLength = 0
    state.pointee.index = 0
    state.pointee.block = state.pointee.blockCount
    state.pointee.docs[0] = PostingsCursor.end
    state.pointee.frequenciesLoaded = true
  }

  /// Decodes a block and stands on its first document; behind the last block, at the end.
  func decode(block target: Int) {
    state.pointee.frequenciesLoaded = false
    state.pointee.index = 0
    state.pointee.block = target
    guard target < state.pointee.blockCount else {
      state.pointee.blockLength = 0
      state.pointee.docs[0] = PostingsCursor.end
      state.pointee.frequenciesLoaded = true
      return
    }
    let count = state.pointee.documentFrequency
    if count == 1 { return decodeSingle() }
    let length = min(BlockPacking.size, count - target * BlockPacking.size)
    guard isBlocked else { return decodeTail(from: 0, to: state.pointee.documentBytes, previous: .max, length: length) }
    let base = state.pointee.base
    let layout = state.pointee.layout
    let range = layout.range(base, ofBlock: target, .block)
    let previous = target > 0 ? layout.lastDocument(base, ofBlock: target - 1) : .max
    let (start, end) = (layout.blocks + range.start, layout.blocks + range.end)
    guard start <= end, end <= state.pointee.documentBytes else { return fail(.malformedBlock) }
    if length == BlockPacking.size {
      decodeFull(from: start, to: end, previous: previous)
    } else {
      decodeTail(from: start, to: end, previous: previous, length: length)
    }
  }

  private func decodeSingle() {
    guard state.pointee.singleDocument < state.pointee.documentCount else { return fail(.unknownDocument) }
    state.pointee.docs[0] = state.pointee.singleDocument
    state.pointee.docs[1] = PostingsCursor.end
    state.pointee.frequencies[0] = UInt32(clamping: state.pointee.totalFrequency)
    state.pointee.frequenciesLoaded = true
    state.pointee.blockLength = 1
  }

  private func decodeFull(from start: Int, to end: Int, previous: UInt32) {
    let docs = state.pointee.docs
    guard let (next, bits) = PatchedBlock.read(state.pointee.base, at: start, end: end, into: docs) else {
      return fail(.malformedBlock)
    }
    BlockPacking.prefixSum(docs, from: previous)
    // With distances below 2^24, 128 of them cannot wrap: the ids ascend, and the last bounds the others. That it is the
    // one in the tables makes them ascend across blocks too, which the loops over windows rely on.
    let largest = docs[BlockPacking.size - 1]
    guard largest < state.pointee.documentCount else { return fail(.unknownDocument) }
    guard largest == state.pointee.layout.lastDocument(state.pointee.base, ofBlock: state.pointee.block),
      (bits <= 24 && (previous == .max || previous < largest)) || ascends(after: previous)
    else { return fail(.malformedBlock) }
    docs[BlockPacking.size] = PostingsCursor.end
    state.pointee.blockLength = BlockPacking.size
    state.pointee.frequencyOffset = next
  }

  /// Whether the ids of a full block ascend from that of the block before.
  private func ascends(after previous: UInt32) -> Bool {
    var next = previous &+ 1
    for place in 0..<BlockPacking.size {
      let document = state.pointee.docs[place]
      guard document >= next else { return false }
      next = document &+ 1
    }
    return true
  }

  private func decodeTail(from start: Int, to end: Int, previous: UInt32, length: Int) {
    let docs = state.pointee.docs
    let frequencies = state.pointee.frequencies
    let documentCount = state.pointee.documentCount
    var reader = BitReader(base: state.pointee.base, bit: start &* 8, end: end &* 8)
    let parameter = min(RiceCode.largestParameter, Int(reader.bits(5)))
    var pairs = RicePairReader(reader, parameter: parameter)
    var next = UInt64(previous &+ 1)
    for place in 0..<length {
      let (distance, more) = pairs.next()
      next &+= UInt64(distance)
      guard next < UInt64(documentCount) else { return fail(.unknownDocument) }
      docs[place] = UInt32(truncatingIfNeeded: next)
      frequencies[place] = more == .max ? more : more &+ 1
      next &+= 1
    }
    guard !pairs.isPastEnd else { return fail(.cutShort) }
    guard
      !isBlocked
        || docs[length - 1] == state.pointee.layout.lastDocument(state.pointee.base, ofBlock: state.pointee.block)
    else { return fail(.malformedBlock) }
    docs[length] = PostingsCursor.end
    state.pointee.frequenciesLoaded = true
    state.pointee.blockLength = length
  }

  @usableFromInline
  func decodeFrequencies() {
    state.pointee.frequenciesLoaded = true
    guard state.pointee.blockLength == BlockPacking.size else { return }
    let frequencies = state.pointee.frequencies
    guard
      PatchedBlock.read(
        state.pointee.base, at: state.pointee.frequencyOffset, end: state.pointee.documentBytes, into: frequencies)
        != nil
    else {
      frequencies.update(repeating: 1, count: BlockPacking.size)
      return fail(.malformedBlock)
    }
    let memory = UnsafeMutableRawPointer(frequencies)
    for step in 0..<BlockPacking.size / 4 {
      let value = memory.loadUnaligned(fromByteOffset: 16 * step, as: SIMD4<UInt32>.self)
      memory.storeBytes(of: value &+ 1, toByteOffset: 16 * step, as: SIMD4<UInt32>.self)
    }
  }
}
