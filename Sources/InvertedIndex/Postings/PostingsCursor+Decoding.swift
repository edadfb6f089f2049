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
    let base = state.pointee.base
    let length = min(BlockPacking.size, count - target * BlockPacking.size)
    let start = isBlocked && target > 0 ? Int(PostingsCursor.word(base, 16 * target - 12)) : 0
    let end = isBlocked ? Int(PostingsCursor.word(base, 16 * target + 4)) : state.pointee.documentBytes
    let previous = isBlocked && target > 0 ? PostingsCursor.word(base, 16 * (target - 1)) : 0
    let offset = state.pointee.blocksOffset
    guard start <= end, offset + end <= state.pointee.documentBytes else { return fail(.malformedBlock) }
    if length == BlockPacking.size {
      decodeFull(from: offset + start, to: offset + end, previous: previous)
    } else {
      decodeTail(from: offset + start, to: offset + end, previous: previous, length: length)
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
    // With differences below 2^24, 128 of them cannot wrap: the ids ascend, and the last bounds the others. That it is the
    // one in the metadata makes them ascend across blocks too, which the loops over windows rely on.
    let largest = docs[BlockPacking.size - 1]
    guard largest < state.pointee.documentCount else { return fail(.unknownDocument) }
    guard largest == PostingsCursor.word(state.pointee.base, 16 * state.pointee.block),
      (bits <= 24 && previous <= largest) || ascends(after: previous)
    else { return fail(.malformedBlock) }
    docs[BlockPacking.size] = PostingsCursor.end
    state.pointee.blockLength = BlockPacking.size
    state.pointee.frequencyOffset = next
  }

  /// Whether the ids of a full block ascend from that of the block before.
  private func ascends(after previous: UInt32) -> Bool {
    var last = previous
    for place in 0..<BlockPacking.size {
      let document = state.pointee.docs[place]
      guard document >= last else { return false }
      last = document
    }
    return true
  }

  private func decodeTail(from start: Int, to end: Int, previous: UInt32, length: Int) {
    let base = state.pointee.base
    let docs = state.pointee.docs
    let frequencies = state.pointee.frequencies
    let documentCount = UInt64(state.pointee.documentCount)
    var offset = start
    var last = UInt64(previous)
    for place in 0..<length {
      guard let code = PostingsCursor.varint(base, &offset, end) else { return fail(.cutShort) }
      last &+= code >> 1
      var frequency: UInt64 = 1
      if code & 1 == 0 {
        guard let value = PostingsCursor.varint(base, &offset, end) else { return fail(.cutShort) }
        frequency = value
      }
      guard last < documentCount else { return fail(.unknownDocument) }
      docs[place] = UInt32(truncatingIfNeeded: last)
      frequencies[place] = UInt32(clamping: frequency)
    }
    guard !isBlocked || last == UInt64(PostingsCursor.word(base, 16 * state.pointee.block)) else {
      return fail(.malformedBlock)
    }
    docs[length] = PostingsCursor.end
    state.pointee.frequenciesLoaded = true
    state.pointee.blockLength = length
  }

  /// Reads a varint of at most 42 bits; nil where it is cut short or longer.
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
